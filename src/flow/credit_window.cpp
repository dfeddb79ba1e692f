#include "flow/credit_window.h"
#include <algorithm>
#include <cassert>
#include <limits>
#include <string>

namespace weir::flow {

namespace {

constexpr std::uint64_t coalescedParts = 4;   // of a window: one grant for each part that became free

std::expected<void, Error> check(const CreditWindow::Config& config)
{
    const std::uint64_t largest = std::numeric_limits<std::uint64_t>::max() / leastWindowMessages;
    if (config.maxMessageBytes == 0 || config.maxMessageBytes > largest)
        return std::unexpected(Error{"The largest message of a credit window is " + std::to_string(config.maxMessageBytes)
                                     + " bytes; give it 1 to " + std::to_string(largest) + "."});
    if (config.windowMessages < leastWindowMessages)
        return std::unexpected(Error{"A credit window of " + std::to_string(config.windowMessages)
                                     + " messages is too small; give it at least " + std::to_string(leastWindowMessages) + "."});
    if (config.windowBytes < leastWindowMessages * config.maxMessageBytes)
        return std::unexpected(Error{"A credit window of " + std::to_string(config.windowBytes)
                                     + " bytes is too small for messages of up to " + std::to_string(config.maxMessageBytes)
                                     + " bytes; give it at least " + std::to_string(leastWindowMessages * config.maxMessageBytes) + "."});
    return {};
}

} // namespace

CreditWindow::Config CreditWindow::Config::raisedToLeast() const
{
    Config raised = *this;
    raised.windowMessages = std::max(windowMessages, leastWindowMessages);
    raised.windowBytes = std::max(windowBytes, leastWindowMessages * maxMessageBytes);
    return raised;
}

std::expected<CreditWindow, Error> CreditWindow::create(Config config)
{
    if (auto checked = check(config); !checked)
        return std::unexpected(std::move(checked).error());
    return CreditWindow(config);
}

CreditWindow::CreditWindow(Config config)
    : m_config(config), m_firstGrant{config.windowMessages, config.windowBytes}, m_granted(m_firstGrant)
{
}

std::expected<void, Error> CreditWindow::onReceived(std::uint64_t bytes)
{
    if (bytes > m_config.maxMessageBytes)
        return std::unexpected(Error{"The peer sent a message of " + std::to_string(bytes) + " bytes, the largest it was told is "
                                     + std::to_string(m_config.maxMessageBytes) + "."});
    if (creditsMessages() == 0)
        return std::unexpected(Error{"The peer sent more than the " + std::to_string(m_granted.messages) + " messages it was granted."});
    if (bytes > creditsBytes())
        return std::unexpected(Error{"The peer sent more than the " + std::to_string(m_granted.bytes) + " bytes it was granted."});
    ++m_received.messages;
    m_received.bytes += bytes;
    return {};
}

void CreditWindow::onDisposed(std::uint64_t bytes)
{
    assert(outstandingMessages() > 0 && outstandingBytes() >= bytes);
    ++m_disposed.messages;
    m_disposed.bytes += bytes;
}

std::optional<Grant> CreditWindow::takeGrant(std::uint64_t mostMessages)
{
    const std::uint64_t freeMessages = std::max(m_granted.messages, m_disposed.messages + m_config.windowMessages) - m_granted.messages;
    const Grant full{m_granted.messages + std::min(freeMessages, mostMessages),
                     std::max(m_granted.bytes, m_disposed.bytes + m_config.windowBytes)};
    if (full == m_granted)
        return std::nullopt;
    const bool enoughMessages = full.messages - m_granted.messages >= m_config.windowMessages / coalescedParts;
    const bool enoughBytes = full.bytes - m_granted.bytes >= m_config.windowBytes / coalescedParts;
    if (!enoughMessages && !enoughBytes && outstandingMessages() > 0)
        return std::nullopt;
    m_granted = full;
    return m_granted;
}

std::expected<void, Error> CreditWindow::setWindow(Config config)
{
    assert(config.maxMessageBytes == m_config.maxMessageBytes);
    if (auto checked = check(config); !checked)
        return checked;
    m_config = config;
    return {};
}

} // namespace weir::flow
