#pragma once
#include "base/error.h"
#include "graph/adjacency.h"
#include "graph/attributes/store_attributes.h"
#include "graph/changes/change_view.h"
#include "graph/columns/column.h"
#include "graph/digest.h"
#include "graph/columns/edge_page.h"
#include "graph/changes/journal.h"
#include "graph/columns/narrow_column.h"
#include "graph/page_numbering.h"
#include "graph/columns/position_page.h"
#include "graph/columns/shared_pages.h"
#include "graph/columns/text_column.h"
#include <algorithm>
#include <expected>
#include <vector>

namespace weir::graph {

/// What to do with an edge whose end is not there: outside a catch-up it is bad input, within one it is left out
/// (it comes again in the delta that closes the catch-up).
enum class DanglingEdges : std::uint8_t { Reject, LeaveOut };

/// What of a chunk is sent, kept and compared by itself: its elements, or their attributes.
enum class Facet : std::uint8_t { Elements, Attributes };

/// Whether who asks knows of attributes: for one who does not, a tick that changed nothing else changed nothing.
enum class Reads : std::uint8_t { Elements, AttributesToo };

/// What of `digest` who reads so is told.
[[nodiscard]] constexpr Digest read(Digest digest, Reads reads) noexcept
{
    digest.attributes = reads == Reads::Elements ? 0 : digest.attributes;
    return digest;
}

/// Consecutive slots of one kind, or what they have of attributes.
struct ElementRange {
    ElementKind kind = ElementKind::Node;
    Slot first = 0;
    std::uint32_t count = 0;
    Facet facet = Facet::Elements;
};

/// Which stamps of single elements a store keeps. A server selects deltas by all of them; a client shows how old its nodes are, for
/// which their births and newest changes are enough. The chunks' stamps and the journal are kept anyway.
enum class Stamps : std::uint8_t { All, AgesOfNodes };

/// Scratch of ChangeCheck, one a slot: all 0 between calls, and then of few chunks.
struct CheckMarks {
    Column<std::uint8_t> nodes, edges;
    std::size_t chunks = 0;
};

/// The graph: chunked columns by slot, adjacency, digests kept up with every change, and for each slot, live or free,
/// the stamps that are wanted. The same class on the server, where stamps are ticks, and in the client,
/// where they count applied messages. Applying is all or nothing. Not thread-safe.
///
/// Positions, and edges with their weights, lie in pages that a reader may keep, also on other threads: see SharedPages.
class GraphStore final {
public:
    explicit GraphStore(Stamps stamps = Stamps::All);

    /// An empty graph with these declared columns and lists, and empty dictionaries; everything is forgotten, stamps too.
    void reset(const Schema& schema);
    [[nodiscard]] const Schema& schema() const { return m_schema; }

    /// Appends to the schema's lists, all or nothing; no change of an element, and nothing of the digest. An error: the limits.
    [[nodiscard]] std::expected<void, Error> grow(const SchemaGrowth& growth);

    /// Another one after every growth and reset().
    [[nodiscard]] std::uint64_t listsVersion() const { return m_listsVersion; }
    /// Takes all attributes with their columns and dictionaries, whose numbers mean nothing any more.
    void forgetAttributes(Tick stamp);

    /// Applies `changes`, growth first, all or none. `stamp` is from 1 on; it may equal, but not precede, the one before. An error says what was
    /// wrong with the changes; the store is then as it was.
    [[nodiscard]] std::expected<void, Error> apply(const ChangeView& changes, Tick stamp,
                                                   DanglingEdges dangling = DanglingEdges::Reject);

    /// Whether apply() would take `changes`, without applying them.
    [[nodiscard]] std::expected<void, Error> check(const ChangeView& changes, DanglingEdges dangling);

    /// Makes `range` hold exactly the elements of `changes` (identities with their motions, no tombstones), or exactly their attributes, all
    /// or nothing, as apply(). Edges with an end that is not there are left out, and attributes of elements that are not.
    [[nodiscard]] std::expected<void, Error> replace(ElementRange range, const ChangeView& changes, Tick stamp);

    [[nodiscard]] std::size_t nodeCount() const { return m_nodeCount; }
    [[nodiscard]] std::size_t edgeCount() const { return m_edgeCount; }
    [[nodiscard]] std::uint32_t nodeSlots() const { return m_nodeSlots; }   ///< one more than the highest ever used
    [[nodiscard]] std::uint32_t edgeSlots() const { return m_edgeSlots; }
    [[nodiscard]] std::uint32_t slots(ElementKind kind) const { return kind == ElementKind::Node ? m_nodeSlots : m_edgeSlots; }

    [[nodiscard]] bool hasNode(Slot node) const { return isLive(m_nodeGenerations.lowByte(node)); }
    [[nodiscard]] bool hasEdge(Slot edge) const { return isLive(m_edgeGenerations.lowByte(edge)); }

    // Of live elements.
    [[nodiscard]] NodeIdentity nodeIdentity(Slot node) const;
    [[nodiscard]] NodeMotion nodeMotion(Slot node) const;
    [[nodiscard]] EdgeIdentity edgeIdentity(Slot edge) const;
    [[nodiscard]] float edgeWeight(Slot edge) const { return m_edges.of(edge).weight(edge % pageSize); }
    [[nodiscard]] float nodeValue(Slot node, std::size_t column) const { return m_nodeValues[column][node]; }
    [[nodiscard]] float edgeValue(Slot edge, std::size_t column) const { return m_edgeValues[column][edge]; }
    [[nodiscard]] const AttributeTable& attributes(ElementKind kind) const { return m_attributes.of(kind); }
    [[nodiscard]] std::uint32_t degree(Slot node) const { return m_adjacency.degree(node); }   ///< loops count twice
    /// Calls `visit(edge, other)` for each edge at `node`; a loop is visited twice.
    template <typename Visit>
    void forEachEdgeOf(Slot node, Visit&& visit) const;

    // Of any slot of a chunk that has been used, live or free: one whose chunkNewest is not 0. Where all stamps are kept:
    struct Ticks {
        std::uint32_t birth = 0;      ///< when the element now or last in this slot was born
        std::uint32_t identity = 0;   ///< of the last change of who it is, its removal included
        std::uint32_t motion = 0;
    };
    [[nodiscard]] Ticks nodeTicks(Slot node) const { return m_nodeTicks[node]; }
    [[nodiscard]] Ticks edgeTicks(Slot edge) const { return m_edgeTicks[edge]; }
    // In any case:
    struct Age {
        std::uint32_t birth = 0;
        std::uint32_t newest = 0;     ///< of the last change of any kind
    };
    [[nodiscard]] Age nodeAge(Slot node) const
    {
        if (m_stamps == Stamps::AgesOfNodes)
            return m_nodeAges[node];
        const Ticks ticks = m_nodeTicks[node];
        return {ticks.birth, std::max(ticks.identity, ticks.motion)};
    }

    /// Of the nodes: pages of edges name them by these numbers.
    [[nodiscard]] const PageNumbering& nodeNumbers() const { return m_nodeNumbers; }
    /// The page that `edge` is in, or nothing where it never held an edge. Free slots have no ends.
    [[nodiscard]] std::shared_ptr<const EdgePage> edgePage(Slot edge) const { return m_edges.share(edge); }
    /// The page of the position of `node`, or nothing where none of its nodes ever had one. Nodes without a position are anywhere.
    [[nodiscard]] std::shared_ptr<const PositionPage> positionPage(Slot node) const { return m_positions.share(node); }

    [[nodiscard]] std::uint32_t chunkCount(ElementKind kind) const { return static_cast<std::uint32_t>(chunks(kind).size()); }
    [[nodiscard]] ElementRange chunkRange(ElementKind kind, std::uint32_t chunk, Facet facet = Facet::Elements) const
    {
        return {kind, chunk * chunkSize, std::min(chunkSize, slots(kind) - chunk * chunkSize), facet};
    }
    /// The newest change of its elements, or of their attributes; 0: none.
    [[nodiscard]] Tick chunkNewest(ElementKind kind, std::uint32_t chunk, Facet facet = Facet::Elements) const
    {
        return facet == Facet::Elements ? chunks(kind)[chunk].newest : attributes(kind).chunk(chunk).newest;
    }
    [[nodiscard]] Tick chunkNewest(ElementKind kind, std::uint32_t chunk, Reads reads) const
    {
        const Tick newest = chunks(kind)[chunk].newest;
        return reads == Reads::Elements ? newest : std::max(newest, attributes(kind).chunk(chunk).newest);
    }
    [[nodiscard]] LaneDigest chunkDigest(ElementKind kind, std::uint32_t chunk) const { return {chunks(kind)[chunk].digest, attributes(kind).chunk(chunk).sum}; }

    [[nodiscard]] Digest digest() const { return laneDigest().sum(); }
    [[nodiscard]] LaneDigest laneDigest() const { return {m_digest, m_attributes.sum()}; }
    /// The digest summed anew from the columns: equal to digest() unless memory or this class is at fault.
    [[nodiscard]] Digest scrub() const;

    [[nodiscard]] Tick newestStamp(Reads reads = Reads::AttributesToo) const { return reads == Reads::Elements ? m_newestOfElements : m_newest; }
    /// Changes since reset(); a change is one (element, stamp) pair.
    [[nodiscard]] std::uint64_t changesTotal(Reads reads = Reads::AttributesToo) const
    {
        return m_changesTotal + (reads == Reads::Elements ? 0 : m_attributeChanges);
    }
    [[nodiscard]] const Journal& journal() const { return m_journal; }

    /// Memory of one slot at most, besides the text of its strings: all columns, and the scratch of ChangeCheck.
    [[nodiscard]] static constexpr std::size_t nodeBytes(std::size_t valueColumns)
    {
        return identityBytes + sizeof(bool) + sizeof(Point) + sizeof(float) + sizeof(std::uint32_t) + sizeof(Ticks) + Adjacency::nodeBytes + TextColumn::slotBytes
            + sizeof(float) * valueColumns + sizeof(std::uint8_t);
    }
    [[nodiscard]] static constexpr std::size_t edgeBytes(std::size_t valueColumns)
    {
        return identityBytes + (sizeof(EdgePage) + pageSize - 1) / pageSize + sizeof(float) + sizeof(Ticks) + Adjacency::edgeBytes + sizeof(float) * valueColumns
            + sizeof(std::uint8_t);
    }
    /// Of a chunk besides, in vectors that double: its stamp and digest, and of each column its place in the list and an allocator's header.
    [[nodiscard]] static constexpr std::size_t chunkBytes(std::size_t valueColumns)
    {
        return 2 * (sizeof(Chunk) + sizeof(AttributeTable::Chunk) + 2 * sizeof(void*) * (14 + valueColumns) + 4 * edgePageBytes);
    }
    static constexpr std::size_t journalEntries = 1U << 18;

private:
    struct Chunk {
        Tick newest = 0;   // of the elements themselves
        ElementDigest digest;
    };
    static constexpr std::size_t identityBytes = sizeof(Generation) + sizeof(Category);
    static constexpr std::size_t edgePageBytes = 64;   // of a page besides: its place in the lists, its headers and its number

    [[nodiscard]] const std::vector<Chunk>& chunks(ElementKind kind) const { return kind == ElementKind::Node ? m_nodeChunks : m_edgeChunks; }
    void makeRoomForNode(Slot node);
    void makeRoomForEdge(Slot edge);
    void beginStamp(Tick stamp);
    void applyChecked(const ChangeView& changes, DanglingEdges dangling);

    void removeNode(Slot node);
    void removeEdge(Slot edge);
    void setNodeIdentity(const NodeIdentity& identity);
    void setEdgeIdentity(const EdgeIdentity& identity);
    void applyNodeMotions(const NodeMotionRows& rows);
    void applyEdgeMotions(const EdgeMotionRows& rows);
    void unlink(Slot edge);
    void setNodeMotion(Slot node, const NodeMotion& motion);
    [[nodiscard]] EdgeEnds numbered(const EdgeIdentity& identity) const;

    void touch(ChangeGroup group, Slot slot);
    void addStructure(ElementKind kind, Slot slot, std::uint64_t hash);
    void addValues(ElementKind kind, Slot slot, std::uint64_t hash);
    void applyAttributes(ElementKind kind, const AttributeRows& rows);
    void emptyAttributes(ElementKind kind, Slot slot);
    void touchAttributes(ElementKind kind, Slot slot);
    /// The newest change of an element itself.
    [[nodiscard]] std::uint32_t newestOf(ElementKind kind, Slot slot) const;
    [[nodiscard]] std::uint64_t nodeMotionHash(Slot node, Generation generation) const;
    [[nodiscard]] std::uint64_t edgeMotionHash(Slot edge, Generation generation) const;

    Stamps m_stamps;
    Schema m_schema;
    ListBytes m_listBytes;           // of the lists of the schema
    std::uint64_t m_listsVersion = 0;
    std::uint32_t m_nodeSlots = 0, m_edgeSlots = 0;
    std::size_t m_nodeCount = 0, m_edgeCount = 0;
    NarrowColumn<Generation> m_nodeGenerations;
    NarrowColumn<Category> m_nodeCategories;
    Column<bool> m_positioned;                            // only chunks with a node that had a position
    SharedPages<PositionPage> m_positions;                // only pages with one
    Column<float> m_nodeSizes;                            // only chunks with a node of an unusual size
    Column<std::uint32_t> m_nodeColours;                  // only chunks with a coloured node
    std::vector<Column<float>> m_nodeValues;
    Column<Ticks> m_nodeTicks;                            // where all stamps are kept
    Column<Age> m_nodeAges;                               // where they are not
    TextColumn m_texts;
    PageNumbering m_nodeNumbers;
    NarrowColumn<Generation> m_edgeGenerations;
    NarrowColumn<Category> m_edgeCategories;
    SharedPages<EdgePage> m_edges;
    std::vector<Column<float>> m_edgeValues;
    Column<Ticks> m_edgeTicks;                            // where all stamps are kept
    Adjacency m_adjacency;
    std::vector<Chunk> m_nodeChunks, m_edgeChunks;
    ElementDigest m_digest;
    StoreAttributes m_attributes;
    Tick m_newest = 0, m_newestOfElements = 0;
    std::uint32_t m_stamp = 0;   // m_newest as the columns keep it
    std::uint64_t m_changesTotal = 0;       // of elements themselves
    std::uint64_t m_attributeChanges = 0;   // of elements of which nothing but attributes changed
    Journal m_journal{journalEntries};
    CheckMarks m_marks;
};

template <typename Visit>
void GraphStore::forEachEdgeOf(Slot node, Visit&& visit) const
{
    m_adjacency.forEachOut(node, [&](Slot edge) { visit(edge, m_nodeNumbers.sparse(m_edges.of(edge).edges[edge % pageSize].target)); });
    m_adjacency.forEachIn(node, [&](Slot edge) { visit(edge, m_nodeNumbers.sparse(m_edges.of(edge).edges[edge % pageSize].source)); });
}

} // namespace weir::graph
