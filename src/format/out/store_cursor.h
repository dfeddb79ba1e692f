#pragma once
#include "format/out/graph_cursor.h"
#include "graph/graph_store.h"
#include <functional>
#include <vector>

namespace weir::format {

/// The graph of a store, in the order of its slots. The store stays as it is meanwhile.
class StoreCursor final : public GraphCursor {
public:
    /// Whether what moves, the schema's value columns, is written as attributes.
    enum class Values : std::uint8_t { Written,
                                       LeftOut };
    /// Which nodes are wanted; edges are between them. Nothing: all.
    using Wanted = std::function<bool(Slot node)>;

    /// `store` outlives this.
    explicit StoreCursor(const graph::GraphStore& store, Values values = Values::Written, Wanted wanted = {});

    [[nodiscard]] const std::string& title() const override { return m_store.schema().title; }
    [[nodiscard]] std::span<const CursorColumn> columns(ElementKind kind) const override
    {
        return kind == ElementKind::Node ? m_nodeColumns : m_edgeColumns;
    }
    [[nodiscard]] std::uint64_t extent(ElementKind kind) const override { return m_store.slots(kind); }

    void begin() override { m_node = m_edge = 0; }
    [[nodiscard]] bool next(NodeRow& node) override;
    [[nodiscard]] bool next(EdgeRow& edge) override;
    [[nodiscard]] graph::AttributeValue value(ElementKind kind, Slot slot, std::size_t column) const override;

private:
    const graph::GraphStore& m_store;
    Wanted m_wanted;
    std::vector<CursorColumn> m_nodeColumns, m_edgeColumns;
    Slot m_node = 0, m_edge = 0;   // that comes next
};

} // namespace weir::format
