#pragma once
#include "format/out/graph_writer.h"

namespace weir::format {

/// Graphviz's language: a digraph where any edge has a direction, in which those without say so.
class DotWriter final : public GraphWriter {
public:
    DotWriter(TextOutput& output, const WritingPlan& plan) : GraphWriter(plan), m_output(output) {}

    [[nodiscard]] static bool isTaken(ElementKind kind, std::string_view name, graph::AttributeKind valueKind);
    [[nodiscard]] static std::string fittedName(std::string_view name);
    [[nodiscard]] static std::optional<graph::AttributeKind> kindOfTexts(const ColumnSurvey& column);

    void begin() override;
    void node(const NodeRow& node, Values values) override;
    void beginEdges(int) override {}
    void edge(const EdgeRow& edge, Values values) override;
    void end() override { m_output.text("}\n"); }

private:
    void name(std::string_view text);
    void quoted(std::string_view text);
    void label(std::string_view text);
    void openAttribute(std::string_view name);
    void closeList();
    void values(ElementKind kind, Values values);

    TextOutput& m_output;
    bool m_isDirected = true, m_labelsAlways = false, m_mayBeRecords = false;
    bool m_inList = false;   // a list of attributes is open
};

} // namespace weir::format
