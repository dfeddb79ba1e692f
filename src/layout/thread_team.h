#pragma once
#include "base/worker_thread.h"
#include <condition_variable>
#include <cstddef>
#include <functional>
#include <memory>
#include <mutex>
#include <stop_token>
#include <vector>

namespace weir::layout {

/// Shares a loop between the calling thread and a few workers of its own, which run in the background.
/// Used from one thread at a time. A worker that the system does not let run is not waited for: it only takes
/// chunks while there are some.
class ThreadTeam final {
public:
    using Body = std::function<void(std::size_t begin, std::size_t end)>;

    /// `threads` counts the caller; 0 is taken as 1.
    explicit ThreadTeam(unsigned threads);
    ~ThreadTeam();
    ThreadTeam(const ThreadTeam&) = delete;
    ThreadTeam& operator=(const ThreadTeam&) = delete;

    [[nodiscard]] unsigned threads() const noexcept { return static_cast<unsigned>(m_workers.size()) + 1; }

    /// Calls `body` for ranges that start at multiples of `grain` (not 0) and together make [0, count), each once, in
    /// any order and at the same time, and returns when all are done. The ranges do not depend on the number of threads.
    void forEachChunk(std::size_t count, std::size_t grain, const Body& body);

private:
    struct Loop;

    void work(const std::stop_token& stop);
    static void takeChunks(Loop& loop);

    std::mutex m_mutex;
    std::condition_variable_any m_offered;
    std::condition_variable m_left;
    Loop* m_loop = nullptr;             // open to workers; guarded by m_mutex like the next two
    std::size_t m_serial = 0;           // of the loop offered last
    unsigned m_inside = 0;              // workers inside the loop
    std::vector<std::unique_ptr<WorkerThread>> m_workers;
};

} // namespace weir::layout
