#pragma once
#include "scene/scene.h"
#include "ui/words/known_to_qml.h"
#include <QtCore/QObject>

namespace weir::ui {

/// Who places the nodes, and what a person wants of that. GUI thread.
class LayoutModel final : public QObject {
    Q_OBJECT
    Q_PROPERTY(bool possible READ possible NOTIFY changed)
    Q_PROPERTY(bool needed READ needed NOTIFY changed)
    Q_PROPERTY(bool overrules READ overrules NOTIFY changed)
    Q_PROPERTY(bool paused READ paused WRITE setPaused NOTIFY pausedChanged)

public:
    using QObject::QObject;

    [[nodiscard]] bool possible() const { return m_possible; }     ///< there are nodes to lay out
    [[nodiscard]] bool needed() const { return m_needed; }         ///< the layout places nodes, not the source
    [[nodiscard]] bool overrules() const { return m_overrules; }   ///< nodes are laid out that the source has places for
    void takeScene(const scene::Scene& scene);
    [[nodiscard]] bool paused() const { return m_paused; }
    void setPaused(bool paused);                                    ///< what has a place keeps it, what is new gets one

    // What a key or a button does; nothing where it makes no sense.
    Q_INVOKABLE void togglePause();
    Q_INVOKABLE void restart();
    Q_INVOKABLE void useSourcePlaces();

Q_SIGNALS:
    void changed();
    void pausedChanged();
    void restartWanted();
    void sourcePlacesWanted();

private:
    bool m_possible = false;
    bool m_needed = false;
    bool m_overrules = false;
    bool m_paused = false;
};

struct NodeLayoutForQml : KnownToQml<LayoutModel, NodeLayoutForQml> {
    Q_GADGET
    QML_FOREIGN(weir::ui::LayoutModel)
    QML_NAMED_ELEMENT(NodeLayout)
    QML_SINGLETON
};

} // namespace weir::ui
