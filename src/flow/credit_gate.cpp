#include "flow/credit_gate.h"
#include <algorithm>
#include <cassert>
#include <string>

namespace weir::flow {

namespace {

// Half of the least window a client may have, in messages of the largest size. Not half of the first grant: a client may
// make its window smaller, would then never grant that much at once, and the session would wait for ever.
constexpr std::uint64_t halfWindowMessages = leastWindowMessages / 2;

} // namespace

std::expected<CreditGate, Error> CreditGate::create(Config config)
{
    assert(config.serverMaxMessageBytes > 0 && config.maxBacklogBytes > 0);
    if (config.clientMaxMessageBytes == 0)
        return std::unexpected(Error{"The largest message is given as 0 bytes; nothing could be sent."});
    if (config.firstGrant.messages < leastWindowMessages)
        return std::unexpected(Error{"The first grant of " + std::to_string(config.firstGrant.messages)
                                     + " messages is too small; grant at least " + std::to_string(leastWindowMessages) + "."});
    if (config.firstGrant.bytes / leastWindowMessages < config.clientMaxMessageBytes)
        return std::unexpected(Error{"The first grant of " + std::to_string(config.firstGrant.bytes)
                                     + " bytes is too small; grant at least " + std::to_string(leastWindowMessages)
                                     + " times the largest message of " + std::to_string(config.clientMaxMessageBytes) + " bytes."});
    if (config.firstGrant.bytes > config.maxWindowBytes)
        return std::unexpected(Error{"The first grant of " + std::to_string(config.firstGrant.bytes)
                                     + " bytes is more than this server holds for one client; grant at most "
                                     + std::to_string(config.maxWindowBytes) + "."});
    return CreditGate(config);
}

CreditGate::CreditGate(Config config)
    : m_config(config),
      m_maxMessageBytes(std::min(config.clientMaxMessageBytes, config.serverMaxMessageBytes)),
      m_granted(config.firstGrant)
{
}

CreditGate::CreditOutcome CreditGate::onCredit(Grant totals)
{
    if (totals.messages < m_granted.messages || totals.bytes < m_granted.bytes) {
        ++m_lowerTotals;
        return CreditOutcome::Lower;
    }
    if (totals == m_granted)
        return CreditOutcome::Repeated;
    m_granted = totals;
    return CreditOutcome::Raised;
}

bool CreditGate::creditsAllow(std::uint64_t bytes) const
{
    if (!m_starved)
        return creditsMessages() >= 1 && creditsBytes() >= std::min(bytes, m_maxMessageBytes);
    const std::uint64_t neededMessages = std::max<std::uint64_t>(1, (bytes - 1) / m_maxMessageBytes + 1);
    return creditsMessages() >= std::min(neededMessages, halfWindowMessages)
        && creditsBytes() >= std::min(bytes, halfWindowMessages * m_maxMessageBytes);
}

bool CreditGate::mayTake(std::uint64_t bytes, std::uint64_t backlogBytes)
{
    assert(bytes > 0);
    if (!creditsAllow(bytes)) {
        m_starved = true;
        return false;
    }
    m_starved = false;
    return backlogBytes < m_config.maxBacklogBytes;
}

void CreditGate::onSent(std::uint64_t bytes)
{
    assert(creditsMessages() >= 1 && bytes <= sendableBytes());
    ++m_sent.messages;
    m_sent.bytes += bytes;
}

std::uint64_t CreditGate::sendableBytes() const
{
    return creditsMessages() == 0 ? 0 : std::min(creditsBytes(), m_maxMessageBytes);
}

std::uint64_t CreditGate::unacknowledgedBytes() const
{
    const std::uint64_t givenBack = m_granted.bytes - m_config.firstGrant.bytes;
    return m_sent.bytes - std::min(m_sent.bytes, givenBack);
}

} // namespace weir::flow
