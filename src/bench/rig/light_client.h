#pragma once
#include "base/clock.h"
#include "client/connection.h"
#include "flow/backoff.h"
#include "flow/credit_window.h"
#include <QtCore/QObject>
#include <QtCore/QTimer>
#include <QtCore/QUrl>
#include <memory>
#include <optional>

namespace weir::bench {

/// A client that only counts: it gives credit back for what it read and keeps none of it, so that a thousand of them fit
/// into one process. Comes back after a loss as a real one does. Main thread.
class LightClient final : public QObject {
    Q_OBJECT

public:
    explicit LightClient(const protocol::Policy& policy = {}, QObject* parent = nullptr);
    ~LightClient() override;

    void open(const QUrl& url);
    /// From now on it reads, but gives no credit.
    void stall() { m_stalled = true; }

    /// It has the whole graph: a snapshot came and the delta that closes it.
    [[nodiscard]] bool following() const { return m_following; }
    [[nodiscard]] std::uint64_t attempts() const { return m_attempts; }     ///< to connect, the first included
    [[nodiscard]] std::uint64_t bytesReceived() const { return m_bytes; }
    [[nodiscard]] std::uint64_t deltasReceived() const { return m_deltas; }
    [[nodiscard]] const QString& endReason() const { return m_endReason; }

Q_SIGNALS:
    /// A whole delta arrived: the server's clock at the oldest tick that it covers.
    void deltaArrived(std::int64_t oldestTimeUs);
    void followingChanged();

private:
    void connectNow();
    void onControl(const weir::protocol::Message& message);
    void onData(const QByteArray& frame);
    void onEnded(const weir::client::Ending& ending);

    static constexpr std::uint32_t maxMessageBytes = 1U << 20;
    static constexpr flow::CreditWindow::Config window{256, 4U << 20, maxMessageBytes};

    protocol::Policy m_policy;
    QUrl m_url;
    std::unique_ptr<client::Connection> m_connection;
    std::optional<flow::CreditWindow> m_window;
    flow::Backoff m_backoff;
    QTimer m_retry;
    bool m_stalled = false, m_snapshotBegun = false, m_following = false;
    std::uint64_t m_attempts = 0, m_bytes = 0, m_deltas = 0;
    QString m_endReason;
};

} // namespace weir::bench
