#include "source/synthetic/paced_changes.h"
#include <algorithm>

namespace weir::source {

bool PacedChanges::pushBirths(std::size_t elements, const std::stop_token& stop)
{
    for (;;) {
        graph::ChangeSet set = m_sink.takeEmptySet();
        const std::size_t before = m_sequence.elements();
        if (!m_sequence.appendBirths(set, rowsInSet))
            return true;
        if (stop.stop_requested() || !push(std::move(set), m_sequence.elements() - before))
            return false;
        const auto all = static_cast<double>(std::max<std::size_t>(elements, 1));
        m_sink.progress(std::min(1.0, static_cast<double>(m_sequence.elements()) / all));
    }
}

bool PacedChanges::pushDue(TimePoint now, double perSecond, const std::stop_token& stop)
{
    if (!m_pacer)
        m_pacer.emplace(now);
    hearWhatCame();
    const std::uint64_t due = m_pacer->take(now, perSecond);
    std::uint64_t made = 0;
    // A set may end early where an element needs a new one; an empty graph makes nothing.
    while (made < due) {
        graph::ChangeSet set = m_sink.takeEmptySet();
        const std::uint64_t inSet = m_sequence.appendSteps(set, due - made, rowsInSet);
        if (set.empty())
            return true;
        made += inSet;
        if (stop.stop_requested() || !push(std::move(set), inSet))
            return false;
    }
    m_pacer->alsoMade(made - due);   // a node goes and comes with all its edges
    return true;
}

bool PacedChanges::push(graph::ChangeSet set, std::uint64_t made)
{
    m_made += made;
    if (m_underWay.size() == mostUnderWay)   // a sink that counts nothing
        m_underWay.pop_front();
    m_underWay.push_back({++m_sets, m_made});
    return m_sink.push(std::move(set));
}

void PacedChanges::hearWhatCame()
{
    const ChangeSink::Taken taken = m_sink.taken();
    for (; !m_underWay.empty() && m_underWay.front().set <= taken.sets; m_underWay.pop_front())
        m_arrived = m_underWay.front().made;
    const std::uint64_t lost = m_arrived - std::min(m_arrived, taken.changes);
    if (lost > m_lost)
        m_pacer->cameToNothing(lost - m_lost);
    m_lost = std::max(m_lost, lost);
}

} // namespace weir::source
