#include "stream/window_control.h"

namespace weir::stream {

using flow::CreditWindow;
using flow::Grant;
using flow::WindowSizer;
using flow::WindowSizing;

namespace {

Grant grantOf(const CreditWindow::Config& window) { return {window.windowMessages, window.windowBytes}; }
Grant leastOf(const CreditWindow::Config& window) { return grantOf(CreditWindow::Config{0, 0, window.maxMessageBytes}.raisedToLeast()); }

WindowSizer::Config sizerOf(const CreditWindow::Config& largest)
{
    WindowSizer::Config config;
    config.least = leastOf(largest);
    config.most = grantOf(largest);
    return config;
}

} // namespace

WindowControl::WindowControl(CreditWindow::Config largest, WindowSizing sizing, QObject* parent)
    : QObject(parent), m_largest(largest.raisedToLeast()), m_sizing(sizing), m_sizer(sizerOf(m_largest), Clock::now())
{
    m_grantTimer.setSingleShot(true);
    connect(&m_grantTimer, &QTimer::timeout, this, &WindowControl::grantDue);
    m_lookTimer.setInterval(std::chrono::ceil<std::chrono::milliseconds>(sizerOf(m_largest).lookEvery));
    connect(&m_lookTimer, &QTimer::timeout, this, [this] {
        if (m_sizer.look(Clock::now(), m_queue))
            Q_EMIT presentChanged();
    });
    setSizing(sizing);
}

void WindowControl::setLargest(std::uint64_t messages, std::uint64_t bytes)
{
    m_largest = CreditWindow::Config{messages, bytes, m_largest.maxMessageBytes}.raisedToLeast();
    m_sizer.setBounds(leastOf(m_largest), grantOf(m_largest));
    Q_EMIT presentChanged();
}

void WindowControl::setSizing(WindowSizing sizing)
{
    m_sizing = sizing;
    m_sizer.rest();   // what it counted meanwhile
    m_grantTimer.stop();
    if (sizing == WindowSizing::Automatic)
        m_lookTimer.start();
    else
        m_lookTimer.stop();
    Q_EMIT presentChanged();
}

CreditWindow::Config WindowControl::present() const
{
    if (m_sizing == WindowSizing::Fixed)
        return m_largest;
    return {m_sizer.window().messages, m_sizer.window().bytes, m_largest.maxMessageBytes};
}

void WindowControl::setQueue(WindowSizer::Queue queue)
{
    using Queue = WindowSizer::Queue;
    if ((queue == Queue::Paused) != (m_queue == Queue::Paused))
        m_sizer.rest();
    m_queue = queue;
}

std::optional<Grant> WindowControl::takeGrant(CreditWindow& window, TimePoint now)
{
    if (m_sizing == WindowSizing::Fixed)
        return window.takeGrant();
    std::optional<Grant> grant;
    if (const std::uint64_t messages = m_sizer.grantableMessages(now); messages != 0)
        grant = window.takeGrant(messages);
    if (grant)
        m_sizer.onGranted(now);
    const auto next = m_sizer.nextGrantAt();
    if (next && window.owes() && !m_grantTimer.isActive())
        m_grantTimer.start(std::max(std::chrono::milliseconds(1), std::chrono::ceil<std::chrono::milliseconds>(*next - now)));
    return grant;
}

} // namespace weir::stream
