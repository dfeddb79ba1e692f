#pragma once
#include "graph/schema.h"
#include "source/synthetic/random.h"
#include <cstdint>
#include <vector>

namespace weir::source {

/// Where the nodes of a synthetic graph may stand: places in communities. A community is a loose blob about its centre,
/// dense inside and thin outside; every 60 or so places have a hub, and the biggest hub is the centre's. A pure
/// function of its arguments. World units: the edges of a graph on it are typically about 1 long, so the whole grows
/// with the root of the number of places.
class CommunityMap final {
public:
    struct Place {
        float x, y;
        float size;   ///< relative radius of a node that stands here
        std::uint32_t community;
        std::uint32_t hub;   ///< the place of the nearest hub; its own number for a hub
    };
    struct Community {
        std::uint32_t firstPlace, places;   ///< consecutive, from the centre outwards; the first is the centre's hub
        graph::Category category;
        float x, y;
        std::vector<std::uint32_t> hubs;         ///< places, the centre's first
        std::vector<std::uint32_t> neighbours;   ///< the nearest other communities
    };

    CommunityMap(std::uint32_t places, Random& random);

    [[nodiscard]] const std::vector<Place>& places() const { return m_places; }
    [[nodiscard]] const std::vector<Community>& communities() const { return m_communities; }
    [[nodiscard]] bool isHub(std::uint32_t place) const { return m_places[place].hub == place; }

    /// A place of the same community beside `place`, drawn with `random`; may be `place` itself in a small community.
    [[nodiscard]] std::uint32_t besides(std::uint32_t place, Random& random) const;

    static constexpr graph::Category categories = 8;

private:
    void drawSizes(std::uint32_t places, Random& random);
    void placeCommunities();
    void chooseCategories();
    void chooseNeighbours();
    void fill(std::uint32_t community, Random& random);

    std::vector<Place> m_places;
    std::vector<Community> m_communities;
};

} // namespace weir::source
