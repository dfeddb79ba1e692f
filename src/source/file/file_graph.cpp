#include "source/file/file_graph.h"
#include "format/text_check.h"
#include "graph/limits.h"
#include "graph/utf8.h"
#include <array>
#include <cassert>
#include <cmath>

namespace weir::source {

using format::GraphSink;
using format::quoted;

graph::Schema FileGraph::schema(const std::string& title)
{
    graph::Schema schema;
    schema.title = title;
    schema.nodeValues = {{"edges", ""}};
    return schema;
}

FileGraph::FileGraph(ChangeSink& sink, const graph::Schema& schema)
    : m_sink(sink),
      m_set(sink.takeEmptySet()),
      m_nodeCategories(ElementKind::Node, schema.nodeCategories, m_categoryNames),
      m_edgeCategories(ElementKind::Edge, schema.edgeCategories, m_categoryNames),
      m_nodeAttributes(ElementKind::Node, schema.nodeAttributes, m_dictionaryBytes),
      m_edgeAttributes(ElementKind::Edge, schema.edgeAttributes, m_dictionaryBytes)
{
    assert(schema.nodeValues.size() == 1 && schema.edgeValues.empty());
}

std::expected<void, Error> FileGraph::check(std::string_view key, const Node& node)
{
    // Words are made for those alone of which they are true.
    if (node.label.size() > format::mostLabelBytes || !graph::isUtf8(node.label))
        return format::checkText("the label of " + quoted(key), node.label, format::mostLabelBytes);
    if (!std::isfinite(node.motion.x) || !std::isfinite(node.motion.y) || !std::isfinite(node.motion.size))
        return std::unexpected(Error{"a figure of " + quoted(key) + " is not a finite number"});
    if (node.motion.size < 0)
        return std::unexpected(Error{"the size of " + quoted(key) + " is negative"});
    return {};
}

std::expected<Slot, Error> FileGraph::setNode(std::string_view key, const Node& node)
{
    const KeyTable::Hash hash = m_keys.hashOf(key);
    const auto found = m_keys.find(hash);
    if (const auto kept = found ? std::expected<void, Error>{} : format::checkKey(key); !kept)
        return std::unexpected(kept.error());
    if (const auto kept = check(key, node); !kept)
        return std::unexpected(kept.error());
    if (!found && m_nodes == graph::maxNodeSlots)
        return std::unexpected(Error{"there are as many nodes as a graph can hold"});
    const Slot slot = found.value_or(m_nodes);
    if (!found) {
        m_keys.add(hash, slot);
        m_known.makeRoomFor(slot);
        m_degrees.makeRoomFor(slot);
        ++m_nodes;
    }
    Known& known = m_known[slot];
    const bool renamed = !node.label.empty() && (known.label == 0 || m_labels.text(known.label) != node.label);
    if (renamed)
        known.label = m_labels.add(node.label);
    const bool identity = !found || renamed || known.category != node.category || known.colour != node.colour;
    known.category = node.category;
    known.colour = node.colour;
    known.positioned = node.motion.positioned;
    known.x = node.motion.x;
    known.y = node.motion.y;
    known.size = node.motion.size;
    known.sized = node.sized;
    if (identity && known.identityIn == m_setNumber)
        flush();   // a set has one identity of an element
    makeRoom(2);
    if (identity)
        writeIdentity(key, slot, known);
    if (!found)
        writeMotion(slot, known, known.size, 0);   // its last one is sent by finish()
    return slot;
}

GraphSink::Ends FileGraph::findEnds(std::string_view source, std::string_view target) const
{
    const KeyTable::Hash from = m_keys.hashOf(source), to = m_keys.hashOf(target);
    m_keys.prefetch(from);   // memory is waited for once
    m_keys.prefetch(to);
    return {m_keys.find(from), m_keys.find(to)};
}

GraphSink::Node FileGraph::node(Slot slot) const
{
    const Known& known = m_known[slot];
    return {{}, known.category, known.colour, {known.x, known.y, known.positioned, known.size}, known.sized};
}

Slot FileGraph::addEdge(const Edge& edge)
{
    assert(edge.source < m_nodes && edge.target < m_nodes && std::isfinite(edge.weight));
    if (m_edges == graph::maxEdgeSlots) {
        report().leaveOut("edge", 0, "there are as many as a graph can hold");
        return m_edges - 1;
    }
    makeRoom(2);
    const Slot slot = m_edges++;
    if (!m_stopped) {
        m_set.setEdgeIdentity(slot, 1, edge.source, edge.target, edge.category, edge.directed);
        m_set.setEdgeMotion(slot, edge.weight, {});
    }
    return slot;
}

void FileGraph::setEdgeWeight(Slot edge, float weight)
{
    assert(edge < m_edges && std::isfinite(weight));
    makeRoom(1);
    if (!m_stopped)
        m_set.setEdgeMotion(edge, weight, {});
}

std::optional<graph::Category> FileGraph::category(ElementKind kind, std::string_view name)
{
    CategoryFeed& categories = kind == ElementKind::Node ? m_nodeCategories : m_edgeCategories;
    return graph::isUtf8(name) ? categories.number(m_set, name) : categories.number(m_set, format::cleaned(name, format::mostKeyBytes));
}

std::optional<graph::AttributeNumber> FileGraph::attribute(ElementKind kind, std::string_view name, graph::AttributeKind valueKind)
{
    return attributesOf(kind).column(m_set, name, valueKind);
}

void FileGraph::setAttribute(ElementKind kind, Slot slot, graph::AttributeNumber column, const graph::AttributeValue& value)
{
    makeRoom(2);
    if (!m_stopped)
        attributesOf(kind).set(m_set, slot, column, value);
}

void FileGraph::setWritten(ElementKind kind, Slot slot, graph::AttributeNumber column, std::string_view text, format::DecimalSign sign)
{
    makeRoom(2);
    if (!m_stopped)
        attributesOf(kind).setWritten(m_set, slot, column, text, sign);
}

void FileGraph::writeIdentity(std::string_view key, Slot slot, Known& known)
{
    known.identityIn = m_setNumber;
    if (!m_stopped)
        m_set.setNodeIdentity(slot, 1, key, known.label == 0 ? std::string_view{} : m_labels.text(known.label), known.category,
                              known.colour);
}

void FileGraph::writeMotion(Slot slot, const Known& known, float size, float edges)
{
    if (!m_stopped)
        m_set.setNodeMotion(slot, {known.x, known.y, known.positioned, size}, std::array{edges});
}

void FileGraph::makeRoom(std::size_t rows)
{
    if (m_set.rows() + rows > mostRows)
        flush();
}

void FileGraph::countEdges()
{
    constexpr std::size_t ahead = 16;   // memory for some is waited for at once
    const graph::ChangeView view = m_set.view();
    const auto &sources = view.edgeIdentities.sources, &targets = view.edgeIdentities.targets;
    for (std::size_t i = 0; i < sources.size(); ++i) {
        if (i + ahead < sources.size()) {
            m_degrees.prefetch(sources[i + ahead]);
            m_degrees.prefetch(targets[i + ahead]);
        }
        ++m_degrees[sources[i]];
        m_degrees[targets[i]] += sources[i] == targets[i] ? 0 : 1;
    }
}

void FileGraph::flush()
{
    if (m_stopped || m_set.empty())
        return;
    countEdges();
    ++m_setNumber;
    m_stopped = !m_sink.push(std::move(m_set));
    if (!m_stopped)
        m_set = m_sink.takeEmptySet();
}

void FileGraph::finish()
{
    flush();
    m_nodeAttributes.tellLeftOut("nodes", report(), {});
    m_edgeAttributes.tellLeftOut("edges", report(), {});
    for (Slot slot = 0; slot < m_nodes && !m_stopped; ++slot) {
        const Known& known = m_known[slot];
        makeRoom(1);
        writeMotion(slot, known, known.sized ? known.size : format::sizeByEdges(m_degrees[slot]), static_cast<float>(m_degrees[slot]));
    }
    flush();
}

} // namespace weir::source
