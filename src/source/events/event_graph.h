#pragma once
#include "source/events/event_line.h"
#include "source/keyed_feed.h"

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

private:
    [[nodiscard]] std::expected<void, Error> check(const EventLine& line) const;
    void setNode(const EventLine::NodeEvent& event);
    void setEdge(const EventLine::EdgeEvent& event);
    [[nodiscard]] bool passes(const EventLine::Filter& filter, Slot node) const;
    [[nodiscard]] bool edgePasses(const EventLine::Filter& filter, Slot edge) const;
    void applyFilters(const EventLine& line);

    KeyedFeed& m_feed;
};

} // namespace weir::source
