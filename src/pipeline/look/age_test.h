#pragma once
#include "graph/graph_store.h"
#include "pipeline/look/age_steps.h"

namespace weir::pipeline {

/// Which nodes are of an age, as of one moment; a plain value, for whoever asks of many nodes. Where the store may be read.
class AgeTest final {
public:
    AgeTest() = default;   ///< all are
    AgeTest(ValueRange age, AgeOf of, const StampTimes& times, TimePoint now);

    /// Of a live node.
    [[nodiscard]] bool passes(const graph::GraphStore& store, Slot node) const
    {
        if (m_everything)
            return true;
        const graph::GraphStore::Age age = store.nodeAge(node);
        return m_steps.passes(m_steps.step(m_of == AgeOf::Birth ? age.birth : age.newest));
    }

private:
    bool m_everything = true;
    AgeOf m_of = AgeOf::Change;
    AgeSteps m_steps;
};

} // namespace weir::pipeline
