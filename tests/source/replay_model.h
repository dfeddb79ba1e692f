#pragma once
#include "format/value_text.h"
#include "graph/attributes/attribute_walk.h"
#include "graph/changes/change_set.h"
#include "graph/schema.h"
#include <cmath>
#include <map>
#include <QtCore/QString>
#include <QtCore/QStringList>
#include <set>
#include <string>
#include <vector>

/// A naive graph that replays change sets and notes every breach of the rules that sources keep.
class ReplayModel final {
public:
    struct Node {
        std::uint32_t generation = 0;
        std::string key, label;
        std::uint16_t category = 0;
        std::uint32_t colour = 0;
        bool positioned = false, moved = false;
        float x = 0, y = 0, size = 0;
        std::vector<float> values;
        std::map<std::string, std::string> attributes{};   // by the column's name, as they are written

        bool operator==(const Node&) const = default;
    };
    struct Edge {
        std::uint32_t generation = 0;
        weir::Slot source = 0, target = 0;
        std::uint16_t category = 0;
        bool directed = false, moved = false;
        float weight = 0;
        std::vector<float> values;
        std::map<std::string, std::string> attributes{};

        bool operator==(const Edge&) const = default;
    };

    std::map<weir::Slot, Node> nodes;
    std::map<weir::Slot, Edge> edges;
    QStringList breaches;

    explicit ReplayModel(weir::graph::Schema schema = {}) : m_schema(std::move(schema)) {}

    /// With the lists as they have grown.
    [[nodiscard]] const weir::graph::Schema& schema() const { return m_schema; }

    void apply(const weir::graph::ChangeView& view)
    {
        m_schema.nodeCategories.insert(m_schema.nodeCategories.end(), view.growth.nodeCategories.begin(), view.growth.nodeCategories.end());
        m_schema.edgeCategories.insert(m_schema.edgeCategories.end(), view.growth.edgeCategories.begin(), view.growth.edgeCategories.end());
        grow(m_schema.nodeAttributes, m_nodeTexts, view.growth.nodeAttributes);
        grow(m_schema.edgeAttributes, m_edgeTexts, view.growth.edgeAttributes);
        removeEdges(view);
        removeNodes(view);
        bearNodes(view);
        moveNodes(view);
        bearEdges(view);
        moveEdges(view);
        setAttributes(view.nodeAttributes, m_schema.nodeAttributes, m_nodeTexts, nodes);
        setAttributes(view.edgeAttributes, m_schema.edgeAttributes, m_edgeTexts, edges);
        // Births come with their motion in the same set.
        for (const weir::Slot slot : view.nodeIdentities.slots)
            require(nodes[slot].moved, "node born without motion", slot);
        for (const weir::Slot slot : view.edgeIdentities.slots)
            require(edges[slot].moved, "edge born without motion", slot);
    }

    [[nodiscard]] const Node* node(const std::string& key) const
    {
        const auto found = m_slotOfKey.find(key);
        return found == m_slotOfKey.end() ? nullptr : &nodes.at(found->second);
    }

    /// The edges as "source target", sorted.
    [[nodiscard]] std::multiset<std::string> edgesByKey() const
    {
        std::multiset<std::string> all;
        for (const auto& [slot, edge] : edges)
            all.insert(nodes.at(edge.source).key + ' ' + nodes.at(edge.target).key);
        return all;
    }

    [[nodiscard]] const Edge* edge(const std::string& source, const std::string& target) const
    {
        for (const auto& [slot, edge] : edges) {
            if (nodes.at(edge.source).key == source && nodes.at(edge.target).key == target)
                return &edge;
        }
        return nullptr;
    }

    [[nodiscard]] bool sameGraph(const ReplayModel& other) const
    {
        return nodes == other.nodes && edges == other.edges;
    }

private:
    void require(bool kept, const char* rule, weir::Slot slot)
    {
        if (!kept && breaches.size() < 10)
            breaches << QStringLiteral("%1: slot %2").arg(QLatin1String(rule)).arg(slot);
    }

    using Texts = std::vector<std::vector<std::string>>;   // of dictionaries, by column

    static void grow(std::vector<weir::graph::AttributeColumn>& columns, Texts& texts, const weir::graph::AttributeGrowth& growth)
    {
        columns.insert(columns.end(), growth.columns.begin(), growth.columns.end());
        texts.resize(columns.size());
        for (const weir::graph::TextGrowth& more : growth.texts)
            texts.at(more.column).insert(texts.at(more.column).end(), more.texts.begin(), more.texts.end());
    }

    template <typename Elements>
    void setAttributes(const weir::graph::AttributeRows& rows, const std::vector<weir::graph::AttributeColumn>& columns,
                       const Texts& texts, Elements& elements)
    {
        for (const weir::Slot slot : rows.emptied)
            elements.at(slot).attributes.clear();
        const auto kindOf = [&](weir::graph::AttributeNumber column) { return columns.at(column).kind; };
        const auto textOf = [&](weir::graph::AttributeNumber column, std::uint32_t entry) {
            return weir::graph::AttributeValue(std::string_view(texts.at(column).at(entry)));
        };
        weir::graph::forEachRow(rows, kindOf, textOf, [&](const weir::graph::AttributeRow& row) {
            const auto found = elements.find(row.slot);
            require(found != elements.end(), "an attribute of what is not there", row.slot);
            if (found == elements.end())
                return;
            if (weir::graph::hasValue(row.value))
                found->second.attributes[columns.at(row.column).name] = weir::format::writtenValue(row.value);
            else
                found->second.attributes.erase(columns.at(row.column).name);
        });
    }

    void removeEdges(const weir::graph::ChangeView& view)
    {
        std::set<weir::Slot> named;
        for (const weir::Slot slot : view.edgeTombstones) {
            require(named.insert(slot).second, "two tombstones of an edge in a set", slot);
            require(edges.erase(slot) == 1, "tombstone of an edge that is not there", slot);
        }
    }

    void removeNodes(const weir::graph::ChangeView& view)
    {
        std::set<weir::Slot> named;
        std::set<weir::Slot> ends;
        if (!view.nodeTombstones.empty()) {
            for (const auto& [slot, edge] : edges)
                ends.insert({edge.source, edge.target});
        }
        for (const weir::Slot slot : view.nodeTombstones) {
            require(named.insert(slot).second, "two tombstones of a node in a set", slot);
            require(!ends.contains(slot), "a removed node still has edges", slot);
            const auto found = nodes.find(slot);
            require(found != nodes.end(), "tombstone of a node that is not there", slot);
            if (found == nodes.end())
                continue;
            m_slotOfKey.erase(found->second.key);
            m_nodeGenerations[slot] = found->second.generation;
            nodes.erase(found);
        }
    }

    void bearNodes(const weir::graph::ChangeView& view)
    {
        const auto& rows = view.nodeIdentities;
        require(rows.generations.size() == rows.slots.size() && rows.keys.size() == rows.slots.size()
                    && rows.labels.size() == rows.slots.size() && rows.categories.size() == rows.slots.size()
                    && (rows.colours.empty() || rows.colours.size() == rows.slots.size()),
                "node columns differ", 0);
        std::set<weir::Slot> named;
        for (std::size_t i = 0; i < rows.slots.size(); ++i) {
            const weir::Slot slot = rows.slots[i];
            const std::string key(rows.keys[i]);
            require(named.insert(slot).second, "two identities of a node in a set", slot);
            require(weir::isLive(rows.generations[i]), "generation is even", slot);
            require(!key.empty() && key.size() <= 1024, "key is empty or too long", slot);
            require(rows.labels[i].size() <= 4096, "label too long", slot);
            require(rows.categories[i] < std::max<std::size_t>(1, m_schema.nodeCategories.size()), "unknown category",
                    slot);
            const auto found = nodes.find(slot);
            if (found == nodes.end()) {
                require(rows.generations[i] > m_nodeGenerations[slot], "generation did not grow", slot);
                require(m_slotOfKey.emplace(key, slot).second, "key is taken", slot);
            } else {
                require(found->second.generation == rows.generations[i], "replaced without a tombstone", slot);
                require(found->second.key == key, "key changed", slot);
            }
            Node& node = nodes[slot];
            node.generation = rows.generations[i];
            node.key = key;
            node.label = std::string(rows.labels[i]);
            node.category = rows.categories[i];
            node.colour = rows.colours.empty() ? 0 : rows.colours[i];
        }
    }

    void moveNodes(const weir::graph::ChangeView& view)
    {
        const auto& rows = view.nodeMotions;
        const std::size_t count = rows.slots.size();
        const std::size_t columns = m_schema.nodeValues.size();
        require(rows.values.size() == columns * count && rows.sizes.size() == count, "node motion columns differ", 0);
        for (std::size_t i = 0; i < count; ++i) {
            const auto found = nodes.find(rows.slots[i]);
            require(found != nodes.end(), "motion of a node that is not there", rows.slots[i]);
            if (found == nodes.end())
                continue;
            Node& node = found->second;
            node.moved = true;
            node.positioned = !rows.x.empty() && (rows.positioned.empty() || rows.positioned[i] != 0);
            node.x = node.positioned ? rows.x[i] : 0;
            node.y = node.positioned ? rows.y[i] : 0;
            node.size = rows.sizes[i];
            node.values.clear();
            for (std::size_t c = 0; c < columns; ++c)
                node.values.push_back(rows.values[c * count + i]);
            require(std::isfinite(node.x) && std::isfinite(node.y) && std::isfinite(node.size) && node.size >= 0
                        && finite(node.values),
                    "figures of a node", rows.slots[i]);
        }
    }

    void bearEdges(const weir::graph::ChangeView& view)
    {
        const auto& rows = view.edgeIdentities;
        std::set<weir::Slot> named;
        for (std::size_t i = 0; i < rows.slots.size(); ++i) {
            const weir::Slot slot = rows.slots[i];
            require(named.insert(slot).second, "two identities of an edge in a set", slot);
            require(weir::isLive(rows.generations[i]), "generation is even", slot);
            require(nodes.contains(rows.sources[i]) && nodes.contains(rows.targets[i]), "edge without its ends", slot);
            require(rows.categories[i] < std::max<std::size_t>(1, m_schema.edgeCategories.size()), "unknown category",
                    slot);
            const auto found = edges.find(slot);
            require(found == edges.end() || found->second.generation == rows.generations[i],
                    "edge replaced without a tombstone", slot);
            Edge& edge = edges[slot];
            edge.generation = rows.generations[i];
            edge.source = rows.sources[i];
            edge.target = rows.targets[i];
            edge.category = rows.categories[i];
            edge.directed = rows.directed[i] != 0;
        }
    }

    void moveEdges(const weir::graph::ChangeView& view)
    {
        const auto& rows = view.edgeMotions;
        const std::size_t count = rows.slots.size();
        const std::size_t columns = m_schema.edgeValues.size();
        require(rows.values.size() == columns * count && rows.weights.size() == count, "edge motion columns differ", 0);
        for (std::size_t i = 0; i < count; ++i) {
            const auto found = edges.find(rows.slots[i]);
            require(found != edges.end(), "motion of an edge that is not there", rows.slots[i]);
            if (found == edges.end())
                continue;
            Edge& edge = found->second;
            edge.moved = true;
            edge.weight = rows.weights[i];
            edge.values.clear();
            for (std::size_t c = 0; c < columns; ++c)
                edge.values.push_back(rows.values[c * count + i]);
            require(std::isfinite(edge.weight) && finite(edge.values), "figures of an edge", rows.slots[i]);
        }
    }

    [[nodiscard]] static bool finite(const std::vector<float>& values)
    {
        for (const float value : values) {
            if (!std::isfinite(value))
                return false;
        }
        return true;
    }

    weir::graph::Schema m_schema;
    Texts m_nodeTexts, m_edgeTexts;
    std::map<std::string, weir::Slot> m_slotOfKey;
    std::map<weir::Slot, std::uint32_t> m_nodeGenerations;   // of the removed
};
