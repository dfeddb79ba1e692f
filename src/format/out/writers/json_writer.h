#pragma once
#include "format/out/graph_writer.h"

namespace weir::format {

/// JSON in one of two dialects: nodes and links side by side, as NetworkX and D3 have them, or the elements of Cytoscape. An element a
/// line.
class JsonWriter final : public GraphWriter {
public:
    enum class Dialect : std::uint8_t { NodeLink,
                                        Cytoscape };

    JsonWriter(TextOutput& output, const WritingPlan& plan, Dialect dialect)
        : GraphWriter(plan), m_output(output), m_isCytoscape(dialect == Dialect::Cytoscape)
    {}

    [[nodiscard]] static bool isTaken(ElementKind kind, std::string_view name, graph::AttributeKind valueKind);
    /// A text is one, unless the first of its column is a time.
    [[nodiscard]] static std::optional<graph::AttributeKind> kindOfTexts(const ColumnSurvey& column) { return column.veryFirst; }

    void begin() override;
    void node(const NodeRow& node, Values values) override;
    void beginEdges(int) override;
    void edge(const EdgeRow& edge, Values values) override;
    void end() override;

private:
    void quoted(std::string_view text);
    void member(std::string_view name);
    void member(std::string_view name, std::string_view text);
    void openElement();
    void values(ElementKind kind, Values values);

    TextOutput& m_output;
    bool m_isCytoscape;
    bool m_mostAreDirected = true, m_labelsAlways = false, m_weightsAlways = false;
    bool m_isFirst = true;         // element of its list
    bool m_isFirstMember = true;   // of its element
};

} // namespace weir::format
