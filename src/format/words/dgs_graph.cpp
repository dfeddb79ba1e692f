#include "format/words/dgs_graph.h"
#include <algorithm>
#include <cstring>

namespace weir::format {

namespace {

constexpr std::uint64_t elementBytes = 200;   // that one takes besides its texts

struct Head {   // in front of a packed attribute's name and text
    std::uint32_t nameBytes, textBytes;
    bool isText;
};

Head headAt(std::string_view packed, std::size_t at)
{
    Head head;
    std::memcpy(&head, packed.data() + at, sizeof head);
    return head;
}

} // namespace

std::optional<DgsGraph::Number> DgsGraph::findNode(std::string_view id) const
{
    const auto found = m_nodeById.find(id);
    return found == m_nodeById.end() ? std::nullopt : std::optional(found->second);
}

std::optional<DgsGraph::Number> DgsGraph::findEdge(std::string_view id) const
{
    const auto found = m_edgeById.find(id);
    return found == m_edgeById.end() || !hasEdge(found->second) ? std::nullopt : std::optional(found->second);
}

bool DgsGraph::hasEdge(Number edge) const
{
    const EdgeRecord& record = m_edges[edge];
    return record.there && m_nodes[record.ends.source].birth == record.sourceBirth
        && m_nodes[record.ends.target].birth == record.targetBirth;
}

DgsGraph::Number DgsGraph::addNode(std::string_view id)
{
    Number number = nodes();
    if (m_freeNodes.empty()) {
        m_nodes.emplace_back();
    } else {
        number = m_freeNodes.back();
        m_freeNodes.pop_back();
    }
    NodeRecord& node = m_nodes[number];
    node.id = id;
    node.there = true;
    m_nodeById.insert_or_assign(node.id, number);
    m_bytes += elementBytes + 2 * id.size();
    return number;
}

DgsGraph::Number DgsGraph::addEdge(std::string_view id, const Edge& ends)
{
    if (const auto found = m_edgeById.find(id); found != m_edgeById.end())
        removeEdge(found->second);
    if (m_edgeById.size() >= m_sweepAt)
        sweep();
    Number number = edges();
    if (m_freeEdges.empty()) {
        m_edges.emplace_back();
    } else {
        number = m_freeEdges.back();
        m_freeEdges.pop_back();
    }
    EdgeRecord& edge = m_edges[number];
    edge.id = id;
    edge.ends = ends;
    edge.sourceBirth = m_nodes[ends.source].birth;
    edge.targetBirth = m_nodes[ends.target].birth;
    edge.there = true;
    m_edgeById.insert_or_assign(edge.id, number);
    m_bytes += elementBytes + 2 * id.size();
    return number;
}

void DgsGraph::removeNode(Number node)
{
    NodeRecord& record = m_nodes[node];
    m_bytes -= elementBytes + 2 * record.id.size() + record.attributes.size();
    m_nodeById.erase(record.id);
    record = {{}, {}, record.birth + 1, false};   // its edges name an earlier birth
    m_freeNodes.push_back(node);
}

void DgsGraph::removeEdge(Number edge)
{
    EdgeRecord& record = m_edges[edge];
    m_bytes -= elementBytes + 2 * record.id.size() + record.attributes.size();
    m_edgeById.erase(record.id);
    record = {};
    m_freeEdges.push_back(edge);
}

/// Edges whose nodes are gone go as well.
void DgsGraph::sweep()
{
    for (Number edge = 0; edge < edges(); ++edge) {
        if (m_edges[edge].there && !hasEdge(edge))
            removeEdge(edge);
    }
    m_sweepAt = std::max<std::size_t>(64 * 1024, 2 * m_edgeById.size());
}

void DgsGraph::clear() { *this = {}; }

bool DgsGraph::set(Packed& attributes, std::string_view name, std::string_view text, bool isText)
{
    cut(attributes, name);
    const Head head{static_cast<std::uint32_t>(name.size()), static_cast<std::uint32_t>(text.size()), isText};
    const std::size_t bytes = attributes.size();
    if (bytes + sizeof head + name.size() + text.size() > mostAttributeBytes)
        return false;
    attributes.resize(bytes + sizeof head);
    std::memcpy(attributes.data() + bytes, &head, sizeof head);
    attributes += name;
    attributes += text;
    m_bytes += attributes.size() - bytes;
    return true;
}

void DgsGraph::cut(Packed& attributes, std::string_view name)
{
    for (std::size_t at = 0; at < attributes.size();) {
        const Head head = headAt(attributes, at);
        const std::size_t bytes = sizeof head + head.nameBytes + head.textBytes;
        if (std::string_view(attributes).substr(at + sizeof head, head.nameBytes) == name) {
            attributes.erase(at, bytes);
            m_bytes -= bytes;
            return;
        }
        at += bytes;
    }
}

void DgsGraph::read(const Packed& attributes, AttributeList& list)
{
    list.clear();
    for (std::size_t at = 0; at < attributes.size();) {
        const Head head = headAt(attributes, at);
        const std::string_view name = std::string_view(attributes).substr(at + sizeof head, head.nameBytes);
        static_cast<void>(
            list.add(name, std::string_view(attributes).substr(at + sizeof head + head.nameBytes, head.textBytes), head.isText));
        at += sizeof head + head.nameBytes + head.textBytes;
    }
}

} // namespace weir::format
