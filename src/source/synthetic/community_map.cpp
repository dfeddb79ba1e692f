#include "source/synthetic/community_map.h"
#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numbers>

namespace weir::source {

namespace {

constexpr float goldenAngle = 2.39996323F;   // pi * (3 - sqrt 5): successive points of a sunflower
constexpr float packing = 0.26F;             // the n-th point of a sunflower stands packing * sqrt(n) from its centre
constexpr std::uint32_t placesPerHub = 60;

float outerRadius(std::uint32_t places) { return 1.3F * packing * std::sqrt(static_cast<float>(places)) + 0.4F; }

float squaredDistance(float ax, float ay, float bx, float by) { return (ax - bx) * (ax - bx) + (ay - by) * (ay - by); }

/// Finds the nearest of a community's hubs, of several the first. A grid with about a hub a cell, so that communities of
/// a hundred thousand places take no longer a place than small ones.
class HubGrid final {
public:
    HubGrid(const std::vector<std::uint32_t>& hubs, const std::vector<CommunityMap::Place>& places) : m_hubs(hubs), m_places(places)
    {
        float right = std::numeric_limits<float>::lowest(), top = right;
        for (const std::uint32_t hub : hubs) {
            m_left = std::min(m_left, places[hub].x);
            m_bottom = std::min(m_bottom, places[hub].y);
            right = std::max(right, places[hub].x);
            top = std::max(top, places[hub].y);
        }
        m_side = static_cast<int>(std::ceil(std::sqrt(static_cast<double>(hubs.size()))));
        m_cell = std::max({right - m_left, top - m_bottom, 1e-3F}) / static_cast<float>(m_side);
        m_cells.resize(static_cast<std::size_t>(m_side) * static_cast<std::size_t>(m_side));
        for (const std::uint32_t hub : hubs)
            cellAt(column(places[hub].x), row(places[hub].y)).push_back(hub);
    }

    [[nodiscard]] std::uint32_t nearestTo(const CommunityMap::Place& place) const
    {
        const int middle = column(place.x), level = row(place.y);
        std::uint32_t best = m_hubs.front();
        float least = std::numeric_limits<float>::max();
        for (int ring = 0; ring < m_side; ++ring) {
            for (int y = std::max(0, level - ring); y <= std::min(m_side - 1, level + ring); ++y) {
                const bool edge = y == level - ring || y == level + ring;
                for (int x = middle - ring; x <= middle + ring; x += edge || ring == 0 ? 1 : 2 * ring) {
                    if (x >= 0 && x < m_side)
                        lookInto(cellAt(x, y), place, best, least);
                }
            }
            const float passed = static_cast<float>(ring) * m_cell;   // what is outside these rings is no nearer
            constexpr float rounding = 0.998F;
            if (least < rounding * passed * passed)
                break;
        }
        return best;
    }

private:
    void lookInto(const std::vector<std::uint32_t>& hubs, const CommunityMap::Place& place, std::uint32_t& best, float& least) const
    {
        for (const std::uint32_t hub : hubs) {
            const float distance = squaredDistance(place.x, place.y, m_places[hub].x, m_places[hub].y);
            if (distance < least || (distance == least && hub < best)) {
                best = hub;
                least = distance;
            }
        }
    }
    [[nodiscard]] int index(float distance) const { return std::clamp(static_cast<int>(distance / m_cell), 0, m_side - 1); }
    [[nodiscard]] int column(float x) const { return index(x - m_left); }
    [[nodiscard]] int row(float y) const { return index(y - m_bottom); }
    [[nodiscard]] std::vector<std::uint32_t>& cellAt(int x, int y) { return m_cells[static_cast<std::size_t>(y * m_side + x)]; }
    [[nodiscard]] const std::vector<std::uint32_t>& cellAt(int x, int y) const { return m_cells[static_cast<std::size_t>(y * m_side + x)]; }

    const std::vector<std::uint32_t>& m_hubs;
    const std::vector<CommunityMap::Place>& m_places;
    float m_left = std::numeric_limits<float>::max(), m_bottom = m_left, m_cell = 1;
    int m_side = 1;
    std::vector<std::vector<std::uint32_t>> m_cells;
};

} // namespace

CommunityMap::CommunityMap(std::uint32_t places, Random& random)
{
    if (places == 0)
        return;
    drawSizes(places, random);
    placeCommunities();
    chooseCategories();
    chooseNeighbours();
    m_places.resize(places);
    for (std::uint32_t c = 0; c < m_communities.size(); ++c)
        fill(c, random);
}

void CommunityMap::drawSizes(std::uint32_t places, Random& random)
{
    const auto wanted = static_cast<std::uint32_t>(std::lround(0.4 * std::sqrt(places)));
    const std::uint32_t count = std::max(1U, std::min(wanted, places / 8));
    std::vector<double> weights(count);
    for (std::uint32_t c = 0; c < count; ++c)
        weights[c] = std::pow(c + 2.0, -0.6);
    for (std::uint32_t c = count; c > 1; --c)
        std::swap(weights[c - 1], weights[random.below(c)]);
    double total = 0;
    for (const double weight : weights)
        total += weight;
    m_communities.resize(count);
    double reached = 0;
    std::uint32_t first = 0;
    for (std::uint32_t c = 0; c < count; ++c) {
        reached += weights[c];
        const auto end = c + 1 == count ? places : static_cast<std::uint32_t>(places * (reached / total));
        m_communities[c].firstPlace = first;
        m_communities[c].places = std::max(end, first + 1) - first;
        first += m_communities[c].places;
    }
}

void CommunityMap::placeCommunities()
{
    // A sunflower of discs of different areas, then pushed apart where two overlap.
    float area = 0;
    for (std::size_t c = 0; c < m_communities.size(); ++c) {
        const float radius = outerRadius(m_communities[c].places);
        area += radius * radius / 2;
        const float distance = m_communities.size() == 1 ? 0 : 0.95F * std::sqrt(area);
        area += radius * radius / 2;
        const float angle = goldenAngle * static_cast<float>(c);
        m_communities[c].x = distance * std::cos(angle);
        m_communities[c].y = distance * std::sin(angle);
    }
    for (int round = 0; round < 40; ++round) {
        for (std::size_t a = 0; a < m_communities.size(); ++a) {
            for (std::size_t b = a + 1; b < m_communities.size(); ++b) {
                Community& one = m_communities[a];
                Community& other = m_communities[b];
                const float wanted = outerRadius(one.places) + outerRadius(other.places);
                const float squared = squaredDistance(one.x, one.y, other.x, other.y);
                if (squared >= wanted * wanted || squared == 0)
                    continue;
                const float distance = std::sqrt(squared);
                const float push = 0.25F * (wanted - distance) / distance;
                const float dx = push * (other.x - one.x), dy = push * (other.y - one.y);
                one.x -= dx;
                one.y -= dy;
                other.x += dx;
                other.y += dy;
            }
        }
    }
}

void CommunityMap::chooseCategories()
{
    // Each takes the category whose nearest community so far is farthest: neighbours differ in colour.
    for (std::size_t c = 0; c < m_communities.size(); ++c) {
        std::array<float, categories> nearest;
        nearest.fill(std::numeric_limits<float>::max());
        for (std::size_t other = 0; other < c; ++other) {
            const Community& placed = m_communities[other];
            float& distance = nearest[placed.category];
            distance = std::min(distance, squaredDistance(m_communities[c].x, m_communities[c].y, placed.x, placed.y));
        }
        m_communities[c].category = static_cast<graph::Category>(std::ranges::max_element(nearest) - nearest.begin());
    }
}

void CommunityMap::chooseNeighbours()
{
    std::vector<std::pair<float, std::uint32_t>> others;
    for (std::uint32_t c = 0; c < m_communities.size(); ++c) {
        others.clear();
        for (std::uint32_t other = 0; other < m_communities.size(); ++other) {
            if (other != c)
                others.emplace_back(squaredDistance(m_communities[c].x, m_communities[c].y, m_communities[other].x,
                                                    m_communities[other].y),
                                    other);
        }
        const std::size_t kept = std::min<std::size_t>(5, others.size());
        std::ranges::partial_sort(others, others.begin() + static_cast<std::ptrdiff_t>(kept));
        for (std::size_t i = 0; i < kept; ++i)
            m_communities[c].neighbours.push_back(others[i].second);
    }
}

void CommunityMap::fill(std::uint32_t number, Random& random)
{
    Community& community = m_communities[number];
    const float radius = packing * std::sqrt(static_cast<float>(community.places));
    const float twofold = 2 * std::numbers::pi_v<float> * random.share();
    const float threefold = 2 * std::numbers::pi_v<float> * random.share();
    for (std::uint32_t rank = 0; rank < community.places; ++rank) {
        Place& place = m_places[community.firstPlace + rank];
        place.community = number;
        // Distances are quantiles of a bell curve cut off at 2.4 sigma: dense inside, thin outside.
        const float quantile = (static_cast<float>(rank) + 0.5F) / static_cast<float>(community.places);
        const float distance = radius / 1.6F * std::sqrt(-2 * std::log(1 - 0.945F * quantile));
        const float angle = goldenAngle * static_cast<float>(rank) + twofold;
        const float bulge = 1 + 0.16F * std::cos(2 * angle + twofold) + 0.11F * std::cos(3 * angle + threefold);
        const float jitter = rank == 0 ? 0.0F : 0.24F;
        const std::uint64_t bits = random.next();
        place.x = community.x + distance * bulge * std::cos(angle) + jitter * Random::signedShare(bits);
        place.y = community.y + distance * bulge * std::sin(angle) + jitter * Random::signedShare(bits >> 16);
        place.size = 0.75F + 0.35F * static_cast<float>(bits >> 40) * 0x1p-24F;
    }
    for (std::uint32_t rank = 0; rank < community.places; rank += placesPerHub) {
        const std::uint32_t hub = community.firstPlace + rank;
        community.hubs.push_back(hub);
        m_places[hub].size = rank == 0 ? 3.2F : 1.7F + 0.9F * std::exp(-static_cast<float>(rank) / 400);
    }
    const HubGrid hubs(community.hubs, m_places);
    for (std::uint32_t rank = 0; rank < community.places; ++rank) {
        Place& place = m_places[community.firstPlace + rank];
        place.hub = hubs.nearestTo(place);
    }
    for (const std::uint32_t hub : community.hubs)
        m_places[hub].hub = hub;
}

std::uint32_t CommunityMap::besides(std::uint32_t place, Random& random) const
{
    // In a sunflower the points next to the n-th are those a Fibonacci number near 2.4 * sqrt(n) before and after it.
    static constexpr std::array<std::uint32_t, 18> fibonacci{1,  2,   3,   5,   8,   13,  21,   34,   55,
                                                             89, 144, 233, 377, 610, 987, 1597, 2584, 4181};
    const Community& community = m_communities[m_places[place].community];
    const std::uint32_t rank = place - community.firstPlace;
    const auto scale = static_cast<std::uint32_t>(2.4F * std::sqrt(static_cast<float>(rank) + 1));
    std::size_t index = 0;
    while (index + 2 < fibonacci.size() && fibonacci[index + 1] <= scale)
        ++index;
    const std::uint64_t bits = random.next();
    const std::uint32_t step = fibonacci[index + (bits >> 1 & 1U)];
    const bool outwards = (bits & 1U) != 0;
    if (outwards && rank + step < community.places)
        return place + step;
    if (rank >= step)
        return place - step;
    return rank + step < community.places ? place + step : place;
}

} // namespace weir::source
