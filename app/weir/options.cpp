#include "weir/options.h"

#include "common/client_memory_text.h"
#include "common/command_line.h"
#include "common/security_options.h"
#include "common/source_options.h"
#include "source/source.h"
#include "source/spec_of_file.h"

namespace weir::app {

namespace {

QString description()
{
    QString text = QStringLiteral(
        "Shows a graph while it changes. Without --connect it starts a server of its own and shows its graph.\n\nSources:\n");
    return text + QString::fromStdString(source::sourceHelp()) + QLatin1Char('\n') + clientMemoryText({})
        + QStringLiteral("\nThe credit window sizes itself up to that; in the program it can be made fixed, or up to 64 MiB.\n");
}

std::optional<QSize> sizeOf(const QString& text)
{
    const QStringList parts = text.split(QLatin1Char('x'));
    if (parts.size() != 2)
        return {};
    const QSize size(parts[0].toInt(), parts[1].toInt());
    return size.width() >= 960 && size.height() >= 600 && size.width() <= 16'384 && size.height() <= 16'384
        ? std::optional(size) : std::nullopt;
}

} // namespace

std::expected<Options, int> parseOptions(const QStringList& words)
{
    const QString connect = QStringLiteral("connect"), source = QStringLiteral("source"),
                  screenshot = QStringLiteral("screenshot"), after = QStringLiteral("after"),
                  stats = QStringLiteral("stats"), pauseAt = QStringLiteral("pause-at"),
                  resumeAt = QStringLiteral("resume-at"), theme = QStringLiteral("theme"),
                  size = QStringLiteral("size"), json = QStringLiteral("json");

    CommandLine line(QStringLiteral("weir"), description());
    line.addArguments(QStringLiteral("[FILE]"), QStringLiteral("the graph in this file, as --source file:FILE, or of JSON lines events:FILE; or a source, as --source names it"));
    line.addOption(connect, QStringLiteral("follow this server"), QStringLiteral("URL"));
    addSourceOptions(line, QStringLiteral("what the server inside the program serves"));
    line.addOption(screenshot, QStringLiteral("save a PNG of the window, then exit"), QStringLiteral("FILE"));
    line.addOption(after, QStringLiteral("how long to wait before the screenshot, which is weir.png without --screenshot"),
                   QStringLiteral("SECONDS"), QStringLiteral("5"));
    line.addOption(stats, QStringLiteral("a JSON object a second"), QStringLiteral("FILE|-"));
    line.addOption(pauseAt, QStringLiteral("pause after so many seconds"), QStringLiteral("S"));
    line.addOption(resumeAt, QStringLiteral("resume after so many seconds"), QStringLiteral("S"));
    line.addOption(theme, QStringLiteral("light, dark or system, for this run"), QStringLiteral("NAME"));
    line.addOption(size, QStringLiteral("of the window, at least 960x600"), QStringLiteral("WIDTHxHEIGHT"));
    line.addOption(json, QStringLiteral("ask the server for JSON instead of binary messages"));
    addSecurityOptions(line);
    if (const std::optional<int> status = line.parse(words))
        return std::unexpected(*status);
    if (const std::optional<int> status = completeSource(line))
        return std::unexpected(*status);

    Options options;
    options.connect = line.streamUrl(connect);
    options.source = line.text(source);
    options.screenshot = line.file(screenshot);
    if (!options.screenshot && line.has(after))
        options.screenshot = QStringLiteral("weir.png");
    options.after = line.seconds(after).value_or(options.after);
    options.stats = line.file(stats);
    options.pauseAt = line.seconds(pauseAt);
    options.resumeAt = line.seconds(resumeAt);
    options.theme = line.oneOf(theme, {QStringLiteral("light"), QStringLiteral("dark"), QStringLiteral("system")});
    options.json = line.has(json);
    options.security = securityFrom(line);
    if (const std::optional<QString> given = line.text(size)) {
        options.size = sizeOf(*given);
        if (!options.size)
            return std::unexpected(line.fail(QStringLiteral("--size wants WIDTHxHEIGHT from 960x600 on, not \"%1\".").arg(*given)));
    }
    if (const std::optional<int> status = line.status())
        return std::unexpected(*status);
    if (const QStringList files = line.arguments(); !files.isEmpty()) {
        if (files.size() > 1 || options.source)
            return std::unexpected(line.fail(QStringLiteral("\"%1\" would be a second source; one is shown at a time.").arg(files.constLast())));
        const auto spec = source::specOfWord(files.constFirst());
        if (!spec) {
            const QString others = spec.error().kind == ErrorKind::NotFound ? QStringLiteral("; --help names the sources there are") : QString();
            return std::unexpected(line.fail(QString::fromStdString(spec.error().text) + others));
        }
        options.source = *spec;
    }
    if (options.connect && options.source)
        return std::unexpected(line.fail(QStringLiteral(
            "--source and FILE are for the server inside the program; with --connect it would not be started.")));
    if (options.source) {
        if (const auto made = source::makeSource(options.source->toStdString()); !made)
            return std::unexpected(line.fail(QStringLiteral("--source: ") + QString::fromStdString(made.error().text)));
    }
    return options;
}

} // namespace weir::app
