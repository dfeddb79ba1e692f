#include "graph/changes/change_set.h"
#include "graph/row_values.h"
#include <algorithm>
#include <cassert>

namespace weir::graph {

void ChangeSet::Values::append(std::span<const float> row)
{
    assert(row.size() == columns.size());
    for (std::size_t c = 0; c < columns.size(); ++c)
        columns[c].push_back(row[c]);
}

void ChangeSet::Values::clear()
{
    for (auto& column : columns)
        column.clear();
}

std::size_t ChangeSet::Values::capacityBytes() const
{
    std::size_t floats = 0;
    for (const auto& column : columns)
        floats += column.capacity();
    return sizeof(float) * (columns.size() > 1 ? floats + std::max(flat.capacity(), floats) : floats);
}

std::span<const float> ChangeSet::Values::flatten()
{
    if (columns.empty())
        return {};
    if (columns.size() == 1)
        return columns.front();
    flat.clear();
    for (const auto& column : columns)
        flat.insert(flat.end(), column.begin(), column.end());
    return flat;
}

void ChangeSet::setValueColumns(std::size_t nodeColumns, std::size_t edgeColumns)
{
    assert(nodeColumns <= maxValueColumns && edgeColumns <= maxValueColumns);
    clear();
    m_nodeValues.columns.resize(nodeColumns);
    m_edgeValues.columns.resize(edgeColumns);
}

void ChangeSet::setNodeIdentity(Slot slot, Generation generation, std::string_view key, std::string_view label,
                                Category category, std::uint32_t colour)
{
    m_nodeSlots.push_back(slot);
    m_nodeGenerations.push_back(generation);
    m_keys.append(key);
    m_labels.append(label);
    m_nodeCategories.push_back(category);
    m_colours.push_back(colour);
    m_anyColour |= colour != 0;
}

void ChangeSet::setNodeMotion(Slot slot, NodeMotion motion, std::span<const float> values)
{
    m_movedNodes.push_back(slot);
    m_x.push_back(motion.positioned ? motion.x : 0);
    m_y.push_back(motion.positioned ? motion.y : 0);
    m_positioned.push_back(motion.positioned ? 1 : 0);
    m_positionedCount += motion.positioned ? 1 : 0;
    m_sizes.push_back(motion.size);
    m_nodeValues.append(values);
}

void ChangeSet::setEdgeIdentity(Slot slot, Generation generation, Slot source, Slot target, Category category, bool directed)
{
    m_edgeSlots.push_back(slot);
    m_edgeGenerations.push_back(generation);
    m_sources.push_back(source);
    m_targets.push_back(target);
    m_edgeCategories.push_back(category);
    m_directed.push_back(directed ? 1 : 0);
}

void ChangeSet::setEdgeMotion(Slot slot, float weight, std::span<const float> values)
{
    m_movedEdges.push_back(slot);
    m_weights.push_back(weight);
    m_edgeValues.append(values);
}

void ChangeSet::AttributeLists::append(const AttributeGrowth& growth)
{
    columns.insert(columns.end(), growth.columns.begin(), growth.columns.end());
    for (const TextGrowth& grown : growth.texts)
        texts.push_back({grown.column, {grown.texts.begin(), grown.texts.end()}});
}

AttributeGrowth ChangeSet::AttributeLists::view()
{
    views.clear();
    for (const Texts& one : texts)
        views.push_back({one.column, one.texts});
    return {columns, views};
}

void ChangeSet::appendText(ElementKind kind, AttributeNumber column, std::string_view text)
{
    auto& all = lists(kind).texts;
    const auto found = std::ranges::find(all, column, &AttributeLists::Texts::column);
    (found == all.end() ? all.emplace_back(AttributeLists::Texts{column, {}}) : *found).texts.emplace_back(text);
}

void ChangeSet::append(const ChangeView& changes)
{
    for (const ElementKind kind : {ElementKind::Node, ElementKind::Edge}) {
        const AttributeGrowth& grown = kind == ElementKind::Node ? changes.growth.nodeAttributes : changes.growth.edgeAttributes;
        if (!grown.empty())
            lists(kind).append(grown);
        const AttributeRows& rows = kind == ElementKind::Node ? changes.nodeAttributes : changes.edgeAttributes;
        if (rows.rows() != 0)
            attributes(kind).append(rows);
    }
    m_nodeCategoryNames.insert(m_nodeCategoryNames.end(), changes.growth.nodeCategories.begin(), changes.growth.nodeCategories.end());
    m_edgeCategoryNames.insert(m_edgeCategoryNames.end(), changes.growth.edgeCategories.begin(), changes.growth.edgeCategories.end());
    m_edgeTombstones.insert(m_edgeTombstones.end(), changes.edgeTombstones.begin(), changes.edgeTombstones.end());
    m_nodeTombstones.insert(m_nodeTombstones.end(), changes.nodeTombstones.begin(), changes.nodeTombstones.end());
    const NodeIdentityRows& nodes = changes.nodeIdentities;
    for (std::size_t i = 0; i < nodes.slots.size(); ++i)
        setNodeIdentity(nodes.slots[i], nodes.generations[i], nodes.keys[i], nodes.labels[i], nodes.categories[i],
                        nodes.colours.empty() ? 0 : nodes.colours[i]);
    const NodeMotionRows& moved = changes.nodeMotions;
    const std::size_t nodeColumns = m_nodeValues.columns.size();
    for (std::size_t i = 0; i < moved.slots.size(); ++i) {
        const bool positioned = !moved.x.empty() && (moved.positioned.empty() || moved.positioned[i] != 0);
        const auto values = valuesOfRow(moved.values, nodeColumns, moved.slots.size(), i);
        setNodeMotion(moved.slots[i], {positioned ? moved.x[i] : 0, positioned ? moved.y[i] : 0, positioned, moved.sizes[i]},
                      std::span(values).first(nodeColumns));
    }
    const EdgeIdentityRows& edges = changes.edgeIdentities;
    for (std::size_t i = 0; i < edges.slots.size(); ++i)
        setEdgeIdentity(edges.slots[i], edges.generations[i], edges.sources[i], edges.targets[i], edges.categories[i], edges.directed[i] != 0);
    const EdgeMotionRows& weighed = changes.edgeMotions;
    const std::size_t edgeColumns = m_edgeValues.columns.size();
    for (std::size_t i = 0; i < weighed.slots.size(); ++i) {
        const auto values = valuesOfRow(weighed.values, edgeColumns, weighed.slots.size(), i);
        setEdgeMotion(weighed.slots[i], weighed.weights[i], std::span(values).first(edgeColumns));
    }
}

std::size_t ChangeSet::rows() const
{
    return m_edgeTombstones.size() + m_nodeTombstones.size() + m_nodeSlots.size() + m_movedNodes.size()
        + m_edgeSlots.size() + m_movedEdges.size() + (m_attributes ? m_attributes->nodes.rows() + m_attributes->edges.rows() : 0);
}

std::size_t ChangeSet::wireBytes() const
{
    return wireRowBytes::tombstone * (m_edgeTombstones.size() + m_nodeTombstones.size()) + wireRowBytes::nodeIdentity * m_nodeSlots.size()
        + m_keys.blob.size() + m_labels.blob.size()
        + (wireRowBytes::nodeMotion + wireRowBytes::value * m_nodeValues.columns.size()) * m_movedNodes.size()
        + wireRowBytes::edgeIdentity * m_edgeSlots.size()
        + (wireRowBytes::edgeMotion + wireRowBytes::value * m_edgeValues.columns.size()) * m_movedEdges.size()
        + (m_attributes ? m_attributes->nodes.wireBytes() + m_attributes->edges.wireBytes() : 0);
}

std::size_t ChangeSet::capacityBytes() const
{
    const auto bytesOf = [](const auto&... columns) {
        return (std::size_t{0} + ... + (columns.capacity() * sizeof(typename std::decay_t<decltype(columns)>::value_type)));
    };
    return bytesOf(m_nodeCategoryNames, m_edgeCategoryNames, m_edgeTombstones, m_nodeTombstones, m_nodeSlots, m_nodeGenerations, m_keys.blob, m_keys.ends, m_labels.blob, m_labels.ends,
                   m_nodeCategories, m_colours, m_movedNodes, m_x, m_y, m_sizes, m_positioned)
        + bytesOf(m_edgeSlots, m_edgeGenerations, m_sources, m_targets, m_edgeCategories, m_directed, m_movedEdges, m_weights)
        + m_nodeValues.capacityBytes() + m_edgeValues.capacityBytes()
        + (m_attributes ? m_attributes->nodes.capacityBytes() + m_attributes->edges.capacityBytes() : 0);
}

void ChangeSet::clear()
{
    m_nodeCategoryNames = {};   // each name comes once an epoch, so its memory is of no further use
    m_edgeCategoryNames = {};
    m_edgeTombstones.clear();
    m_nodeTombstones.clear();
    m_nodeSlots.clear();
    m_nodeGenerations.clear();
    m_keys.clear();
    m_labels.clear();
    m_nodeCategories.clear();
    m_colours.clear();
    m_anyColour = false;
    m_movedNodes.clear();
    m_x.clear();
    m_y.clear();
    m_sizes.clear();
    m_positioned.clear();
    m_positionedCount = 0;
    m_nodeValues.clear();
    m_edgeSlots.clear();
    m_edgeGenerations.clear();
    m_sources.clear();
    m_targets.clear();
    m_edgeCategories.clear();
    m_directed.clear();
    m_movedEdges.clear();
    m_weights.clear();
    m_edgeValues.clear();
    if (m_attributes) {
        m_attributes->nodeLists = {};
        m_attributes->edgeLists = {};
        m_attributes->nodes.clear();
        m_attributes->edges.clear();
    }
}

ChangeView ChangeSet::view()
{
    const bool allPositioned = m_positionedCount == m_movedNodes.size();
    ChangeView view;
    view.growth = {m_nodeCategoryNames, m_edgeCategoryNames};
    if (m_attributes) {
        view.growth.nodeAttributes = m_attributes->nodeLists.view();
        view.growth.edgeAttributes = m_attributes->edgeLists.view();
        view.nodeAttributes = m_attributes->nodes.view();
        view.edgeAttributes = m_attributes->edges.view();
    }
    view.edgeTombstones = m_edgeTombstones;
    view.nodeTombstones = m_nodeTombstones;
    view.nodeIdentities = {m_nodeSlots, m_nodeGenerations, m_keys.view(), m_labels.view(), m_nodeCategories, {}};
    if (m_anyColour)
        view.nodeIdentities.colours = m_colours;
    view.nodeMotions = {m_movedNodes, {}, {}, {}, m_sizes, m_nodeValues.flatten()};
    if (m_positionedCount != 0) {
        view.nodeMotions.x = m_x;
        view.nodeMotions.y = m_y;
        if (!allPositioned)
            view.nodeMotions.positioned = m_positioned;
    }
    view.edgeIdentities = {m_edgeSlots, m_edgeGenerations, m_sources, m_targets, m_edgeCategories, m_directed};
    view.edgeMotions = {m_movedEdges, m_weights, m_edgeValues.flatten()};
    return view;
}

} // namespace weir::graph
