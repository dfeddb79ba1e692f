#pragma once
#include "format/file_input.h"
#include "format/graph_sink.h"
#include "format/xml/graphml_element.h"
#include "format/xml/graphml_keys.h"
#include "format/xml/late_edges.h"
#include "format/xml/open_elements.h"
#include "format/xml/xml_parser.h"
#include <optional>
#include <string>
#include <vector>

namespace weir::format {

/// Reads one GraphML document into a sink: what keys declare of nodes and edges are attributes, unless it means something to every graph.
/// Nodes of nested graphs count like others and have a group, the node that they lie in; several graphs are shown as one. Of yEd's graphics
/// labels, places and colours are taken. Edges may come before their nodes, and keys after both. What is wrong or has no place here is left
/// out and told in the report. Not thread-safe.
class GraphMlReader final : private XmlHandler {
public:
    /// `input` can be read from its start again.
    GraphMlReader(FileInput& input, GraphSink& graph) : m_input(input), m_graph(graph), m_xml(*this) {}

    /// Error: "LINE: cause"; the document ends there for its reader.
    [[nodiscard]] std::expected<void, Error> read();

private:
    using Value = GraphMlElement::Value;

    using Frame = OpenElements::Frame;
    struct Columns {   // of a kind of element: what documents say without a key
        explicit Columns(ElementKind of);
        DeclaredAttribute id, group, label, sourcePort, targetPort, description;
    };

    void startElement(std::string_view name, const Attributes& attributes) override;
    void endElement(std::string_view name) override;
    void text(std::string_view piece) override;
    void skippedEntity(std::string_view words) override;

    void startGraph(const Attributes& attributes);
    void open(ElementKind kind, const Attributes& attributes);
    void startData(const Attributes& attributes);
    void startGraphics(std::string_view name, const Attributes& attributes);
    void endData();
    [[nodiscard]] GraphMlKey* lateKey(std::string_view id, ElementKind kind);
    void take(Frame& frame);
    void takeNode(Frame& frame);
    void takeEdge(Frame& frame);
    void setAttributes(const Frame& frame);
    [[nodiscard]] const Value* field(const Frame& frame, GraphMlField field);
    [[nodiscard]] std::optional<float> figure(const Frame& frame, GraphMlField field, std::string_view what);
    [[nodiscard]] std::string labelOf(const Frame& frame);
    [[nodiscard]] std::uint32_t colourOf(const Frame& frame);
    [[nodiscard]] bool isDirected(const Frame& frame);
    [[nodiscard]] bool isSecondPass() const { return m_late.pass() == LateEdges::Pass::Second; }
    void fail(const std::string& cause);

    FileInput& m_input;
    GraphSink& m_graph;
    XmlParser m_xml;
    GraphMlKeys m_keys;
    bool m_lateKeysRead = false;
    LateEdges m_late;
    Columns m_nodeColumns{ElementKind::Node}, m_edgeColumns{ElementKind::Edge};

    std::size_t m_depth = 0;                              // of open elements of XML
    std::vector<std::pair<std::size_t, bool>> m_graphs;   // open ones: depth, and whether edges are directed
    OpenElements m_open;
    GraphMlElement m_element;       // what is said of the innermost
    std::string m_kind, m_sourcePort, m_targetPort, m_description;   // and without a key
    std::uint64_t m_graphsSeen = 0;
    Slot m_firstOfGraph = 0;   // nodes of earlier graphs have lower slots
    bool m_inKey = false;

    // The <data> or <desc> that is open.
    std::size_t m_dataDepth = 0;   // 0: none
    GraphMlKey* m_dataKey = nullptr;
    bool m_isDescription = false;
    std::string m_dataId, m_text;
    bool m_textIsCut = false, m_dataHasElements = false, m_keepsBlanks = false;
    std::size_t m_labelDepth = 0;   // yEd's label that is open; 0: none

    Error m_fault;
};

} // namespace weir::format
