#pragma once
#include <QtCore/QCommandLineParser>
#include <QtCore/QList>
#include <QtCore/QString>
#include <QtCore/QStringList>
#include <QtCore/QUrl>
#include <chrono>
#include <cstdint>
#include <optional>

namespace weir::app {

/// A place to listen at.
struct Endpoint {
    QString host;              ///< an address; without the brackets of IPv6
    std::uint16_t port = 0;    ///< 0: any free one
};

/// The options of one of Weir's programs: --help and --version, and what is wrong said on standard error with status 2.
/// Declare the options, parse, ask for their values, then look at status() once more before starting: a value of the
/// wrong kind is known only when it is asked for as that kind.
/// Main thread only; needs no application object.
class CommandLine final {
public:
    static constexpr int wrongUsage = 2;

    /// `program` as people type it, e.g. "weir-bench frame"; `description` is a sentence for --help.
    CommandLine(QString program, QString description);

    /// An option with a value, named `value` in --help, or a switch where that is empty.
    void addOption(const QString& name, const QString& text, const QString& value = {}, const QString& fallback = {});

    /// What comes without dashes, all of it given to arguments(); without this call any such word is an error.
    void addArguments(const QString& name, const QString& text);

    /// Takes the words of the command line, the program's own name first. A status: the program is to exit with it now.
    [[nodiscard]] std::optional<int> parse(const QStringList& words);

    /// Nothing, or wrongUsage once a value asked for below was wrong; it has been said on standard error.
    [[nodiscard]] std::optional<int> status() const { return m_status; }

    [[nodiscard]] bool has(const QString& name) const { return m_parser.isSet(name); }
    [[nodiscard]] QStringList arguments() const { return m_parser.positionalArguments(); }

    /// Values: nothing where the option was not given and has no fallback, or where its value was wrong.
    [[nodiscard]] std::optional<QString> text(const QString& name);
    /// A file: "~" at its beginning is the user's own folder, as where the shell did not see it (--stats=~/x).
    [[nodiscard]] std::optional<QString> file(const QString& name);
    /// All values of an option that may be given more than once.
    [[nodiscard]] QStringList texts(const QString& name) const { return m_parser.values(name); }
    [[nodiscard]] std::optional<std::uint64_t> count(const QString& name, std::uint64_t least, std::uint64_t most);
    [[nodiscard]] std::optional<double> number(const QString& name, double least, double most);
    /// A time span from 0 to a year, e.g. "2.5".
    [[nodiscard]] std::optional<std::chrono::milliseconds> seconds(const QString& name);
    /// ws://HOST[:PORT][/PATH] or wss://…; port 8080 and path /stream where they are left out.
    [[nodiscard]] std::optional<QUrl> streamUrl(const QString& name);
    /// HOST:PORT, HOST being an address or "localhost".
    [[nodiscard]] std::optional<Endpoint> endpoint(const QString& name);
    [[nodiscard]] std::optional<QString> oneOf(const QString& name, const QStringList& choices);

    /// Says on standard error what is wrong with the usage, for what only the program can tell; the status to exit with.
    int fail(const QString& what);

private:
    [[nodiscard]] QString help() const;
    [[nodiscard]] std::optional<QString> given(const QString& name) const;
    void failValue(const QString& name, const QString& value, const QString& what);

    struct HelpLine {
        QString left, text;
    };

    QString m_program;
    QString m_description;
    QString m_argumentsName;         // empty: none are taken
    QList<HelpLine> m_help;
    QCommandLineParser m_parser;
    std::optional<int> m_status;
};

} // namespace weir::app
