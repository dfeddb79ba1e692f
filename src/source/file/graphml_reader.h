#pragma once
#include "source/file/file_graph.h"
#include <map>
#include <QtCore/QXmlStreamReader>
#include <vector>

namespace weir::source {

/// Reads one GraphML document into a FileGraph. Nodes of nested graphs count like others; ports, hyperedges and what
/// other programs add are passed over. Edges may come before their nodes. Not thread-safe.
class GraphMlReader final {
public:
    GraphMlReader(QIODevice& input, FileGraph& graph) : m_xml(&input), m_graph(graph) {}

    /// Error: "LINE: cause".
    [[nodiscard]] std::expected<void, Error> read();

private:
    struct Element {   // the node or edge under way
        qint64 line = 0;
        std::string key, source, target;
        std::optional<bool> directed;
        std::map<QString, QString> attributes;   // by name, as the keys declare
    };
    struct Postponed {
        qint64 line;
        std::string source, target;
        KeyedFeed::EdgeState edge;
    };

    void readKey();
    void readElement(const QString& kind);
    void readData(Element& element, const QString& kind);
    void takeNode(const Element& element);
    void takeEdge(const Element& element);
    void takePostponed();
    [[nodiscard]] float number(const Element& element, const char16_t* name, float fallback);
    [[nodiscard]] std::uint32_t colour(const Element& element);
    void fail(qint64 line, const std::string& cause);
    [[nodiscard]] bool going() const { return m_fault.text.empty() && !m_graph.feed().stopped(); }

    QXmlStreamReader m_xml;
    FileGraph& m_graph;
    struct Key {
        QString name, kind, fallback;   // kind: node, edge, all, …
    };
    std::map<QString, Key> m_keys;   // by id
    std::vector<Postponed> m_postponed;
    bool m_directedByDefault = true, m_rootSeen = false;
    Error m_fault;   // the first
};

} // namespace weir::source
