#include "common/command_line.h"
#include "common/termination.h"
#include "server/stream_server.h"
#include "source/source.h"
#include <QtCore/QCoreApplication>
#include <cstdio>

namespace {

QString description()
{
    QString text = QStringLiteral("Serves a graph that changes to any number of clients, over WebSocket.\n\nSources:\n");
    for (const weir::source::SourceHelp& help : weir::source::sourceHelp()) {
        const auto qt = [](std::string_view view) { return QString::fromUtf8(view.data(), static_cast<qsizetype>(view.size())); };
        text += QStringLiteral("  %1\n      %2\n").arg(qt(help.form), qt(help.text));
    }
    return text;
}

} // namespace

int main(int argc, char* argv[])
{
    QCoreApplication application(argc, argv);
    weir::app::CommandLine line(QStringLiteral("weir-server"), description());
    line.addOption(QStringLiteral("listen"), QStringLiteral("where clients connect; the path is /stream"), QStringLiteral("HOST:PORT"),
                   QStringLiteral("127.0.0.1:8080"));
    line.addOption(QStringLiteral("source"), QStringLiteral("what to serve"), QStringLiteral("SPEC"), QStringLiteral("synthetic"));
    if (const auto status = line.parse(QCoreApplication::arguments()))
        return *status;
    const auto endpoint = line.endpoint(QStringLiteral("listen"));
    const auto spec = line.text(QStringLiteral("source"));
    if (const auto status = line.status())
        return *status;
    auto source = weir::source::makeSource(spec->toStdString());
    if (!source)
        return line.fail(QString::fromStdString(source.error().text));

    weir::app::Termination termination;
    termination.watch();
    weir::server::StreamServer::Config config;
    config.address = endpoint->host == QLatin1String("localhost") ? QHostAddress(QHostAddress::LocalHost) : QHostAddress(endpoint->host);
    config.port = endpoint->port;
    config.steerable = config.address.isLoopback();   // whoever steers can have any file here served
    weir::server::StreamServer server(config);
    if (const auto listening = server.listen(); !listening) {
        std::fprintf(stderr, "weir-server: %s\n", listening.error().text.c_str());
        return 1;
    }
    server.startSource(std::move(*source), *spec);
    std::printf("listening at %s, serving %s\n", qPrintable(server.url().toString()), qPrintable(*spec));
    std::fflush(stdout);
    QObject::connect(&termination, &weir::app::Termination::requested, &server, [&server] {
        server.shutDown();
        QCoreApplication::quit();
    });
    return QCoreApplication::exec();
}
