#pragma once
#include "format/graph_sink.h"
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace weir::format {

/// Nodes that a file numbers from 1 on, of which it says in front how many there are. Nothing is made on its word: nodes are born as they
/// are named, and those that nobody names only where they are not many beside what the file had. Not thread-safe.
class NumberedNodes final {
public:
    static constexpr std::uint64_t mostUnnamed = 10'000, mostUnnamedAnElement = 16;

    /// `graph` outlives this. `prefix` goes before the numbers in the nodes' keys.
    explicit NumberedNodes(GraphSink& graph, std::string_view prefix = {}) : m_graph(graph), m_key(prefix), m_prefixBytes(prefix.size()) {}

    /// Until it is called every number is one of a node.
    void promise(std::uint64_t count) { m_promised = count; }
    [[nodiscard]] const std::optional<std::uint64_t>& promised() const { return m_promised; }

    /// Why there is no node that `text` numbers; "": there is one.
    [[nodiscard]] std::string wrongIn(std::string_view text) const;
    /// The node of a number that is right. Nothing: there are as many as a graph can hold.
    [[nodiscard]] std::optional<Slot> node(std::uint64_t number);
    /// Its key; valid until the next call of anything.
    [[nodiscard]] std::string_view key(std::uint64_t number);
    [[nodiscard]] static std::optional<std::uint64_t> numberIn(std::string_view text);

    /// Bears those that were promised and not named, or tells that they are not there; `already`: nodes of this numbering that are there.
    void bearTheRest(std::uint64_t already);

private:
    GraphSink& m_graph;
    std::string m_key;
    std::size_t m_prefixBytes;
    std::optional<std::uint64_t> m_promised;
};

/// Tells in a note where a file has not as many elements as it says.
void noteCount(GraphSink& graph, std::string_view what, std::uint64_t promised, std::uint64_t there);

} // namespace weir::format
