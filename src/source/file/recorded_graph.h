#pragma once
#include "format/graph_sink.h"
#include "source/file/key_table.h"
#include "source/file/text_arena.h"
#include "source/keyed_feed.h"
#include <functional>
#include <string>
#include <tsl/robin_map.h>
#include <vector>

namespace weir::source {

/// A graph as one reading of a file has it, whole in memory before any of it is shown: so that of a file that is read again only the
/// differences are sent, and nothing of one that turns out to be half written. Nodes are the same where their keys are, edges where their
/// ends and their place among those of the same ends are. Lives on the source's thread.
class RecordedGraph final : public format::GraphSink {
public:
    /// `feed` outlives this; its columns and categories grow as they are met. `onMore` is called now and then while elements come.
    explicit RecordedGraph(KeyedFeed& feed, std::function<void()> onMore = [] {}) : m_feed(feed), m_onMore(std::move(onMore)) {}

    [[nodiscard]] std::expected<Slot, Error> setNode(std::string_view key, const Node& node) override;
    [[nodiscard]] std::optional<Slot> findNode(std::string_view key) const override { return m_keys.find(m_keys.hashOf(key)); }
    [[nodiscard]] Node node(Slot slot) const override;
    Slot addEdge(const Edge& edge) override;
    void setEdgeWeight(Slot edge, float weight) override { m_edges[edge].edge.weight = weight; }
    [[nodiscard]] std::optional<graph::Category> category(ElementKind kind, std::string_view name) override;
    [[nodiscard]] std::optional<graph::AttributeNumber> attribute(ElementKind kind, std::string_view name,
                                                                  graph::AttributeKind valueKind) override
    {
        return m_feed.attribute(kind, name, valueKind);
    }
    void setAttribute(ElementKind kind, Slot slot, graph::AttributeNumber column, const graph::AttributeValue& value) override;
    void setWritten(ElementKind kind, Slot slot, graph::AttributeNumber column, std::string_view text, format::DecimalSign sign) override;
    [[nodiscard]] std::uint64_t nodeCount() const override { return m_nodes.size(); }
    [[nodiscard]] std::uint64_t edgeCount() const override { return m_edges.size(); }
    [[nodiscard]] bool stopped() const override { return m_feed.stopped(); }

    /// Makes the feed hold exactly this graph. Once, after reading.
    void show();

private:
    using Place = std::uint32_t;
    static constexpr Place nowhere = 0xffff'ffffU;
    static constexpr std::uint64_t elementsBetween = 16'384;   // calls of onMore

    struct KnownNode {
        std::string key;
        Node node;
        std::uint32_t edges = 0;
        Place values = nowhere;   // its last one
    };
    struct KnownEdge {
        Edge edge;
        Place values = nowhere;
    };
    struct Value {
        Place before = nowhere;   // of the same element
        graph::AttributeNumber column = 0;
        graph::AttributeValue value;
    };

    [[nodiscard]] Place& valuesOf(ElementKind kind, Slot slot)
    {
        return kind == ElementKind::Node ? m_nodes[slot].values : m_edges[slot].values;
    }
    [[nodiscard]] static KeyedFeed::NodeState stateOf(const KnownNode& known);
    void countOne()
    {
        if (++m_elements % elementsBetween == 0)
            m_onMore();
    }
    /// What was said last in each column; valid until the next call.
    [[nodiscard]] std::span<const ColumnValue> lastOf(Place values);

    KeyedFeed& m_feed;
    std::function<void()> m_onMore;
    std::uint64_t m_elements = 0;     // that came, some more than once
    KeyTable m_keys;
    std::vector<KnownNode> m_nodes;
    std::vector<KnownEdge> m_edges;
    std::vector<Value> m_values;
    TextArena m_texts;                // of values
    std::vector<ColumnValue> m_last;
};

} // namespace weir::source
