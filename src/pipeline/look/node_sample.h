#pragma once
#include "graph/graph_store.h"
#include "pipeline/look/value_scale.h"
#include <vector>

namespace weir::pipeline {

/// A few thousand nodes, spread evenly over the model, with what they have: enough to say what is usual, at a cost that does
/// not grow with the graph. Not thread-safe.
class NodeSample final {
public:
    static constexpr std::size_t most = 4096;

    void take(const graph::GraphStore& store);

    /// One for each node of the sample.
    [[nodiscard]] const std::vector<double>& degrees() const { return m_degrees; }
    [[nodiscard]] const std::vector<double>& sizes() const { return m_sizes; }   ///< as the source says
    [[nodiscard]] const std::vector<std::vector<double>>& columns() const { return m_columns; }
    /// From the least to the greatest of a sample.
    [[nodiscard]] static ValueExtent extentOf(const std::vector<double>& sample);

private:
    std::vector<double> m_degrees, m_sizes;
    std::vector<std::vector<double>> m_columns;
};

} // namespace weir::pipeline
