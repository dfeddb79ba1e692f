#pragma once
#include "format/out/store_cursor.h"
#include "graph/page_numbering.h"
#include "pipeline/file/export_choice.h"

namespace weir::pipeline {

/// The elements of a choice on their way into a file: as the store says them, with the places at which the scene shows them where that is
/// wanted. Values that move are columns like others: a file is of one moment, so that is nothing it cannot say. Reads the store, which
/// stays as it is meanwhile, and nothing else that changes; so it may on a thread of its own.
class ShownCursor final : public format::GraphCursor {
public:
    enum class Places : std::uint8_t { OfSource,
                                       AsShown };
    using Values = format::StoreCursor::Values;

    /// The choice is of a scene of the store as it is, by these numbers. `store` and `choice` outlive this.
    ShownCursor(const graph::GraphStore& store, const ExportChoice& choice, graph::PageNumbering nodes, graph::PageNumbering edges,
                Places places, Values values);

    [[nodiscard]] const std::string& title() const override { return m_store.title(); }
    [[nodiscard]] std::span<const format::CursorColumn> columns(ElementKind kind) const override
    {
        return kind == ElementKind::Node ? m_nodeColumns : m_edgeColumns;
    }
    [[nodiscard]] std::uint64_t extent(ElementKind kind) const override { return m_store.extent(kind); }

    void begin() override { m_store.begin(); }
    [[nodiscard]] bool next(format::NodeRow& node) override;
    [[nodiscard]] bool next(format::EdgeRow& edge) override;
    [[nodiscard]] graph::AttributeValue value(ElementKind kind, Slot slot, std::size_t column) const override
    {
        return m_store.value(kind, slot, column);
    }

private:
    [[nodiscard]] format::StoreCursor::Wanted wanted() const;

    const ExportChoice& m_choice;
    graph::PageNumbering m_nodes, m_edges;
    Places m_places;
    format::StoreCursor m_store;
    std::vector<format::CursorColumn> m_nodeColumns, m_edgeColumns;
};

} // namespace weir::pipeline
