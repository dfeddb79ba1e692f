#include "bench/rig/bench_child.h"
#include <QtCore/QCoreApplication>
#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QSocketNotifier>
#include <cmath>
#include <cstdio>
#include <memory>
#include <unistd.h>

namespace weir::bench {

BenchChild::BenchChild(const QStringList& arguments)
{
    m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    m_process.start(QCoreApplication::applicationFilePath(), arguments);
    if (!m_process.waitForStarted())
        qFatal("cannot start %s: %s", qPrintable(m_process.program()), qPrintable(m_process.errorString()));
}

BenchChild::~BenchChild()
{
    m_process.closeWriteChannel();
    if (!m_process.waitForFinished(5000))
        m_process.kill();
    m_process.waitForFinished();
}

void BenchChild::kill()
{
    m_process.kill();
    m_process.waitForFinished();
}

std::optional<QJsonObject> BenchChild::ask(const QByteArray& question, std::chrono::milliseconds patience)
{
    m_process.write(question + '\n');
    m_process.waitForBytesWritten();
    while (!m_process.canReadLine()) {
        if (!m_process.waitForReadyRead(static_cast<int>(patience.count())))
            return std::nullopt;
    }
    return QJsonDocument::fromJson(m_process.readLine()).object();
}

void answerQuestions(std::function<QJsonObject(const QByteArray&)> answer)
{
    auto* const notifier = new QSocketNotifier(STDIN_FILENO, QSocketNotifier::Read, QCoreApplication::instance());
    auto buffered = std::make_shared<QByteArray>();
    QObject::connect(notifier, &QSocketNotifier::activated, notifier, [notifier, buffered, answer = std::move(answer)] {
        char bytes[4096];
        const ssize_t count = read(STDIN_FILENO, bytes, sizeof bytes);
        if (count <= 0) {
            notifier->setEnabled(false);
            QCoreApplication::quit();
            return;
        }
        buffered->append(bytes, count);
        for (qsizetype end = buffered->indexOf('\n'); end >= 0; end = buffered->indexOf('\n')) {
            const QByteArray reply = QJsonDocument(answer(buffered->left(end))).toJson(QJsonDocument::Compact);
            buffered->remove(0, end + 1);
            std::printf("%s\n", reply.constData());
            std::fflush(stdout);
        }
    });
}

void printResult(const std::vector<std::pair<QString, QJsonValue>>& result)
{
    QStringList members;
    for (const auto& [name, value] : result) {
        const QByteArray json = QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact);
        members.append(QStringLiteral("\"%1\":%2").arg(name, QString::fromUtf8(json.mid(1, json.size() - 2))));
    }
    std::printf("{%s}\n", qPrintable(members.join(u',')));
    std::fflush(stdout);
}

double rounded(double value, int digits)
{
    const double scale = std::pow(10.0, digits);
    return std::round(value * scale) / scale;
}

} // namespace weir::bench
