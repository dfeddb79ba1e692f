#pragma once
#include <cstdint>
#include <string>
#include <string_view>

namespace weir::format {

/// How a JSON document says its graph, told by the names of its outermost members.
enum class JsonDialect : std::uint8_t {
    None,         ///< none of these
    NodeLink,     ///< nodes, and edges or links (NetworkX, D3, igraph and many others)
    Graphology,   ///< attributes, options, nodes with a key and edges
    Cytoscape,    ///< elements, each with its data; also a list of them alone
    Jgf,          ///< JSON Graph Format: a graph, or graphs
    Cx2,          ///< a list that begins with CXVersion (Cytoscape)
    Adjacency,    ///< each node with those that it has edges to
    Events        ///< Gephi's streaming events, an object a line
};

/// A plain value.
struct JsonShape {
    JsonDialect dialect = JsonDialect::None;
    std::string words;   ///< "JSON (nodes and links)"; of none what it is instead, as far as can be told

    /// `head`: the first bytes of a document, some 64 KiB of UTF-8 where it is longer.
    [[nodiscard]] static JsonShape foundIn(std::string_view head);
};

} // namespace weir::format
