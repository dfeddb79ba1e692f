#pragma once
#include "format/out/graph_cursor.h"
#include "format/out/writing_plan.h"
#include <span>

namespace weir::format {

/// Writes a graph in one format: is told its elements in their order. Not thread-safe.
class GraphWriter {
public:
    /// What an element has in the columns of the plan, in their order.
    using Values = std::span<const graph::AttributeValue>;

    explicit GraphWriter(const WritingPlan& plan) : m_plan(plan) {}
    virtual ~GraphWriter() = default;
    GraphWriter(const GraphWriter&) = delete;
    GraphWriter& operator=(const GraphWriter&) = delete;

    virtual void begin() = 0;
    virtual void node(const NodeRow& node, Values values) = 0;
    /// Behind the nodes; edges are told as often as it says, each time all of them.
    [[nodiscard]] virtual int edgePasses() const { return 1; }
    virtual void beginEdges(int pass) = 0;
    virtual void edge(const EdgeRow& edge, Values values) = 0;
    virtual void end() = 0;

protected:
    [[nodiscard]] const WritingPlan& plan() const { return m_plan; }
    [[nodiscard]] const GraphSurvey& survey() const { return m_plan.survey(); }
    [[nodiscard]] const WrittenColumn& column(ElementKind kind, std::size_t i) const { return m_plan.columns(kind)[i]; }
    /// Calls `visit(column, value)` for each value that is there.
    template <typename Visit>
    void forEachValue(ElementKind kind, Values values, Visit&& visit) const
    {
        const std::vector<WrittenColumn>& columns = m_plan.columns(kind);
        for (std::size_t i = 0; i < columns.size(); ++i) {
            if (graph::hasValue(values[i]))
                visit(columns[i], values[i]);
        }
    }

private:
    const WritingPlan& m_plan;
};

} // namespace weir::format
