#pragma once
#include "server/door/stream_server.h"
#include "stream/stream_client.h"
#include "support/fault_proxy.h"
#include <QtCore/QStringList>

/// One client of a scenario, behind a proxy of its own; whatever may never happen to it becomes a breach.
class Viewer final {
public:
    Viewer(weir::stream::StreamClient::Config config, const QUrl& server);

    void open();
    void pause(bool paused);
    void setWindow(std::uint64_t messages, std::uint64_t bytes);
    /// It draws something: for a while slowly, for a while fast.
    void drawFrames() { m_client.onFrames(m_drawn++ / 20 % 2 == 0 ? 3 : 0.2); }
    void setPolicy(const weir::protocol::Policy& policy);
    /// From here on all of the values are to come.
    void wantEverything();

    /// To be asked between any two turns of the event loop.
    void checkBounds();
    /// It shows the server's newest tick and knows that it is right.
    [[nodiscard]] bool isSettled(const weir::server::GraphHost& host);
    /// Once settled: that what it says is so, and that nothing happened on the way that only a fault explains.
    void checkEnd(const weir::server::GraphHost& host);

    [[nodiscard]] FaultProxy& proxy() { return m_proxy; }
    [[nodiscard]] weir::stream::StreamClient& client() { return m_client; }
    [[nodiscard]] bool closed() const { return m_closed; }   ///< for good; only a garbled byte excuses it
    [[nodiscard]] const QStringList& breaches() const { return m_breaches; }
    [[nodiscard]] unsigned mended() const { return m_mended; }   ///< times that an audit found the chunks that differed
    [[nodiscard]] QString describe();

private:
    void breach(const QString& text);

    FaultProxy m_proxy;
    weir::stream::StreamClient m_client;
    weir::protocol::Policy m_policy;
    std::uint64_t m_largestMessages, m_largestBytes;   // of the windows it ever had
    unsigned m_drawn = 0;
    bool m_closed = false;
    unsigned m_mended = 0;
    bool m_reachesBack = false;   // lanes that were left out may still be on their way
    QStringList m_breaches, m_excused;   // what a garbled byte may lead to; a breach where there was none
};
