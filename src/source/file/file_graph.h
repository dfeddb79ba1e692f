#pragma once
#include "format/graph_sink.h"
#include "source/keyed_feed.h"
#include <string>
#include <vector>

namespace weir::source {

/// A graph that is read from a file once. Counts each node's edges, and sizes nodes by them where the file does not.
/// What a reader cannot take goes into its report. Lives on the source's thread.
class FileGraph final : public format::GraphSink {
public:
    explicit FileGraph(KeyedFeed& feed) : m_feed(feed) {}

    [[nodiscard]] static graph::Schema schema(const std::string& title);

    /// Sends sizes and edge counts, and tells the report what was left out of attributes. Call once, after reading.
    void finish();

    [[nodiscard]] std::expected<Slot, Error> setNode(std::string_view key, const Node& node) override;
    [[nodiscard]] std::optional<Slot> findNode(std::string_view key) const override { return m_feed.findNode(key); }
    [[nodiscard]] Node node(Slot slot) const override;
    Slot addEdge(const Edge& edge) override;
    [[nodiscard]] std::optional<graph::Category> category(ElementKind kind, std::string_view name) override;
    [[nodiscard]] std::optional<graph::AttributeNumber> attribute(ElementKind kind, std::string_view name,
                                                                  graph::AttributeKind valueKind) override
    {
        return m_feed.attribute(kind, name, valueKind);
    }
    void setAttribute(ElementKind kind, Slot slot, graph::AttributeNumber column, const graph::AttributeValue& value) override
    {
        m_feed.setAttribute(kind, slot, column, value);
    }
    void setWritten(ElementKind kind, Slot slot, graph::AttributeNumber column, std::string_view text, format::DecimalSign sign) override
    {
        m_feed.setWritten(kind, slot, column, text, sign);
    }
    [[nodiscard]] std::uint64_t nodeCount() const override { return m_feed.nodeCount(); }
    [[nodiscard]] std::uint64_t edgeCount() const override { return m_feed.edgeCount(); }
    [[nodiscard]] bool stopped() const override { return m_feed.stopped(); }

private:
    void reportAttributes(ElementKind kind, std::string_view elements);

    KeyedFeed& m_feed;
    struct Counted {
        std::uint32_t edges = 0;
        bool sized = false;
    };
    std::vector<Counted> m_counted;   // by slot
};

} // namespace weir::source
