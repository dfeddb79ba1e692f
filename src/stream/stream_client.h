#pragma once
#include "stream/graph_feed.h"
#include "stream/link.h"
#include "stream/report.h"
#include "stream/stream_stats.h"
#include <QtCore/QObject>
#include <QtCore/QUrl>
#include <string>

namespace weir::stream {

/// Follows a server: joins the link to it and the feed that applies what comes, and is what the rest of a program sees of both.
/// Everything happens on the thread it lives on, the stream thread, which needs an event loop; the model may be read there between two calls.
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

    void open(const QUrl& url);
    /// Says bye; the model stays.
    void close(const QString& reason = {});
    /// Nothing is applied meanwhile, and the queue fills up to the window.
    void setDrainPaused(bool paused) { m_feed.setPaused(paused); }
    /// The model stays as it is, see GraphFeed.
    void setHeld(bool held) { m_feed.setHeld(held); }
    /// Also on the open connection.
    void setWindow(std::uint64_t messages, std::uint64_t bytes, flow::WindowSizing sizing = flow::WindowSizing::Fixed)
    {
        m_feed.setWindow(messages, bytes, sizing);
    }
    /// The frames that a viewer drew lately took `load` of its budget for one: for a window that sizes itself.
    void onFrames(double load) { m_feed.onFrames(load); }
    void steer(const protocol::Steer& request);
    /// How changes are wanted from now on; also on the open connection, which goes on.
    void setPolicy(const protocol::Policy& policy) { m_link.setPolicy(policy); }

    [[nodiscard]] StreamStats stats(TimePoint now);
    [[nodiscard]] const Applier& applier() const { return m_feed.applier(); }
    [[nodiscard]] const graph::GraphStore& store() const { return applier().store(); }
    [[nodiscard]] const protocol::Welcome& welcome() const { return m_welcome; }   ///< of the last connection

Q_SIGNALS:
    void applied();                          ///< the model may have changed; once a slice
    void serverChanged();                    ///< welcome() has news
    /// A fault, what the server or its source says, or news.
    void reported(const weir::stream::Report& report);
    /// The connection ended or was not to be had, and is tried again after a while.
    void cut(const QString& reason);
    /// The stream is closed for good: it will not try again by itself.
    void closed(const QString& reason);

private:
    [[nodiscard]] protocol::Hello hello();
    void onWelcome(const protocol::Welcome& welcome);
    void setSource(const protocol::Feed& source);
    void report(ReportKind kind, const std::string& text);
    [[nodiscard]] StreamState state() const;

    Config m_config;
    Link m_link;
    GraphFeed m_feed;
    protocol::Welcome m_welcome;
    /// A state is told ahead of the changes that it speaks of: those are there up to the newest change of the first head after it.
    struct SourceTick {
        Epoch epoch = 0;
        Tick tick = 0;
    };
    std::optional<SourceTick> m_sourceTick;
    std::string m_toldReport;   // of the source, the newest that was passed on
    bool m_steering = false;    // something was asked of the source, and nothing that may be the answer came yet
};

} // namespace weir::stream
