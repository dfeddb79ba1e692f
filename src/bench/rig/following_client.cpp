#include "bench/rig/following_client.h"
#include "bench/rig/run_until.h"

namespace weir::bench {

namespace {

constexpr std::chrono::seconds snapshotPatience{60};

} // namespace

std::unique_ptr<stream::StreamClient> followingClient(const QUrl& url)
{
    using stream::StreamClient;
    StreamClient::Config config;
    config.name = QStringLiteral("weir-bench");
    config.reconnect = false;
    auto client = std::make_unique<StreamClient>(config);
    QObject::connect(client.get(), &StreamClient::closed, client.get(), [](const QString& reason) { qFatal("the stream ended: %s", qPrintable(reason)); });
    client->open(url);
    if (!runUntil([&client] { return client->applier().following() && client->applier().inSync() == true; }, snapshotPatience))
        qFatal("the client did not get into sync");
    return client;
}

} // namespace weir::bench
