#include "server/memory_bound.h"
#include "graph/limits.h"
#include "server/graph/chunk_cache.h"
#include "server/graph/graph_host.h"
#include "server/limits.h"
#include "server/graph/source_feed.h"
#include "source/spec.h"
#include <algorithm>
#include <array>
#include <cstdio>
#include <numeric>

namespace weir::server {

namespace {

constexpr std::uint64_t frameBytes = 512;        // of a frame besides its rows: table, object, entry in the manifest and in the cache
constexpr std::uint64_t nameBytes = 2 * sizeof(std::string) + 16;   // of a name besides its text: a vector that doubles, an allocator's header
constexpr std::uint64_t copyShare = 3;           // of a set in memory to its rows in a message: vectors that double, values in both orders
constexpr std::uint64_t longestRowBytes = 64 + graph::maxKeyBytes + graph::maxLabelBytes;

std::string figure(std::uint64_t number) { return std::to_string(number); }

std::string mebibytes(std::uint64_t bytes)
{
    std::array<char, 32> words{};
    std::snprintf(words.data(), words.size(), "%.1f MiB", static_cast<double>(bytes) / (1U << 20));
    return words.data();
}

} // namespace

std::expected<Load, Error> Load::parse(std::string_view text)
{
    constexpr auto number = [](std::string_view key, double highest) { return source::Parameter{.key = key, .highest = highest}; };
    static constexpr std::array parameters{
        number("nodes", graph::maxNodeSlots), number("edges", graph::maxEdgeSlots), number("clients", 1e6),
        number("key", graph::maxKeyBytes), number("label", graph::maxLabelBytes), number("values", graph::maxValueColumns),
        number("edge-values", graph::maxValueColumns), number("categories", 2.0 * graph::maxListEntries),
        number("category", graph::maxLabelBytes), number("attributes", graph::maxAttributeColumns),
        number("edge-attributes", graph::maxAttributeColumns), number("attribute", graph::maxAttributeBytes),
        number("dictionaries", graph::maxDictionaryBytes)};
    const auto values = source::SpecValues::parse({"memory", std::string(text)}, parameters);
    if (!values)
        return std::unexpected(values.error());
    for (const std::string_view needed : {"nodes", "edges", "clients"}) {
        if (!values->whole(needed))
            return std::unexpected(Error{"memory: " + std::string(needed) + " is missing; give nodes=N,edges=M,clients=C"});
    }
    Load load;
    for (const auto& [key, value] : {std::pair{"nodes", &load.nodes}, {"edges", &load.edges}, {"clients", &load.clients}, {"key", &load.keyBytes},
                                     {"label", &load.labelBytes}, {"values", &load.nodeValues}, {"edge-values", &load.edgeValues},
                                     {"categories", &load.categories}, {"category", &load.categoryBytes}, {"attributes", &load.nodeAttributes},
                                     {"edge-attributes", &load.edgeAttributes}, {"attribute", &load.attributeBytes}, {"dictionaries", &load.dictionaryBytes}})
        *value = values->whole(key).value_or(*value);
    return load;
}

MemoryBound MemoryBound::of(const Load& load)
{
    using graph::GraphStore;
    using graph::TextColumn;
    const std::uint64_t nodeChunks = (load.nodes + graph::chunkSize - 1) / graph::chunkSize;
    const std::uint64_t edgeChunks = (load.edges + graph::chunkSize - 1) / graph::chunkSize;
    const std::uint64_t nodes = nodeChunks * graph::chunkSize, edges = edgeChunks * graph::chunkSize;
    const std::uint64_t valueWire = 16 + load.attributeBytes;   // of an attribute
    const std::uint64_t nodeWire = 43 + load.keyBytes + load.labelBytes + 4 * load.nodeValues + load.nodeAttributes * valueWire;
    const std::uint64_t edgeWire = 27 + 4 * load.edgeValues + load.edgeAttributes * valueWire;
    const std::uint64_t wire = nodes * nodeWire + edges * edgeWire;
    const std::uint64_t chunkWire = graph::chunkSize * std::max(nodeWire, edgeWire);
    const std::uint64_t parts = nodeChunks + edgeChunks + 2 * wire / partBytes;
    const std::uint64_t clients = load.clients;

    MemoryBound bound;
    const auto add = [&bound](const char* name, std::string formula, std::uint64_t bytes) { bound.terms.push_back({name, std::move(formula), bytes}); };

    const std::uint64_t nodeBytes = GraphStore::nodeBytes(load.nodeValues), edgeBytes = GraphStore::edgeBytes(load.edgeValues);
    const std::uint64_t blobs = nodeChunks * TextColumn::mostBlobBytes(graph::chunkSize * (load.keyBytes + load.labelBytes));
    const std::uint64_t chunkBytes = nodeChunks * GraphStore::chunkBytes(load.nodeValues) + edgeChunks * GraphStore::chunkBytes(load.edgeValues);
    const auto attributes = [&](std::uint64_t elements, std::uint64_t chunks, std::uint64_t columns) {
        const std::uint64_t texts = load.attributeBytes == 0 ? 0 : chunks * TextColumn::mostBlobBytes(graph::chunkSize * load.attributeBytes);
        return columns == 0 ? 0 : elements * (columns * graph::AttributeStorage::valueBytes + sizeof(std::uint32_t)) + columns * texts;
    };
    const std::uint64_t attributeBytes = attributes(nodes, nodeChunks, load.nodeAttributes) + attributes(edges, edgeChunks, load.edgeAttributes);
    const std::uint64_t fixed = graph::Journal::mostBytes(GraphStore::journalEntries) + GraphHost::mostRecordBytes();
    add("store", figure(nodes) + " x " + figure(nodeBytes) + " + " + figure(edges) + " x " + figure(edgeBytes) + " + strings " + figure(blobs) + " + attributes " + figure(attributeBytes) + " + chunks " + figure(chunkBytes)
            + " + journal and ticks " + figure(fixed),
        nodes * nodeBytes + edges * edgeBytes + blobs + attributeBytes + chunkBytes + fixed);

    const std::uint64_t nameText = std::min<std::uint64_t>(load.categories * load.categoryBytes, graph::maxNameBytes);
    add("names", "2 x (" + figure(load.categories) + " x " + figure(nameBytes) + " + text " + figure(nameText) + ") + 3 x dictionaries " + figure(load.dictionaryBytes),
        2 * (load.categories * nameBytes + nameText) + 3 * load.dictionaryBytes);

    add("cache", "W " + figure(wire) + " + " + figure(parts) + " parts x " + figure(frameBytes), wire + parts * frameBytes);

    const std::uint64_t copied = std::min<std::uint64_t>(ChunkCache::mostCopiedBytes, copyShare * wire);
    add("copies", "3 x min(" + figure(ChunkCache::mostCopiedBytes) + ", 3 W) + a chunk 3 x " + figure(chunkWire), 3 * copied + copyShare * chunkWire);

    add("old parts", "min(" + figure(maxOldPartBytes) + " + " + figure(ChunkCache::mostCopiedBytes) + ", C x W)",
        std::min(maxOldPartBytes + ChunkCache::mostCopiedBytes, clients * wire));

    const std::uint64_t partText = partBytes * protocol::jsonExpansion;
    add("other forms", "min(" + figure(maxOtherFormBytes) + ", 8 W) + a part " + figure(partText) + ", 0 without clients",
        clients == 0 ? 0 : std::min(maxOtherFormBytes, protocol::jsonExpansion * wire) + partText);

    const std::uint64_t message = std::min<std::uint64_t>(largestMessageBytes, wire + parts * frameBytes);
    add("shared deltas", "min(" + figure(maxSharedDeltaBytes) + ", C x M) + 2 M, M = min(" + figure(largestMessageBytes) + ", W) = " + figure(message),
        std::min(maxSharedDeltaBytes, clients * message) + 2 * message);

    // A compressor keeps what a level of zstd works with and one message. Two sets (of copies and of deltas), each with a little more than a message; two encoders, whose buffers double; a JSON text on
    // its way into the socket is there as UTF-8 twice and as UTF-16.
    const std::uint64_t set = copyShare * (message + std::min<std::uint64_t>(256 * longestRowBytes, wire));
    const std::uint64_t selected = 2 * sizeof(Slot) * std::min(2 * (nodes + edges), std::max<std::uint64_t>(2 * largestMessageBytes / 4, wire / 24));
    const std::uint64_t pieces = clients == 0 ? 0 : std::min(largestStagedBytes, wire);
    add("work", "sets " + figure(set) + " + encoders, compressor and a text on its way 9 M + " + figure(protocol::Compressor::workingBytes) + " + selected rows " + figure(selected) + " + a delta in pieces " + figure(pieces),
        set + 9 * message + protocol::Compressor::workingBytes + selected + pieces);

    const std::uint64_t rowBytes = graph::ChangeSet::mostRowBytes(load.nodeValues, load.edgeValues) + load.keyBytes + load.labelBytes + load.attributeBytes;
    const std::uint64_t rows = 2 * 2 * SourceFeed::maxQueuedRows + 2 * SourceFeed::maxSpareRows;
    const std::uint64_t sets = 2 * (SourceFeed::maxQueuedSets + SourceFeed::maxSpareSets) * sizeof(graph::ChangeSet);
    add("handover", figure(rows) + " rows x " + figure(rowBytes) + " + sets " + figure(sets), rows * rowBytes + sets);

    const std::uint64_t eachSocket = clients * (readsUpToBacklogBytes + turnAnswerBytes);
    const std::uint64_t allSockets = maxUnsentBytes + (clients + 1) * (largestMessageBytes + turnAnswerBytes);
    add("sockets", "2 x min(C x " + figure(readsUpToBacklogBytes + turnAnswerBytes) + ", " + figure(maxUnsentBytes) + " + (C + 1) x " + figure(largestMessageBytes + turnAnswerBytes) + ")",
        2 * std::min(eachSocket, allSockets));

    const std::uint64_t held = std::min(largestStagedBytes, wire + parts * frameBytes) + partBytes + partText;
    add("held", "C x (min(" + figure(largestStagedBytes) + ", W) + " + figure(partBytes + partText) + ")", clients * held);

    const std::uint64_t session = 4 * maxControlBytes + sessionBytes + parts * sizeof(CachedPart);
    add("sessions", "C x (4 x " + figure(maxControlBytes) + " + " + figure(sessionBytes) + " + " + figure(parts) + " parts x " + figure(sizeof(CachedPart)) + ")", clients * session);
    return bound;
}

std::uint64_t MemoryBound::bytes() const
{
    return std::accumulate(terms.begin(), terms.end(), std::uint64_t{0}, [](std::uint64_t sum, const Term& term) { return sum + term.bytes; });
}

std::string MemoryBound::text() const
{
    std::string lines;
    const auto line = [&lines](const std::string& name, std::uint64_t bytes, const std::string& formula) {
        std::array<char, 64> start{};
        std::snprintf(start.data(), start.size(), "%-14s %12s", name.c_str(), mebibytes(bytes).c_str());
        lines += start.data();
        lines += formula.empty() ? "\n" : "  = " + formula + "\n";
    };
    for (const Term& term : terms)
        line(term.name, term.bytes, term.formula);
    line("at most", bytes(), {});
    return lines;
}

} // namespace weir::server
