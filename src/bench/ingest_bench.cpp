#include "bench/ingest_bench.h"
#include "common/command_line.h"
#include "graph/columns/slot_pool.h"
#include "graph/graph_store.h"
#include "graph/limits.h"
#include "server/door/stream_server.h"
#include "source/source.h"
#include "source/synthetic/drawn_attributes.h"
#include "stream/stream_client.h"
#include "bench/rig/bench_child.h"
#include "bench/rig/bench_program.h"
#include "bench/layout/layout_ingest.h"
#include "bench/rig/peer_graph.h"
#include <QtCore/QTimer>
#include <QtNetwork/QTcpServer>
#include <QtNetwork/QTcpSocket>
#include <QtWebSockets/QWebSocket>
#include <QtWebSockets/QWebSocketServer>
#include <cstdio>
#include <malloc.h>
#include <numeric>

namespace weir::bench {

namespace {

using stream::StreamClient;

constexpr std::chrono::milliseconds warmUp{500};
constexpr std::uint64_t rawWindowBytes = 8U << 20;   // of the bare pair: bytes under way between two acknowledgements

/// Nodes that never stop moving: every set moves the next `perSet` of them, all distinct. Where there are edges, the nodes have no
/// places (a layout finds them), and it is their sizes that change; where there are attributes, one of each node's.
class MovingNodes final : public source::Source {
public:
    struct Size {
        std::uint32_t nodes = 0, edges = 0, attributes = 0, perSet = 0;
    };
    explicit MovingNodes(const Size& size)
        : m_nodes(size.nodes), m_edges(size.edges), m_perSet(size.perSet), m_hasAttributes(size.attributes > 0), m_attributes(ElementKind::Node, size.attributes, 1)
    {
        m_schema.title = "moving nodes";
        m_schema.nodeAttributes = source::DrawnAttributes::columns(ElementKind::Node, size.attributes);
    }

    [[nodiscard]] const graph::Schema& schema() const override { return m_schema; }

    [[nodiscard]] std::expected<void, Error> run(source::ChangeSink& sink, std::stop_token) override
    {
        constexpr std::uint32_t nodesPerSet = 4096;
        graph::SlotPool slots;
        for (std::uint32_t made = 0; made < m_nodes;) {
            graph::ChangeSet set = sink.takeEmptySet();
            for (std::uint32_t i = 0; i < nodesPerSet && made < m_nodes; ++i, ++made) {
                const auto birth = slots.take();
                set.setNodeIdentity(birth.slot, birth.generation, "n" + std::to_string(made), {}, 0);
                set.setNodeMotion(birth.slot, motion(made, 0), {});
                m_attributes.draw(set, birth.slot);
            }
            if (!sink.push(std::move(set)))
                return {};
        }
        if (!pushEdges(sink))
            return {};
        sink.whole();
        // A stride that shares no factor with the count visits every node before it comes back to one.
        std::uint32_t stride = 7919;
        while (std::gcd(stride, m_nodes) != 1)
            ++stride;
        std::uint32_t node = 0;
        float turn = 0;
        for (;;) {
            graph::ChangeSet set = sink.takeEmptySet();
            for (std::uint32_t i = 0; i < m_perSet; ++i) {
                if (m_hasAttributes)
                    m_attributes.redraw(set, node);
                else
                    set.setNodeMotion(node, motion(node, turn), {});
                node = (node + stride) % m_nodes;
            }
            turn += 0.001F;
            if (!sink.push(std::move(set)))
                return {};
        }
    }

private:
    [[nodiscard]] graph::NodeMotion motion(std::uint32_t node, float turn) const
    {
        if (m_edges > 0)
            return {0, 0, false, 1 + turn};
        return {static_cast<float>(node % 1000) + turn, static_cast<float>(node) / 1000.0F, true, 1};
    }

    bool pushEdges(source::ChangeSink& sink) const
    {
        constexpr std::uint32_t edgesPerSet = 4096;
        const PeerGraph graph = makePeerGraph(m_nodes, m_edges);
        graph::SlotPool slots;
        for (std::uint32_t made = 0; made < m_edges;) {
            graph::ChangeSet set = sink.takeEmptySet();
            for (std::uint32_t i = 0; i < edgesPerSet && made < m_edges; ++i, ++made) {
                const auto birth = slots.take();
                set.setEdgeIdentity(birth.slot, birth.generation, graph.ends[2 * made], graph.ends[2 * made + 1], 0, false);
                set.setEdgeMotion(birth.slot, 1, {});
            }
            if (!sink.push(std::move(set)))
                return false;
        }
        return true;
    }

    std::uint32_t m_nodes, m_edges, m_perSet;
    bool m_hasAttributes;
    source::DrawnAttributes m_attributes;
    graph::Schema m_schema;
};

/// What a server's store of so many nodes takes for their attributes, a node.
double attributeBytesANode(std::uint32_t nodes, std::uint32_t attributes)
{
    const auto bytes = [nodes](std::uint32_t columns) {
        const std::size_t before = mallinfo2().uordblks + mallinfo2().hblkhd;
        graph::GraphStore store;
        graph::Schema schema;
        schema.nodeAttributes = source::DrawnAttributes::columns(ElementKind::Node, columns);
        store.reset(schema);
        source::DrawnAttributes drawn(ElementKind::Node, columns, 1);
        for (Slot node = 0; node < nodes;) {
            graph::ChangeSet set;
            for (const Slot end = std::min(nodes, node + graph::chunkSize); node < end; ++node) {
                set.setNodeIdentity(node, 1, "n" + std::to_string(node), {}, 0);
                set.setNodeMotion(node, {0, 0, false, 1}, {});
                drawn.draw(set, node);
            }
            if (!store.apply(set.view(), 1))
                qFatal("the store refuses made-up attributes");
        }
        return static_cast<double>(mallinfo2().uordblks + mallinfo2().hblkhd - before);
    };
    return (bytes(attributes) - bytes(0)) / nodes;
}

int serveMovingNodes(const MovingNodes::Size& size)
{
    server::StreamServer::Config config;
    config.pace = server::StreamServer::Pace::Unpaced;
    server::StreamServer server(config);
    if (const auto listening = server.listen(); !listening)
        qFatal("%s", listening.error().text.c_str());
    server.startSource(std::make_unique<MovingNodes>(size), QStringLiteral("moving nodes"));
    answerQuestions([&server](const QByteArray&) { return QJsonObject{{QStringLiteral("url"), server.url().toString()}}; });
    const int status = QCoreApplication::exec();
    server.shutDown();
    return status;
}

/// The bare pair: sends messages of `bytes` for as long as less than a window is unacknowledged, and nothing else.
int serveRaw(qsizetype bytes)
{
    QWebSocketServer server(QStringLiteral("raw"), QWebSocketServer::NonSecureMode);
    if (!server.listen(QHostAddress::LocalHost))
        qFatal("cannot listen: %s", qPrintable(server.errorString()));
    const QByteArray payload(bytes, 'x');
    QObject::connect(&server, &QWebSocketServer::newConnection, &server, [&server, payload] {
        QWebSocket* const socket = server.nextPendingConnection();
        auto sent = std::make_shared<std::uint64_t>(0), granted = std::make_shared<std::uint64_t>(rawWindowBytes);
        const auto pump = [socket, payload, sent, granted] {
            while (*sent < *granted) {
                socket->sendBinaryMessage(payload);
                *sent += static_cast<std::uint64_t>(payload.size());
            }
        };
        QObject::connect(socket, &QWebSocket::textMessageReceived, socket, [granted, pump](const QString& total) {
            *granted = total.toULongLong() + rawWindowBytes;
            pump();
        });
        QObject::connect(socket, &QWebSocket::disconnected, socket, &QObject::deleteLater);
        pump();
    });
    answerQuestions([&server](const QByteArray&) { return QJsonObject{{QStringLiteral("url"), server.serverUrl().toString()}}; });
    return QCoreApplication::exec();
}

double measureRaw(qsizetype bytes, std::chrono::milliseconds length)
{
    BenchChild child({QStringLiteral("ingest"), QStringLiteral("--serve-raw"), QString::number(bytes)});
    const auto place = child.ask("where");
    if (!place)
        qFatal("the other process did not start");
    QWebSocket socket;
    std::uint64_t received = 0, acknowledged = 0, atStart = 0;
    TimePoint start{};
    QObject::connect(&socket, &QWebSocket::binaryMessageReceived, &socket, [&](const QByteArray& message) {
        received += static_cast<std::uint64_t>(message.size());
        if (received - acknowledged >= rawWindowBytes / 4) {
            acknowledged = received;
            socket.sendTextMessage(QString::number(acknowledged));
        }
    });
    QObject::connect(&socket, &QWebSocket::connected, &socket, [&] {
        QTimer::singleShot(warmUp, &socket, [&] { start = Clock::now(); atStart = received; });
        QTimer::singleShot(warmUp + length, &socket, [] { QCoreApplication::exit(); });
    });
    socket.open(QUrl(place->value(QStringLiteral("url")).toString()));
    QCoreApplication::exec();
    const double seconds = milliseconds(Clock::now() - start) / 1000.0;
    socket.abort();
    return static_cast<double>(received - atStart) / seconds;
}

struct Ingested {
    stream::StreamStats before, after;
    double seconds = 0;
};

std::optional<Ingested> measureIngest(const QStringList& serverArguments, std::chrono::milliseconds length)
{
    BenchChild child(serverArguments);
    const auto place = child.ask("where");
    if (!place)
        qFatal("the other process did not start");
    StreamClient::Config config;
    config.name = QStringLiteral("weir-bench");
    config.windowMessages = 16384;
    config.windowBytes = 16U << 20;
    config.reconnect = false;
    StreamClient client(config);
    Ingested result;
    bool failed = false, begun = false;
    TimePoint start{};
    QObject::connect(&client, &StreamClient::closed, &client, [&](const QString& reason) {
        std::fprintf(stderr, "weir-bench: %s\n", qPrintable(reason));
        failed = true;
        QCoreApplication::exit();
    });
    QObject::connect(&client, &StreamClient::applied, &client, [&] {
        if (begun || !client.applier().following())
            return;
        begun = true;
        QTimer::singleShot(warmUp, &client, [&] { start = Clock::now(); result.before = client.stats(start); });
        QTimer::singleShot(warmUp + length, &client, [&] {
            result.seconds = milliseconds(Clock::now() - start) / 1000.0;
            result.after = client.stats(Clock::now());
            QCoreApplication::exit();
        });
    });
    client.open(QUrl(place->value(QStringLiteral("url")).toString()));
    QCoreApplication::exec();
    if (failed)
        return std::nullopt;
    return result;
}

int runWithLayout(std::uint64_t nodes, std::uint64_t edges, std::uint64_t perMessage, std::chrono::milliseconds length)
{
    BenchChild child({QStringLiteral("ingest"), QStringLiteral("--serve"), QStringLiteral("--layout"), QStringLiteral("--nodes"), QString::number(nodes),
                      QStringLiteral("--edges"), QString::number(edges), QStringLiteral("--changes-per-message"), QString::number(perMessage)});
    const auto place = child.ask("where");
    if (!place)
        qFatal("the other process did not start");
    std::vector<std::pair<QString, QJsonValue>> result{
        {QStringLiteral("bench"), QStringLiteral("ingest_with_layout")},
        {QStringLiteral("changes_per_message"), static_cast<qint64>(perMessage)},
        {QStringLiteral("nodes"), static_cast<qint64>(nodes)},
        {QStringLiteral("edges"), static_cast<qint64>(edges)},
    };
    if (!measureIngestWithLayout(QUrl(place->value(QStringLiteral("url")).toString()), length, result))
        return 1;
    printResult(result);
    return 0;
}

} // namespace

int runIngest(const QStringList& words)
{
    app::CommandLine line(QStringLiteral("weir-bench ingest"),
                          QStringLiteral("Changes a second from a server process over loopback into a client's model, unpaced: every message is one tick of "
                                         "distinct nodes, every change is applied with digests on. raw_bytes_per_s is what two bare WebSockets carry at "
                                         "the same message size."));
    line.addOption(QStringLiteral("seconds"), QStringLiteral("how long to measure"), QStringLiteral("N"), QStringLiteral("5"));
    line.addOption(QStringLiteral("changes-per-message"), QStringLiteral("nodes that move in a tick"), QStringLiteral("K"), QStringLiteral("8192"));
    line.addOption(QStringLiteral("nodes"), QStringLiteral("nodes of the graph"), QStringLiteral("N"), QStringLiteral("100000"));
    line.addOption(QStringLiteral("attributes"), QStringLiteral("attributes that each node has; it is one of them that changes, in place of the node's place"),
                   QStringLiteral("N"), QStringLiteral("0"));
    line.addOption(QStringLiteral("layout"), QStringLiteral("instead, how fast a graph without places takes changes while its layout works, and while not"));
    line.addOption(QStringLiteral("edges"), QStringLiteral("with --layout: edges of the graph"), QStringLiteral("M"), QStringLiteral("300000"));
    line.addOption(QStringLiteral("serve"), QStringLiteral("be the server process"));
    line.addOption(QStringLiteral("serve-raw"), QStringLiteral("be the server process of the bare pair"), QStringLiteral("BYTES"));
    if (const auto status = line.parse(words))
        return *status;
    const auto length = line.seconds(QStringLiteral("seconds"));
    const auto perMessage = line.count(QStringLiteral("changes-per-message"), 1, 50'000);
    const auto nodes = line.count(QStringLiteral("nodes"), 1, 10'000'000);
    const auto edges = line.count(QStringLiteral("edges"), 1, 40'000'000);
    const auto attributes = line.count(QStringLiteral("attributes"), 0, graph::maxAttributeColumns);
    const auto rawBytes = line.count(QStringLiteral("serve-raw"), 1, 1U << 30);
    if (const auto status = line.status())
        return *status;
    if (*perMessage > *nodes)
        return line.fail(QStringLiteral("A message of %1 distinct nodes needs as many nodes.").arg(*perMessage));

    const BenchProgram program;
    if (line.has(QStringLiteral("serve")))
        return serveMovingNodes({static_cast<std::uint32_t>(*nodes), line.has(QStringLiteral("layout")) ? static_cast<std::uint32_t>(*edges) : 0,
                                 static_cast<std::uint32_t>(*attributes), static_cast<std::uint32_t>(*perMessage)});
    if (rawBytes)
        return serveRaw(static_cast<qsizetype>(*rawBytes));
    if (line.has(QStringLiteral("layout")))
        return runWithLayout(*nodes, *edges, *perMessage, *length);

    const auto ingested = measureIngest({QStringLiteral("ingest"), QStringLiteral("--serve"), QStringLiteral("--nodes"), QString::number(*nodes),
                                         QStringLiteral("--attributes"), QString::number(*attributes), QStringLiteral("--changes-per-message"),
                                         QString::number(*perMessage)}, *length);
    if (!ingested)
        return 1;
    const auto difference = [&](auto member) { return static_cast<double>(ingested->after.*member - ingested->before.*member); };
    const double changes = difference(&stream::StreamStats::changesApplied);
    const double messages = difference(&stream::StreamStats::messagesReceived);
    const double bytes = difference(&stream::StreamStats::bytesReceived);
    if (messages == 0)
        qFatal("no message arrived");
    const double raw = measureRaw(static_cast<qsizetype>(bytes / messages), *length);
    std::vector<std::pair<QString, QJsonValue>> result{
        {QStringLiteral("bench"), QStringLiteral("ingest")},
        {QStringLiteral("changes_per_message"), static_cast<qint64>(*perMessage)},
        {QStringLiteral("nodes"), static_cast<qint64>(*nodes)},
        {QStringLiteral("changes_per_s"), rounded(changes / ingested->seconds, 0)},
        {QStringLiteral("messages_per_s"), rounded(messages / ingested->seconds, 0)},
        {QStringLiteral("bytes_per_s"), rounded(bytes / ingested->seconds, 0)},
        {QStringLiteral("raw_bytes_per_s"), rounded(raw, 0)},
        {QStringLiteral("bytes_per_change"), rounded(bytes / changes)},
        {QStringLiteral("changes_merged"), difference(&stream::StreamStats::changesMerged)},
        {QStringLiteral("in_sync"), ingested->after.inSync == true},
    };
    if (*attributes > 0) {
        result.emplace_back(QStringLiteral("attributes"), static_cast<qint64>(*attributes));
        result.emplace_back(QStringLiteral("attribute_bytes_a_node"),
                            rounded(attributeBytesANode(static_cast<std::uint32_t>(*nodes), static_cast<std::uint32_t>(*attributes))));
    }
    printResult(result);
    const bool honest = ingested->after.inSync == true && ingested->after.faults == 0 && difference(&stream::StreamStats::changesMerged) == 0;
    if (!honest)
        std::fprintf(stderr, "weir-bench: the model did not stay in sync, or changes were merged; the figures do not count\n");
    return honest ? 0 : 1;
}

} // namespace weir::bench
