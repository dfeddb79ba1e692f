#pragma once
#include "format/out/graph_writer.h"

namespace weir::format {

/// GML, as Gephi, yEd, NetworkX and igraph read it: 7-bit text, ids that are numbers, a label for every node.
class GmlWriter final : public GraphWriter {
public:
    GmlWriter(TextOutput& output, const WritingPlan& plan) : GraphWriter(plan), m_output(output) {}

    [[nodiscard]] static bool isTaken(ElementKind kind, std::string_view name, graph::AttributeKind valueKind);
    /// Letters, digits and underscores, in parts between points.
    [[nodiscard]] static std::string fittedName(std::string_view name);
    [[nodiscard]] static std::optional<graph::AttributeKind> kindOfTexts(const ColumnSurvey& column);

    void begin() override;
    void node(const NodeRow& node, Values values) override;
    void beginEdges(int) override {}
    void edge(const EdgeRow& edge, Values values) override;
    void end() override { m_output.text("]\n"); }

private:
    void quoted(std::string_view text);
    void member(std::string_view name, std::string_view text);
    void id(std::string_view name, std::string_view key, Slot slot);
    void graphics(const NodeRow& node);
    void values(ElementKind kind, Values values);

    TextOutput& m_output;
    bool m_isMixed = false;   // edges say themselves whether they have a direction
};

} // namespace weir::format
