#pragma once
#include "graph/columns/column.h"
#include "graph/columns/slot_pool.h"
#include "source/attribute_feed.h"
#include "source/category_feed.h"
#include "source/said_attributes.h"
#include "source/slot_keys.h"
#include "source/synthetic/edge_links.h"
#include "source/source.h"
#include <array>
#include <optional>

namespace weir::source {

/// A graph whose elements are known by keys, kept in step with a sink: says what is so, and only differences are sent.
/// Numbers the elements, lets a node's edges go before it, and cuts the changes into sets that keep a sink's rules and
/// hold at most `mostRows` rows. After the sink said stop nothing more is sent.
/// Lives on its source's thread. Memory: some 200 bytes a node and 80 an edge, plus keys and labels.
class KeyedFeed final {
public:
    static constexpr std::size_t mostRows = 16'384;

    struct NodeState {
        std::string label;
        graph::Category category = 0;
        std::uint32_t colour = 0;   ///< 0xAARRGGBB, 0: by category
        graph::NodeMotion motion;
        std::array<float, graph::maxValueColumns> values{};   ///< as many as the schema declares
    };
    struct EdgeState {
        Slot source = noSlot, target = noSlot;   ///< live nodes
        graph::Category category = 0;
        bool directed = true;
        float weight = 1;
    };

    /// Both outlive this object.
    KeyedFeed(ChangeSink& sink, const graph::Schema& schema);

    /// What a node must keep to be taken: a key of 1 to 1024 bytes of UTF-8, a label of at most 4096, finite figures,
    /// no negative size.
    [[nodiscard]] static std::expected<void, Error> check(std::string_view key, const NodeState& state);

    /// Bears or changes the node. Error: `check` fails; nothing is changed then.
    std::expected<Slot, Error> setNode(std::string_view key, const NodeState& state);
    /// Removes its edges first.
    void removeNode(Slot node);
    [[nodiscard]] std::optional<Slot> findNode(std::string_view key) const;
    /// As findNode() of each, in less time.
    [[nodiscard]] SlotKeys::Pair findNodes(std::string_view first, std::string_view second) const { return m_nodeKeys.find(first, second); }
    /// findNode() or findNodes() of it comes soon: memory is fetched meanwhile.
    void expectNode(std::string_view key) const { m_nodeKeys.expect(key); }
    [[nodiscard]] const NodeState& node(Slot slot) const { return m_nodes[slot].state; }
    [[nodiscard]] std::string_view keyOf(Slot node) const { return m_nodeKeys.keyOf(node); }

    /// Bears or changes the edge; other ends than it had replace it. The key is any bytes and stays here; an edge with
    /// an empty one is born anew each time and goes only with its nodes. The weight is finite.
    Slot setEdge(std::string_view key, const EdgeState& state);
    void removeEdge(Slot edge);
    [[nodiscard]] std::optional<Slot> findEdge(std::string_view key) const;
    void expectEdge(std::string_view key) const { m_edgeKeys.expect(key); }
    [[nodiscard]] const EdgeState& edge(Slot slot) const { return m_edges[slot].state; }

    /// Slots that are in use are below these.
    [[nodiscard]] Slot nodeExtent() const { return static_cast<Slot>(m_nodeSlots.extent()); }
    [[nodiscard]] Slot edgeExtent() const { return static_cast<Slot>(m_edgeSlots.extent()); }
    [[nodiscard]] bool hasNode(Slot slot) const { return !m_nodeKeys.keyOf(slot).empty(); }
    [[nodiscard]] bool hasEdge(Slot slot) const { return m_edges[slot].state.source != noSlot; }
    /// "" where it has none.
    [[nodiscard]] std::string_view edgeKeyOf(Slot edge) const { return m_edgeKeys.keyOf(edge); }

    /// Between the two, whatever is there is set; what was not set is removed by endScan.
    void beginScan() { ++m_scan; }
    void endScan();

    /// The number of the category of this name, which is appended to the schema's list where it is not in it yet; an empty name
    /// is no category. Where the list is full or the name longer than a label it is left out: the element has no category then.
    /// `name` is UTF-8.
    [[nodiscard]] graph::Category nodeCategory(std::string_view name) { return categoryIn(m_nodeCategories, name); }
    [[nodiscard]] graph::Category edgeCategory(std::string_view name) { return categoryIn(m_edgeCategories, name); }
    /// How often a name was left out.
    [[nodiscard]] std::uint64_t categoriesLeftOut() const { return m_categoriesLeftOut; }

    /// The column of this name; where there is none yet it is appended, for values of `kind`. Nothing: there are as many as may be, and what
    /// would go there is counted as left out.
    [[nodiscard]] std::optional<graph::AttributeNumber> attribute(ElementKind kind, std::string_view name, graph::AttributeKind valueKind)
    {
        return attributesOf(kind).column(m_set, name, valueKind);
    }
    /// Sets an attribute of an element that is there, or takes it away: see AttributeFeed.
    void setAttribute(ElementKind kind, Slot slot, graph::AttributeNumber column, const graph::AttributeValue& value);
    void setWritten(ElementKind kind, Slot slot, graph::AttributeNumber column, std::string_view text, format::DecimalSign sign = format::DecimalSign::Point);
    /// See AttributeFeed::read().
    [[nodiscard]] graph::AttributeValue readWritten(ElementKind kind, graph::AttributeNumber column, std::string_view text, format::DecimalSign sign)
    {
        return attributesOf(kind).read(column, text, sign);
    }
    /// Says all attributes that an element has, in columns that are there: only if they are not what was said last are they sent, and others
    /// that it had are taken away. Not for a kind of element of which single ones are set.
    void setAttributes(ElementKind kind, Slot slot, std::span<const ColumnValue> all);
    [[nodiscard]] const AttributeFeed& attributes(ElementKind kind) const { return kind == ElementKind::Node ? m_nodeAttributes : m_edgeAttributes; }

    /// Hands over what is gathered. False: the sink said stop.
    bool flush();
    [[nodiscard]] bool stopped() const { return m_stopped; }

    [[nodiscard]] std::size_t nodeCount() const { return m_nodeSlots.liveCount(); }
    [[nodiscard]] std::size_t edgeCount() const { return m_edgeSlots.liveCount(); }

private:
    struct NodeRecord {
        NodeState state;
        std::uint32_t touchedIn = 0, identityIn = 0;   // numbers of the last sets with a row, with an identity row
        std::uint32_t seenIn = 0;                      // scan
    };
    struct EdgeRecord {
        EdgeState state;
        std::uint32_t touchedIn = 0, identityIn = 0;
        std::uint32_t seenIn = 0;
    };

    [[nodiscard]] AttributeFeed& attributesOf(ElementKind kind) { return kind == ElementKind::Node ? m_nodeAttributes : m_edgeAttributes; }
    [[nodiscard]] graph::Category categoryIn(CategoryFeed& list, std::string_view name);
    void makeRoom(std::size_t rows);
    void writeIdentity(Slot node);
    void writeMotion(Slot node);
    void writeEdgeIdentity(Slot edge);
    void writeEdgeMotion(Slot edge);
    void linkAll();
    [[nodiscard]] Slot bearEdge(std::string_view key, const EdgeState& state);

    ChangeSink& m_sink;
    const std::size_t m_nodeColumns, m_edgeColumns;
    graph::ChangeSet m_set;
    graph::SlotPool m_nodeSlots, m_edgeSlots;
    EdgeLinks m_links;
    graph::Column<NodeRecord> m_nodes;   // by slot
    graph::Column<EdgeRecord> m_edges;
    SlotKeys m_nodeKeys, m_edgeKeys;
    bool m_linked = false;             // m_links has all edges; before a node goes for the first time nobody asks it
    CategoryNames m_categoryNames;
    CategoryFeed m_nodeCategories, m_edgeCategories;
    DictionaryBytes m_dictionaryBytes;
    AttributeFeed m_nodeAttributes, m_edgeAttributes;
    SaidAttributes m_nodesSaid, m_edgesSaid;
    std::uint64_t m_categoriesLeftOut = 0;
    std::uint32_t m_setNumber = 1, m_scan = 1;
    bool m_stopped = false;
};

} // namespace weir::source
