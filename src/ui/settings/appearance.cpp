#include "ui/settings/appearance.h"

#include "ui/settings/desktop_preferences.h"
#include "ui/settings/window_settings.h"

namespace weir::ui {

Appearance::Appearance(WindowSettings* settings, DesktopPreferences* desktop, QObject* parent)
    : QObject(parent)
    , m_settings(settings)
    , m_desktop(desktop)
{
    connect(m_desktop, &DesktopPreferences::darkChanged, this, &Appearance::darkChanged);
    connect(m_desktop, &DesktopPreferences::reducedMotionChanged, this, &Appearance::reducedMotionChanged);
    connect(m_settings, &WindowSettings::themeModeChanged, this, [this] {
        Q_EMIT modeChanged();
        Q_EMIT darkChanged();
    });
}

bool Appearance::reducedMotion() const { return m_desktop->reducedMotion(); }

QString Appearance::mode() const
{
    return m_override.isEmpty() ? m_settings->themeMode() : m_override;
}

bool Appearance::dark() const
{
    if (mode() == QLatin1String("system"))
        return m_desktop->dark();
    return mode() == QLatin1String("dark");
}

void Appearance::setMode(const QString& mode)
{
    const bool wasOverridden = !m_override.isEmpty();
    m_override.clear();
    m_settings->setThemeMode(mode);
    if (wasOverridden) {
        Q_EMIT modeChanged();
        Q_EMIT darkChanged();
    }
}

void Appearance::overrideMode(const QString& mode)
{
    m_override = mode;
    Q_EMIT modeChanged();
    Q_EMIT darkChanged();
}

void Appearance::cycleMode()
{
    if (mode() == QLatin1String("system"))
        setMode(QStringLiteral("light"));
    else if (mode() == QLatin1String("light"))
        setMode(QStringLiteral("dark"));
    else
        setMode(QStringLiteral("system"));
}

} // namespace weir::ui
