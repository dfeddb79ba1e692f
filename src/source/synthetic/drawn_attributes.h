#pragma once
#include "source/attribute_feed.h"
#include "source/synthetic/random.h"
#include <cstdint>
#include <vector>

namespace weir::source {

/// Attributes of made-up nodes, for measuring: of each five columns two are texts of few values, two are numbers and one is a flag. Its
/// values are drawn with numbers of its own, so that the graph is the same with them and without. Not thread-safe.
class DrawnAttributes final {
public:
    DrawnAttributes(std::uint32_t columns, std::uint64_t seed);

    [[nodiscard]] static std::vector<graph::AttributeColumn> columns(std::uint32_t count);

    /// A value in each column.
    void draw(graph::ChangeSet& set, Slot node);
    /// Another value in one of them, mostly.
    void redraw(graph::ChangeSet& set, Slot node);
    /// True so often as `share` says.
    [[nodiscard]] bool oneIn(double share) { return m_random.share() < share; }

private:
    void drawIn(graph::ChangeSet& set, Slot node, graph::AttributeNumber column);

    Random m_random;
    DictionaryBytes m_bytes;
    AttributeFeed m_feed;
};

} // namespace weir::source
