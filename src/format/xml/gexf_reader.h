#pragma once
#include "format/file_input.h"
#include "format/graph_sink.h"
#include "format/xml/gexf_element.h"
#include "format/xml/gexf_present.h"
#include "format/xml/late_edges.h"
#include "format/xml/open_elements.h"
#include "format/xml/xml_parser.h"
#include <string>
#include <tsl/robin_set.h>
#include <vector>

namespace weir::format {

/// Reads one document of GEXF, versions 1.1 to 1.3, into a sink. Names count in any case. Of what changes in time the present is shown: the
/// value that lasts longest, and the elements that have not ended by then; when they are there goes to attributes. Nodes in nodes are
/// nodes with a parent. What is wrong is left out and told in the report; edges may come before their nodes. Not thread-safe.
class GexfReader final : private XmlHandler {
public:
    /// `input` can be read from its start again.
    GexfReader(FileInput& input, GraphSink& graph);

    /// Error: "LINE: cause"; the document ends there for its reader.
    [[nodiscard]] std::expected<void, Error> read();

private:
    using Frame = OpenElements::Frame;
    struct Columns {   // of a kind of element
        explicit Columns(ElementKind kind);
        DeclaredAttribute id, parent, label, colour, z, thickness, shape, weight, kind, start, end, timestamp, timestamps, intervals;
    };

    void startElement(std::string_view name, const Attributes& attributes) override;
    void endElement(std::string_view name) override;
    void text(std::string_view piece) override;
    void skippedEntity(std::string_view words) override;

    void startGraph(const Attributes& attributes);
    void open(ElementKind kind, const Attributes& attributes);
    void startDetail(std::string_view name, const Attributes& attributes);
    void addValue(const Attributes& attributes);
    void addSpell(const Attributes& attributes);
    [[nodiscard]] static std::optional<std::uint32_t> colourIn(const Attributes& attributes);
    void take(Frame& frame);
    void takeNode(Frame& frame);
    void takeEdge(Frame& frame);
    void setAttributes(const Frame& frame);
    void setTimes(const Frame& frame, Columns& columns);
    /// Whether what is open had ended before the present.
    [[nodiscard]] bool hasEnded() const { return m_present && m_element.lastMoment() < m_present->at; }
    [[nodiscard]] bool isOfEnded(std::string_view key) const { return m_endedKeys.contains(std::hash<std::string_view>{}(key)); }
    void tellEnded();
    [[nodiscard]] std::optional<graph::Category> categoryOf(const Frame& frame);
    [[nodiscard]] bool isDirected(const Frame& frame);
    [[nodiscard]] std::optional<float> figure(std::string_view what, std::string_view text, std::uint64_t line);
    [[nodiscard]] std::string_view inLowerCase(std::string_view name);
    void fail(const std::string& cause);

    FileInput& m_input;
    GraphSink& m_graph;
    XmlParser m_xml;
    GexfAttributes m_attributes;
    LateEdges m_late;
    Columns m_nodeColumns{ElementKind::Node}, m_edgeColumns{ElementKind::Edge};
    bool m_directedByDefault = false;
    std::optional<GexfPresent::Moment> m_present;
    tsl::robin_set<std::size_t> m_endedKeys;             // hashes of those of nodes: they choose no more than words
    std::uint64_t m_endedNodes = 0, m_endedEdges = 0;    // with those that lost an end

    std::size_t m_depth = 0;          // of open elements of XML
    OpenElements m_open;
    GexfElement m_element;            // what is said of the innermost
    std::string m_name, m_text;
    bool m_inDefault = false;
    Error m_fault;
};

} // namespace weir::format
