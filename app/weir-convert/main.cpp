#include "base/freed_memory.h"
#include "base/home_path.h"
#include "base/worker_thread.h"
#include "common/command_line.h"
#include "common/sentence.h"
#include "common/termination.h"
#include "format/format_catalogue.h"
#include "source/file/file_source.h"
#include "source/spec_of_file.h"
#include "weir-convert/conversion.h"
#include <QtCore/QCoreApplication>
#include <QtCore/QFileInfo>
#include <QtCore/QTemporaryFile>
#include <cstdio>
#include <optional>
#include <unistd.h>

namespace {

using weir::app::CommandLine;
using weir::app::Conversion;
using weir::source::FileSource;
using weir::source::Parameter;

QString latin(std::string_view text) { return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())); }

QString description()
{
    return QStringLiteral(
               "Reads a file of a graph and writes it in another format, with all that it says of nodes and edges. In the end it says "
               "what\n"
               "was left out and what the other format cannot say. Exits with 0 when all was read and written, 1 when not, 2 when it was\n"
               "not asked rightly.\n\nIN is recognised by what is in it; - is standard input. Read are, also packed with gzip:\n\n%1\n"
               "OUT is written by its ending, packed where it ends in .gz; - is standard output, and then --to says in which format.\n"
               "Of CSV and TSV the nodes are written beside the edges: OUT.nodes.csv. Written are:\n\n%2")
        .arg(latin(weir::format::readHelp()), latin(weir::format::targetHelp()));
}

/// What a file source is told in words, under its own names; the format is --from.
bool isOption(const Parameter& parameter) { return parameter.kind == Parameter::Kind::Text && parameter.key != "format"; }

/// Standard input as a file: readers go back in it. Nothing: it cannot be kept, which was said.
bool spool(QTemporaryFile& file)
{
    QFile input;
    if (!file.open() || !input.open(stdin, QIODevice::ReadOnly))
        return false;
    constexpr qint64 pieceBytes = 1 << 20;
    for (QByteArray piece = input.read(pieceBytes); !piece.isEmpty(); piece = input.read(pieceBytes)) {
        if (file.write(piece) != piece.size())
            return false;
    }
    return file.flush();
}

/// How far it is, on a terminal's last line.
class Progress final {
public:
    void show(const char* what, double share)
    {
        const int percent = static_cast<int>(share * 100);
        if (!m_isTerminal || (m_what == what && m_percent == percent))
            return;
        m_what = what;
        m_percent = percent;
        std::fprintf(stderr, "\rweir-convert: %s %3d %%", what, percent);
        std::fflush(stderr);
    }
    void clear()
    {
        if (m_what != nullptr)
            std::fputs("\r\033[K", stderr);
        m_what = nullptr;
    }

private:
    const bool m_isTerminal = isatty(STDERR_FILENO) != 0;
    const char* m_what = nullptr;
    int m_percent = -1;
};

} // namespace

int main(int argc, char* argv[])
{
    weir::keepLittleFreedMemory();
    weir::app::Termination termination;
    QCoreApplication application(argc, argv);
    CommandLine line(QStringLiteral("weir-convert"), description());
    line.addArguments(QStringLiteral("IN OUT"), QStringLiteral("the file that is read, and the one that is written"));
    line.addOption(QStringLiteral("from"), QStringLiteral("read IN as this format, whatever is in it"), QStringLiteral("FORMAT"));
    line.addOption(QStringLiteral("to"), QStringLiteral("write OUT in this format, whatever its ending"), QStringLiteral("FORMAT"));
    for (const Parameter& parameter : FileSource::kind.parameters) {
        if (isOption(parameter))
            line.addOption(latin(parameter.key), QStringLiteral("as behind file:PATH, of a table"), latin(parameter.placeholder));
    }
    if (const auto status = line.parse(QCoreApplication::arguments()))
        return *status;
    const QStringList words = line.arguments();
    if (words.size() != 2)
        return line.fail(QStringLiteral("Name two files, the one that is read and the one that is written."));
    const QString& in = words[0];
    Conversion conversion;
    conversion.output = weir::withHome(words[1].toStdString());

    const auto to = line.text(QStringLiteral("to"));
    conversion.target = to ? weir::format::targetOfKey(to->toStdString()) : weir::format::targetOfName(conversion.output);
    if (conversion.target == nullptr && to)
        return line.fail(QStringLiteral("--to: nothing is written as \"%1\".").arg(*to));
    if (conversion.target == nullptr)
        return line.fail(QStringLiteral("The ending of \"%1\" names no format that is written; say --to FORMAT.").arg(words[1]));
    if (conversion.target->isPair && conversion.output == "-")
        return line.fail(
            QStringLiteral("%1 takes two files, of edges and of nodes; standard output is one.").arg(latin(conversion.target->name)));
    const auto from = line.text(QStringLiteral("from"));
    if (const auto* const format = from ? weir::format::formatOfKey(from->toStdString()) : nullptr;
        from && (format == nullptr || format->read == nullptr))
        return line.fail(QStringLiteral("--from: nothing is read as \"%1\".").arg(*from));

    QTemporaryFile spooled;
    std::string path = weir::withHome(in.toStdString());
    if (in == u"-") {
        if (!spool(spooled))
            return line.fail(QStringLiteral("Standard input cannot be kept in %1: %2.").arg(spooled.fileTemplate(), spooled.errorString()));
        path = conversion.inputPath = spooled.fileName().toStdString();
        conversion.input = "standard input";
    } else if (const auto readable = weir::source::checkReadable(QString::fromStdString(path)); !readable) {
        return line.fail(QString::fromStdString(readable.error().text));
    }
    conversion.source = "file:" + path;
    char separator = ':';
    const auto tell = [&](std::string_view key, const QString& value) {
        conversion.source += separator + std::string(key) + '=' + value.toStdString();
        separator = ',';
    };
    if (from)
        tell("format", *from);
    for (const Parameter& parameter : FileSource::kind.parameters) {
        const auto value = isOption(parameter) ? line.text(latin(parameter.key)) : std::nullopt;
        if (value && value->contains(u','))
            return line.fail(
                QStringLiteral("--%1: a name with a comma cannot be said; say the column's number.").arg(latin(parameter.key)));
        if (value)
            tell(parameter.key, *value);
    }
    if (const auto status = line.status())
        return *status;
    if (const auto source = weir::source::makeSource(conversion.source); !source)
        return line.fail(QString::fromStdString(source.error().text));

    Progress progress;
    bool isWell = false;
    weir::WorkerThread worker("weir-convert");
    termination.watch();
    QObject::connect(&termination, &weir::app::Termination::requested, &application, [&worker] { worker.requestStop(); });
    const auto say = [&progress](const std::string& sentence) {
        progress.clear();
        std::fprintf(stderr, "weir-convert: %s\n", qPrintable(weir::app::asSentence(QString::fromStdString(sentence))));
    };
    worker.start([&](std::stop_token stop) {
        isWell = conversion.run({say, [&progress](const char* what, double share) { progress.show(what, share); }}, std::move(stop));
        progress.clear();
        QMetaObject::invokeMethod(&application, &QCoreApplication::quit, Qt::QueuedConnection);
    });
    QCoreApplication::exec();
    worker.stop();
    return isWell ? 0 : 1;
}
