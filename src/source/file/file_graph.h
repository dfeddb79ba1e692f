#pragma once
#include "source/keyed_feed.h"
#include <istream>
#include <string>

class QIODevice;

namespace weir::source {

/// A graph that is read from a file once. Counts each node's edges, and sizes nodes by them where the file does not.
/// Lives on the source's thread.
class FileGraph final {
public:
    explicit FileGraph(KeyedFeed& feed) : m_feed(feed) {}

    [[nodiscard]] static graph::Schema schema(const std::string& title);

    /// Edge list. A first row that names its columns (source or from, target or to, weight, directed or type) is a
    /// header; without one the columns are source, target and, where the first row has a number there, weight. Other
    /// columns are passed over. Edges are directed unless the file says otherwise.
    /// Error: "LINE: cause".
    [[nodiscard]] std::expected<void, Error> readEdgeList(std::istream& input);

    /// GraphML with the attributes label, x, y, size, color or r, g, b of nodes and weight of edges, and `directed`.
    [[nodiscard]] std::expected<void, Error> readGraphMl(QIODevice& input);

    /// Sends sizes and edge counts. Call once, after reading.
    void finish();

    /// Takes a node as the file says; a node named by an edge alone is one without anything.
    [[nodiscard]] std::expected<Slot, Error> setNode(std::string_view key, const KeyedFeed::NodeState& state,
                                                     bool sized);
    [[nodiscard]] std::expected<Slot, Error> nodeOf(std::string_view key);
    void addEdge(const KeyedFeed::EdgeState& edge);
    [[nodiscard]] const KeyedFeed& feed() const { return m_feed; }

private:
    KeyedFeed& m_feed;
    struct Counted {
        std::uint32_t edges = 0;
        bool sized = false;
    };
    std::vector<Counted> m_counted;   // by slot
};

} // namespace weir::source
