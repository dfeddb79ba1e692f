#include "stream/connection_ledger.h"
#include <algorithm>

namespace weir::stream {

void ConnectionLedger::begin(const protocol::Welcome& welcome)
{
    clear();
    m_epoch = welcome.epoch;
    m_base = welcome.resumedTotal;
}

void ConnectionLedger::onHead(const protocol::Head& head)
{
    if (head.epoch == m_epoch && head.changesTotal >= m_base)
        m_ledger.onHead(m_before + head.changesTotal - m_base, m_before + head.sentTotal - std::min(head.sentTotal, m_base));
}

std::uint64_t ConnectionLedger::onReceived(const protocol::DataPosition& position)
{
    if (position.epoch != 0 && position.epoch != m_epoch) {
        // What was still to come of the graph before is merged into the snapshot that replaces it.
        m_before = m_ledger.produced();
        m_base = 0;
        m_epoch = position.epoch;
    }
    const std::uint64_t through = position.changesTotal < m_base ? 0 : m_before + position.changesTotal - m_base;
    m_ledger.onReceived(through);
    return through;
}

} // namespace weir::stream
