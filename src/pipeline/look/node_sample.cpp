#include "pipeline/look/node_sample.h"

namespace weir::pipeline {

void NodeSample::take(const graph::GraphStore& store)
{
    m_degrees.clear();
    m_sizes.clear();
    m_columns.assign(store.schema().nodeValues.size(), {});
    // Slots may be far apart: only chunks that were used are looked at.
    std::vector<graph::ElementRange> used;
    std::size_t slots = 0;
    for (std::uint32_t chunk = 0; chunk < store.chunkCount(ElementKind::Node); ++chunk) {
        if (store.chunkNewest(ElementKind::Node, chunk) == 0)
            continue;
        used.push_back(store.chunkRange(ElementKind::Node, chunk));
        slots += used.back().count;
    }
    const std::size_t stride = std::max<std::size_t>(1, (slots + most - 1) / most);
    std::size_t next = 0;       // of the used slots, as if they stood one behind the other
    std::size_t begin = 0;
    for (const graph::ElementRange& range : used) {
        for (; next < begin + range.count; next += stride) {
            const Slot node = range.first + static_cast<Slot>(next - begin);
            if (!store.hasNode(node))
                continue;
            m_degrees.push_back(store.degree(node));
            m_sizes.push_back(double{store.nodeMotion(node).size});
            for (std::size_t column = 0; column < m_columns.size(); ++column)
                m_columns[column].push_back(store.nodeValue(node, column));
        }
        begin += range.count;
    }
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
