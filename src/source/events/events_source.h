#pragma once
#include "source/line_splitter.h"
#include "source/catalogue.h"
#include <map>

namespace weir::source {

class EventGraph;

/// `events`: one's own live data, a JSON object a line, from a file that is followed as it grows (from its start again
/// when it was cut or replaced), from a FIFO whose writers come and go, or from standard input until it ends.
/// A category is a text; seven are told apart, later ones count as the seventh. Names of those in a file's
/// first 4 MiB are known to the schema, others are numbered.
class EventsSource final : public Source {
public:
    static const SourceKind kind;

    explicit EventsSource(std::string path);

    [[nodiscard]] const graph::Schema& schema() const override { return m_schema; }
    [[nodiscard]] std::expected<void, Error> run(ChangeSink& sink, std::stop_token stop) override;

private:
    void collectCategories();
    [[nodiscard]] graph::Category categoryOf(const std::string& name);
    void applyLine(const LineSplitter::Line& line, EventGraph& graph, ChangeSink& sink);
    void complain(ChangeSink& sink, std::uint64_t line, const std::string& cause);

    std::string m_path, m_shownPath;
    graph::Schema m_schema;
    std::map<std::string, graph::Category> m_categories;
    LineSplitter m_lines;
    std::uint64_t m_complaints = 0;
};

} // namespace weir::source
