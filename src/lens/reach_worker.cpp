#include "lens/reach_worker.h"
#include "base/clock.h"
#include "scene/find/reach.h"
#include <algorithm>

namespace weir::lens {

namespace {

template <typename T>
std::shared_ptr<const T> sharedUnlessSame(T value, const std::shared_ptr<const T>& before)
{
    return before && *before == value ? before : std::make_shared<const T>(std::move(value));
}

std::size_t nodesAtTheEnds(const ReachWorker::Edges& edges, Slot node)
{
    std::vector<Slot> others;
    for (const scene::IncidentEdge& edge : edges) {
        if (edge.other != node)
            others.push_back(edge.other);
    }
    std::ranges::sort(others);
    return static_cast<std::size_t>(std::ranges::unique(others).begin() - others.begin());
}

ReachWorker::Reach reachOf(const scene::Scene& scene, Slot node, unsigned steps, const std::shared_ptr<const scene::ElementSet>& before)
{
    const TimePoint began = Clock::now();
    auto set = sharedUnlessSame(scene::reach(scene, node, steps), before);
    return {node, steps, std::move(set), {scene.structureVersion, milliseconds(Clock::now() - began)}};
}

ReachWorker::Edges linksOf(const scene::Scene& scene, const scene::Path& path)
{
    ReachWorker::Edges links{{noSlot, path.nodes.front(), false, 0}};
    for (std::size_t i = 0; i < path.edges.size(); ++i) {
        const Slot edge = path.edges[i];
        const bool outgoing = scene.edge(edge).source == path.nodes[i];
        links.push_back({edge, path.nodes[i + 1], outgoing, scene.weight(edge)});
    }
    return links;
}

} // namespace

ReachWorker::ReachWorker(std::function<void()> wake) : m_asker("weir-reach", WorkerThread::Priority::Background, std::move(wake)) {}

void ReachWorker::askNeighbours(SharedScene scene, Slot node, std::shared_ptr<const Edges> before)
{
    m_neighbours.ask([scene = std::move(scene), node, before = std::move(before)] {
        const TimePoint began = Clock::now();
        auto edges = sharedUnlessSame(scene::edgesAt(*scene, node), before);
        const std::size_t nodes = nodesAtTheEnds(*edges, node);
        auto around = std::make_shared<const scene::Neighbourhood>(scene::neighboursIn(*edges, node, mostEdges));
        return Neighbours{node, std::move(edges), nodes, std::move(around), {scene->structureVersion, milliseconds(Clock::now() - began)}};
    });
}

void ReachWorker::askReach(SharedScene scene, Slot node, unsigned steps, std::shared_ptr<const scene::ElementSet> before)
{
    m_reach.ask([scene = std::move(scene), node, steps, before = std::move(before)] { return reachOf(*scene, node, steps, before); });
}

void ReachWorker::askCopy(SharedScene scene, Slot node, unsigned steps)
{
    m_copy.ask([scene = std::move(scene), node, steps] { return reachOf(*scene, node, steps, nullptr); });
}

void ReachWorker::askChange(SharedScene before, SharedScene after)
{
    m_change.ask([before = std::move(before), after = std::move(after)] {
        return Change{after, std::make_shared<const scene::Difference>(scene::differenceOf(*before, *after))};
    });
}

void ReachWorker::askWay(SharedScene scene, Slot from, Slot to, std::optional<Way> before)
{
    m_way.ask([scene = std::move(scene), from, to, before = std::move(before)] {
        const TimePoint began = Clock::now();
        Way way{.from = from, .to = to, .path = nullptr, .set = nullptr, .links = nullptr};
        if (auto path = scene::shortestPath(*scene, from, to)) {
            way.path = sharedUnlessSame(std::move(*path), before ? before->path : nullptr);
            const bool same = before && way.path == before->path;
            way.set = same ? before->set : std::make_shared<const scene::ElementSet>(scene::ElementSet{way.path->nodes, way.path->edges});
            way.links = sharedUnlessSame(linksOf(*scene, *way.path), before ? before->links : nullptr);
        }
        way.asked = {scene->structureVersion, milliseconds(Clock::now() - began)};
        return way;
    });
}

} // namespace weir::lens
