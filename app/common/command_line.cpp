#include "common/command_line.h"
#include "base/home_path.h"
#include "common/sentence.h"
#include <QtNetwork/QHostAddress>
#include <cmath>
#include <cstdio>
#include <utility>

namespace weir::app {

namespace {

constexpr double longestSeconds = 365.0 * 24 * 3600;
constexpr int defaultStreamPort = 8080;
constexpr int helpColumn = 30;   // where the words of --help begin

void print(std::FILE* file, const QString& text)
{
    const QByteArray bytes = text.toLocal8Bit();
    std::fwrite(bytes.constData(), 1, static_cast<std::size_t>(bytes.size()), file);
    std::fflush(file);
}

} // namespace

CommandLine::CommandLine(QString program, QString description)
    : m_program(std::move(program)), m_description(std::move(description))
{
    m_parser.setSingleDashWordOptionMode(QCommandLineParser::ParseAsLongOptions);
    addOption(QStringLiteral("help"), QStringLiteral("print this and exit"));
    addOption(QStringLiteral("version"), QStringLiteral("print the version and exit"));
}

void CommandLine::addOption(const QString& name, const QString& text, const QString& value, const QString& fallback)
{
    QCommandLineOption option(name, text, value);
    if (!fallback.isEmpty())
        option.setDefaultValue(fallback);
    [[maybe_unused]] const bool isNew = m_parser.addOption(option);
    Q_ASSERT(isNew);
    m_help.append({QStringLiteral("--%1 %2").arg(name, value).trimmed(),
                   fallback.isEmpty() ? text : QStringLiteral("%1 (default: %2)").arg(text, fallback)});
}

void CommandLine::addArguments(const QString& name, const QString& text)
{
    m_argumentsName = name;
    m_help.prepend({name, text});
}

QString CommandLine::help() const
{
    QString help = QStringLiteral("Usage: %1 [options] %2").arg(m_program, m_argumentsName).trimmed();
    help += QStringLiteral("\n\n%1\n\n").arg(m_description.trimmed());
    for (const HelpLine& line : m_help) {
        const QString text = QString(line.text).replace(u'\n', QStringLiteral("\n%1").arg(QString(), helpColumn));
        const bool isLong = line.left.size() > helpColumn - 4;
        help += QStringLiteral("  %1").arg(line.left).leftJustified(helpColumn);
        help += isLong ? QStringLiteral("\n%1%2\n").arg(QString(), helpColumn).arg(text) : QStringLiteral("%1\n").arg(text);
    }
    return help;
}

std::optional<int> CommandLine::parse(const QStringList& words)
{
    const bool understood = m_parser.parse(words);
    if (m_parser.isSet(QStringLiteral("help"))) {
        print(stdout, help());
        return m_status = 0;
    }
    if (m_parser.isSet(QStringLiteral("version"))) {
        print(stdout, QStringLiteral("%1 %2\n").arg(m_program.section(u' ', 0, 0), QStringLiteral(WEIR_VERSION)));
        return m_status = 0;
    }
    if (!understood)
        fail(m_parser.errorText());   // a sentence with its full stop
    else if (m_argumentsName.isEmpty() && !m_parser.positionalArguments().isEmpty())
        fail(QStringLiteral("\"%1\" is not expected here.").arg(m_parser.positionalArguments().constFirst()));
    return m_status;
}

int CommandLine::fail(const QString& what)
{
    print(stderr, QStringLiteral("%1: %2 See %1 --help.\n").arg(m_program, asSentence(what)));
    m_status = wrongUsage;
    return wrongUsage;
}

void CommandLine::failValue(const QString& name, const QString& value, const QString& what)
{
    fail(QStringLiteral("--%1: \"%2\" is not %3.").arg(name, value, what));
}

std::optional<QString> CommandLine::given(const QString& name) const
{
    if (!m_parser.isSet(name) && m_parser.value(name).isEmpty())
        return std::nullopt;
    return m_parser.value(name);
}

std::optional<QString> CommandLine::text(const QString& name)
{
    auto value = given(name);
    if (value && value->isEmpty()) {
        fail(QStringLiteral("--%1 needs a value.").arg(name));
        return std::nullopt;
    }
    return value;
}

std::optional<QString> CommandLine::file(const QString& name)
{
    const auto value = text(name);
    return value ? std::optional(QString::fromStdString(withHome(value->toStdString()))) : std::nullopt;
}

std::optional<std::uint64_t> CommandLine::count(const QString& name, std::uint64_t least, std::uint64_t most)
{
    const auto value = given(name);
    if (!value)
        return std::nullopt;
    bool isNumber = false;
    const qulonglong count = value->toULongLong(&isNumber);
    if (isNumber && !value->startsWith(u'-') && count >= least && count <= most)
        return count;
    failValue(name, *value, QStringLiteral("a whole number from %1 to %2").arg(least).arg(most));
    return std::nullopt;
}

std::optional<double> CommandLine::number(const QString& name, double least, double most)
{
    const auto value = given(name);
    if (!value)
        return std::nullopt;
    bool isNumber = false;
    const double number = value->toDouble(&isNumber);
    if (isNumber && std::isfinite(number) && number >= least && number <= most)
        return number;
    failValue(name, *value, QStringLiteral("a number from %1 to %2").arg(least).arg(most));
    return std::nullopt;
}

std::optional<std::chrono::milliseconds> CommandLine::seconds(const QString& name)
{
    const auto value = given(name);
    if (!value)
        return std::nullopt;
    bool isNumber = false;
    const double seconds = value->toDouble(&isNumber);
    if (isNumber && seconds >= 0 && seconds <= longestSeconds)
        return std::chrono::milliseconds(std::llround(seconds * 1000));
    failValue(name, *value, QStringLiteral("a number of seconds, such as 10 or 2.5"));
    return std::nullopt;
}

std::optional<QUrl> CommandLine::streamUrl(const QString& name)
{
    const auto value = given(name);
    if (!value)
        return std::nullopt;
    QUrl url(*value, QUrl::StrictMode);
    const bool isStream = url.scheme() == u"ws" || url.scheme() == u"wss";
    if (!url.isValid() || !isStream || url.host().isEmpty() || url.port(1) == 0) {
        failValue(name, *value, QStringLiteral("the address of a stream, such as ws://127.0.0.1:8080/stream"));
        return std::nullopt;
    }
    if (url.port() < 0 && url.scheme() == u"ws")
        url.setPort(defaultStreamPort);
    if (url.path().isEmpty() || url.path() == u"/")
        url.setPath(QStringLiteral("/stream"));
    return url;
}

std::optional<Endpoint> CommandLine::endpoint(const QString& name)
{
    const auto value = given(name);
    if (!value)
        return std::nullopt;
    const qsizetype colon = value->lastIndexOf(u':');
    QString host = value->left(std::max<qsizetype>(colon, 0));
    const bool inBrackets = host.startsWith(u'[') && host.endsWith(u']');
    if (inBrackets)
        host = host.mid(1, host.size() - 2);
    bool isPort = false;
    const std::uint16_t port = value->mid(colon + 1).toUShort(&isPort);
    const QHostAddress address(host);
    const bool isHost = host == u"localhost" || (!address.isNull() && inBrackets == (address.protocol() == QAbstractSocket::IPv6Protocol));
    if (colon > 0 && isPort && isHost)
        return Endpoint{host, port};
    failValue(name, *value, QStringLiteral("HOST:PORT with an address of this machine, such as 127.0.0.1:8080 or [::1]:8080"));
    return std::nullopt;
}

std::optional<QString> CommandLine::oneOf(const QString& name, const QStringList& choices)
{
    auto value = given(name);
    if (!value || choices.contains(*value))
        return value;
    failValue(name, *value, QStringLiteral("one of: %1").arg(choices.join(QStringLiteral(", "))));
    return std::nullopt;
}

} // namespace weir::app
