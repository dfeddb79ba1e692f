#pragma once
#include "graph/changes/change_set.h"
#include "graph/graph_store.h"
#include "graph/columns/slot_pool.h"
#include <algorithm>
#include <array>
#include <iterator>
#include <map>
#include <random>
#include <set>
#include <string>
#include <utility>
#include <variant>
#include <vector>

/// The graph as a person would write it down, without chunks, without incremental digests: what GraphStore is held
/// against. Generations of free slots are its SlotPools'.
struct GraphModel {
    using Value = std::variant<double, std::string, bool, weir::graph::Time>;
    using Attributes = std::map<weir::graph::AttributeNumber, Value>;

    struct Node {
        weir::Generation generation = 0;
        std::string key, label;
        weir::graph::Category category = 0;
        std::uint32_t colour = 0;
        weir::graph::NodeMotion motion;
        std::vector<float> values;
        Attributes attributes{};
    };
    struct Edge {
        weir::Generation generation = 0;
        weir::Slot source = 0, target = 0;
        weir::graph::Category category = 0;
        bool directed = false;
        float weight = 1;
        std::vector<float> values;
        Attributes attributes{};
    };

    std::map<weir::Slot, Node> nodes;
    std::map<weir::Slot, Edge> edges;

    [[nodiscard]] weir::graph::Digest digest() const
    {
        using namespace weir::graph;
        Digest sum;
        for (const auto& [slot, n] : nodes) {
            sum.structure += hashOf(NodeIdentity{slot, n.generation, n.category, n.colour, n.key, n.label});
            sum.values += hashOfNodeMotion(slot, n.generation, n.motion, n.values);
            sum.attributes += sumOf(weir::ElementKind::Node, slot, n.attributes);
        }
        for (const auto& [slot, e] : edges) {
            sum.structure += hashOf(EdgeIdentity{slot, e.generation, e.source, e.target, e.category, e.directed});
            sum.values += hashOfEdgeMotion(slot, e.generation, e.weight, e.values);
            sum.attributes += sumOf(weir::ElementKind::Edge, slot, e.attributes);
        }
        return sum;
    }

    [[nodiscard]] static weir::graph::AttributeValue view(const Value& value)
    {
        return std::visit([](const auto& held) -> weir::graph::AttributeValue {
            if constexpr (std::is_same_v<std::decay_t<decltype(held)>, std::string>)
                return std::string_view(held);
            else
                return held;
        }, value);
    }
    [[nodiscard]] static std::uint64_t sumOf(weir::ElementKind kind, weir::Slot slot, const Attributes& attributes)
    {
        std::uint64_t sum = 0;
        for (const auto& [column, value] : attributes)
            sum += hashOfAttribute(kind, slot, column, view(value));
        return sum;
    }

    [[nodiscard]] std::multiset<std::pair<weir::Slot, weir::Slot>> edgesOf(weir::Slot node) const
    {
        std::multiset<std::pair<weir::Slot, weir::Slot>> result;
        for (const auto& [slot, e] : edges) {
            if (e.source == node)
                result.emplace(slot, e.target);
            if (e.target == node)
                result.emplace(slot, e.source);
        }
        return result;
    }
};

/// A stream of random valid change sets over a model, with everything a source may do: births into used slots, removal
/// with cascade, replacing without a tombstone, parallel edges, loops, edges that change their ends. Repeatable.
class RandomChanges final {
public:
    RandomChanges(std::uint32_t seed, std::size_t nodeColumns, std::size_t edgeColumns)
        : m_random(seed), m_nodeColumns(nodeColumns), m_edgeColumns(edgeColumns)
    {
        m_set.setValueColumns(nodeColumns, edgeColumns);
    }

    [[nodiscard]] const GraphModel& model() const { return m_model; }

    static constexpr std::size_t usualNodeCategories = 5, usualEdgeCategories = 3;   ///< numbers of elements as long as none was named

    /// The next set appends a category of nodes, or of edges, to a list of the usual ones, and from then on half of what is born is
    /// of the newest.
    void nameNodeCategory() { m_dueNodeNames.push_back("Art " + std::to_string(m_nodeNames.size() + m_dueNodeNames.size())); }
    void nameEdgeCategory() { m_dueEdgeNames.push_back("via " + std::to_string(m_edgeNames.size() + m_dueEdgeNames.size())); }
    /// That the sets so far appended.
    [[nodiscard]] const std::vector<std::string>& nodeNames() const { return m_nodeNames; }
    [[nodiscard]] const std::vector<std::string>& edgeNames() const { return m_edgeNames; }

    /// From now on sets have attributes as well: columns and texts that come when they come, values that are set, taken away and set again.
    /// Drawn apart, so that the rest of a history stays what it was.
    void useAttributes() { m_attributesUsed = true; }
    /// That the sets so far appended.
    [[nodiscard]] const std::vector<weir::graph::AttributeColumn>& columns(weir::ElementKind kind) const { return m_lists[static_cast<std::size_t>(kind)].columns; }

    /// Elements that the last set touched, cascaded edges included: what changesTotal() grows by.
    [[nodiscard]] std::size_t touched() const { return m_touchedNodes.size() + m_touchedEdges.size(); }

    /// A set with `births` new nodes and twice as many edges, and nothing else.
    weir::graph::ChangeSet& grow(std::size_t births)
    {
        begin();
        for (std::size_t i = 0; i < births; ++i)
            bearNode();
        for (std::size_t i = 0; i < 2 * births; ++i)
            bearEdge();
        changeAttributes(births);
        return m_set;
    }

    /// The next set: about `size` operations, as many births as deaths.
    weir::graph::ChangeSet& next(std::size_t size)
    {
        begin();
        const auto share = [&](std::size_t part) { return below(part * size / 8 + 2); };
        for (std::size_t i = share(1); i > 0 && !m_model.edges.empty(); --i)
            removeEdge(anyOf(m_model.edges));
        for (std::size_t i = below(size / 16 + 2); i > 0 && m_model.nodes.size() > 4; --i)
            removeNode(anyOf(m_model.nodes));
        for (std::size_t i = below(size / 16 + 2); i > 0; --i)
            bearNode();
        for (std::size_t i = share(1); i > 0 && !m_model.nodes.empty(); --i)
            renameOrReplace(anyOf(m_model.nodes));
        for (std::size_t i = share(2); i > 0 && !m_model.nodes.empty(); --i)
            moveNode(anyOf(m_model.nodes));
        for (std::size_t i = share(2); i > 0 && !m_model.nodes.empty(); --i)
            bearEdge();
        for (std::size_t i = share(1); i > 0 && !m_model.edges.empty(); --i)
            changeEdge(anyOf(m_model.edges));
        for (std::size_t i = share(2); i > 0 && !m_model.edges.empty(); --i)
            moveEdge(anyOf(m_model.edges));
        changeAttributes(size / 2 + 1);
        return m_set;
    }

private:
    void begin()
    {
        m_set.clear();
        m_filledNodes.clear();
        m_filledEdges.clear();
        m_touchedNodes.clear();
        m_touchedEdges.clear();
        for (const std::string& name : m_dueNodeNames)
            m_set.appendNodeCategory(name);
        for (const std::string& name : m_dueEdgeNames)
            m_set.appendEdgeCategory(name);
        std::ranges::move(std::exchange(m_dueNodeNames, {}), std::back_inserter(m_nodeNames));
        std::ranges::move(std::exchange(m_dueEdgeNames, {}), std::back_inserter(m_edgeNames));
    }

    /// Where categories have names half of the elements have the newest; `usual` else. Drawn apart, so that sets without names
    /// stay what they were.
    weir::graph::Category categoryOf(std::size_t usualCategories, const std::vector<std::string>& names)
    {
        const std::size_t usual = below(usualCategories);
        const bool newest = !names.empty() && m_namesRandom() % 2 == 0;
        return static_cast<weir::graph::Category>(newest ? usualCategories + names.size() - 1 : usual);
    }

    std::size_t below(std::size_t bound) { return bound == 0 ? 0 : m_random() % bound; }

    template <typename Map>
    weir::Slot anyOf(const Map& map)
    {
        const auto found = map.lower_bound(static_cast<weir::Slot>(below(map.rbegin()->first + std::size_t{1})));
        return found->first;
    }

    float number()
    {
        constexpr std::array<float, 4> odd{0.0F, -0.0F, 1e-40F, 3e38F};
        return below(16) == 0 ? odd[below(odd.size())] : static_cast<float>(below(2'000'000)) / 1000 - 1000;
    }

    std::vector<float> numbers(std::size_t count)
    {
        std::vector<float> result(count);
        std::ranges::generate(result, [&] { return number(); });
        return result;
    }

    std::string word() { return below(4) == 0 ? std::string() : "Ä" + std::to_string(below(1000)); }

    void cascade(weir::Slot node)
    {
        for (auto edge = m_model.edges.begin(); edge != m_model.edges.end();) {
            if (edge->second.source == node || edge->second.target == node) {
                m_edgePool.give(edge->first);
                m_touchedEdges.insert(edge->first);
                edge = m_model.edges.erase(edge);
            } else {
                ++edge;
            }
        }
    }

    void removeEdge(weir::Slot edge)
    {
        m_set.removeEdge(edge);
        m_touchedEdges.insert(edge);
        m_model.edges.erase(edge);
        m_edgePool.give(edge);
    }

    void removeNode(weir::Slot node)
    {
        m_set.removeNode(node);
        m_touchedNodes.insert(node);
        cascade(node);
        m_model.nodes.erase(node);
        m_nodePool.give(node);
    }

    void setNode(weir::Slot slot, const GraphModel::Node& node)
    {
        m_set.setNodeIdentity(slot, node.generation, node.key, node.label, node.category, node.colour);
        m_filledNodes.insert(slot);
        m_touchedNodes.insert(slot);
        m_model.nodes[slot] = node;
    }

    void bearNode()
    {
        const auto [slot, generation] = m_nodePool.take();
        setNode(slot, {generation, "k" + std::to_string(m_keys++), word(), categoryOf(usualNodeCategories, m_nodeNames),
                       below(8) == 0 ? 0xff00'00ffU : 0, {}, std::vector<float>(m_nodeColumns)});
        if (below(4) != 0)
            moveNode(slot);
    }

    void renameOrReplace(weir::Slot slot)
    {
        if (m_filledNodes.contains(slot))
            return;
        GraphModel::Node node = m_model.nodes[slot];
        node.label = word();
        if (below(4) == 0) {
            cascade(slot);
            m_nodePool.give(slot);
            node = {m_nodePool.take().generation, "k" + std::to_string(m_keys++), word(), 0, 0, {}, std::vector<float>(m_nodeColumns), {}};
        }
        setNode(slot, node);
    }

    void moveNode(weir::Slot slot)
    {
        GraphModel::Node& node = m_model.nodes[slot];
        node.motion = {number(), number(), below(3) != 0, 0.5F + std::fmod(std::abs(number()), 7.5F)};   // sizes as they are drawn
        node.values = numbers(m_nodeColumns);
        m_set.setNodeMotion(slot, node.motion, node.values);
        m_touchedNodes.insert(slot);
    }

    void setEdge(weir::Slot slot, const GraphModel::Edge& edge)
    {
        m_set.setEdgeIdentity(slot, edge.generation, edge.source, edge.target, edge.category, edge.directed);
        m_filledEdges.insert(slot);
        m_touchedEdges.insert(slot);
        m_model.edges[slot] = edge;
    }

    void bearEdge()
    {
        const auto [slot, generation] = m_edgePool.take();
        const weir::Slot source = anyOf(m_model.nodes);
        setEdge(slot, {generation, source, below(16) == 0 ? source : anyOf(m_model.nodes),
                       categoryOf(usualEdgeCategories, m_edgeNames), below(2) == 0, 1, std::vector<float>(m_edgeColumns)});
        if (below(4) != 0)
            moveEdge(slot);
    }

    void changeEdge(weir::Slot slot)
    {
        if (m_filledEdges.contains(slot))
            return;
        GraphModel::Edge edge = m_model.edges[slot];
        edge.category = categoryOf(usualEdgeCategories, m_edgeNames);
        if (below(2) == 0)
            edge.target = anyOf(m_model.nodes);
        setEdge(slot, edge);
    }

    void moveEdge(weir::Slot slot)
    {
        GraphModel::Edge& edge = m_model.edges[slot];
        edge.weight = number();
        edge.values = numbers(m_edgeColumns);
        m_set.setEdgeMotion(slot, edge.weight, edge.values);
        m_touchedEdges.insert(slot);
    }

    /// Columns of a kind of element, with the texts of each one's dictionary.
    struct Lists {
        std::vector<weir::graph::AttributeColumn> columns;
        std::vector<std::vector<std::string>> texts;
    };

    std::size_t drawn(std::size_t bound) { return m_attributesRandom() % bound; }

    void appendColumn(weir::ElementKind kind, Lists& lists)
    {
        constexpr std::size_t most = 9;
        if (lists.columns.size() == most || (drawn(3) != 0 && !lists.columns.empty()))
            return;
        lists.columns.push_back({"c" + std::to_string(lists.columns.size()), static_cast<weir::graph::AttributeKind>(lists.columns.size() % 4)});
        lists.texts.emplace_back();
        m_set.appendAttribute(kind, lists.columns.back());
    }

    GraphModel::Value drawnValue(weir::graph::AttributeKind kind)
    {
        switch (kind) {
        case weir::graph::AttributeKind::Number: return drawn(16) == 0 ? 0.0 : static_cast<double>(drawn(1000)) / 8;
        case weir::graph::AttributeKind::Flag: return drawn(2) == 0;
        case weir::graph::AttributeKind::Time: return weir::graph::Time{static_cast<std::int64_t>(drawn(1U << 30)) - (1 << 29)};
        case weir::graph::AttributeKind::Text: break;
        }
        return (drawn(40) == 0 ? std::string(300 + drawn(3000), 'l') : std::string()) + "Tür " + std::to_string(drawn(60));
    }

    template <typename Elements>
    void changeAttribute(weir::ElementKind kind, Elements& elements, std::set<weir::Slot>& touched, std::set<weir::Slot>& changedHere)
    {
        if (elements.empty())
            return;
        Lists& lists = m_lists[static_cast<std::size_t>(kind)];
        const auto found = elements.lower_bound(static_cast<weir::Slot>(drawn(elements.rbegin()->first + std::size_t{1})));
        auto& [slot, element] = *found;
        weir::graph::AttributeSet& rows = m_set.attributes(kind);
        GraphModel::Attributes& attributes = element.attributes;
        if (drawn(12) == 0 && !changedHere.contains(slot)) {   // what is emptied is so before any value of the set
            rows.empty(slot);
            changedHere.insert(slot);
            if (!attributes.empty())
                touched.insert(slot);
            attributes.clear();
            return;
        }
        changedHere.insert(slot);
        const auto column = static_cast<weir::graph::AttributeNumber>(drawn(lists.columns.size()));
        if (drawn(6) == 0) {
            rows.setNone(slot, column);
            if (attributes.erase(column) != 0)
                touched.insert(slot);
            return;
        }
        const GraphModel::Value value = drawnValue(lists.columns[column].kind);
        const auto before = attributes.find(column);
        if (before == attributes.end() || before->second != value)
            touched.insert(slot);
        attributes[column] = value;
        if (const auto* number = std::get_if<double>(&value))
            rows.setNumber(slot, column, *number == 0 ? -0.0 : *number);
        else if (const auto* flag = std::get_if<bool>(&value))
            rows.setFlag(slot, column, *flag);
        else if (const auto* time = std::get_if<weir::graph::Time>(&value))
            rows.setTime(slot, column, *time);
        else
            setText(kind, slot, column, std::get<std::string>(value), lists.texts[column]);
    }

    /// As a number of the dictionary, which gets it if it lacks it, or as the element's own.
    void setText(weir::ElementKind kind, weir::Slot slot, weir::graph::AttributeNumber column, const std::string& text, std::vector<std::string>& dictionary)
    {
        if (drawn(5) == 0)
            return m_set.attributes(kind).setOwnText(slot, column, text);
        auto known = std::ranges::find(dictionary, text);
        if (known == dictionary.end()) {
            m_set.appendText(kind, column, text);
            known = dictionary.insert(dictionary.end(), text);
        }
        m_set.attributes(kind).setEntry(slot, column, static_cast<std::uint32_t>(known - dictionary.begin()));
    }

    void changeAttributes(std::size_t count)
    {
        if (!m_attributesUsed)
            return;
        appendColumn(weir::ElementKind::Node, m_lists[0]);
        appendColumn(weir::ElementKind::Edge, m_lists[1]);
        std::set<weir::Slot> nodes, edges;
        for (std::size_t i = drawn(count + 2); i > 0; --i) {
            changeAttribute(weir::ElementKind::Node, m_model.nodes, m_touchedNodes, nodes);
            changeAttribute(weir::ElementKind::Edge, m_model.edges, m_touchedEdges, edges);
        }
    }

    std::mt19937 m_random, m_namesRandom, m_attributesRandom;
    bool m_attributesUsed = false;
    std::array<Lists, 2> m_lists;   // by kind of element
    std::vector<std::string> m_nodeNames, m_edgeNames, m_dueNodeNames, m_dueEdgeNames;
    std::size_t m_nodeColumns, m_edgeColumns;
    std::size_t m_keys = 0;
    weir::graph::SlotPool m_nodePool, m_edgePool;
    GraphModel m_model;
    weir::graph::ChangeSet m_set;
    std::set<weir::Slot> m_filledNodes, m_filledEdges;     // an identity names a slot once a set
    std::set<weir::Slot> m_touchedNodes, m_touchedEdges;
};

/// A schema with so many value columns, named by number.
inline weir::graph::Schema schemaWithColumns(std::size_t nodeColumns, std::size_t edgeColumns)
{
    weir::graph::Schema schema;
    for (std::size_t i = 0; i < nodeColumns; ++i)
        schema.nodeValues.push_back({"n" + std::to_string(i), ""});
    for (std::size_t i = 0; i < edgeColumns; ++i)
        schema.edgeValues.push_back({"e" + std::to_string(i), "%"});
    return schema;
}

/// The same, with names for the usual categories of RandomChanges.
inline weir::graph::Schema schemaOfRandomChanges(std::size_t nodeColumns, std::size_t edgeColumns)
{
    weir::graph::Schema schema = schemaWithColumns(nodeColumns, edgeColumns);
    for (std::size_t i = 0; i < RandomChanges::usualNodeCategories; ++i)
        schema.nodeCategories.push_back("usual " + std::to_string(i));
    for (std::size_t i = 0; i < RandomChanges::usualEdgeCategories; ++i)
        schema.edgeCategories.push_back("usual " + std::to_string(i));
    return schema;
}
