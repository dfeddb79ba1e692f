#pragma once
#include "source/catalogue.h"
#include "source/events/complaints.h"
#include "source/events/event_graph.h"
#include "source/events/event_parser.h"
#include "source/events/event_splitter.h"
#include "format/reading_report.h"
#include <array>

namespace weir::source {

/// `events`: one's own live data, JSON objects from a file that is followed as it grows (from its start again when it was
/// cut or replaced), from a FIFO whose writers come and go, or from standard input until it ends.
/// A category is a text, and so many are told apart as a list of the schema holds.
class EventsSource final : public Source {
public:
    static const SourceKind kind;

    explicit EventsSource(std::string path);

    [[nodiscard]] const graph::Schema& schema() const override { return m_schema; }
    [[nodiscard]] std::expected<void, Error> run(ChangeSink& sink, std::stop_token stop) override;

private:
    void applyAll(EventGraph& graph, ChangeSink& sink);
    struct Object;
    void apply(const Object& object, EventGraph& graph, ChangeSink& sink);
    void noteLeftOut(const KeyedFeed& feed, ChangeSink& sink);
    void noteAttributesLeftOut(const KeyedFeed& feed, ChangeSink& sink);
    void complain(ChangeSink& sink, Complaints::Kind kind, std::uint64_t line, const std::string& cause);
    void tellPassedOver(ChangeSink& sink);

    std::string m_path, m_shownPath;
    graph::Schema m_schema;
    EventSplitter m_texts;
    std::array<EventParser, 4> m_parsers;   // of objects that are read before the first of them is applied
    Complaints m_complaints;
    std::uint64_t m_nextLeftOut = 1, m_nextAttributeLeftOut = 1;
    std::vector<std::string> m_passedOver;   // names of operations
    std::size_t m_passedOverTold = 0;
};

} // namespace weir::source
