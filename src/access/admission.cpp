#include "access/admission.h"
#include <cassert>

namespace weir::access {

Admission::Verdict Admission::arrive(Address address, TimePoint now)
{
    forgetStrangers(now);
    // First its own rate: who floods must not use up what all share.
    auto visitor = m_visitors.find(address);
    if (visitor != m_visitors.end() && !visitor->second.rate.take(now))
        return Verdict::TurnedAway;
    if (!m_rate.take(now))
        return Verdict::TurnedAway;
    if (visitor == m_visitors.end()) {
        visitor = m_visitors.emplace(address, Visitor{0, now, flow::RateAllowance(m_limits.handshakesPerSecondPerAddress)}).first;
        if (!visitor->second.rate.take(now))
            return Verdict::TurnedAway;
    }
    Visitor& known = visitor->second;
    known.newest = now;
    if (known.inside >= m_limits.clientsPerAddress + roomToBeToldPerAddress || m_inside >= m_limits.clients + roomToBeTold)
        return Verdict::TurnedAway;
    ++m_inside;
    ++known.inside;
    if (known.inside > m_limits.clientsPerAddress)
        return Verdict::TooManyOfAddress;
    return m_inside > m_limits.clients ? Verdict::TooManyClients : Verdict::Welcome;
}

void Admission::leave(Address address)
{
    const auto visitor = m_visitors.find(address);
    assert(visitor != m_visitors.end() && visitor->second.inside > 0);
    --visitor->second.inside;
    --m_inside;
}

void Admission::forgetStrangers(TimePoint now)
{
    if (now - m_forgot < std::chrono::seconds(1))
        return;
    m_forgot = now;
    std::erase_if(m_visitors, [now](const auto& entry) {
        return entry.second.inside == 0 && now - entry.second.newest >= std::chrono::seconds(1);
    });
}

} // namespace weir::access
