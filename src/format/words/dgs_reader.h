#pragma once
#include "format/words/dgs_graph.h"
#include "format/words/element_fields.h"
#include "format/words/line_input.h"

namespace weir::format {

/// Reads events of GraphStream (DGS) into a sink: the graph is what they leave at their end. An event that is wrong costs itself and is
/// told in the report. Not thread-safe. Memory: the graph as it is after each event.
class DgsReader final {
public:
    static constexpr std::uint64_t mostBytes = std::uint64_t{2} * 1024 * 1024 * 1024;   ///< of that graph

    /// Both outlive this.
    DgsReader(FileInput& input, GraphSink& graph) : m_lines(input, graph), m_sink(graph), m_fields(graph) {}

    /// Error: "LINE: cause"; what the events before it left is there.
    [[nodiscard]] std::expected<void, Error> read();

private:
    /// A line that is taken word by word.
    class Words;

    [[nodiscard]] std::expected<void, Error> takeEvents();
    [[nodiscard]] std::string takeEvent(std::string_view kind, Words& words);
    [[nodiscard]] std::string takeEdge(Words& words);
    [[nodiscard]] std::string takeAttributes(ElementKind kind, DgsGraph::Number number, Words& words);
    void tell();
    void tellNode(DgsGraph::Number number);
    void takeUi(GraphSink::Node& node);

    LineInput m_lines;
    GraphSink& m_sink;
    ElementFields m_fields;
    DgsGraph m_graph;
    AttributeList m_list;
    std::vector<Slot> m_slots;   // by number; noSlot: the node could not be taken
};

} // namespace weir::format
