#pragma once
#include "base/error.h"
#include <cstdint>
#include <expected>
#include <string>
#include <string_view>
#include <vector>

namespace weir::server {

/// How large a graph is, and how many watch it: what the memory of a server depends on.
struct Load {
    std::uint64_t nodes = 0, edges = 0;         ///< the most there were at a time: a slot that was used once keeps its memory
    std::uint64_t clients = 0;
    std::uint64_t keyBytes = 8, labelBytes = 8; ///< on average
    std::uint64_t nodeValues = 2, edgeValues = 0;
    std::uint64_t categories = 32, categoryBytes = 16;   ///< of nodes and edges, and the average of their names
    std::uint64_t nodeAttributes = 0, edgeAttributes = 0;   ///< columns of attributes in which an element has a value
    std::uint64_t attributeBytes = 0;                       ///< of a value's own text on average; 0: numbers, or texts of dictionaries
    std::uint64_t dictionaryBytes = 0;                      ///< of all dictionaries, as the limit counts them

    /// "nodes=N,edges=M,clients=C[,key=BYTES][,label=BYTES][,values=COLUMNS][,edge-values=COLUMNS]
    /// [,categories=ENTRIES][,category=BYTES][,attributes=COLUMNS][,edge-attributes=COLUMNS][,attribute=BYTES][,dictionaries=BYTES]".
    [[nodiscard]] static std::expected<Load, Error> parse(std::string_view text);
};

/// The most memory that a server takes on its heap, as a sum:
///
///     store + names + cache + copies + old parts + other forms + shared deltas + work + handover + sockets + held + sessions
///
/// With N and E the slots of nodes and edges in whole chunks, n and e the chunks, C the clients, and the wire size of the graph
///     W = N (43 + key + label + 4 values + A) + E (27 + 4 edge-values + A'), A = attributes (16 + attribute), A' as well,
/// what a snapshot's rows take in messages (ChangeSet::wireBytes() and colours):
///
/// - store: the columns of GraphStore, N nodeBytes + E edgeBytes; strings, for which a chunk's blob takes up to four times their
///   text (TextColumn); of a value of an attribute AttributeStorage::valueBytes, and a stamp an element; the chunks' stamps and digests; the journal, GraphStore::journalEntries; the ticks of GraphHost.
/// - names: of categories, in the lists of the schema and once more in the sets that bring them; dictionaries, in places that double, and
///   once more in the sets that bring them.
/// - cache: W, and for each of the parts, of partBytes at most, its frame's own bytes.
/// - copies: chunks copied and not encoded, as many bytes of empty sets, and as many encoded and not taken yet: three times
///   ChunkCache::mostCopiedBytes, or what a copy of the whole graph takes; one chunk more.
/// - old parts: that another has replaced while snapshots have them, maxOldPartBytes and what one tick adds; C W if that is less.
/// - other forms: JSON and packed, of snapshot parts, maxOtherFormBytes.
/// - shared deltas: of the tick, maxSharedDeltaBytes and the last one in both forms.
/// - work: what one message is made of, in sets, encoders, the compressor and selections that keep their memory; one delta in
///   pieces.
/// - handover: sets of the source's, SourceFeed::maxQueuedRows queued, taken, and kept empty on either side. What the source
///   itself remembers is not in the formula.
/// - sockets: maxBacklogBytes and one message for each client, and the answers of a turn, turnAnswerBytes, after which nothing is read
///   of who takes nothing; in all no more than maxUnsentBytes and the two others for each; twice, because a socket's blocks may be half empty.
/// - held: what was encoded for one client and waits for its credit, largestStagedBytes, or W if that is less; and a piece as JSON.
/// - sessions: what the client itself sends, maxControlBytes in three places, and sessionBytes.
///
/// Held against a server's heap by tests/server/tst_memory_bound.cpp. What the heap's allocator keeps besides (some per cent), the
/// program's code and what the kernel keeps for its sockets is not in it.
struct MemoryBound {
    struct Term {
        std::string name, formula;   ///< formula with its figures filled in
        std::uint64_t bytes = 0;
    };
    std::vector<Term> terms;

    [[nodiscard]] static MemoryBound of(const Load& load);
    [[nodiscard]] std::uint64_t bytes() const;
    /// For people: a line a term, and the sum.
    [[nodiscard]] std::string text() const;
};

} // namespace weir::server
