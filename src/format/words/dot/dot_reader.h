#pragma once
#include "format/graph_sink.h"
#include "format/words/dot/dot_lexer.h"
#include "format/words/dot/dot_scopes.h"
#include "format/words/dot/dot_text.h"
#include "format/words/element_fields.h"
#include "format/words/foreign_text.h"
#include <tsl/robin_map.h>
#include <utility>
#include <vector>

namespace weir::format {

/// Reads Graphviz's language into a sink. Several graphs are shown as one; a node has the clusters' name that it lies in as an attribute. A
/// statement that is wrong costs itself and is told in the report. Not thread-safe. Memory: four bytes a node of the statement or subgraph
/// that is open, and in strict graphs some forty an edge; it does not grow with the length of texts, the depth of braces or the product of
/// sets, all of which are bounded.
class DotReader final {
public:
    static constexpr std::uint64_t mostProductEdges = 1'000'000;         ///< between sets of nodes, of a statement
    static constexpr std::uint64_t mostProductEdgesOfAll = 16'000'000;   ///< of all statements of a file, besides as many as it has names
    static constexpr std::size_t mostDepth = 250'000;                    ///< of braces in braces
    static constexpr std::size_t mostOperands = 4'000'000;               ///< of an edge statement, with those around it
    static constexpr std::size_t mostPorts = 1'000'000;                  ///< of it
    static constexpr std::size_t mostMembers = 64'000'000;               ///< of the subgraphs that are open

    /// Both outlive this.
    DotReader(FileInput& input, GraphSink& graph) : m_lexer(input), m_graph(graph), m_fields(graph) {}

    /// Error: "LINE: cause"; the text ends there for its reader.
    [[nodiscard]] std::expected<void, Error> read();

private:
    /// A pair of braces that is open: of a graph or a subgraph, and the statement that is open in it.
    struct Level {
        std::size_t members = 0;         // where those of this level begin in m_members
        std::size_t operands = 0;        // where those of its statement begin in m_operands
        std::size_t sorted = 0;          // how many members there were when none was there twice
        std::uint64_t line = 0;          // of its opening brace
        std::uint64_t statementLine = 0;
        bool named = false, cluster = false;   // a name of its own on m_titles; it is a cluster
        bool expectsOperand = false;     // behind an edge's sign
    };
    /// A node or a subgraph of an edge statement: its nodes are those of m_members from the end of the one before.
    struct Operand {
        std::size_t begin, end;          // in m_members
        bool arrow = false;              // the sign behind it, if there is one
    };
    struct Port {
        std::size_t operand;
        std::string text;
    };
    struct Range {
        std::size_t begin, end;          // in m_members
    };
    struct Title {
        std::string name, label;
    };
    enum class Heads {
        ByGraph,
        Forward,
        Back,
        None,
        Both
    };
    struct EdgeLook {
        GraphSink::Edge edge;
        Heads heads = Heads::ByGraph;
        std::string key;
        bool weighed = false;       // the statement says the weight
        std::uint64_t line = 0;     // of the statement
    };
    /// An edge that may be met again.
    struct KnownEdge {
        Slot slot = noSlot;
        graph::Category category = 0;
        Heads heads = Heads::ByGraph;
    };

    void takeHead();
    void takePart();
    void takeName();
    void takeDefaults(ElementKind kind);
    void takeGraphAttribute(std::string_view name);
    void setGraphAttribute(std::string_view name, std::string_view text, bool isText);
    void passOver(std::string_view name, std::string_view what);
    void takeSubgraph();
    void takeEdgeSign();
    void takeLists();
    void readList();
    void open(bool named);
    void close();

    void pushNode(std::optional<Slot> node);
    void pushOperand(Operand operand);
    void pushPort(std::string_view port);
    void endStatement();
    void dropStatement();
    void spoil(std::string_view cause);
    void makeEdges(const Level& level);
    void changeEdge(const KnownEdge& edge, const EdgeLook& look);
    void makeEdge(Slot tail, Slot head, const EdgeLook& look, bool arrow, std::string_view tailPort, std::string_view headPort);
    void sortMembers(std::size_t begin);
    void nameCluster(const Level& level);

    [[nodiscard]] std::optional<Slot> takeNode(std::string_view name, bool isHtml, std::uint64_t line);
    void prepareNodes();
    void prepareEdges();
    void takeNodeList(AttributeList& list, std::string_view key, GraphSink::Node& node, bool& filled, std::uint64_t line);
    void takeEdgeList(AttributeList& list, EdgeLook& look, std::uint64_t line);
    void setColumns(const AttributeList& list, ElementKind kind, Slot slot, const DotNames& names);

    void next()
    {
        m_lineBefore = m_token.line;
        m_token = m_lexer.next();
    }
    /// The first fault counts.
    void fail(std::uint64_t line, const std::string& cause)
    {
        if (m_fault.text.empty())
            m_fault.text = std::to_string(line) + ": " + cause;
    }

    DotLexer m_lexer;
    GraphSink& m_graph;
    ElementFields m_fields;
    ForeignText m_foreign;
    DotToken m_token;
    std::uint64_t m_lineBefore = 0;   // of the token before it
    Error m_fault;

    std::vector<Level> m_levels;
    std::vector<Slot> m_members;       // of all open levels; of the outermost only those of its statement
    std::vector<Operand> m_operands;   // of all open statements
    std::vector<Port> m_ports;
    std::vector<Title> m_titles;       // of the levels that have one
    std::vector<Range> m_clusters;     // closed, in levels that are open
    std::vector<Slot> m_tails, m_heads;   // sets under way
    std::vector<bool> m_inCluster, m_filled;   // by slot: it has its cluster; its colour is that of its inside
    std::uint64_t m_graphs = 0, m_names = 0, m_productEdges = 0, m_sortBudget = 500'000'000;
    bool m_strict = false, m_directed = false, m_stray = false;
    std::string m_graphName;
    std::vector<std::pair<std::string, std::string_view>> m_told;   // of passOver()

    // The first node of the statement that is open in the innermost level: it may get attributes yet.
    bool m_hasFirst = false, m_firstIsHtml = false;
    std::string m_first, m_firstPort;

    std::string m_name, m_port, m_attribute;   // under way
    AttributeList m_list;                      // of the statement

    DotScopes m_scopes;
    AttributeList m_nodeDefaults, m_edgeDefaults;   // with what of them is built in taken
    GraphSink::Node m_bornNode;
    std::string m_bornLabel;                        // with its escapes
    bool m_bornFilled = false;
    EdgeLook m_bornEdge;

    tsl::robin_map<std::uint64_t, KnownEdge> m_strictEdges;   // by their ends
    tsl::robin_map<std::string, KnownEdge> m_keyedEdges;      // by ends and key
};

} // namespace weir::format
