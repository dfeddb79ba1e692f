#pragma once
#include "format/words/line_input.h"

namespace weir::format {

/// Reads a simple interaction file of Cytoscape into a sink: a node, the kind of its edges, and the nodes they lead to, a line. Where the
/// first lines have tabs, only they part words. A line that is wrong costs itself and is told in the report. Not thread-safe. Memory: a
/// line.
class SifReader final {
public:
    /// Both outlive this.
    SifReader(FileInput& input, GraphSink& graph) : m_lines(input, graph), m_graph(graph) {}

    /// Never an error: every text has lines of words.
    [[nodiscard]] std::expected<void, Error> read();

private:
    [[nodiscard]] std::optional<Slot> nodeOf(std::string_view key);

    LineInput m_lines;
    GraphSink& m_graph;
};

} // namespace weir::format
