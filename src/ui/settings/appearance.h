#pragma once
#include "ui/words/known_to_qml.h"
#include <QtCore/QObject>

namespace weir::ui {

class DesktopPreferences;
class WindowSettings;

/// The theme in force: what the user chose, or what the desktop asks for; and whether things may move. GUI thread; both must outlive it.
class Appearance final : public QObject {
    Q_OBJECT
    Q_PROPERTY(bool dark READ dark NOTIFY darkChanged)
    Q_PROPERTY(bool reducedMotion READ reducedMotion NOTIFY reducedMotionChanged)
    Q_PROPERTY(QString mode READ mode WRITE setMode NOTIFY modeChanged)

public:
    Appearance(WindowSettings* settings, DesktopPreferences* desktop, QObject* parent = nullptr);

    [[nodiscard]] bool dark() const;
    [[nodiscard]] bool reducedMotion() const;   ///< the desktop asks for it
    [[nodiscard]] QString mode() const;
    void setMode(const QString& mode);

    /// For this run only, without remembering it: what the command line said.
    void overrideMode(const QString& mode);

    /// system, light, dark, and around again.
    Q_INVOKABLE void cycleMode();

Q_SIGNALS:
    void darkChanged();
    void reducedMotionChanged();
    void modeChanged();

private:
    WindowSettings* m_settings;
    DesktopPreferences* m_desktop;
    QString m_override;   // empty: the remembered mode counts
};

struct AppearanceForQml : KnownToQml<Appearance, AppearanceForQml> {
    Q_GADGET
    QML_FOREIGN(weir::ui::Appearance)
    QML_NAMED_ELEMENT(Appearance)
    QML_SINGLETON
};

} // namespace weir::ui
