#pragma once
#include "graph/graph_store.h"
#include "source/source.h"
#include <functional>

namespace weir::source {

/// Who is told of a source's work; both may be empty.
struct StoreListener {
    std::function<void(const Error&)> reported{};
    std::function<void(double share)> progressed{};
};

/// Applies what a source pushes to a store of its own, on the source's thread, and stops it as soon as it waits with something in it.
class StoreSink final : public ChangeSink {
public:
    explicit StoreSink(const graph::Schema& schema, StoreListener listener = {}, graph::Stamps stamps = graph::Stamps::All)
        : m_listener(std::move(listener)), m_store(stamps)
    {
        m_store.reset(schema);
    }

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
    void report(Error fault) override
    {
        if (m_listener.reported)
            m_listener.reported(fault);
    }
    void progress(double share) override
    {
        if (m_listener.progressed)
            m_listener.progressed(share);
    }

    [[nodiscard]] const graph::GraphStore& store() const { return m_store; }

private:
    StoreListener m_listener;
    graph::GraphStore m_store;
    graph::ChangeSet m_set;
    Tick m_tick = 0;
};

} // namespace weir::source
