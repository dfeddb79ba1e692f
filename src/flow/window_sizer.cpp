#include "flow/window_sizer.h"
#include <bit>
#include <cassert>
#include <cmath>
#include <utility>

namespace weir::flow {

namespace {

constexpr double growth = 1.25;
constexpr double shrinkage = 0.8;
constexpr double aheadSeconds = 1;             // of the rate lately seen
constexpr double mostShrinkage = 0.5;          // one look's drain rate may be wrong
constexpr std::uint64_t coalescedParts = 4;    // of a window: as many messages may have been saved up for one grant

double share(std::uint64_t part, std::uint64_t all) { return static_cast<double>(part) / static_cast<double>(all); }
double seconds(Clock::duration duration) { return std::chrono::duration<double>(duration).count(); }

} // namespace

WindowSizer::WindowSizer(Config config, TimePoint now) : m_config(config), m_window(config.most), m_messagesAhead(static_cast<double>(config.startMessages)), m_looked(now), m_granted(now)
{
    setBounds(config.least, config.most);
}

void WindowSizer::setBounds(Grant least, Grant most)
{
    assert(least.messages > 0 && least.bytes > 0 && least.messages <= most.messages && least.bytes <= most.bytes);
    m_config.least = least;
    m_config.most = most;
    static_cast<void>(updateWindow());
}

void WindowSizer::onDrained(Grant disposed, Work work, Queue queue)
{
    m_disposed.messages += disposed.messages;
    m_disposed.bytes += disposed.bytes;
    m_work = work;
    if (queue == Queue::Empty)
        m_ranEmpty = true;
}

bool WindowSizer::look(TimePoint now, Queue queue)
{
    if (now - m_looked < m_config.lookEvery)
        return false;
    if (!m_rested && queue != Queue::Paused) {
        const double passed = seconds(now - m_looked);
        sizeByDrain(passed);
        sizeByFrames(passed);
        sizeByUse(passed);
    }
    m_looked = now;
    m_disposed = {};
    m_ranEmpty = queue == Queue::Empty;
    m_rested = queue == Queue::Paused;
    m_frameLoad.reset();
    return updateWindow();
}

void WindowSizer::sizeByDrain(double passed)
{
    if (m_ranEmpty) {
        m_drainShare *= growth;
    } else if (m_disposed.messages > 0) {   // else it was kept from draining, and how fast that is nobody knows
        // Full windows drained in a second, by what fills a window first.
        const double windows = std::max(share(m_disposed.bytes, m_config.most.bytes), share(m_disposed.messages, m_config.most.messages)) / passed;
        const double wanted = windows * seconds(m_config.queueTarget);
        if (m_drainShare > wanted * growth)
            m_drainShare = std::max(wanted, m_drainShare * mostShrinkage);
        else if (m_drainShare * growth < wanted)
            m_drainShare *= growth;
    }
    // Below the least window a share would change nothing but how long it takes to grow again.
    const double least = std::min(share(m_config.least.bytes, m_config.most.bytes), share(m_config.least.messages, m_config.most.messages));
    m_drainShare = std::clamp(m_drainShare, least, 1.0);
}

void WindowSizer::sizeByFrames(double passed)
{
    if (m_work == Work::CatchUp)
        return;
    if (m_frameLoad && *m_frameLoad > m_config.frameHigh) {
        if (m_disposed.messages == 0)
            return;   // the stream has no part in it
        const double used = static_cast<double>(m_disposed.messages) / passed;
        const double shown = std::max(m_config.leastMessagesPerSecond, m_config.framesPerSecond / *m_frameLoad);
        m_messagesPerSecond = std::max(shown, shrinkage * std::min(m_messagesPerSecond.value_or(used), used));
    } else if (m_messagesPerSecond && m_frameLoad.value_or(0) < m_config.frameLow) {
        *m_messagesPerSecond *= growth;
        // From where on another law is the stricter one.
        if (*m_messagesPerSecond * seconds(m_config.queueTarget) >= std::min(m_messagesAhead, static_cast<double>(m_config.most.messages)))
            m_messagesPerSecond.reset();
    }
}

void WindowSizer::sizeByUse(double passed)
{
    const double wanted = aheadSeconds * static_cast<double>(m_disposed.messages) / passed;
    m_messagesAhead = std::max({wanted, m_messagesAhead * shrinkage, static_cast<double>(m_config.startMessages)});
}

bool WindowSizer::updateWindow()
{
    double part = m_drainShare;
    if (spaced())
        part = std::min(part, *m_messagesPerSecond * seconds(m_config.queueTarget) / static_cast<double>(m_config.most.messages));
    const auto of = [part](std::uint64_t least, std::uint64_t most) {
        return std::clamp(static_cast<std::uint64_t>(std::llround(part * static_cast<double>(most))), least, most);
    };
    // A power of two, so that a rate that is never quite the same does not make it another window each time.
    const std::uint64_t ahead = std::bit_ceil(static_cast<std::uint64_t>(std::min(m_messagesAhead, static_cast<double>(m_config.most.messages))));
    const Grant window{std::max(std::min(of(m_config.least.messages, m_config.most.messages), ahead), m_config.least.messages),
                       of(m_config.least.bytes, m_config.most.bytes)};
    return std::exchange(m_window, window) != window;
}

std::uint64_t WindowSizer::grantableMessages(TimePoint now) const
{
    if (!spaced())
        return m_config.most.messages;
    const auto saved = static_cast<std::uint64_t>(std::max(0.0, seconds(now - m_granted)) * *m_messagesPerSecond);
    return std::min(saved, std::max<std::uint64_t>(1, m_window.messages / coalescedParts));
}

std::optional<TimePoint> WindowSizer::nextGrantAt() const
{
    if (!spaced())
        return std::nullopt;
    return m_granted + std::chrono::ceil<Clock::duration>(std::chrono::duration<double>(1 / *m_messagesPerSecond));
}

} // namespace weir::flow
