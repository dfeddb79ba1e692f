#include "layout/thread_team.h"
#include <algorithm>
#include <atomic>

namespace weir::layout {

struct ThreadTeam::Loop {
    std::size_t count;
    std::size_t grain;
    const Body& body;
    std::atomic<std::size_t> next = 0;
};

ThreadTeam::ThreadTeam(unsigned threads)
{
    for (unsigned i = 1; i < threads; ++i) {
        m_workers.push_back(std::make_unique<WorkerThread>("layout-" + std::to_string(i), WorkerThread::Priority::LastOfAll));
        m_workers.back()->start([this](const std::stop_token& stop) { work(stop); });
    }
}

ThreadTeam::~ThreadTeam() = default;

void ThreadTeam::forEachChunk(std::size_t count, std::size_t grain, const Body& body)
{
    if (m_workers.empty() || count <= grain) {
        for (std::size_t begin = 0; begin < count; begin += grain)
            body(begin, std::min(count, begin + grain));
        return;
    }
    Loop loop{count, grain, body};
    {
        const std::lock_guard lock(m_mutex);
        m_loop = &loop;
        ++m_serial;
    }
    m_offered.notify_all();
    takeChunks(loop);
    std::unique_lock lock(m_mutex);
    m_loop = nullptr;
    m_left.wait(lock, [this] { return m_inside == 0; });
}

void ThreadTeam::work(const std::stop_token& stop)
{
    std::size_t seen = 0;
    std::unique_lock lock(m_mutex);
    while (m_offered.wait(lock, stop, [&] { return m_loop && m_serial != seen; })) {
        seen = m_serial;
        Loop& loop = *m_loop;
        ++m_inside;
        lock.unlock();
        takeChunks(loop);
        lock.lock();
        if (--m_inside == 0)
            m_left.notify_one();
    }
}

void ThreadTeam::takeChunks(Loop& loop)
{
    for (;;) {
        const std::size_t begin = loop.next.fetch_add(loop.grain, std::memory_order_relaxed);
        if (begin >= loop.count)
            return;
        loop.body(begin, std::min(loop.count, begin + loop.grain));
    }
}

} // namespace weir::layout
