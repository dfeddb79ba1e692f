#pragma once
#include "base/asker.h"
#include "scene/element_set.h"
#include "scene/find/difference.h"
#include "scene/find/incident_edges.h"
#include "scene/find/neighbours.h"
#include "scene/find/shortest_path.h"
#include <functional>
#include <memory>
#include <optional>

namespace weir::lens {

/// Answers what lies around a node and between two, and what changed since, on a thread of its own: a question must not wait until the pick worker has
/// built the pick index of a large graph. Made, asked and destroyed on the GUI thread; answers wait in mailboxes, and `wake` (called
/// from the worker, must only post) says that one is there.
///
/// Of several questions of one kind that wait only the last is answered. An answer that is what the one before was comes as
/// that very object, so that nothing needs to be drawn anew.
class ReachWorker final {
public:
    explicit ReachWorker(std::function<void()> wake);

    using Edges = std::vector<scene::IncidentEdge>;
    struct Asked {
        std::uint64_t structureVersion = 0;   ///< of the scene that was looked at
        double tookMs = 0;
    };
    struct Neighbours {
        Slot node = noSlot;
        std::shared_ptr<const Edges> edges;
        std::size_t nodes = 0;             ///< at the other ends, each once and without the node itself
        std::shared_ptr<const scene::Neighbourhood> around;   ///< of at most mostEdges of these edges
        Asked asked{};
    };
    struct Reach {
        Slot node = noSlot;
        unsigned steps = 0;
        std::shared_ptr<const scene::ElementSet> set;
        Asked asked{};
    };
    struct Way {
        Slot from = noSlot, to = noSlot;
        std::shared_ptr<const scene::Path> path;            ///< nullptr: there is none
        std::shared_ptr<const scene::ElementSet> set;       ///< of the path's elements
        std::shared_ptr<const Edges> links;                 ///< the path's nodes, each with the edge by which it is reached; the first without
        Asked asked{};
    };

    using SharedScene = std::shared_ptr<const scene::Scene>;
    struct Change {
        SharedScene after;
        std::shared_ptr<const scene::Difference> difference;
    };

    static constexpr std::size_t mostEdges = 20'000;   ///< of a neighbourhood: more would be a solid disc
    void askNeighbours(SharedScene scene, Slot node, std::shared_ptr<const Edges> before);
    void askReach(SharedScene scene, Slot node, unsigned steps, std::shared_ptr<const scene::ElementSet> before);
    void askWay(SharedScene scene, Slot from, Slot to, std::optional<Way> before);
    /// The same as a question of its own, for a copy.
    void askCopy(SharedScene scene, Slot node, unsigned steps);
    /// What differs between two scenes of one graph.
    void askChange(SharedScene before, SharedScene after);

    [[nodiscard]] std::optional<Neighbours> takeNeighbours() { return m_neighbours.take(); }
    [[nodiscard]] std::optional<Reach> takeReach() { return m_reach.take(); }
    [[nodiscard]] std::optional<Way> takeWay() { return m_way.take(); }
    [[nodiscard]] std::optional<Reach> takeCopy() { return m_copy.take(); }
    [[nodiscard]] std::optional<Change> takeChange() { return m_change.take(); }

private:
    Asker m_asker;
    Enquiry<Neighbours> m_neighbours{m_asker};
    Enquiry<Reach> m_reach{m_asker}, m_copy{m_asker};
    Enquiry<Way> m_way{m_asker};
    Enquiry<Change> m_change{m_asker};
};

} // namespace weir::lens
