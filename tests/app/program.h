#pragma once
#include <QtCore/QByteArray>
#include <QtCore/QJsonObject>
#include <QtCore/QProcess>
#include <QtCore/QStringList>

/// One of Weir's programs, started as people start it. Killed when it goes out of scope before it ended.
class Program final {
public:
    /// `name` is a file in the directory of the built programs.
    explicit Program(const QString& name);
    ~Program();
    Program(const Program&) = delete;
    Program& operator=(const Program&) = delete;

    [[nodiscard]] static bool exists(const QString& name);

    void start(const QStringList& arguments);

    /// The exit status; -1 when it did not end in time or did not end by itself.
    [[nodiscard]] int wait(int milliseconds = 60'000);

    /// Asks it to end, as a terminal or a service manager does.
    void terminate() { m_process.terminate(); }

    /// Ends it at once, without a word.
    void kill() { m_process.kill(); }

    void write(const QByteArray& text);
    /// It has had all of its input.
    void closeInput() { m_process.closeWriteChannel(); }

    /// What it printed so far.
    [[nodiscard]] QByteArray output() const { return m_output; }
    [[nodiscard]] QByteArray errors() const { return m_errors; }

    /// The JSON objects among the lines of its output.
    [[nodiscard]] QList<QJsonObject> objects() const;

private:
    QProcess m_process;
    QByteArray m_output;
    QByteArray m_errors;
};

/// A weir-server on a free port, serving `source`, with `more` options.
class Server final {
public:
    explicit Server(const QString& source, const QStringList& more = {});

    /// ws://127.0.0.1:PORT/stream; empty when it did not start, and then why() says why.
    [[nodiscard]] QString url() const { return m_url; }
    [[nodiscard]] QString why() const { return QString::fromLocal8Bit(m_program.errors()); }

    [[nodiscard]] Program& program() { return m_program; }

private:
    Program m_program;
    QString m_url;
};
