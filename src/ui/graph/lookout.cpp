#include "ui/graph/lookout.h"
#include <algorithm>
#include <utility>

namespace weir::ui {

namespace {

constexpr double lookEveryMs = 350;
constexpr double lookShare = 0.2;   // of a core, that looking through large scenes may take
constexpr double nodeReach = 6;     // how far from an element the pointer still means it, item pixels
constexpr double edgeReach = 4;

}   // namespace

Lookout::Lookout(QObject* parent)
    : QObject(parent), m_worker([this] { QMetaObject::invokeMethod(this, &Lookout::onWake, Qt::QueuedConnection); })
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, [this] {
        if (!m_looking)
            Q_EMIT due();
    });
}

void Lookout::want()
{
    m_wanted = true;
    schedule();
}

void Lookout::schedule()
{
    if (!m_wanted || m_looking || m_timer.isActive())
        return;
    const double pause = m_bounded ? std::max(lookEveryMs, m_lookMs * (1 / lookShare - 1)) : 0;
    m_timer.start(static_cast<int>(pause));
}

void Lookout::look(const scene::IndexedUpdate& newest)
{
    m_wanted = false;
    m_looking = true;
    m_epochVersion = newest.update.scene->epochVersion;
    m_worker.look(newest.update.scene, newest.index);
}

void Lookout::forgetGraph()
{
    m_bounded = false;
    m_index.reset();
    m_epochVersion = 0;   // what is still on its way is of the graph before
}

void Lookout::onWake()
{
    if (const auto bounds = m_worker.takeBounds(); bounds && bounds->epochVersion == m_epochVersion) {
        m_bounded = true;
        Q_EMIT bounded(bounds->bounds);
    }
    if (auto pick = m_worker.takePick()) {
        m_looking = false;
        m_lookMs = pick->tookMs;
        if (pick->index && pick->index->scene()->epochVersion == m_epochVersion) {
            m_index = std::move(pick->index);
            Q_EMIT indexChanged();
        }
        schedule();
    }
    if (const auto found = m_worker.takeFound())
        Q_EMIT this->found(*found);
    if (const auto kept = m_worker.takeKept())
        Q_EMIT this->kept(*kept);
}

Element Lookout::elementAt(scene::WorldPoint place, const scene::PickView& view) const
{
    if (!m_index)
        return {};
    const scene::Point at{static_cast<float>(place.x), static_cast<float>(place.y)};
    if (const Slot node = m_index->nearestNode(at, nodeReach, view); node != noSlot)
        return Element::node(*m_index->scene(), node);
    if (const Slot edge = m_index->nearestEdge(at, edgeReach, view); edge != noSlot)
        return Element::edge(*m_index->scene(), edge);
    return {};
}

void Lookout::find(const scene::IndexedUpdate& in, std::vector<scene::Point> corners)
{
    if (in.index)
        m_worker.select(in.update.scene, in.index, scene::Region(std::move(corners)));
}

void Lookout::keep(std::shared_ptr<const scene::ElementSet> set, SharedScene before, SharedScene now)
{
    m_worker.keep(std::move(set), std::move(before), std::move(now));
}

}   // namespace weir::ui
