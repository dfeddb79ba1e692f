#pragma once
#include "source/attribute_feed.h"
#include "source/synthetic/random.h"
#include <cstdint>
#include <vector>

namespace weir::source {

/// Attributes of made-up elements of one kind, for measuring: of each five columns two are texts of few values, two are numbers and one is
/// a flag. Its values are drawn with numbers of its own, so that the graph is the same with them and without. Not thread-safe.
class DrawnAttributes final {
public:
    DrawnAttributes(ElementKind kind, std::uint32_t columns, std::uint64_t seed);

    [[nodiscard]] static std::vector<graph::AttributeColumn> columns(ElementKind kind, std::uint32_t count);

    /// A value in each column.
    void draw(graph::ChangeSet& set, Slot element);
    /// Another value in one of them, mostly.
    void redraw(graph::ChangeSet& set, Slot element);
    /// True so often as `share` says.
    [[nodiscard]] bool oneIn(double share) { return m_random.share() < share; }

private:
    void drawIn(graph::ChangeSet& set, Slot element, graph::AttributeNumber column);

    ElementKind m_kind;
    Random m_random;
    DictionaryBytes m_bytes;
    AttributeFeed m_feed;
};

} // namespace weir::source
