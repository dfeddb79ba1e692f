#pragma once
#include "format/graph_sink.h"
#include "format/file_input.h"
#include "format/xml/graphml_keys.h"
#include "format/xml/xml_parser.h"
#include <optional>
#include <vector>

namespace weir::format {

/// Reads one GraphML document into a sink. Nodes of nested graphs count like others, and several graphs are shown as
/// one; of yEd's graphics labels, places and colours are taken. Edges may come before their nodes, and keys after both.
/// What is wrong or has no place here is left out and told in the graph's report. Not thread-safe.
class GraphMlReader final : private XmlHandler {
public:
    /// `input` can be read from its start again.
    GraphMlReader(FileInput& input, GraphSink& graph) : m_input(input), m_graph(graph), m_xml(*this) {}

    /// Error: "LINE: cause"; the document ends there for its reader.
    [[nodiscard]] std::expected<void, Error> read();

private:
    using Kind = GraphMlKeys::For;

    struct Element {   // a node or edge that is open
        Kind kind = Kind::Node;
        std::size_t depth = 0;
        std::uint64_t line = 0;
        std::string key, source, target;
        std::optional<bool> directed;
        bool taken = false;   // as it is by now: a node is taken before the graph in it
        bool born = false;    // taken before
        bool wrong = false;   // not to be taken
        std::array<std::string, graphMlFields> fields;
        std::array<int, graphMlFields> ranks{};   // 0: nothing said
        struct Graphics {
            std::string label;
            bool labelled = false;
            std::optional<std::array<float, 2>> place;
            std::optional<std::uint32_t> colour;
        } graphics;
    };
    struct Postponed {
        std::uint64_t line;
        std::string source, target;
        GraphSink::Edge edge;
    };

    void startElement(std::string_view name, const Attributes& attributes) override;
    void endElement(std::string_view name) override;
    void text(std::string_view piece) override;
    void skippedEntity(std::string_view name) override;

    void startGraph(const Attributes& attributes);
    void open(Kind kind, const Attributes& attributes);
    void startData(const Attributes& attributes);
    void startGraphics(std::string_view name, const Attributes& attributes);
    void endData();
    [[nodiscard]] const GraphMlKeys::Key* lateKey(std::string_view id, Kind kind);
    void setField(Element& element, const GraphMlKeys::Key& key, std::string_view text);
    void takeNode(Element& element);
    void takeEdge(const Element& element);
    void takePostponed();
    [[nodiscard]] const std::string* field(const Element& element, GraphMlField field) const;
    [[nodiscard]] std::optional<float> figure(const Element& element, GraphMlField field, std::string_view what);
    [[nodiscard]] std::string labelOf(const Element& element);
    [[nodiscard]] std::uint32_t colourOf(const Element& element);
    void fail(const std::string& cause);

    FileInput& m_input;
    GraphSink& m_graph;
    XmlParser m_xml;
    GraphMlKeys m_keys, m_lateKeys;
    bool m_lateKeysRead = false;

    std::size_t m_depth = 0;                              // of open elements of XML
    std::vector<std::pair<std::size_t, bool>> m_graphs;   // open ones: depth, and whether edges are directed
    std::vector<Element> m_elements;                      // open ones: nodes in nodes' graphs, at last perhaps an edge
    std::uint64_t m_graphsSeen = 0;
    Slot m_firstOfGraph = 0;   // nodes of earlier graphs have lower slots
    bool m_inKey = false;

    // The <data> that is open.
    std::size_t m_dataDepth = 0;   // 0: none
    const GraphMlKeys::Key* m_dataKey = nullptr;
    std::string m_dataId, m_text;
    bool m_textIsCut = false, m_dataHasElements = false;
    std::size_t m_labelDepth = 0;   // yEd's label that is open; 0: none

    std::vector<Postponed> m_postponed;
    Error m_fault;
};

} // namespace weir::format
