#pragma once
#include "ui/words/known_to_qml.h"
#include <QtCore/QObject>
#include <QtCore/QRect>
#include <QtCore/QSettings>
#include <QtCore/QStringList>

namespace weir::ui {

/// What the window remembers from one start to the next. Written when a value changes; a file that cannot be read or
/// holds nonsense means the defaults. GUI thread.
class WindowSettings final : public QObject {
    Q_OBJECT
    Q_PROPERTY(QString themeMode READ themeMode WRITE setThemeMode NOTIFY themeModeChanged)
    Q_PROPERTY(bool railCollapsed READ railCollapsed WRITE setRailCollapsed NOTIFY railCollapsedChanged)
    Q_PROPERTY(QString lastUrl READ lastUrl WRITE setLastUrl NOTIFY lastUrlChanged)
    Q_PROPERTY(QStringList recent READ recent NOTIFY recentChanged)
    Q_PROPERTY(QString sourceSpec READ sourceSpec WRITE setSourceSpec NOTIFY sourceSpecChanged)
    Q_PROPERTY(int creditMessages READ creditMessages WRITE setCreditMessages NOTIFY creditWindowChanged)
    Q_PROPERTY(bool creditAutomatic READ creditAutomatic WRITE setCreditAutomatic NOTIFY creditWindowChanged)
    Q_PROPERTY(bool slowWhenHidden READ slowWhenHidden WRITE setSlowWhenHidden NOTIFY slowWhenHiddenChanged)
    Q_PROPERTY(bool showLabels READ showLabels WRITE setShowLabels NOTIFY showLabelsChanged)
    Q_PROPERTY(bool curvedEdges READ curvedEdges WRITE setCurvedEdges NOTIFY curvedEdgesChanged)
    Q_PROPERTY(bool showChanges READ showChanges WRITE setShowChanges NOTIFY showChangesChanged)
    Q_PROPERTY(bool showMinimap READ showMinimap WRITE setShowMinimap NOTIFY showMinimapChanged)
    Q_PROPERTY(bool legendFolded READ legendFolded WRITE setLegendFolded NOTIFY legendChanged)
    Q_PROPERTY(int legendCorner READ legendCorner WRITE setLegendCorner NOTIFY legendChanged)
    Q_PROPERTY(QString saveFolder READ saveFolder WRITE setSaveFolder NOTIFY saveFolderChanged)
    Q_PROPERTY(QString saveEnding READ saveEnding WRITE setSaveEnding NOTIFY saveEndingChanged)
    Q_PROPERTY(QString exportFolder READ exportFolder WRITE setExportFolder NOTIFY exportChanged)
    Q_PROPERTY(QString exportFormat READ exportFormat WRITE setExportFormat NOTIFY exportChanged)
    Q_PROPERTY(bool saveTitle READ saveTitle WRITE setSaveTitle NOTIFY saveCaptionChanged)
    Q_PROPERTY(bool saveLegend READ saveLegend WRITE setSaveLegend NOTIFY saveCaptionChanged)
    Q_PROPERTY(int creditMebibytes READ creditMebibytes WRITE setCreditMebibytes NOTIFY creditWindowChanged)

public:
    /// In the INI file at `path`.
    explicit WindowSettings(const QString& path, QObject* parent = nullptr);

    /// Where the user's own settings are kept.
    [[nodiscard]] static QString userFile();

    [[nodiscard]] QString themeMode() const;        ///< "system", "light" or "dark"
    void setThemeMode(const QString& mode);         ///< anything else counts as "system"
    [[nodiscard]] bool railCollapsed() const;
    void setRailCollapsed(bool collapsed);
    [[nodiscard]] QString lastUrl() const;          ///< empty before the first
    void setLastUrl(const QString& url);
    static constexpr int mostRecent = 10;
    [[nodiscard]] QStringList recent() const;       ///< sources and servers' addresses that were shown, the newest first
    Q_INVOKABLE void remember(const QString& place);   ///< as the newest of these
    Q_INVOKABLE void forgetRecent();
    [[nodiscard]] QString sourceSpec() const;
    void setSourceSpec(const QString& spec);
    [[nodiscard]] bool creditAutomatic() const;     ///< whether the window sizes itself, up to what the next two say
    void setCreditAutomatic(bool automatic);
    [[nodiscard]] int creditMessages() const;       ///< 16 to 65,536
    void setCreditMessages(int messages);
    [[nodiscard]] int creditMebibytes() const;      ///< 4 to 64
    void setCreditMebibytes(int mebibytes);
    [[nodiscard]] bool slowWhenHidden() const;      ///< whether a window nobody sees asks for less
    void setSlowWhenHidden(bool slow);
    [[nodiscard]] bool showLabels() const;          ///< whether the picture names its important nodes
    [[nodiscard]] bool curvedEdges() const;         ///< whether edges bow, close by
    [[nodiscard]] bool showChanges() const;         ///< whether what just changed glows
    void setShowLabels(bool show);
    void setCurvedEdges(bool curved);
    void setShowChanges(bool show);
    [[nodiscard]] bool showMinimap() const;         ///< whether a small picture of the whole graph is shown beside a part of it
    void setShowMinimap(bool show);
    [[nodiscard]] bool legendFolded() const;        ///< whether only the legend's title is shown
    void setLegendFolded(bool folded);
    [[nodiscard]] int legendCorner() const;         ///< of the picture, where the legend is: 0 bottom right, then clockwise
    void setLegendCorner(int corner);               ///< counted round
    /// What something of how nodes and edges look stands for, as LookModel puts it, e.g. of "nodeSizes"; empty before the first choice.
    [[nodiscard]] QString look(const QString& what) const;
    void setLook(const QString& what, const QString& wish);
    [[nodiscard]] QString saveFolder() const;       ///< where a picture was last saved; empty before the first
    void setSaveFolder(const QString& folder);
    [[nodiscard]] QString saveEnding() const;       ///< "png" or "svg"
    void setSaveEnding(const QString& ending);      ///< anything else counts as "png"
    [[nodiscard]] QString exportFolder() const;     ///< where a graph was last written; empty before the first
    void setExportFolder(const QString& folder);
    [[nodiscard]] QString exportFormat() const;     ///< in which format, by its key; empty before the first
    void setExportFormat(const QString& format);
    [[nodiscard]] bool saveTitle() const;           ///< whether a picture is saved with its title
    void setSaveTitle(bool with);
    [[nodiscard]] bool saveLegend() const;          ///< and with its legend
    void setSaveLegend(bool with);
    [[nodiscard]] QRect windowGeometry() const;     ///< empty before the first
    void setWindowGeometry(const QRect& geometry);

Q_SIGNALS:
    void themeModeChanged();
    void railCollapsedChanged();
    void lastUrlChanged();
    void recentChanged();
    void sourceSpecChanged();
    void creditWindowChanged();
    void slowWhenHiddenChanged();
    void showLabelsChanged();
    void curvedEdgesChanged();
    void showChangesChanged();
    void showMinimapChanged();
    void legendChanged();
    void saveFolderChanged();
    void saveEndingChanged();
    void exportChanged();
    void saveCaptionChanged();

private:
    /// True when the stored value became another one.
    bool store(const QString& key, const QVariant& value);

    QSettings m_settings;
};

struct SettingsForQml : KnownToQml<WindowSettings, SettingsForQml> {
    Q_GADGET
    QML_FOREIGN(weir::ui::WindowSettings)
    QML_NAMED_ELEMENT(Settings)
    QML_SINGLETON
};

} // namespace weir::ui
