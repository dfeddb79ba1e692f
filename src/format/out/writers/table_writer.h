#pragma once
#include "format/out/graph_writer.h"

namespace weir::format {

/// Two tables, of edges and of nodes, as Gephi and most others read them. Where the cells of a column would not tell of what kind it is its
/// name does: "code:string".
class TableWriter final : public GraphWriter {
public:
    TableWriter(TextOutput& edges, TextOutput& nodes, const WritingPlan& plan, char separator)
        : GraphWriter(plan), m_edges(edges), m_nodes(nodes), m_separator(separator)
    {}

    [[nodiscard]] static bool isTaken(ElementKind kind, std::string_view name, graph::AttributeKind valueKind);

    void begin() override;
    void node(const NodeRow& node, Values values) override;
    void beginEdges(int) override;
    void edge(const EdgeRow& edge, Values values) override;
    void end() override {}

private:
    void cell(TextOutput& output, std::string_view text);
    void firstCell(TextOutput& output, std::string_view text);
    void header(TextOutput& output, std::string_view name, std::string_view type = {});
    void figureHeader(TextOutput& output, std::string_view name);
    void categoryHeader(TextOutput& output, std::string_view name, ElementKind kind);
    void columnHeaders(TextOutput& output, ElementKind kind);
    void number(TextOutput& output, float value, bool isThere);
    void values(TextOutput& output, Values values);

    TextOutput& m_edges;
    TextOutput& m_nodes;
    char m_separator;
    bool m_hasCommas = false;    // cells that look like numbers with a decimal comma
    bool m_hasWeights = false;
};

} // namespace weir::format
