#pragma once
#include "source/events/event_line.h"
#include "source/keyed_feed.h"

namespace weir::source {

/// Applies event lines to a feed: a line wholly or, where it names what is not there, not at all.
/// Adding what is there changes it. Lives on the source's thread.
class EventGraph final {
public:
    explicit EventGraph(KeyedFeed& feed) : m_feed(feed) {}

    /// Error: the line names a node or an edge that is not there; nothing of it was applied.
    [[nodiscard]] std::expected<void, Error> apply(const EventLine& line);

private:
    [[nodiscard]] std::expected<void, Error> check(const EventLine& line) const;
    void setNode(const EventLine::NodeEvent& event);
    void setEdge(const EventLine::EdgeEvent& event);

    KeyedFeed& m_feed;
};

} // namespace weir::source
