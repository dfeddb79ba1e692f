#pragma once
#include "client/connection.h"
#include "flow/backoff.h"
#include "flow/credit_window.h"
#include "flow/drain_queue.h"
#include "flow/pressure_gauge.h"
#include "flow/rate_allowance.h"
#include "metrics/percentiles.h"
#include "metrics/rate_meter.h"
#include "protocol/aligned_bytes.h"
#include "protocol/compression.h"
#include "stream/applier.h"
#include "stream/connection_ledger.h"
#include "stream/liveness.h"
#include "stream/stream_stats.h"
#include "stream/window_control.h"
#include <QtCore/QObject>
#include <QtCore/QTimer>
#include <QtCore/QUrl>
#include <memory>

namespace weir::stream {

/// Follows a server: connects and connects again, grants credits, queues what comes, applies it in slices, and keeps the
/// figures. Paused, it leaves the queue to fill up to the window. Everything happens on the thread it lives on, the
/// stream thread, which needs an event loop; the model may be read there between two calls.
class StreamClient final : public QObject {
    Q_OBJECT

public:
    struct Config {
        QString name = QStringLiteral("weir");
        protocol::Encoding encoding = protocol::Encoding::Binary;
        std::uint64_t windowMessages = 1024;   ///< the window, or the largest where it sizes itself
        std::uint64_t windowBytes = 8U << 20;
        flow::WindowSizing windowSizing = flow::WindowSizing::Fixed;
        std::uint32_t maxMessageBytes = 1U << 20;
        std::uint64_t maxStagedBytes = 16U << 20;
        protocol::Policy policy;
        bool compression = true;             ///< data may come compressed, where the server finds it worth its time
        client::Security security{};
        bool reconnect = true;               ///< false: the first ending is the last
        bool triesUntilWelcomed = true;      ///< false: it comes back only to a server that has welcomed it
        std::chrono::milliseconds welcomeTimeout = client::Connection::usualWelcomeTimeout;
        flow::Backoff::Config backoff{};     ///< how long it waits before it comes back
    };

    explicit StreamClient(Config config, QObject* parent = nullptr);
    ~StreamClient() override;

    void open(const QUrl& url);
    /// Says bye; the model stays.
    void close(const QString& reason = {});
    void setDrainPaused(bool paused);
    /// Also on the open connection.
    void setWindow(std::uint64_t messages, std::uint64_t bytes, flow::WindowSizing sizing = flow::WindowSizing::Fixed);
    /// The frames that a viewer drew lately took `load` of its budget for one: for a window that sizes itself.
    void onFrames(double load) { m_windowControl.onFrames(load); }
    void steer(const protocol::Steer& request);
    /// How changes are wanted from now on; also on the open connection, which goes on.
    void setPolicy(const protocol::Policy& policy);

    [[nodiscard]] StreamStats stats(TimePoint now);
    [[nodiscard]] const graph::GraphStore& store() const { return m_applier.store(); }
    [[nodiscard]] const Applier& applier() const { return m_applier; }
    [[nodiscard]] const protocol::Welcome& welcome() const { return m_welcome; }   ///< of the last connection

    static constexpr std::chrono::milliseconds slice{4};   ///< of applying, between looks at the socket
    static constexpr std::int64_t mostBacklogBytes = 1 << 20;   ///< unsent, above which pings are not answered
    static constexpr unsigned mostResyncsInARow = 3;       ///< without an equal digest between them
    static constexpr unsigned mostControlPerSecond = 1000; ///< from a server that means no harm: some ten

Q_SIGNALS:
    void applied();                          ///< the model may have changed; once a slice
    void serverChanged();                    ///< welcome() has news
    void faultReported(const QString& text);
    /// The connection ended or was not to be had, and is tried again after a while.
    void cut(const QString& reason);
    /// The stream is closed for good: it will not try again by itself.
    void closed(const QString& reason);

private:
    struct QueuedFrame {
        QByteArray bytes;
        std::uint64_t through = 0;   ///< position in the ledger up to which it stands for changes; 0: for none
    };

    void connectNow();
    void statePolicy();
    void onControl(const protocol::Message& message);
    void onData(const QByteArray& frame);
    void onEnded(const client::Ending& ending);
    void onHead(const protocol::Head& head);
    void onFeed(const protocol::Feed& feed);
    void onResumed(Tick resumedFrom);
    void drain();
    void scheduleDrain();
    [[nodiscard]] bool applyFrame(const QueuedFrame& frame);
    /// The binary frame of a data message, as it is applied; valid until the next call. An error is the server's.
    [[nodiscard]] std::expected<std::pair<std::string_view, protocol::Message>, Error> decode(std::string_view frame);
    void onQueueChanged();
    /// False: the connection ended with it.
    bool afterOutcome(Applier::Outcome outcome);
    void failConnection(protocol::CloseCode code, const QString& reason);
    void useWindow();
    void sendGrant();
    void finishCatchUpIfDone();
    [[nodiscard]] StreamState state() const;

    Config m_config;
    QUrl m_url;
    Applier m_applier;
    protocol::AlignedBytes m_aligned;
    protocol::Unpacker m_unpacker;
    std::string m_fromJson;
    std::unique_ptr<client::Connection> m_connection;
    WindowControl m_windowControl;
    std::optional<flow::CreditWindow> m_window;   // of this connection
    flow::DrainQueue<QueuedFrame> m_queue{0, 0};
    flow::PressureGauge m_pressure;
    flow::Backoff m_backoff;
    Liveness m_liveness;
    QTimer m_drainTimer, m_retryTimer;
    protocol::Policy m_statedPolicy;           // what this connection's server knows
    protocol::Welcome m_welcome;
    protocol::Head m_head;
    bool m_wanted = false;                     // open() was called and nothing ended it for good
    bool m_everWelcomed = false;
    bool m_paused = false;
    std::optional<Tick> m_resumeTarget;        // after a pause: live again once this tick is applied
    Tick m_resumedFrom = 0;
    Epoch m_resumedEpoch = 0;                  // the target is a tick of this one
    std::string m_toldReport;                  // of the source, the newest that was passed on
    QString m_endReason;
    ErrorKind m_endKind = ErrorKind::Other;
    ConnectionLedger m_ledger;
    unsigned m_resyncsInARow = 0;
    flow::RateAllowance m_controlAllowance{mostControlPerSecond};
    metrics::RateMeter m_changeRate, m_messageRate, m_byteRate;
    metrics::Percentiles m_latency;
    std::uint64_t m_bytesReceived = 0, m_bytesSaved = 0, m_messagesReceived = 0, m_faults = 0, m_resumed = 0;
};

} // namespace weir::stream
