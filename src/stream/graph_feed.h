#pragma once
#include "flow/clock_offset.h"
#include "flow/credit_window.h"
#include "flow/drain_queue.h"
#include "flow/pressure_gauge.h"
#include "metrics/percentiles.h"
#include "metrics/rate_meter.h"
#include "protocol/aligned_bytes.h"
#include "protocol/close_code.h"
#include "protocol/codec.h"
#include "protocol/compression.h"
#include "stream/applier.h"
#include "stream/connection_ledger.h"
#include "stream/report.h"
#include "stream/stream_stats.h"
#include "stream/window_control.h"
#include <QtCore/QByteArray>
#include <QtCore/QObject>
#include <QtCore/QTimer>
#include <expected>
#include <functional>
#include <optional>
#include <string>

namespace weir::stream {

/// Keeps a model equal to the graph of a stream of frames, wherever these come from: queues them, decodes and applies them in
/// slices, and keeps the figures. Credit goes back for what was applied; whoever gives it frames gives no more than that. Paused, it
/// leaves the queue to fill up to the window. What its origin must be told or asked it says by said(). Knows no socket and no
/// addresses. Everything happens on the thread it lives on, which needs an event loop; the model may be read there between two calls.
class GraphFeed final : public QObject {
    Q_OBJECT

public:
    struct Config {
        protocol::Encoding encoding = protocol::Encoding::Binary;
        flow::CreditWindow::Config window{};   ///< or the largest where it sizes itself
        flow::WindowSizing windowSizing = flow::WindowSizing::Fixed;
        std::uint64_t maxStagedBytes = 0;
    };
    /// How far the clock of the frames' origin is off; nothing: not known, and then there are no latencies.
    using OriginClock = std::function<std::optional<flow::ClockOffset::Estimate>(TimePoint now)>;

    GraphFeed(Config config, OriginClock clock, QObject* parent = nullptr);

    /// What comes from now on begins anew, as on another connection: what was under way is forgotten, the model stays. What a hello
    /// says of it: the first grant, and where the model may go on.
    struct Beginning {
        flow::Grant grant;
        Epoch epoch = 0;
        Tick lastApplied = 0;
    };
    Beginning begin();
    /// Nothing more comes; what waits is forgotten.
    void end();

    // In the order in which they came.
    void onWelcome(const protocol::Welcome& welcome);
    void onHead(const protocol::Head& head);
    void onData(const QByteArray& frame, TimePoint now);

    void setPaused(bool paused);
    /// Held, the model stays as it is, so that another thread may read it, whoever pauses or connects meanwhile. As in a pause the queue
    /// fills up to the window; but nobody asked for it, so what waits is a catch-up and not a pause.
    void setHeld(bool held);
    /// The window from now on.
    void setWindow(std::uint64_t messages, std::uint64_t bytes, flow::WindowSizing sizing);
    /// As of flow::WindowSizer.
    void onFrames(double load) { m_windowControl.onFrames(load); }

    [[nodiscard]] const Applier& applier() const { return m_applier; }
    [[nodiscard]] bool paused() const { return m_paused; }
    [[nodiscard]] bool catchesUp() const { return m_resumeTarget || !m_applier.following() || (m_held && !m_queue.empty()); }
    /// Its own figures among all of them.
    void addTo(StreamStats& stats, TimePoint now);

    static constexpr std::chrono::milliseconds slice{4};   ///< of applying, between looks at whatever else waits for the thread
    static constexpr unsigned mostResyncsInARow = 3;       ///< without an equal digest between them

Q_SIGNALS:
    void applied();                                              ///< the model may have changed; once a slice
    void said(const weir::protocol::Message& message);           ///< for the origin of the frames: credit, or a question
    void reported(const weir::stream::Report& report);           ///< for people
    /// It cannot go on with what comes: end() is due.
    void failed(weir::protocol::CloseCode code, const QString& reason);

private:
    struct QueuedFrame {
        QByteArray bytes;
        std::uint64_t through = 0;   ///< position in the ledger up to which it stands for changes; 0: for none
    };

    [[nodiscard]] bool stands() const { return m_paused || m_held; }
    void onStands();
    void drain();
    void scheduleDrain();
    /// False: it cannot go on.
    [[nodiscard]] bool applyFrame(const QueuedFrame& frame);
    /// The message in a data frame. `frame` becomes the binary one that it is a view of, valid until the next call. An error is the
    /// origin's.
    [[nodiscard]] std::expected<protocol::Message, Error> decode(std::string_view& frame);
    /// False: it cannot go on.
    bool afterOutcome(Applier::Outcome outcome);
    void onQueueChanged();
    void useWindow();
    void grant();
    void finishCatchUpIfDone();

    protocol::Encoding m_encoding;
    OriginClock m_clock;
    Applier m_applier;
    protocol::AlignedBytes m_aligned;
    protocol::Unpacker m_unpacker;
    std::string m_fromJson;
    WindowControl m_windowControl;
    std::optional<flow::CreditWindow> m_window;   // between begin() and end()
    flow::DrainQueue<QueuedFrame> m_queue{0, 0};
    flow::PressureGauge m_pressure;
    QTimer m_drainTimer;
    bool m_welcomed = false;                   // since begin()
    bool m_packs = false;                      // packed messages were agreed on
    std::uint32_t m_tickIntervalUs = 0;
    protocol::Head m_head;
    bool m_paused = false;
    bool m_held = false;
    std::optional<Tick> m_resumeTarget;        // after a pause or a hold: live again once this tick is applied
    Tick m_resumedFrom = 0;
    Epoch m_resumedEpoch = 0;                  // the target is a tick of this one
    ConnectionLedger m_ledger;
    unsigned m_resyncsInARow = 0;
    metrics::RateMeter m_changeRate, m_messageRate, m_byteRate;
    metrics::Percentiles m_latency;
    std::uint64_t m_bytesReceived = 0, m_bytesSaved = 0, m_messagesReceived = 0, m_faults = 0, m_resumed = 0;
};

} // namespace weir::stream
