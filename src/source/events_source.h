#pragma once
#include "source/line_splitter.h"
#include "source/source.h"
#include "source/spec.h"

namespace weir::source {

class EventGraph;
class KeyedFeed;

/// `events`: one's own live data, a JSON object a line, from a file that is followed as it grows (from its start again
/// when it was cut or replaced), from a FIFO whose writers come and go, or from standard input until it ends.
/// A category is a text, and so many are told apart as a list of the schema holds.
class EventsSource final : public Source {
public:
    [[nodiscard]] static std::expected<std::unique_ptr<Source>, Error> make(const Spec& spec);

    explicit EventsSource(std::string path);

    [[nodiscard]] const graph::Schema& schema() const override { return m_schema; }
    [[nodiscard]] std::expected<void, Error> run(ChangeSink& sink, std::stop_token stop) override;

private:
    void applyLine(const LineSplitter::Line& line, EventGraph& graph, ChangeSink& sink);
    void noteLeftOut(const KeyedFeed& feed, ChangeSink& sink);
    void complain(ChangeSink& sink, std::uint64_t line, const std::string& cause);

    std::string m_path, m_shownPath;
    graph::Schema m_schema;
    LineSplitter m_lines;
    std::uint64_t m_complaints = 0, m_nextLeftOut = 1;
};

} // namespace weir::source
