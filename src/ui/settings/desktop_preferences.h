#pragma once
#include <QtCore/QObject>
#include <memory>

namespace weir::ui {

/// Whether the desktop asks for dark windows and for little motion, and when it changes its mind. From the desktop portal over
/// D-Bus; where there is none, dark from the palette that the platform gave the program, and motion as usual. Never waits for the portal. GUI thread.
class DesktopPreferences final : public QObject {
    Q_OBJECT

public:
    explicit DesktopPreferences(QObject* parent = nullptr);
    ~DesktopPreferences() override;

    [[nodiscard]] bool dark() const;

    /// What the portal said: 1 dark, 2 light, anything else no preference.
    void setColorScheme(unsigned preference);
    [[nodiscard]] bool reducedMotion() const { return m_reducedMotion; }
    void setReducedMotion(bool reduced);

    bool eventFilter(QObject* watched, QEvent* event) override;

Q_SIGNALS:
    void darkChanged();
    void reducedMotionChanged();

private:
    void followPalette();

    class Portal;
    std::unique_ptr<Portal> m_portal;   // null where the program was built without D-Bus
    unsigned m_colorScheme = 0;
    bool m_paletteDark = false;
    bool m_reducedMotion = false;
};

} // namespace weir::ui
