#pragma once
#include "conformance/raw_client.h"
#include "server/door/stream_server.h"
#include "stream/stream_client.h"
#include "support/heap.h"
#include <QtCore/QEventLoop>
#include <QtCore/QTimer>
#include <chrono>

namespace attack {

/// Goes round the event loop, once after the other, until `condition` holds. QTRY_ goes round until nothing is left to do,
/// and under attack there is always something.
template <typename Condition>
[[nodiscard]] bool turnUntil(Condition condition, std::chrono::seconds patience = std::chrono::seconds(30))
{
    const auto end = weir::Clock::now() + patience;
    QEventLoop loop;
    QTimer look;
    look.start(2);
    while (!condition()) {
        if (weir::Clock::now() > end)
            return false;
        loop.processEvents(QEventLoop::WaitForMoreEvents);
    }
    return true;
}

/// A server under attack and two who mean well: one follows the graph, one asks and waits for the answer. What the attack
/// costs them is counted, not timed: how many frames of others the server read between a question and its answer, and how
/// much the heap grew.
class Stage final {
public:
    explicit Stage(weir::server::StreamServer::Config config = {},
                   const QString& source = QStringLiteral("synthetic:nodes=500,edges=900,rate=2000"))
        : server(std::move(config))
    {
        if (!server.listen() || !server.startSource(source))
            qFatal("the server does not start");
        weir::stream::StreamClient::Config following;
        following.reconnect = false;
        m_witness = std::make_unique<weir::stream::StreamClient>(following);
        m_witness->open(server.url());
        // With all of the first graph, or that would be taken for what an attack costs.
        const auto hasAll = [this] {
            const auto stats = m_witness->stats(weir::Clock::now());
            return stats.inSync == true && stats.sourceState == weir::stream::SourceState::Live;
        };
        if (!turnUntil(hasAll) || !m_asker.open(server.url())
            || !m_asker.greet())
            qFatal("who means well does not get in");
        m_heapBefore = heapBytes();
    }

    [[nodiscard]] quint16 port() const { return static_cast<quint16>(server.url().port()); }
    [[nodiscard]] std::uint64_t receivedFrames() const { return server.figures(weir::Clock::now()).sessions.receivedFrames; }

    /// Asks once; how many frames the server read until the answer was there. Nothing: none came.
    [[nodiscard]] std::optional<std::uint64_t> framesUntilAnswered()
    {
        // A question a millisecond, or this were a flood, too.
        if (!turnUntil([this] { return weir::Clock::now() - m_asked > std::chrono::milliseconds(1); }))
            return std::nullopt;
        m_asked = weir::Clock::now();
        std::optional<std::uint64_t> read;
        const std::uint64_t before = receivedFrames();
        const std::uint32_t question = ++m_question;
        m_asker.control.clear();
        m_asker.say(weir::protocol::Ping{question, 0});
        m_asker.socket().flush();
        const bool answered = turnUntil([&] {
            const auto* const answer = m_asker.last<weir::protocol::Pong>();
            return answer && answer->id == question;
        });
        if (answered)
            read = receivedFrames() - before;
        look();
        return read;
    }

    /// Asks again and again until `condition` holds. False: an answer did not come, or `condition` never held.
    template <typename Condition>
    [[nodiscard]] bool askUntil(Condition condition)
    {
        const auto end = weir::Clock::now() + std::chrono::seconds(60);
        while (!condition()) {
            const auto frames = framesUntilAnswered();
            if (!frames || weir::Clock::now() > end)
                return false;
            m_mostFrames = std::max(m_mostFrames, *frames);
        }
        return true;
    }
    /// Of all that askUntil() asked.
    [[nodiscard]] std::uint64_t mostFramesUntilAnswered() const { return m_mostFrames; }

    void look() { m_heapGrew = std::max(m_heapGrew, heapBytes() - std::min(heapBytes(), m_heapBefore)); }
    /// The most that was seen.
    [[nodiscard]] std::uint64_t heapGrew() const { return m_heapGrew; }

    /// Whether who followed still does, without a fault, and goes on.
    [[nodiscard]] bool followerIsUnharmed()
    {
        const auto before = m_witness->stats(weir::Clock::now());
        return before.faults == 0 && turnUntil([&] {
                   const auto now = m_witness->stats(weir::Clock::now());
                   return now.appliedTick > before.appliedTick + 5 && now.inSync == true && now.faults == 0;
               });
    }

    weir::server::StreamServer server;

private:
    std::unique_ptr<weir::stream::StreamClient> m_witness;
    RawClient m_asker{weir::protocol::Encoding::Binary};
    std::uint32_t m_question = 0;
    weir::TimePoint m_asked{};
    std::uint64_t m_heapBefore = 0, m_heapGrew = 0, m_mostFrames = 0;
};

} // namespace attack
