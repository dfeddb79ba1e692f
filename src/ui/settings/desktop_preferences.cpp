#include "ui/settings/desktop_preferences.h"

#include <QtCore/QEvent>
#include <QtGui/QGuiApplication>
#include <QtGui/QPalette>
#include <array>
#include <utility>

#ifdef WEIR_HAS_DBUS
#include <QtDBus/QDBusConnection>
#include <QtDBus/QDBusMessage>
#include <QtDBus/QDBusPendingCallWatcher>
#include <QtDBus/QDBusPendingReply>
#include <QtDBus/QDBusVariant>
#endif

namespace weir::ui {

namespace {

constexpr unsigned preferenceDark = 1;
constexpr unsigned preferenceLight = 2;

bool paletteIsDark()
{
    const QPalette palette = QGuiApplication::palette();
    return palette.color(QPalette::WindowText).lightness() > palette.color(QPalette::Window).lightness();
}

} // namespace

#ifdef WEIR_HAS_DBUS

/// The conversation with the desktop portal.
class DesktopPreferences::Portal final : public QObject {
    Q_OBJECT

public:
    explicit Portal(DesktopPreferences* preferences)
        : m_preferences(preferences)
    {
        QDBusConnection bus = QDBusConnection::sessionBus();
        if (!bus.isConnected())
            return;
        bus.connect(service(), path(), interface(), QStringLiteral("SettingChanged"), this,
                    SLOT(onSettingChanged(QString, QString, QDBusVariant)));
        for (const Setting& setting : settings())
            ask(setting);
    }

private Q_SLOTS:
    void onSettingChanged(const QString& changedGroup, const QString& changedKey, const QDBusVariant& value)
    {
        for (const Setting& setting : settings()) {
            if (changedGroup == setting.group && changedKey == setting.key)
                take(setting, value.variant());
        }
    }

private:
    static QString service() { return QStringLiteral("org.freedesktop.portal.Desktop"); }
    static QString path() { return QStringLiteral("/org/freedesktop/portal/desktop"); }
    static QString interface() { return QStringLiteral("org.freedesktop.portal.Settings"); }

    struct Setting {
        QString group, key;
        void (*set)(DesktopPreferences&, const QVariant&);
    };
    static const std::array<Setting, 3>& settings()
    {
        static const std::array<Setting, 3> settings{{
            {QStringLiteral("org.freedesktop.appearance"), QStringLiteral("color-scheme"),
             [](DesktopPreferences& to, const QVariant& value) { to.setColorScheme(value.toUInt()); }},
            {QStringLiteral("org.freedesktop.appearance"), QStringLiteral("reduced-motion"),
             [](DesktopPreferences& to, const QVariant& value) { to.setReducedMotion(value.toUInt() == 1); }},
            {QStringLiteral("org.gnome.desktop.interface"), QStringLiteral("enable-animations"),   // what older portals have
             [](DesktopPreferences& to, const QVariant& value) { to.setReducedMotion(!value.toBool()); }},
        }};
        return settings;
    }

    void ask(const Setting& setting)
    {
        QDBusMessage read = QDBusMessage::createMethodCall(service(), path(), interface(), QStringLiteral("Read"));
        read << setting.group << setting.key;
        auto* watcher = new QDBusPendingCallWatcher(QDBusConnection::sessionBus().asyncCall(read, 5'000), this);
        connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher, &setting] {
            const QDBusPendingReply<QDBusVariant> reply = *watcher;
            if (!reply.isError())
                take(setting, reply.value().variant());
            watcher->deleteLater();
        });
    }

    void take(const Setting& setting, QVariant value)
    {
        while (value.canConvert<QDBusVariant>())   // Read answers a variant inside a variant
            value = value.value<QDBusVariant>().variant();
        setting.set(*m_preferences, value);
    }

    DesktopPreferences* m_preferences;
};

#else

class DesktopPreferences::Portal final {};

#endif

DesktopPreferences::DesktopPreferences(QObject* parent)
    : QObject(parent)
    , m_paletteDark(paletteIsDark())
{
    qApp->installEventFilter(this);
#ifdef WEIR_HAS_DBUS
    m_portal = std::make_unique<Portal>(this);
#endif
}

DesktopPreferences::~DesktopPreferences() = default;

bool DesktopPreferences::dark() const
{
    if (m_colorScheme == preferenceDark)
        return true;
    if (m_colorScheme == preferenceLight)
        return false;
    return m_paletteDark;
}

void DesktopPreferences::setColorScheme(unsigned preference)
{
    const bool before = dark();
    m_colorScheme = preference;
    if (dark() != before)
        Q_EMIT darkChanged();
}

void DesktopPreferences::setReducedMotion(bool reduced)
{
    if (std::exchange(m_reducedMotion, reduced) != reduced)
        Q_EMIT reducedMotionChanged();
}

void DesktopPreferences::followPalette()
{
    const bool before = dark();
    m_paletteDark = paletteIsDark();
    if (dark() != before)
        Q_EMIT darkChanged();
}

bool DesktopPreferences::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == qApp && event->type() == QEvent::ApplicationPaletteChange)
        followPalette();
    return QObject::eventFilter(watched, event);
}

} // namespace weir::ui

#ifdef WEIR_HAS_DBUS
#include "desktop_preferences.moc"
#endif
