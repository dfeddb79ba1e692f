#pragma once
#include "format/graph_sink.h"
#include "format/value_text.h"
#include "graph/graph_store.h"
#include "source/file/file_graph.h"
#include "source/store_sink.h"
#include <algorithm>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

/// A store filled as files fill one.
class FilledStore final {
public:
    FilledStore() : m_schema(weir::source::FileGraph::schema("test")), m_sink(m_schema), m_graph(m_sink, m_schema) {}

    [[nodiscard]] weir::source::FileGraph& graph() { return m_graph; }
    [[nodiscard]] const weir::graph::GraphStore& finished()
    {
        m_graph.finish();
        return m_sink.store();
    }

private:
    weir::graph::Schema m_schema;
    weir::source::StoreSink m_sink;
    weir::source::FileGraph m_graph;
};

/// All that is said of a graph, in plain values: what a test compares, and changes as a format would.
struct PlainGraph {
    struct Value {
        weir::graph::AttributeKind kind{};
        std::string text;   // as written
        auto operator<=>(const Value&) const = default;
    };
    using Values = std::map<std::string, Value>;
    struct Node {
        std::string key, label, category;
        std::uint32_t colour = 0;
        bool positioned = false;
        float x = 0, y = 0, size = 0;
        Values values;
        auto operator<=>(const Node&) const = default;
    };
    struct Edge {
        std::string source, target, category;
        bool directed = true;
        float weight = 1;
        Values values;
        auto operator<=>(const Edge&) const = default;
    };
    std::vector<Node> nodes;   // in the order of the store
    std::vector<Edge> edges;

    [[nodiscard]] static PlainGraph of(const weir::graph::GraphStore& store)
    {
        PlainGraph plain;
        const weir::graph::Schema& schema = store.schema();
        const auto nameOf = [](const std::vector<std::string>& names, weir::graph::Category number) {
            return number < names.size() ? names[number] : std::string();
        };
        const auto valuesOf = [&](weir::ElementKind kind, weir::Slot slot) {
            const auto& columns = kind == weir::ElementKind::Node ? schema.nodeAttributes : schema.edgeAttributes;
            Values values;
            store.attributes(kind).forEach(slot, [&](weir::graph::AttributeNumber number, const weir::graph::AttributeValue& value) {
                values[columns[number].name] = {weir::graph::kindOf(value), weir::format::writtenValue(value)};
            });
            return values;
        };
        for (weir::Slot slot = 0; slot < store.nodeSlots(); ++slot) {
            if (!store.hasNode(slot))
                continue;
            const auto identity = store.nodeIdentity(slot);
            const auto motion = store.nodeMotion(slot);
            Node node{std::string(identity.key),
                      std::string(identity.label),
                      nameOf(schema.nodeCategories, identity.category),
                      identity.colour,
                      motion.positioned,
                      motion.positioned ? motion.x : 0,
                      motion.positioned ? motion.y : 0,
                      motion.size,
                      valuesOf(weir::ElementKind::Node, slot)};
            if (node.label == node.key)
                node.label.clear();   // says nothing more
            plain.nodes.push_back(std::move(node));
        }
        for (weir::Slot slot = 0; slot < store.edgeSlots(); ++slot) {
            if (!store.hasEdge(slot))
                continue;
            const auto identity = store.edgeIdentity(slot);
            plain.edges.push_back({std::string(store.nodeIdentity(identity.source).key),
                                   std::string(store.nodeIdentity(identity.target).key), nameOf(schema.edgeCategories, identity.category),
                                   identity.directed, store.edgeWeight(slot), valuesOf(weir::ElementKind::Edge, slot)});
        }
        return plain;
    }

    /// Without an order, which is no part of a graph.
    [[nodiscard]] PlainGraph sorted() const
    {
        PlainGraph other = *this;
        std::ranges::sort(other.nodes);
        std::ranges::sort(other.edges);
        return other;
    }

    void forEachValues(const std::function<void(Values&)>& visit)
    {
        for (Node& node : nodes)
            visit(node.values);
        for (Edge& edge : edges)
            visit(edge.values);
    }
    /// Changes every text that is said: keys, labels, categories and attributes that are texts.
    void forEachText(const std::function<void(std::string&)>& visit)
    {
        for (Node& node : nodes) {
            for (std::string* const text : {&node.label, &node.category})
                visit(*text);
        }
        for (Edge& edge : edges)
            visit(edge.category);
        forEachValues([&](Values& values) {
            for (auto& [name, value] : values) {
                if (value.kind == weir::graph::AttributeKind::Text)
                    visit(value.text);
            }
        });
    }
    void forEachKey(const std::function<void(std::string&)>& visit)
    {
        for (Node& node : nodes)
            visit(node.key);
        for (Edge& edge : edges) {
            visit(edge.source);
            visit(edge.target);
        }
    }

    /// The first thing that differs, in words; "": nothing does.
    [[nodiscard]] static std::string difference(const PlainGraph& expected, const PlainGraph& found)
    {
        const PlainGraph a = expected.sorted(), b = found.sorted();
        std::string words;
        const auto count = std::to_string(a.nodes.size()) + " nodes and " + std::to_string(a.edges.size()) + " edges, found "
            + std::to_string(b.nodes.size()) + " and " + std::to_string(b.edges.size()) + "; ";
        for (std::size_t i = 0; i < std::max(a.nodes.size(), b.nodes.size()); ++i) {
            if (i < a.nodes.size() && i < b.nodes.size() && a.nodes[i] == b.nodes[i])
                continue;
            return count + "expected " + (i < a.nodes.size() ? said(a.nodes[i]) : "none") + "\n  found "
                + (i < b.nodes.size() ? said(b.nodes[i]) : "none");
        }
        for (std::size_t i = 0; i < std::max(a.edges.size(), b.edges.size()); ++i) {
            if (i < a.edges.size() && i < b.edges.size() && a.edges[i] == b.edges[i])
                continue;
            return count + "expected " + (i < a.edges.size() ? said(a.edges[i]) : "none") + "\n  found "
                + (i < b.edges.size() ? said(b.edges[i]) : "none");
        }
        return {};
    }

private:
    static std::string shown(const std::string& text)
    {
        std::string words = "\"";
        for (const char c : text.substr(0, 100))
            words += static_cast<unsigned char>(c) < 0x20 ? "\\x" + std::to_string(static_cast<int>(c)) : std::string(1, c);
        return words + '"';
    }
    static std::string said(const Values& values)
    {
        std::string words = " {";
        for (const auto& [name, value] : values)
            words += name + '=' + std::to_string(static_cast<int>(value.kind)) + shown(value.text) + ", ";
        return words + '}';
    }
    static std::string said(const Node& node)
    {
        return shown(node.key) + ' ' + shown(node.label) + " [" + shown(node.category) + "] colour " + std::to_string(node.colour) + " at "
            + (node.positioned ? std::to_string(node.x) + ',' + std::to_string(node.y) : "nowhere") + " size " + std::to_string(node.size)
            + said(node.values);
    }
    static std::string said(const Edge& edge)
    {
        return shown(edge.source) + (edge.directed ? '>' : '-') + shown(edge.target) + ' ' + std::to_string(edge.weight) + " ["
            + shown(edge.category) + ']' + said(edge.values);
    }
};
