#include "server/graph/source_feed.h"
#include <algorithm>
#include <utility>

namespace weir::server {

namespace {

/// Another core wrote the set, and nearly all of it is looked at even where it has one row: it travels meanwhile.
void prefetch(const graph::ChangeSet& set)
{
    constexpr std::size_t cacheLineBytes = 64;
    const auto* const begin = reinterpret_cast<const char*>(&set);
    for (std::size_t at = 0; at < sizeof set; at += cacheLineBytes)
        __builtin_prefetch(begin + at);
}

} // namespace

SourceFeed::SourceFeed(std::unique_ptr<source::Source> source, std::function<void()> onChanges)
    : m_source(std::move(source)), m_onChanges(std::move(onChanges))
{
    m_thread.start([this](const std::stop_token& stop) {
        {
            const std::lock_guard lock(m_mutex);
            m_stop = stop;
        }
        const std::stop_callback wakeUp(stop, [this] {
            m_end.request_stop();
            const std::lock_guard lock(m_mutex);   // so that nobody checks the token and then misses the call
            m_wake.notify_all();
        });
        end(m_source->run(*this, m_end.get_token()));
    });
}

void SourceFeed::end(std::expected<void, Error> result)
{
    if (!result && !endedEarly())   // what is wrong with an end that it was asked for
        report(result.error());
    const std::lock_guard lock(m_mutex);
    m_ended = true;
    m_endAfter = m_pushedSets;
    if (!result)
        m_failure = std::move(result.error().text);
}

SourceFeed::~SourceFeed() { m_thread.stop(); }

void SourceFeed::setRunning(bool running)
{
    const std::lock_guard lock(m_mutex);
    m_running = running;
    m_wake.notify_all();
}

bool SourceFeed::running() const
{
    const std::lock_guard lock(m_mutex);
    return m_running;
}

void SourceFeed::endEarly()
{
    m_end.request_stop();
    const std::lock_guard lock(m_mutex);
    m_endedEarly = m_endedEarly || !m_ended;
    m_running = true;   // one that waits could not return
    m_wake.notify_all();
}

bool SourceFeed::endedEarly() const
{
    const std::lock_guard lock(m_mutex);
    return m_endedEarly;
}

bool SourceFeed::ended() const
{
    const std::lock_guard lock(m_mutex);
    return m_ended;
}

SourceFeed::Progress SourceFeed::progress() const
{
    using protocol::SourceState;
    const std::lock_guard lock(m_mutex);
    const bool whole = m_wholeAfter && m_takenSets >= *m_wholeAfter;
    if (m_endAfter && m_takenSets >= *m_endAfter) {
        if (m_endedEarly)
            return {SourceState::Ended, m_share, m_newestReport};
        if (m_failure)
            return {SourceState::Failed, {}, *m_failure};
        return {whole ? SourceState::Ended : SourceState::Finished, {}, m_newestReport};
    }
    return {whole ? SourceState::Live : SourceState::Reading, whole ? std::nullopt : m_share, m_newestReport};
}

bool SourceFeed::begun() const
{
    const std::lock_guard lock(m_mutex);
    return m_pushedSets != 0 || m_wholeAfter || m_share || (m_ended && !m_failure);
}

SourceFeed::SetPtr SourceFeed::take()
{
    if (m_taken.empty())
        refill();
    if (m_taken.empty())
        return nullptr;
    SetPtr set = std::move(m_taken.front());
    m_taken.pop_front();
    ++m_takenSets;
    if (!m_taken.empty())
        prefetch(*m_taken.front());
    return set;
}

void SourceFeed::refill()
{
    const std::lock_guard lock(m_mutex);
    m_taken.swap(m_queue);
    m_queuedRows = 0;
    while (!m_used.empty() && m_spare.size() < maxSpareSets && m_spareRows <= maxSpareRows) {
        m_spareRows += m_used.back()->capacityRows();
        m_spare.push_back(std::move(m_used.back()));
        m_used.pop_back();
    }
    m_used.clear();
    m_usedRows = 0;
    if (m_waiting)
        m_wake.notify_all();
}

void SourceFeed::giveBack(SetPtr used)
{
    // One that was made for far more than it held is not worth its memory.
    const std::size_t rows = used->rows();
    used->clear();
    if (used->capacityRows() > 4 * std::max(rows, leastKeptRows))
        return;
    if (m_used.size() == maxSpareSets || m_usedRows > maxSpareRows)
        return;
    m_usedRows += used->capacityRows();
    m_used.push_back(std::move(used));
}

std::vector<Error> SourceFeed::takeReports()
{
    const std::lock_guard lock(m_mutex);
    auto reports = std::exchange(m_reports, {});
    if (const std::size_t more = std::exchange(m_reportsLeftOut, 0); more != 0)
        reports.push_back({"and " + std::to_string(more) + " more reports of the source"});
    return reports;
}

graph::ChangeSet SourceFeed::takeEmptySet()
{
    {
        const std::lock_guard lock(m_mutex);
        if (!m_spare.empty()) {
            if (m_shells.size() == maxSpareSets)   // taken again and again, and not pushed
                m_shells.pop_back();
            SetPtr& shell = m_shells.emplace_back(std::move(m_spare.back()));
            m_spare.pop_back();
            m_spareRows -= shell->capacityRows();
            return std::move(*shell);
        }
    }
    graph::ChangeSet set;
    set.setValueColumns(m_source->schema().nodeValues.size(), m_source->schema().edgeValues.size());
    return set;
}

bool SourceFeed::push(graph::ChangeSet changes)
{
    SetPtr set;
    if (m_shells.empty()) {
        set = std::make_unique<graph::ChangeSet>(std::move(changes));
    } else {
        set = std::move(m_shells.back());
        m_shells.pop_back();
        *set = std::move(changes);
    }
    std::unique_lock lock(m_mutex);
    m_waiting = true;
    m_wake.wait(lock, [this] { return m_stop.stop_requested() || (m_running && m_queuedRows < maxQueuedRows && m_queue.size() < maxQueuedSets); });
    m_waiting = false;
    if (m_stop.stop_requested())
        return false;
    if (set->empty())
        return true;
    const bool wasEmpty = m_queue.empty();
    m_queuedRows += set->rows();
    m_queue.push_back(std::move(set));
    ++m_pushedSets;
    lock.unlock();
    if (wasEmpty)
        m_onChanges();
    return true;
}

bool SourceFeed::waitFor(std::chrono::nanoseconds duration)
{
    std::unique_lock lock(m_mutex);
    return !m_wake.wait_for(lock, duration, [this] { return m_end.stop_requested(); });
}

void SourceFeed::report(Error fault)
{
    const std::lock_guard lock(m_mutex);
    m_newestReport = fault.text;
    if (m_reports.size() < maxReports)
        m_reports.push_back(std::move(fault));
    else
        ++m_reportsLeftOut;
}

void SourceFeed::progress(double share)
{
    const std::lock_guard lock(m_mutex);
    m_share = std::clamp(share, 0.0, 1.0);
}

void SourceFeed::whole()
{
    const std::lock_guard lock(m_mutex);
    m_wholeAfter = m_wholeAfter.value_or(m_pushedSets);
}

} // namespace weir::server
