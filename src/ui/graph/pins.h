#pragma once
#include "scene/camera/camera.h"
#include "ui/graph/pinned_nodes.h"
#include <QtCore/QObject>

namespace weir::ui {

/// Nodes that a hand put somewhere and that nobody let go since; whoever owns the model does it. GUI thread.
class Pins final : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;

    [[nodiscard]] static bool movable(const scene::Scene& scene, Slot node)
    {
        return scene.drawn(node);
    }
    [[nodiscard]] const PinnedNodes& nodes() const { return m_nodes; }

    /// A hand holds the node there; it is movable.
    void put(const scene::Scene& scene, Slot node, scene::WorldPoint place);
    void letGo(Slot node);
    void letAllGo();
    /// Those that are gone are pinned no longer.
    void takeScene(const scene::Scene& scene);
    /// Another graph came.
    void forget();

Q_SIGNALS:
    void changed();
    void putThere(weir::Slot node, weir::scene::Point place);
    void wasLetGo(weir::Slot node);

private:
    PinnedNodes m_nodes;
};

}   // namespace weir::ui
