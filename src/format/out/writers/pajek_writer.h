#pragma once
#include "format/out/graph_writer.h"
#include <map>

namespace weir::format {

/// Pajek's networks: nodes are numbers from 1 with labels, arcs come before edges, and categories of edges are relations.
class PajekWriter final : public GraphWriter {
public:
    PajekWriter(TextOutput& output, const WritingPlan& plan) : GraphWriter(plan), m_output(output) {}

    [[nodiscard]] static bool isTaken(ElementKind kind, std::string_view name, graph::AttributeKind valueKind);
    [[nodiscard]] static std::string fittedName(std::string_view name);
    [[nodiscard]] static std::optional<graph::AttributeKind> kindOfTexts(const ColumnSurvey& column);

    void begin() override;
    void node(const NodeRow& node, Values values) override;
    /// Those with a direction, and the others.
    [[nodiscard]] int edgePasses() const override { return 2; }
    void beginEdges(int pass) override;
    void edge(const EdgeRow& edge, Values values) override;
    void end() override {}

private:
    void quoted(std::string_view text);
    void parameter(std::string_view name);
    void values(ElementKind kind, Values values);

    TextOutput& m_output;
    int m_pass = 0;
    std::optional<std::uint64_t> m_section;                          // of this pass: the relation it is of, 0: of none
    std::map<std::string, std::uint64_t, std::less<>> m_relations;   // numbers of categories
};

} // namespace weir::format
