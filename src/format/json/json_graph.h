#pragma once
#include "format/graph_sink.h"
#include "format/json/json_element.h"
#include "format/json/json_value.h"
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace weir::format {

/// Takes nodes and edges, each the text of its object, into a sink. A key may be written as a number or as a text: 1 and "1" are the same
/// node unless the document has nodes of both. An end that is a number and no key is a place in the list of nodes. Not thread-safe. Memory:
/// 5 bytes a node.
class JsonGraph final {
public:
    using Value = simdjson::dom::element;
    using Object = simdjson::dom::object;

    JsonGraph(GraphSink& sink, JsonDialect dialect) : m_sink(sink), m_node(ElementKind::Node, dialect), m_edge(ElementKind::Edge, dialect)
    {}

    /// Another graph of the document: nodes it shares with those before it are changed, not there twice.
    void begin();
    void direct(bool directed) { m_directed = directed; }
    [[nodiscard]] std::optional<bool> directed() const { return m_directed; }
    /// The document lists its nodes: an edge to one that is not there is left out.
    void expectNodes() { m_nodesListed = true; }
    [[nodiscard]] bool nodesListed() const { return m_nodesListed; }

    /// What the text is, valid until the next call; nothing, with a word in the report unless `kind` is empty: it is no JSON, or no object.
    /// `line` is that of all that is taken of it.
    [[nodiscard]] std::optional<Value> value(std::string_view kind, std::string_view text, std::uint64_t line);
    [[nodiscard]] std::optional<Object> object(std::string_view kind, std::string_view text, std::uint64_t line);

    /// An object, or a key alone. `key`: where it stands outside of the object; nullptr: in it.
    void takeNode(const Value& node, const std::string* key = nullptr);
    /// An object, or a list of two keys and perhaps an object.
    void takeEdge(const Value& edge);
    /// An edge of which the ends are known. `members`: an object, in which one may name the target; a number, its weight; or nothing that
    /// is known.
    void connect(Slot source, Slot target, const Value& members, std::string_view namesTarget = {});
    /// The node that a neighbour is: a key, or an object with an id. Nothing, with a word in the report: none can be.
    [[nodiscard]] std::optional<Slot> neighbour(const Value& value);
    [[nodiscard]] std::optional<Slot> neighbour(const std::string& key);
    /// By its place in the list; noSlot: it is none, or was left out.
    [[nodiscard]] Slot listed(std::size_t place) const { return place < m_listed.size() ? m_listed[place] : noSlot; }

    [[nodiscard]] JsonElement& element(ElementKind kind) { return kind == ElementKind::Node ? m_node : m_edge; }

private:
    enum class Written : std::uint8_t { Unknown,
                                        Text,
                                        Number };
    struct Key {
        std::string text;
        Written written = Written::Unknown;
    };

    void leaveOut(std::string_view kind, std::string_view cause)
    {
        if (!kind.empty())
            m_sink.report().leaveOut(kind, m_line, cause);
    }
    [[nodiscard]] static std::optional<Key> keyIn(const Value& value);
    [[nodiscard]] static std::string other(const Key& key);
    [[nodiscard]] std::optional<Slot> found(const Key& key) const;
    [[nodiscard]] std::optional<Key> keyOfNext(const Value* id, const std::string* outside);
    void takeKey(const Key& key);
    [[nodiscard]] std::optional<Slot> endOf(const Value& value, const Key& key);
    [[nodiscard]] std::optional<GraphSink::Ends> endsOf(const Value* source, const Value* target);
    void readLooks(GraphSink::Node& node);
    [[nodiscard]] std::optional<float> figure(JsonElement& element, JsonRole role, std::string_view what);
    void finishEdge(Slot source, Slot target);
    void reportNames(const JsonElement& element);
    void setAttributes(ElementKind kind, Slot slot, JsonElement& element);
    void setAttribute(ElementKind kind, Slot slot, JsonMember& member, const Value& value);

    GraphSink& m_sink;
    JsonParser m_parser;
    JsonElement m_node, m_edge;
    std::vector<Slot> m_listed;   // the nodes of this graph, in their order
    std::vector<Written> m_written;   // keys, by slot
    std::optional<bool> m_directed;   // edges of which nothing else is said
    Slot m_firstOfGraph = 0;
    bool m_nodesListed = false, m_keysSeen = false, m_numbersAreKeys = false, m_keysAreAlike = false;
    std::uint64_t m_line = 0;
};

}   // namespace weir::format
