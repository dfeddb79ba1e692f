#include "admin/admin_server.h"
#include "base/freed_memory.h"
#include "common/command_line.h"
#include "common/source_options.h"
#include "common/sentence.h"
#include "common/termination.h"
#include "server/limits.h"
#include "server/memory_bound.h"
#include "server/door/server_certificate.h"
#include "server/door/stream_server.h"
#include <QtCore/QCoreApplication>
#include <QtCore/QTimer>
#include <QtCore/QUrl>
#include <csignal>
#include <cstdio>
#include <sys/resource.h>
#include <utility>

namespace {

const QString admin = QStringLiteral("admin");
const QString tokenKeys = QStringLiteral("token-keys");
const QString tokenAudience = QStringLiteral("token-audience");
const QString certificate = QStringLiteral("certificate");
const QString key = QStringLiteral("key");
const QString allowAnyone = QStringLiteral("allow-anyone-to-read");
const QString allowOrigin = QStringLiteral("allow-origin");
const QString compress = QStringLiteral("compress");
const QString maxClients = QStringLiteral("max-clients");
const QString maxClientsPerAddress = QStringLiteral("max-clients-per-address");
const QString maxHandshakes = QStringLiteral("max-handshakes");
const QString maxUnsent = QStringLiteral("max-unsent-bytes");

const QString memory = QStringLiteral("memory");

/// How often the figures are published for --admin.
constexpr std::chrono::milliseconds publishEvery{250};

QHostAddress addressOf(const weir::app::Endpoint& endpoint)
{
    return endpoint.host == QLatin1String("localhost") ? QHostAddress(QHostAddress::LocalHost) : QHostAddress(endpoint.host);
}

/// Nothing where one of the origins is none; that has been said.
std::optional<weir::access::OriginRule> originRule(weir::app::CommandLine& line)
{
    std::vector<std::string> origins;
    for (const QString& origin : line.texts(allowOrigin))
        origins.push_back(origin.toStdString());
    auto rule = weir::access::OriginRule::create(origins);
    if (rule)
        return *rule;
    line.fail(QString::fromStdString(rule.error().text));
    return std::nullopt;
}

QString description()
{
    QString text = QStringLiteral("Serves a graph that changes to any number of clients, over WebSocket.\n\nSources:\n");
    text += QString::fromStdString(weir::source::sourceHelp());
    text += QStringLiteral("\nMemory for each client at most, besides what all share: %1 MiB. For the whole see --memory.\n")
                .arg(static_cast<double>(weir::server::maxClientBytes) / (1U << 20), 0, 'f', 1);
    return text;
}

void say(const QString& words) { std::fprintf(stderr, "weir-server: %s\n", qPrintable(weir::app::asSentence(words))); }

/// Every client has a descriptor, and a shell usually allows fewer than the system does. Says so where that is not enough either.
void allowDescriptors(std::size_t clients)
{
    constexpr rlim_t others = 100;   // of libraries, files, the source and the administration
    const rlim_t wanted = clients + weir::access::Admission::roomToBeTold + others;
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur >= wanted)
        return;
    limit.rlim_cur = std::min(wanted, limit.rlim_max);
    if (::setrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur < wanted)
        std::fprintf(stderr, "weir-server: the system allows this process %llu open files, too few for %zu clients (ulimit -Hn); others will be turned away\n",
                     static_cast<unsigned long long>(limit.rlim_cur), clients);
}

/// Prints how much memory a server takes for the load that `text` names; the status to exit with.
int printMemory(weir::app::CommandLine& line, const QString& text)
{
    const auto load = weir::server::Load::parse(text.toStdString());
    if (!load)
        return line.fail(QString::fromStdString(load.error().text));
    std::fputs(weir::server::MemoryBound::of(*load).text().c_str(), stdout);
    return 0;
}

} // namespace

int main(int argc, char* argv[])
{
    weir::keepLittleFreedMemory();
    std::signal(SIGPIPE, SIG_IGN);   // who reads the log may go; the clients stay
    QCoreApplication application(argc, argv);
    weir::app::CommandLine line(QStringLiteral("weir-server"), description());
    line.addOption(QStringLiteral("listen"), QStringLiteral("where clients connect; the path is /stream"), QStringLiteral("HOST:PORT"),
                   QStringLiteral("127.0.0.1:8080"));
    weir::app::addSourceOptions(line, QStringLiteral("what to serve"), QStringLiteral("synthetic"));
    line.addOption(admin, QStringLiteral("serve /healthz, /readyz and /metrics there, to whoever asks"), QStringLiteral("HOST:PORT"));
    line.addOption(tokenKeys, QStringLiteral("ask every client for a token (JWT) signed with a key of this file: public keys in PEM,\nand lines HS256 BASE64"), QStringLiteral("FILE"));
    line.addOption(tokenAudience, QStringLiteral("the audience that tokens must be for"), QStringLiteral("NAME"), QStringLiteral("weir"));
    line.addOption(certificate, QStringLiteral("speak wss:// with this certificate and those up to its authority's, in PEM"), QStringLiteral("FILE"));
    line.addOption(key, QStringLiteral("the private key of --certificate, in PEM without a passphrase"), QStringLiteral("FILE"));
    line.addOption(allowAnyone, QStringLiteral("listen at an address that others reach, too, and let whoever comes read the graph"));
    line.addOption(allowOrigin, QStringLiteral("let pages of this origin, such as https://example.org, connect; may be given again"), QStringLiteral("ORIGIN"));
    line.addOption(compress, QStringLiteral("send data compressed with zstd to clients that take it: auto (to other machines),\nalways (as behind a proxy on this machine) or never"),
                   QStringLiteral("WHEN"), QStringLiteral("auto"));
    line.addOption(maxClients, QStringLiteral("clients at a time"), QStringLiteral("N"), QString::number(weir::access::AdmissionLimits{}.clients));
    line.addOption(maxClientsPerAddress, QStringLiteral("of them from one address; on the loopback not limited by default"), QStringLiteral("N"));
    line.addOption(maxHandshakes, QStringLiteral("connections begun a second; a tenth of it from one address"), QStringLiteral("N"));
    line.addOption(maxUnsent, QStringLiteral("bytes that may wait unsent for all clients together"), QStringLiteral("BYTES"),
                   QString::number(weir::server::maxUnsentBytes));
    line.addOption(memory, QStringLiteral("print how much memory the server takes at most for nodes=N,edges=M,clients=C and, on\naverage, key=BYTES,label=BYTES,values=COLUMNS,edge-values=COLUMNS,\ncategories=ENTRIES,category=BYTES,attributes=COLUMNS,edge-attributes=COLUMNS,\nattribute=BYTES,dictionaries=BYTES, term by term, and exit"),
                   QStringLiteral("LOAD"));
    if (const auto status = line.parse(QCoreApplication::arguments()))
        return *status;
    if (const auto status = weir::app::completeSource(line))
        return *status;
    if (const auto load = line.text(memory))
        return printMemory(line, *load);
    const auto endpoint = line.endpoint(QStringLiteral("listen"));
    const auto spec = line.text(QStringLiteral("source"));
    constexpr std::uint64_t mostClients = 100'000;
    const auto clients = line.count(maxClients, 1, mostClients);
    const auto perAddress = line.count(maxClientsPerAddress, 1, mostClients);
    const auto handshakes = line.count(maxHandshakes, 1, mostClients);
    using Packing = weir::server::StreamServer::Packing;
    const auto packing = line.oneOf(compress, {QStringLiteral("auto"), QStringLiteral("always"), QStringLiteral("never")});
    const auto unsent = line.count(maxUnsent, 1U << 20, 1ULL << 40);
    const auto origins = originRule(line);
    const auto adminEndpoint = line.endpoint(admin);
    const auto keyFile = line.file(tokenKeys);
    const auto audience = line.text(tokenAudience);
    const auto certificateFile = line.file(certificate);
    const auto privateKeyFile = line.file(key);
    if (const auto status = line.status())
        return *status;
    if (certificateFile.has_value() != privateKeyFile.has_value())
        return line.fail(QStringLiteral("--certificate FILE and --key FILE go together."));
    auto source = weir::source::makeSource(spec->toStdString());
    if (!source)
        return line.fail(QString::fromStdString(source.error().text));

    weir::app::Termination termination;
    termination.watch();
    weir::server::StreamServer::Config config;
    config.address = addressOf(*endpoint);
    config.port = endpoint->port;
    if (keyFile) {
        auto verifier = weir::access::TokenVerifier::readFile(keyFile->toStdString(), audience->toStdString());
        if (!verifier)
            return line.fail(QString::fromStdString(verifier.error().text));
        config.tokens = std::move(*verifier);
    }
    if (certificateFile) {
        auto tls = weir::server::readCertificate(*certificateFile, *privateKeyFile);
        if (!tls)
            return line.fail(QString::fromStdString(tls.error().text));
        config.tls = std::move(*tls);
    }
    config.steerable = config.address.isLoopback() || config.tokens;   // with tokens, those that allow it
    config.sourceChoosable = config.address.isLoopback();              // whoever chooses can have any file here served
    config.origins = *origins;
    config.anyoneMayRead = line.has(allowAnyone);
    config.maxUnsentBytes = *unsent;
    config.packing = *packing == QLatin1String("always") ? Packing::Always : *packing == QLatin1String("never") ? Packing::Never : Packing::Auto;
    auto limits = config.address.isLoopback() ? weir::access::AdmissionLimits::forLoopback() : weir::access::AdmissionLimits{};
    limits.clients = *clients;
    limits.clientsPerAddress = perAddress.value_or(limits.clientsPerAddress);
    if (handshakes) {
        limits.handshakesPerSecond = static_cast<std::uint32_t>(*handshakes);
        limits.handshakesPerSecondPerAddress = std::max(1U, limits.handshakesPerSecond / (config.address.isLoopback() ? 1 : 10));
    }
    config.limits = limits;
    allowDescriptors(limits.clients);
    weir::server::StreamServer server(config);
    if (const auto listening = server.listen(); !listening) {
        const bool others = !config.address.isLoopback() && !config.tokens && !config.anyoneMayRead;
        say(QString::fromStdString(listening.error().text) + (others ? QStringLiteral(" (--token-keys FILE, --allow-anyone-to-read)") : QString()));
        return 1;
    }
    server.startSource(std::move(*source), *spec);
    weir::admin::AdminServer adminServer;
    QTimer publishing;
    QString adminWords;
    bool ready = false;
    if (adminEndpoint) {
        const auto port = adminServer.start(addressOf(*adminEndpoint), adminEndpoint->port);
        if (!port) {
            say(QString::fromStdString(port.error().text));
            return 1;
        }
        QObject::connect(&publishing, &QTimer::timeout, &server, [&] { adminServer.publish(server.figures(weir::Clock::now())); });
        publishing.start(publishEvery);
        QUrl metrics(QStringLiteral("http:/metrics"));
        metrics.setHost(addressOf(*adminEndpoint).toString());
        metrics.setPort(*port);
        adminWords = QStringLiteral(", administration at %1").arg(metrics.toString());
    }
    QObject::connect(&server, &weir::server::StreamServer::sourceBegan, &server, [&] {
        if (!std::exchange(ready, true)) {
            std::printf("listening at %s, serving %s%s\n", qPrintable(server.url().toString()), qPrintable(*spec), qPrintable(adminWords));
            std::fflush(stdout);
        }
    });
    // What nobody steered to is what was asked for at the start.
    QObject::connect(&server, &weir::server::StreamServer::sourceDidNotBegin, &server, [&](const QString& reason) {
        std::fprintf(stderr, "weir-server: %s\n", qPrintable(reason));
        server.shutDown();
        QCoreApplication::exit(1);
    });
    QObject::connect(&termination, &weir::app::Termination::requested, &server, [&server] {
        server.shutDown();
        QCoreApplication::quit();
    });
    return QCoreApplication::exec();
}
