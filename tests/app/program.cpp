#include "program.h"
#include <QtCore/QFileInfo>
#include <QtCore/QJsonDocument>
#include <QtCore/QRegularExpression>
#include <QtTest/QTest>

namespace {

QString pathOf(const QString& name) { return QStringLiteral(WEIR_BIN_DIR "/") + name; }

} // namespace

Program::Program(const QString& name)
{
    m_process.setProgram(pathOf(name));
    QObject::connect(&m_process, &QProcess::readyReadStandardOutput, &m_process,
                     [this] { m_output += m_process.readAllStandardOutput(); });
    QObject::connect(&m_process, &QProcess::readyReadStandardError, &m_process,
                     [this] { m_errors += m_process.readAllStandardError(); });
}

Program::~Program()
{
    if (m_process.state() != QProcess::NotRunning) {
        m_process.kill();
        m_process.waitForFinished();
    }
}

bool Program::exists(const QString& name) { return QFileInfo(pathOf(name)).isExecutable(); }

void Program::start(const QStringList& arguments)
{
    m_process.setArguments(arguments);
    m_process.start();
}

int Program::wait(int milliseconds)
{
    const bool ended = QTest::qWaitFor([this] { return m_process.state() == QProcess::NotRunning; }, milliseconds);
    return ended && m_process.exitStatus() == QProcess::NormalExit && m_process.error() == QProcess::UnknownError
        ? m_process.exitCode() : -1;
}

void Program::write(const QByteArray& text)
{
    m_process.write(text);
    m_process.waitForBytesWritten();
}

QList<QJsonObject> Program::objects() const
{
    QList<QJsonObject> objects;
    for (const QByteArray& line : m_output.split('\n')) {
        if (const QJsonDocument document = QJsonDocument::fromJson(line); document.isObject())
            objects.append(document.object());
    }
    return objects;
}

Server::Server(const QString& source, const QStringList& more) : m_program(QStringLiteral("weir-server"))
{
    static const QRegularExpression address(QStringLiteral("ws://[^ ,\n]+"));
    m_program.start(QStringList{QStringLiteral("--listen"), QStringLiteral("127.0.0.1:0"), QStringLiteral("--source"), source} + more);
    const bool started = QTest::qWaitFor([this] { return m_program.output().contains('\n'); }, 30'000);
    if (started)
        m_url = address.match(QString::fromLocal8Bit(m_program.output())).captured();
}
