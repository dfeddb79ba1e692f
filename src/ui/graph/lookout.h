#pragma once
#include "lens/pick_worker.h"
#include "scene/camera/camera.h"
#include "scene/index/indexed_update.h"
#include "ui/select/element.h"
#include <QtCore/QObject>
#include <QtCore/QTimer>

namespace weir::ui {

/// Has scenes looked through by a worker, for a share of a core: where they are, and what is at a point of the picture. GUI thread.
class Lookout final : public QObject {
    Q_OBJECT

public:
    using SharedScene = std::shared_ptr<const scene::Scene>;

    explicit Lookout(QObject* parent = nullptr);

    /// Something changed: due() comes when there is time for it, at once where nothing is known yet, and look() answers it.
    void want();
    /// The newest scene.
    void look(const scene::IndexedUpdate& newest);
    /// Another graph came.
    void forgetGraph();

    /// Not built yet: nullptr.
    [[nodiscard]] const std::shared_ptr<const scene::PickIndex>& index() const { return m_index; }
    /// The node, else the edge, that a pointer at this place of the world means.
    [[nodiscard]] Element elementAt(scene::WorldPoint place, const scene::PickView& view) const;

    /// Every element of a scene that has an index inside this line of the world; found() comes soon.
    void find(const scene::IndexedUpdate& in, std::vector<scene::Point> corners);
    /// What of a set is still there in a newer scene; kept() comes soon.
    void keep(std::shared_ptr<const scene::ElementSet> set, SharedScene before, SharedScene now);

Q_SIGNALS:
    void due();
    void bounded(const weir::scene::Bounds& bounds);
    void indexChanged();
    void found(const weir::lens::PickWorker::Found& found);
    void kept(const weir::lens::PickWorker::Kept& kept);

private:
    void schedule();
    void onWake();

    std::shared_ptr<const scene::PickIndex> m_index;
    std::uint64_t m_epochVersion = 0;   // of the scene that was looked at last
    bool m_bounded = false;             // of this graph
    bool m_looking = false, m_wanted = false;
    double m_lookMs = 0;
    QTimer m_timer;
    lens::PickWorker m_worker;   // last: its thread ends before what it wakes goes
};

}   // namespace weir::ui
