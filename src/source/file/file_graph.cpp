#include "source/file/file_graph.h"
#include "source/file/csv_reader.h"
#include "source/file/graphml_reader.h"
#include "source/text_check.h"
#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>

namespace weir::source {

namespace {

std::string lowered(std::string_view text)
{
    std::string lower(text);
    std::ranges::transform(lower, lower.begin(),
                           [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return lower;
}

std::optional<float> finiteNumber(std::string_view text)
{
    float number = 0;
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
    const bool valid = fault == std::errc{} && end == text.data() + text.size() && std::isfinite(number);
    return valid ? std::optional(number) : std::nullopt;
}

std::optional<bool> directedIn(std::string_view text)
{
    const std::string word = lowered(text);
    if (word == "directed" || word == "true" || word == "yes" || word == "1" || word.empty())
        return true;
    if (word == "undirected" || word == "false" || word == "no" || word == "0")
        return false;
    return std::nullopt;
}

/// Which column holds what.
struct Columns {
    std::optional<std::size_t> source, target, weight, directed;

    [[nodiscard]] static Columns named(const std::vector<std::string>& header)
    {
        Columns columns;
        for (std::size_t i = 0; i < header.size(); ++i) {
            const std::string name = lowered(header[i]);
            if (name == "source" || name == "from" || name == "src")
                columns.source = i;
            else if (name == "target" || name == "to" || name == "dst")
                columns.target = i;
            else if (name == "weight")
                columns.weight = i;
            else if (name == "directed" || name == "type")
                columns.directed = i;
        }
        return columns;
    }
};

} // namespace

graph::Schema FileGraph::schema(const std::string& title)
{
    graph::Schema schema;
    schema.title = title;
    schema.nodeValues = {{"edges", ""}};
    return schema;
}

std::expected<Slot, Error> FileGraph::setNode(std::string_view key, const KeyedFeed::NodeState& state, bool sized)
{
    const auto slot = m_feed.setNode(key, state);
    if (slot) {
        m_counted.resize(std::max<std::size_t>(m_counted.size(), *slot + 1));
        m_counted[*slot].sized |= sized;
    }
    return slot;
}

std::expected<Slot, Error> FileGraph::nodeOf(std::string_view key)
{
    if (const auto there = m_feed.findNode(key))
        return *there;
    return setNode(key, {}, false);
}

void FileGraph::addEdge(const KeyedFeed::EdgeState& edge)
{
    m_feed.setEdge({}, edge);
    ++m_counted[edge.source].edges;
    m_counted[edge.target].edges += edge.source == edge.target ? 0 : 1;
}

void FileGraph::finish()
{
    for (Slot slot = 0; slot < m_counted.size() && !m_feed.stopped(); ++slot) {
        KeyedFeed::NodeState state = m_feed.node(slot);
        const auto edges = static_cast<float>(m_counted[slot].edges);
        state.values[0] = edges;
        if (!m_counted[slot].sized)
            state.motion.size = 0.7F + 0.3F * std::log2(1 + edges);
        [[maybe_unused]] const auto set = m_feed.setNode(std::string(m_feed.keyOf(slot)), state);
    }
    m_feed.flush();
}

std::expected<void, Error> FileGraph::readEdgeList(std::istream& input)
{
    CsvReader rows(input);
    std::vector<std::string> cells;
    const auto failed = [&](const std::string& cause) {
        return std::unexpected(Error{std::to_string(rows.line()) + ": " + cause});
    };
    std::optional<Columns> columns;
    while (!m_feed.stopped()) {
        const auto there = rows.next(cells);
        if (!there)
            return failed(there.error().text);
        if (!*there)
            break;
        if (!columns) {
            columns = Columns::named(cells);
            if (columns->source.has_value() != columns->target.has_value())
                return failed("the header names only one of the columns source and target");
            if (columns->source)
                continue;
            *columns = {0, 1, {}, {}};
            if (cells.size() > 2 && finiteNumber(cells[2]))
                columns->weight = 2;
        }
        if (cells.size() <= std::max(*columns->source, *columns->target)) {
            return failed("an edge needs a source and a target; the row has " + std::to_string(cells.size())
                          + (cells.size() == 1 ? " column" : " columns"));
        }
        KeyedFeed::EdgeState edge;
        if (columns->weight && *columns->weight < cells.size() && !cells[*columns->weight].empty()) {
            const auto weight = finiteNumber(cells[*columns->weight]);
            if (!weight)
                return failed("the weight " + quoted(cells[*columns->weight]) + " is not a finite number");
            edge.weight = *weight;
        }
        if (columns->directed && *columns->directed < cells.size()) {
            const auto directed = directedIn(cells[*columns->directed]);
            if (!directed)
                return failed(quoted(cells[*columns->directed]) + " is neither directed nor undirected");
            edge.directed = *directed;
        }
        const auto source = nodeOf(cells[*columns->source]);
        if (!source)
            return failed(source.error().text);
        const auto target = nodeOf(cells[*columns->target]);
        if (!target)
            return failed(target.error().text);
        edge.source = *source;
        edge.target = *target;
        addEdge(edge);
    }
    return {};
}

std::expected<void, Error> FileGraph::readGraphMl(QIODevice& input) { return GraphMlReader(input, *this).read(); }

} // namespace weir::source
