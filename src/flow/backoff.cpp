#include "flow/backoff.h"
#include <algorithm>
#include <utility>

namespace weir::flow {

namespace {

Clock::duration bound(const Backoff::Config& config, unsigned attempts)
{
    Clock::duration bound = config.firstBound;
    for (unsigned i = 0; i < attempts && bound < config.lastBound; ++i)
        bound *= 2;
    return std::min(bound, config.lastBound);
}

} // namespace

Backoff::Backoff(Config config, std::function<double()> random) : m_config(config), m_random(std::move(random)) {}

void Backoff::onConnected(TimePoint now) { m_connectedSince = now; }

Clock::duration Backoff::onFailed(TimePoint now, std::optional<Clock::duration> retryAfter)
{
    const auto connectedSince = std::exchange(m_connectedSince, std::nullopt);
    if (connectedSince && now - *connectedSince >= m_config.stableAfter)
        m_attempts = 0;
    const double share = std::clamp(m_random(), 0.0, 1.0);
    const auto jitter = std::chrono::duration_cast<Clock::duration>(bound(m_config, m_attempts) * share);
    ++m_attempts;
    return jitter + std::clamp(retryAfter.value_or(Clock::duration::zero()), Clock::duration::zero(), m_config.longestRetryAfter);
}

void Backoff::reset()
{
    m_connectedSince.reset();
    m_attempts = 0;
}

} // namespace weir::flow
