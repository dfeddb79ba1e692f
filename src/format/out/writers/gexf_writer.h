#pragma once
#include "format/out/graph_writer.h"

namespace weir::format {

/// GEXF 1.3, as Gephi reads it.
class GexfWriter final : public GraphWriter {
public:
    GexfWriter(TextOutput& output, const WritingPlan& plan) : GraphWriter(plan), m_output(output) {}

    [[nodiscard]] static bool isTaken(ElementKind kind, std::string_view name, graph::AttributeKind valueKind);

    void begin() override;
    void node(const NodeRow& node, Values values) override;
    void beginEdges(int) override { m_output.text("    </nodes>\n    <edges>\n"); }
    void edge(const EdgeRow& edge, Values values) override;
    void end() override { m_output.text("    </edges>\n  </graph>\n</gexf>\n"); }

private:
    void attributes(ElementKind kind, bool categories);
    void attribute(std::string_view name, std::string_view text);
    void attribute(std::string_view name, float number);
    void values(ElementKind kind, Values values, std::string_view category);

    TextOutput& m_output;
    bool m_mostAreDirected = true;
};

} // namespace weir::format
