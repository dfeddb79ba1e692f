#pragma once
#include "format/out/graph_writer.h"

namespace weir::format {

/// GraphML, as yEd, Gephi, NetworkX and igraph read it.
class GraphMlWriter final : public GraphWriter {
public:
    GraphMlWriter(TextOutput& output, const WritingPlan& plan) : GraphWriter(plan), m_output(output) {}

    [[nodiscard]] static bool isTaken(ElementKind kind, std::string_view name, graph::AttributeKind valueKind);

    void begin() override;
    void node(const NodeRow& node, Values values) override;
    void beginEdges(int) override {}
    void edge(const EdgeRow& edge, Values values) override;
    void end() override { m_output.text("  </graph>\n</graphml>\n"); }

private:
    void key(std::string_view id, ElementKind kind, std::string_view name, graph::AttributeKind valueKind);
    void columnKeys(ElementKind kind);
    void openData(std::string_view key, std::string_view text = {});
    void columnData(ElementKind kind, Values values);

    TextOutput& m_output;
    std::vector<std::string> m_nodeIds, m_edgeIds;   // of keys, by column of the plan
    bool m_labelsAlways = false, m_mostAreDirected = true;
};

} // namespace weir::format
