#pragma once
#include "format/graph_sink.h"
#include "graph/columns/column.h"
#include "source/attribute_feed.h"
#include "source/category_feed.h"
#include "source/file/key_table.h"
#include "source/file/text_arena.h"
#include "source/source.h"
#include <string>

namespace weir::source {

/// A graph that is read from a file once, on its way into change sets of at most `mostRows` rows. Counts each node's edges, and sizes nodes
/// by them where the file does not. Of nodes it keeps what readers may ask for, of edges nothing: some 60 bytes a node with its key and
/// label. Lives on the source's thread.
class FileGraph final : public format::GraphSink {
public:
    static constexpr std::size_t mostRows = 16'384;

    [[nodiscard]] static graph::Schema schema(const std::string& title);

    /// Both outlive this object; `schema` is one of schema().
    FileGraph(ChangeSink& sink, const graph::Schema& schema);

    [[nodiscard]] std::expected<Slot, Error> setNode(std::string_view key, const Node& node) override;
    [[nodiscard]] std::optional<Slot> findNode(std::string_view key) const override { return m_keys.find(m_keys.hashOf(key)); }
    void expectNode(std::string_view key) const override { m_keys.prefetch(m_keys.hashOf(key)); }
    [[nodiscard]] Ends findEnds(std::string_view source, std::string_view target) const override;
    [[nodiscard]] Node node(Slot slot) const override;
    Slot addEdge(const Edge& edge) override;
    void setEdgeWeight(Slot edge, float weight) override;
    [[nodiscard]] std::optional<graph::Category> category(ElementKind kind, std::string_view name) override;
    [[nodiscard]] std::optional<graph::AttributeNumber> attribute(ElementKind kind, std::string_view name,
                                                                  graph::AttributeKind valueKind) override;
    void setAttribute(ElementKind kind, Slot slot, graph::AttributeNumber column, const graph::AttributeValue& value) override;
    void setWritten(ElementKind kind, Slot slot, graph::AttributeNumber column, std::string_view text, format::DecimalSign sign) override;
    [[nodiscard]] std::uint64_t nodeCount() const override { return m_nodes; }
    [[nodiscard]] std::uint64_t edgeCount() const override { return m_edges; }
    [[nodiscard]] bool stopped() const override { return m_stopped; }

    /// Sends sizes and edge counts and what is left of the changes, and tells the report what was left out of attributes. Call once, after
    /// reading.
    void finish();

private:
    /// A node as it was set last.
    struct Known {
        float x = 0, y = 0, size = 1;
        std::uint32_t colour = 0;
        TextArena::Place label = 0;       // 0: it has none
        std::uint32_t identityIn = 0;     // number of the last set with its identity
        graph::Category category = 0;
        bool positioned = false, sized = false;
    };

    [[nodiscard]] static std::expected<void, Error> check(std::string_view key, const Node& node);
    [[nodiscard]] AttributeFeed& attributesOf(ElementKind kind) { return kind == ElementKind::Node ? m_nodeAttributes : m_edgeAttributes; }
    void writeIdentity(std::string_view key, Slot slot, Known& known);
    void writeMotion(Slot slot, const Known& known, float size, float edges);
    void makeRoom(std::size_t rows);
    void countEdges();   ///< those of the set
    void flush();

    ChangeSink& m_sink;
    graph::ChangeSet m_set;
    KeyTable m_keys;
    TextArena m_labels;
    graph::Column<Known> m_known;             // by slot
    graph::Column<std::uint32_t> m_degrees;   // apart from what is known: every edge counts here, and few bytes stay in a cache
    std::uint32_t m_nodes = 0, m_edges = 0;
    CategoryNames m_categoryNames;
    CategoryFeed m_nodeCategories, m_edgeCategories;
    DictionaryBytes m_dictionaryBytes;
    AttributeFeed m_nodeAttributes, m_edgeAttributes;
    std::uint32_t m_setNumber = 1;
    bool m_stopped = false;
};

} // namespace weir::source
