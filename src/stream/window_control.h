#pragma once
#include "flow/credit_window.h"
#include "flow/window_sizer.h"
#include <QtCore/QObject>
#include <QtCore/QTimer>
#include <optional>

namespace weir::stream {

/// Which credit window a client has, over all its connections: a fixed one, or one that sizes itself; and when what became
/// free is granted. Owns the timers of flow::WindowSizer. Lives on the stream thread with its StreamClient.
class WindowControl final : public QObject {
    Q_OBJECT

public:
    /// `largest`: the window, or the most of one that sizes itself; raised to the least.
    WindowControl(flow::CreditWindow::Config largest, flow::WindowSizing sizing, QObject* parent = nullptr);

    void setLargest(std::uint64_t messages, std::uint64_t bytes);
    void setSizing(flow::WindowSizing sizing);

    [[nodiscard]] const flow::CreditWindow::Config& largest() const { return m_largest; }
    [[nodiscard]] flow::WindowSizing sizing() const { return m_sizing; }
    [[nodiscard]] flow::CreditWindow::Config present() const;

    /// As of flow::WindowSizer.
    void onDrained(flow::Grant disposed, flow::WindowSizer::Work work) { m_sizer.onDrained(disposed, work, m_queue); }
    void onFrames(double load) { m_sizer.onFrames(load); }
    /// How the queue stands, whenever that becomes another.
    void setQueue(flow::WindowSizer::Queue queue);

    /// What `window` has to grant, when it is worth a message and due.
    [[nodiscard]] std::optional<flow::Grant> takeGrant(flow::CreditWindow& window, TimePoint now);

Q_SIGNALS:
    void presentChanged();
    void grantDue();   ///< takeGrant() held something back until now

private:
    flow::CreditWindow::Config m_largest;
    flow::WindowSizing m_sizing;
    flow::WindowSizer m_sizer;
    flow::WindowSizer::Queue m_queue = flow::WindowSizer::Queue::Empty;
    QTimer m_lookTimer, m_grantTimer;
};

} // namespace weir::stream
