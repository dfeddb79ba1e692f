#pragma once
#include "source/source.h"
#include <algorithm>
#include <functional>
#include <utility>

namespace weir::source {

/// Says with every set how much of the first graph was read, and passes everything on. A reader may go back to what it left for later; what
/// is said never does. Lives on the source's thread.
class ReadingSink final : public ChangeSink {
public:
    /// Asked with every set until whole(), for a share of 0 to 1. `sink` outlives this.
    ReadingSink(ChangeSink& sink, std::function<double()> share) : m_sink(sink), m_share(std::move(share)) {}

    [[nodiscard]] graph::ChangeSet takeEmptySet() override { return m_sink.takeEmptySet(); }
    [[nodiscard]] bool push(graph::ChangeSet changes) override
    {
        const bool goOn = m_sink.push(std::move(changes));
        if (m_share) {
            m_most = std::max(m_most, m_share());
            m_sink.progress(m_most);
        }
        return goOn;
    }
    [[nodiscard]] bool waitFor(std::chrono::nanoseconds duration) override { return m_sink.waitFor(duration); }
    void report(Error fault) override { m_sink.report(std::move(fault)); }
    void progress(double share) override
    {
        m_most = std::max(m_most, share);
        m_sink.progress(m_most);
    }
    void whole() override
    {
        m_share = nullptr;
        m_sink.whole();
    }

private:
    ChangeSink& m_sink;
    std::function<double()> m_share;   // none: the first graph is whole
    double m_most = 0;                 // that was said
};

} // namespace weir::source
