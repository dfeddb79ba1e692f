#include "flow/clock_offset.h"
#include <algorithm>

namespace weir::flow {

namespace {

constexpr std::size_t mostUnderWay = 8;
constexpr std::size_t mostSamples = 64;

} // namespace

std::uint64_t ClockOffset::onPing(TimePoint now)
{
    if (m_underWay.size() == mostUnderWay)
        m_underWay.pop_front();
    m_underWay.push_back({++m_lastId, now});
    return m_lastId;
}

bool ClockOffset::onPong(std::uint64_t id, std::int64_t peerMicroseconds, TimePoint now)
{
    const auto ping = std::ranges::find(m_underWay, id, &Ping::id);
    if (ping == m_underWay.end())
        return false;
    const std::int64_t sent = microseconds(ping->sent);
    const std::int64_t roundTrip = microseconds(now) - sent;
    m_underWay.erase(ping);

    while (!m_samples.empty() && (now - m_samples.front().taken > m_config.memory || m_samples.size() == mostSamples))
        m_samples.pop_front();
    // Unsigned, because the peer's number may be anything and signed overflow is undefined.
    const auto offset = static_cast<std::int64_t>(static_cast<std::uint64_t>(peerMicroseconds)
                                                  - static_cast<std::uint64_t>(sent + roundTrip / 2));
    m_samples.push_back({now, roundTrip, offset});
    return true;
}

std::optional<ClockOffset::Estimate> ClockOffset::estimate(TimePoint now) const
{
    const Sample* fastest = nullptr;
    for (const Sample& sample : m_samples) {
        if (now - sample.taken > m_config.memory)
            continue;
        if (!fastest || sample.roundTripMicroseconds <= fastest->roundTripMicroseconds)
            fastest = &sample;
    }
    if (!fastest)
        return std::nullopt;
    return Estimate{fastest->offsetMicroseconds, (fastest->roundTripMicroseconds + 1) / 2};
}

} // namespace weir::flow
