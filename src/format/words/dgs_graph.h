#pragma once
#include "format/words/attribute_list.h"
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <tsl/robin_map.h>
#include <vector>

namespace weir::format {

/// A graph that events build and take apart, for its state at their end: elements by their ids, with the attributes that they have now. Not
/// thread-safe. Memory: what bytes() says, of elements that are there; it does not grow with the number of events.
class DgsGraph final {
public:
    using Number = std::uint32_t;
    enum class Heads : std::uint8_t {
        None,
        Target,
        Source
    };

    struct Edge {
        Number source, target;
        Heads heads;
    };

    /// Those that are there.
    [[nodiscard]] std::optional<Number> findNode(std::string_view id) const;
    [[nodiscard]] std::optional<Number> findEdge(std::string_view id) const;

    [[nodiscard]] Number addNode(std::string_view id);
    [[nodiscard]] Number addEdge(std::string_view id, const Edge& edge);
    /// Its edges go with it.
    void removeNode(Number node);
    void removeEdge(Number edge);
    void clear();

    static constexpr std::size_t mostAttributeBytes = 64 * 1024;   ///< of an element
    /// False: there is no room for it.
    [[nodiscard]] bool setNodeAttribute(Number node, std::string_view name, std::string_view text, bool isText)
    {
        return set(m_nodes[node].attributes, name, text, isText);
    }
    [[nodiscard]] bool setEdgeAttribute(Number edge, std::string_view name, std::string_view text, bool isText)
    {
        return set(m_edges[edge].attributes, name, text, isText);
    }
    void removeNodeAttribute(Number node, std::string_view name) { cut(m_nodes[node].attributes, name); }
    void removeEdgeAttribute(Number edge, std::string_view name) { cut(m_edges[edge].attributes, name); }

    /// Numbers are below these; not all of them are there.
    [[nodiscard]] Number nodes() const { return static_cast<Number>(m_nodes.size()); }
    [[nodiscard]] Number edges() const { return static_cast<Number>(m_edges.size()); }
    [[nodiscard]] bool hasNode(Number node) const { return m_nodes[node].there; }
    [[nodiscard]] bool hasEdge(Number edge) const;
    [[nodiscard]] std::string_view nodeId(Number node) const { return m_nodes[node].id; }
    [[nodiscard]] const Edge& edge(Number edge) const { return m_edges[edge].ends; }
    void nodeAttributes(Number node, AttributeList& list) const { read(m_nodes[node].attributes, list); }
    void edgeAttributes(Number edge, AttributeList& list) const { read(m_edges[edge].attributes, list); }

    [[nodiscard]] std::uint64_t bytes() const { return m_bytes; }

private:
    /// Name after name and text after text, each behind its length.
    using Packed = std::string;
    struct NodeRecord {
        std::string id;
        Packed attributes;
        std::uint32_t birth = 0;
        bool there = false;
    };
    struct EdgeRecord {
        std::string id;
        Packed attributes;
        Edge ends{};
        std::uint32_t sourceBirth = 0, targetBirth = 0;   // of the nodes that it joins
        bool there = false;                               // not removed itself
    };
    struct Hash {
        using is_transparent = void;
        [[nodiscard]] std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
    };
    struct Equal {
        using is_transparent = void;
        [[nodiscard]] bool operator()(std::string_view a, std::string_view b) const { return a == b; }
    };
    using ById = tsl::robin_map<std::string, Number, Hash, Equal>;

    [[nodiscard]] bool set(Packed& attributes, std::string_view name, std::string_view text, bool isText);
    void cut(Packed& attributes, std::string_view name);
    static void read(const Packed& attributes, AttributeList& list);
    void sweep();

    std::vector<NodeRecord> m_nodes;
    std::vector<EdgeRecord> m_edges;
    std::vector<Number> m_freeNodes, m_freeEdges;
    ById m_nodeById, m_edgeById;
    std::size_t m_sweepAt = 64 * 1024;   // edges by id, among them some whose nodes are gone
    std::uint64_t m_bytes = 0;
};

} // namespace weir::format
