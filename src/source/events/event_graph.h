#pragma once
#include "source/events/attribute_memory.h"
#include "source/events/event_line.h"
#include "source/keyed_feed.h"
#include <optional>
#include <vector>

namespace weir::source {

/// Applies events to a feed: an object wholly or, where it names what is not there, not at all.
/// Adding what is there changes it; removing what is not there does nothing. Lives on the source's thread.
class EventGraph final {
public:
    explicit EventGraph(KeyedFeed& feed) : m_feed(feed) {}

    /// Elements that were to be removed and are not there: their node went before them, or they never were.
    struct Absent {
        std::uint64_t count = 0;
        std::string first;   ///< in words: `edge "AB"`
    };

    /// Error: the object names a node or an edge that is not there; nothing of it was applied.
    [[nodiscard]] std::expected<Absent, Error> apply(const EventLine& line);
    /// apply() of it comes soon: what will be looked up is fetched meanwhile.
    void expect(const EventLine& line) const;

private:
    struct Ends {
        std::optional<Slot> source, target;
    };

    [[nodiscard]] std::expected<void, Error> check(const EventLine& line);
    [[nodiscard]] std::expected<void, Error> checkFilters(const EventLine& line) const;
    [[nodiscard]] std::expected<void, Error> checkFilter(const EventLine::Filter& filter, ElementKind kind) const;
    void setNode(const EventLine& line, const EventLine::NodeEvent& event);
    void setEdge(const EventLine& line, const EventLine::EdgeEvent& event, const Ends& known);
    void setAttributes(ElementKind kind, Slot slot, std::span<const EventLine::Attribute> attributes);
    [[nodiscard]] std::optional<graph::AttributeNumber> attributeOf(const EventLine::Filter& filter, ElementKind kind) const;
    [[nodiscard]] bool hasValue(const EventLine::Filter& filter, ElementKind kind, Slot slot) const;
    [[nodiscard]] bool passes(const EventLine::Filter& filter, Slot node) const;
    [[nodiscard]] bool edgePasses(const EventLine::Filter& filter, Slot edge) const;
    void applyFilters(const EventLine& line);

    KeyedFeed& m_feed;
    AttributeMemory m_nodeValues, m_edgeValues;
    KeyedFeed::NodeState m_node;   // keeps its memory
    std::vector<Ends> m_ends;      // of the line's added edges, as far as they were there when it was checked
};

} // namespace weir::source
