#include "pipeline/look/node_sample.h"
#include "pipeline/look/sampled_slots.h"

namespace weir::pipeline {

void NodeSample::take(const graph::GraphStore& store)
{
    m_degrees.clear();
    m_sizes.clear();
    m_columns.assign(store.schema().nodeValues.size(), {});
    forEachSampled(store, ElementKind::Node, most, [&](Slot node) {
        m_degrees.push_back(store.degree(node));
        m_sizes.push_back(double{store.nodeMotion(node).size});
        for (std::size_t column = 0; column < m_columns.size(); ++column)
            m_columns[column].push_back(store.nodeValue(node, column));
    });
}

ValueExtent NodeSample::extentOf(const std::vector<double>& sample)
{
    ValueExtent extent;
    for (const double value : sample) {
        if (!std::isfinite(value))
            continue;
        extent.from = extent.known ? std::min(extent.from, value) : value;
        extent.to = extent.known ? std::max(extent.to, value) : value;
        extent.known = true;
    }
    return extent;
}

} // namespace weir::pipeline
