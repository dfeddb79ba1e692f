#pragma once
#include "source/events/event_line.h"
#include "source/keyed_feed.h"
#include <functional>

namespace weir::source {

/// Applies event lines to a feed: a line wholly or, where it names what is not there, not at all.
/// Adding what is there changes it. Lives on the source's thread.
class EventGraph final {
public:
    /// Gives a category's number by its name.
    using CategoryOf = std::function<graph::Category(const std::string& name)>;

    EventGraph(KeyedFeed& feed, CategoryOf categoryOf) : m_feed(feed), m_categoryOf(std::move(categoryOf)) {}

    /// Error: the line names a node or an edge that is not there; nothing of it was applied.
    [[nodiscard]] std::expected<void, Error> apply(const EventLine& line);

private:
    [[nodiscard]] std::expected<void, Error> check(const EventLine& line) const;
    void setNode(const EventLine::NodeEvent& event);
    void setEdge(const EventLine::EdgeEvent& event);

    KeyedFeed& m_feed;
    CategoryOf m_categoryOf;
};

} // namespace weir::source
