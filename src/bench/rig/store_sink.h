#pragma once
#include "graph/graph_store.h"
#include "source/source.h"
#include <cstdio>

namespace weir::bench {

/// Applies what a source pushes to a store of its own, on the source's thread, and stops it as soon as it waits with something in it.
class StoreSink final : public source::ChangeSink {
public:
    explicit StoreSink(const graph::Schema& schema) { m_store.reset(schema); }

    graph::ChangeSet takeEmptySet() override
    {
        m_set.setValueColumns(m_store.schema().nodeValues.size(), m_store.schema().edgeValues.size());
        return std::move(m_set);
    }
    bool push(graph::ChangeSet changes) override
    {
        const auto applied = m_store.apply(changes.view(), ++m_tick);
        if (!applied)
            report(applied.error());
        m_set = std::move(changes);   // its memory is used again
        return applied.has_value();
    }
    bool waitFor(std::chrono::nanoseconds) override { return m_store.nodeCount() == 0; }
    void report(Error fault) override { std::fprintf(stderr, "weir-bench: %s\n", fault.text.c_str()); }

    [[nodiscard]] const graph::GraphStore& store() const { return m_store; }

private:
    graph::GraphStore m_store;
    graph::ChangeSet m_set;
    Tick m_tick = 0;
};

} // namespace weir::bench
