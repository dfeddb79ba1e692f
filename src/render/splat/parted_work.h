#pragma once
#include <array>
#include <atomic>
#include <cstddef>

namespace weir::render {

/// Work of `phases` phases, each of the same number of parts, shared out among as many threads as come: each takes parts that
/// nobody took, so a thread that comes late finds less left and one that does not come is not waited for. What a part does may
/// not depend on who does it. Thread-safe.
template <std::size_t phases>
class PartedWork final {
public:
    explicit PartedWork(std::size_t parts) : m_parts(parts) {}

    [[nodiscard]] std::size_t parts() const { return m_parts; }

    /// Calls `work` with the numbers of parts that are left, then waits for those that others took: what a phase wrote, the
    /// next one reads. Every thread goes through the phases in their order.
    void phase(std::size_t number, const auto& work)
    {
        Phase& phase = m_phases[number];
        for (std::size_t part; (part = phase.taken.fetch_add(1)) < m_parts;) {
            work(part);
            if (phase.done.fetch_add(1) + 1 == m_parts)
                phase.done.notify_all();
        }
        for (std::size_t done; (done = phase.done.load()) < m_parts;)
            phase.done.wait(done);
    }

private:
    struct Phase {
        std::atomic<std::size_t> taken = 0, done = 0;
    };

    std::size_t m_parts;
    std::array<Phase, phases> m_phases;
};

} // namespace weir::render
