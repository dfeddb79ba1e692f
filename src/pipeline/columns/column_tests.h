#pragma once
#include "pipeline/columns/column_filter.h"
#include <algorithm>
#include <span>
#include <vector>

namespace weir::pipeline {

/// Filters of columns, made ready for elements of one kind: what passes is within all of them. Texts that a column
/// has by number are compared once each. Lives on the stream thread.
class ColumnTests final {
public:
    /// For the graph as it is: those of columns that it does not have, or of another kind there, have no effect.
    void set(std::span<const ColumnFilter> filters, ElementKind kind, const graph::Schema& schema);

    [[nodiscard]] bool empty() const { return m_tests.empty(); }
    /// Whether attributes matter.
    [[nodiscard]] bool ofAttributes() const { return use(Column::Of::Attribute); }
    /// Whether the edges at a node do.
    [[nodiscard]] bool useDegree() const { return use(Column::Of::Degree); }
    /// Of a live element.
    [[nodiscard]] bool passes(const graph::GraphStore& store, Slot slot) const
    {
        return std::ranges::all_of(m_tests, [&](const Test& test) { return passes(test, store, slot); });
    }

private:
    struct Test {
        ColumnFilter filter;
        mutable std::vector<bool> passes;   // by number of the column's texts, as far as they were asked for
    };

    [[nodiscard]] bool use(Column::Of of) const;
    [[nodiscard]] bool passes(const Test& test, const graph::GraphStore& store, Slot slot) const;
    [[nodiscard]] bool textPasses(const Test& test, const graph::GraphStore& store, Slot slot) const;

    ElementKind m_kind = ElementKind::Node;
    std::vector<Test> m_tests;
};

} // namespace weir::pipeline
