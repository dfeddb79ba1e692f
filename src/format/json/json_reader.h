#pragma once
#include "format/graph_sink.h"
#include "format/json/json_graph.h"
#include "format/json/json_shape.h"
#include "format/json/json_text.h"
#include <expected>
#include <string>
#include <vector>

namespace weir::format {

/// Reads a graph in JSON, in whichever dialect it is written. Each element is parsed by itself, so that one that is wrong costs itself and
/// a document is never in memory as a whole; edges that come before the nodes are read in a second pass. Not thread-safe. Memory: the
/// longest element, and what JsonGraph has.
class JsonReader final {
public:
    JsonReader(FileInput& input, GraphSink& sink);

    /// Error: "LINE: cause"; what came before it is in the sink.
    [[nodiscard]] std::expected<void, Error> read();

private:
    /// What is taken of a list in which nodes and edges stand side by side.
    enum class Taken { Nodes,
                       Edges };
    struct Later {
        JsonText::Place place;
        bool mixed = false;
    };

    void readList();
    void readGraph();
    void readMember(const std::string& name);
    void readGraphs();
    void readMembers();
    void readNodes();
    void readNodeMembers();
    void readEdgesNowOrLater();
    void readEdges();
    void readMixed(Taken what);
    void readLater();
    void readNeighbours();
    void readNeighboursOf(Slot node);
    void readAdjacency();
    void readHyperedges();
    void readOptions();
    void readDeclarations();
    void passOver(const std::string& name);
    /// Nobody wants more.
    [[nodiscard]] bool stopped();

    GraphSink& m_sink;
    JsonShape m_shape;
    JsonText m_text;
    JsonGraph m_graph;
    std::vector<Later> m_later;
    std::size_t m_graphs = 0;
};

} // namespace weir::format
