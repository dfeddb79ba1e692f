#include "ui/settings/window_settings.h"

#include "server/limits.h"

#include <QtCore/QStandardPaths>
#include <algorithm>

namespace weir::ui {

namespace {

const QString themeKey = QStringLiteral("window/theme");
const QString railKey = QStringLiteral("window/railCollapsed");
const QString geometryKey = QStringLiteral("window/geometry");
const QString urlKey = QStringLiteral("stream/url");
const QString recentKey = QStringLiteral("stream/recent");
const QString specKey = QStringLiteral("server/source");
const QString messagesKey = QStringLiteral("stream/creditMessages");
const QString automaticKey = QStringLiteral("stream/creditAutomatic");
const QString showLabelsKey = QStringLiteral("window/showLabels");
const QString curvedEdgesKey = QStringLiteral("window/curvedEdges");
const QString showChangesKey = QStringLiteral("window/showChanges");
const QString saveTitleKey = QStringLiteral("window/saveTitle");
const QString saveLegendKey = QStringLiteral("window/saveLegend");
const QString legendFoldedKey = QStringLiteral("window/legendFolded");
const QString legendCornerKey = QStringLiteral("window/legendCorner");
const QString showMinimapKey = QStringLiteral("window/showMinimap");
const QString lookKeys = QStringLiteral("window/%1");
const QString saveFolderKey = QStringLiteral("window/saveFolder");
const QString saveEndingKey = QStringLiteral("window/saveEnding");
const QString exportFolderKey = QStringLiteral("window/exportFolder");
const QString exportFormatKey = QStringLiteral("window/exportFormat");
const QString slowWhenHiddenKey = QStringLiteral("stream/slowWhenHidden");
const QString mebibytesKey = QStringLiteral("stream/creditMebibytes");

// More than this in the first grant ends the connection, and so would every attempt after it.
constexpr int leastCreditMebibytes = 4;   // four of the largest message that the window's client takes
constexpr int mostCreditMebibytes = static_cast<int>(server::maxUnacknowledgedBytes >> 20);

QString knownMode(const QString& mode)
{
    const bool known = mode == QLatin1String("light") || mode == QLatin1String("dark");
    return known ? mode : QStringLiteral("system");
}

QString knownEnding(const QString& ending)
{
    return ending == QLatin1String("svg") ? ending : QStringLiteral("png");
}

} // namespace

WindowSettings::WindowSettings(const QString& path, QObject* parent)
    : QObject(parent)
    , m_settings(path, QSettings::IniFormat)
{
}

QString WindowSettings::userFile()
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation) + QStringLiteral("/weir/weir.ini");
}

bool WindowSettings::store(const QString& key, const QVariant& value)
{
    if (m_settings.contains(key) && m_settings.value(key).toString() == value.toString())
        return false;
    m_settings.setValue(key, value);
    return true;
}

QString WindowSettings::themeMode() const
{
    return knownMode(m_settings.value(themeKey).toString());
}

void WindowSettings::setThemeMode(const QString& mode)
{
    if (store(themeKey, knownMode(mode)))
        Q_EMIT themeModeChanged();
}

bool WindowSettings::railCollapsed() const
{
    return m_settings.value(railKey, false).toBool();
}

void WindowSettings::setRailCollapsed(bool collapsed)
{
    if (store(railKey, collapsed))
        Q_EMIT railCollapsedChanged();
}

QString WindowSettings::lastUrl() const
{
    return m_settings.value(urlKey).toString();
}

void WindowSettings::setLastUrl(const QString& url)
{
    if (store(urlKey, url))
        Q_EMIT lastUrlChanged();
}

QStringList WindowSettings::recent() const
{
    QStringList places = m_settings.value(recentKey).toStringList();
    places.removeAll(QString());
    return places.mid(0, mostRecent);
}

void WindowSettings::remember(const QString& place)
{
    QStringList places = recent();
    if (place.isEmpty() || (!places.isEmpty() && places.front() == place))
        return;
    places.removeAll(place);
    places.prepend(place);
    m_settings.setValue(recentKey, places.mid(0, mostRecent));
    Q_EMIT recentChanged();
}

void WindowSettings::forgetRecent()
{
    m_settings.remove(recentKey);
    Q_EMIT recentChanged();
}

QString WindowSettings::sourceSpec() const
{
    const QString spec = m_settings.value(specKey).toString();
    return spec.isEmpty() ? QStringLiteral("synthetic:nodes=2000,edges=6000") : spec;
}

void WindowSettings::setSourceSpec(const QString& spec)
{
    if (store(specKey, spec))
        Q_EMIT sourceSpecChanged();
}

bool WindowSettings::creditAutomatic() const
{
    return m_settings.value(automaticKey, true).toBool();
}

void WindowSettings::setCreditAutomatic(bool automatic)
{
    if (store(automaticKey, automatic))
        Q_EMIT creditWindowChanged();
}

int WindowSettings::creditMessages() const
{
    return std::clamp(m_settings.value(messagesKey, 1024).toInt(), 16, 65'536);
}

void WindowSettings::setCreditMessages(int messages)
{
    if (store(messagesKey, std::clamp(messages, 16, 65'536)))
        Q_EMIT creditWindowChanged();
}

int WindowSettings::creditMebibytes() const
{
    return std::clamp(m_settings.value(mebibytesKey, 8).toInt(), leastCreditMebibytes, mostCreditMebibytes);
}

void WindowSettings::setCreditMebibytes(int mebibytes)
{
    if (store(mebibytesKey, std::clamp(mebibytes, leastCreditMebibytes, mostCreditMebibytes)))
        Q_EMIT creditWindowChanged();
}

bool WindowSettings::showMinimap() const
{
    return m_settings.value(showMinimapKey, true).toBool();
}

void WindowSettings::setShowMinimap(bool show)
{
    if (store(showMinimapKey, show))
        Q_EMIT showMinimapChanged();
}

bool WindowSettings::saveTitle() const
{
    return m_settings.value(saveTitleKey, false).toBool();
}

void WindowSettings::setSaveTitle(bool with)
{
    if (store(saveTitleKey, with))
        Q_EMIT saveCaptionChanged();
}

bool WindowSettings::saveLegend() const
{
    return m_settings.value(saveLegendKey, true).toBool();
}

void WindowSettings::setSaveLegend(bool with)
{
    if (store(saveLegendKey, with))
        Q_EMIT saveCaptionChanged();
}

bool WindowSettings::legendFolded() const
{
    return m_settings.value(legendFoldedKey, false).toBool();
}

void WindowSettings::setLegendFolded(bool folded)
{
    if (store(legendFoldedKey, folded))
        Q_EMIT legendChanged();
}

int WindowSettings::legendCorner() const
{
    return std::clamp(m_settings.value(legendCornerKey, 0).toInt(), 0, 3);
}

void WindowSettings::setLegendCorner(int corner)
{
    if (store(legendCornerKey, (corner % 4 + 4) % 4))
        Q_EMIT legendChanged();
}

bool WindowSettings::showLabels() const
{
    return m_settings.value(showLabelsKey, true).toBool();
}

void WindowSettings::setShowLabels(bool show)
{
    if (store(showLabelsKey, show))
        Q_EMIT showLabelsChanged();
}

bool WindowSettings::curvedEdges() const
{
    return m_settings.value(curvedEdgesKey, false).toBool();
}

void WindowSettings::setCurvedEdges(bool curved)
{
    if (store(curvedEdgesKey, curved))
        Q_EMIT curvedEdgesChanged();
}

bool WindowSettings::showChanges() const
{
    return m_settings.value(showChangesKey, true).toBool();
}

void WindowSettings::setShowChanges(bool show)
{
    if (store(showChangesKey, show))
        Q_EMIT showChangesChanged();
}

bool WindowSettings::slowWhenHidden() const
{
    return m_settings.value(slowWhenHiddenKey, true).toBool();
}

void WindowSettings::setSlowWhenHidden(bool slow)
{
    if (store(slowWhenHiddenKey, slow))
        Q_EMIT slowWhenHiddenChanged();
}

QString WindowSettings::look(const QString& what) const
{
    return m_settings.value(lookKeys.arg(what)).toString();
}

void WindowSettings::setLook(const QString& what, const QString& wish)
{
    store(lookKeys.arg(what), wish);
}

QString WindowSettings::saveFolder() const
{
    return m_settings.value(saveFolderKey).toString();
}

void WindowSettings::setSaveFolder(const QString& folder)
{
    if (store(saveFolderKey, folder))
        Q_EMIT saveFolderChanged();
}

QString WindowSettings::saveEnding() const
{
    return knownEnding(m_settings.value(saveEndingKey).toString());
}

void WindowSettings::setSaveEnding(const QString& ending)
{
    if (store(saveEndingKey, knownEnding(ending)))
        Q_EMIT saveEndingChanged();
}

QString WindowSettings::exportFolder() const
{
    return m_settings.value(exportFolderKey).toString();
}

void WindowSettings::setExportFolder(const QString& folder)
{
    if (store(exportFolderKey, folder))
        Q_EMIT exportChanged();
}

QString WindowSettings::exportFormat() const
{
    return m_settings.value(exportFormatKey).toString();
}

void WindowSettings::setExportFormat(const QString& format)
{
    if (store(exportFormatKey, format))
        Q_EMIT exportChanged();
}

QRect WindowSettings::windowGeometry() const
{
    return m_settings.value(geometryKey).toRect();
}

void WindowSettings::setWindowGeometry(const QRect& geometry)
{
    m_settings.setValue(geometryKey, geometry);
}

} // namespace weir::ui
