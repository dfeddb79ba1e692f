#include "ui/desktop_preferences.h"

#include <QtCore/QEvent>
#include <QtGui/QGuiApplication>
#include <QtGui/QPalette>

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
        ask();
    }

private Q_SLOTS:
    void onSettingChanged(const QString& changedGroup, const QString& changedKey, const QDBusVariant& value)
    {
        if (changedGroup == group() && changedKey == key())
            take(value.variant());
    }

private:
    static QString service() { return QStringLiteral("org.freedesktop.portal.Desktop"); }
    static QString path() { return QStringLiteral("/org/freedesktop/portal/desktop"); }
    static QString interface() { return QStringLiteral("org.freedesktop.portal.Settings"); }

    static QString group() { return QStringLiteral("org.freedesktop.appearance"); }
    static QString key() { return QStringLiteral("color-scheme"); }

    void ask()
    {
        QDBusMessage read = QDBusMessage::createMethodCall(service(), path(), interface(), QStringLiteral("Read"));
        read << group() << key();
        auto* watcher = new QDBusPendingCallWatcher(QDBusConnection::sessionBus().asyncCall(read, 5'000), this);
        connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher] {
            const QDBusPendingReply<QDBusVariant> reply = *watcher;
            if (!reply.isError())
                take(reply.value().variant());
            watcher->deleteLater();
        });
    }

    void take(QVariant value)
    {
        while (value.canConvert<QDBusVariant>())   // Read answers a variant inside a variant
            value = value.value<QDBusVariant>().variant();
        m_preferences->setColorScheme(value.toUInt());
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
