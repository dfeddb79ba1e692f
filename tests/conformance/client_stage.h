#pragma once
#include "fake_server.h"
#include "stream/stream_client.h"
#include "support/encodings.h"
#include "support/origin_graph.h"
#include <QtTest/QTest>

inline weir::stream::StreamState stateOf(weir::stream::StreamClient& client) { return client.stats(weir::Clock::now()).state; }

/// A real client's server, which does what a test says.
struct ClientStage {
    weir::protocol::Encoding encoding;
    FakeServer& server;
    OriginGraph& origin;

    void say(const weir::protocol::Message& message) { server.say(message); }
    /// The client is in sync with the origin at its tick; unless `spoil` makes the closing delta another one.
    void bringInSync(const std::function<void(weir::protocol::Delta&)>& spoil = [](weir::protocol::Delta&) {})
    {
        const auto parts = origin.parts();
        say(origin.manifest(origin.tick()));
        for (const auto& part : parts)
            say(*weir::protocol::decodeBinary(part.bytes));
        origin.idle(1);
        weir::protocol::Delta delta = origin.delta(origin.tick() - 1);
        spoil(delta);
        say(delta);
    }
    /// The client connects, is welcomed, and is live and in sync. False: it came to nothing.
    [[nodiscard]] bool connectInSync(weir::stream::StreamClient& client)
    {
        client.open(server.url());
        if (!server.welcome())
            return false;
        bringInSync();
        const auto done = [&client] { return stateOf(client) == weir::stream::StreamState::Live && client.applier().inSync() == true; };
        return QTest::qWaitFor(done);
    }
};

inline weir::stream::StreamClient::Config configFor(weir::protocol::Encoding encoding, bool reconnect = true)
{
    weir::stream::StreamClient::Config config;
    config.encoding = encoding;
    config.windowMessages = 64;
    config.reconnect = reconnect;
    config.welcomeTimeout = std::chrono::milliseconds(300);
    return config;
}

/// Of an OriginGraph.
inline weir::graph::ChangeSet emptyOriginSet()
{
    weir::graph::ChangeSet set;
    set.setValueColumns(OriginGraph::nodeColumns, OriginGraph::edgeColumns);
    return set;
}
