#pragma once
#include "source/file/csv_reader.h"
#include "source/file/edge_table.h"
#include "source/file/file_graph.h"
#include "source/file/text_input.h"

namespace weir::source {

/// Reads a table of edges, or of nodes with their neighbours, into a FileGraph. What the table is was found in its first
/// 64 KiB; a row that is wrong costs itself and is told in the graph's report. Not thread-safe.
class EdgeListReader final {
public:
    EdgeListReader(FileInput& input, FileGraph& graph, NamedColumns named = {})
        : m_input(input), m_graph(graph), m_named(std::move(named))
    {}

    /// Error: "LINE: cause"; the table is none of edges.
    [[nodiscard]] std::expected<void, Error> read();

private:
    using Cells = std::vector<std::string>;

    void takeNeighbours(const Cells& cells);
    void takeEdge(const Cells& cells);
    void takeNode(const Cells& cells);
    void passOverColumns(const Cells& cells);
    [[nodiscard]] bool hasRightSize(const Cells& cells);
    [[nodiscard]] float weightOf(const Cells& cells);
    struct End {
        const std::string& key;
        std::optional<Slot> slot;   // nothing: the node is not there yet
    };
    [[nodiscard]] std::optional<End> endOf(const std::string& key, std::string_view kind);
    void connect(const End& source, const End& target, KeyedFeed::EdgeState edge);
    void leaveOut(std::string_view cause) { m_graph.report().leaveOut("row", m_line, cause); }

    TextInput m_input;
    FileGraph& m_graph;
    NamedColumns m_named;
    EdgeTable m_table;
    std::uint64_t m_line = 0;
    std::vector<bool> m_passedOver;   // columns of which the report knows
    bool m_nodesTaken = false;
};

} // namespace weir::source
