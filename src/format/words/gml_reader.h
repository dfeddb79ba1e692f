#pragma once
#include "format/graph_sink.h"
#include "format/words/element_fields.h"
#include "format/words/foreign_text.h"
#include "format/words/gml_lexer.h"
#include <string>
#include <vector>

namespace weir::format {

/// Reads GML into a sink. Edges may come before their nodes, nodes may have no id, several graphs are shown as one. Lists in a node or edge
/// are attributes named "list.key". What is wrong costs itself and is told in the report. Not thread-safe. Memory: an element at a time,
/// and the edges that came before their nodes.
class GmlReader final {
public:
    static constexpr std::size_t mostListsKept = 32;                          ///< in each other, of an element
    static constexpr std::size_t mostPostponedBytes = 512 * 1024 * 1024;      ///< of edges whose nodes are to come

    /// Both outlive this.
    GmlReader(FileInput& input, GraphSink& graph) : m_lexer(input), m_graph(graph), m_fields(graph) {}

    /// Error: "LINE: cause"; the text ends there for its reader.
    [[nodiscard]] std::expected<void, Error> read();

private:
    enum class Where {
        File,
        Graph,
        Element
    };
    struct Ends {
        std::string source, target;
    };
    struct Postponed {   // in m_postponed, and behind it the texts: the ends and the list's names and values
        std::uint64_t line;
        std::uint32_t bytes, sourceBytes, targetBytes;
        float weight;
        graph::Category category;
        bool directed;
    };

    void takeKey();
    void takeValue(std::string_view text, bool isText);
    void openList();
    void closeList();
    void skipList();
    void takeElementValue(std::string_view text, bool isText);
    void takeNode();
    void takeGraphics();
    void takeEdge();
    void postpone(const GraphSink::Edge& edge);
    void takePostponed();
    void addEdge(const GraphSink::Edge& edge);

    void next() { m_token = m_lexer.next(); }

    GmlLexer m_lexer;
    GraphSink& m_graph;
    ElementFields m_fields;
    ForeignText m_foreign;
    GmlToken m_token;

    Where m_where = Where::File;
    std::uint64_t m_graphs = 0, m_nodesWithoutId = 0, m_edges = 0;
    Slot m_firstOfGraph = 0;                // nodes of earlier graphs have lower slots
    bool m_directed = false;
    std::string m_key, m_decoded;

    // The element that is open.
    bool m_isNode = false, m_hasId = false;
    std::uint64_t m_line = 0;               // where it begins
    std::string m_id;
    Ends m_ends;
    AttributeList m_list;
    std::string m_path;                     // of the lists that are open in it, "a.b."
    std::vector<std::size_t> m_pathEnds;    // what m_path was before each

    std::vector<char> m_postponed;
};

} // namespace weir::format
