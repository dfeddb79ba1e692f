#include "client/unopened.h"
#include "support/test_program.h"
#include <QtTest>

using namespace weir::client;

/// Each way in which there is no connection has words of its own, the reason, and what to do.
class tst_Unopened : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aRefusalIsToldFromAnAnswer();
    void eachCauseHasItsOwnWords_data();
    void eachCauseHasItsOwnWords();
    void whoMayHaveMeantTheOtherSchemeIsToldSo();
    void noTwoCausesAreSaidAlike();

private:
    static Ending endingOf(QAbstractSocket::SocketError error, bool answered, const QString& words)
    {
        return unopened(QUrl(QStringLiteral("ws://graphs.example.org:8080/live")), {error, answered, words});
    }
};

void tst_Unopened::aRefusalIsToldFromAnAnswer()
{
    using Socket = QAbstractSocket;
    QVERIFY(!SocketFault::of(Socket::ConnectionRefusedError, Socket::ConnectionRefusedError, {}).answered);
    QVERIFY(SocketFault::of(Socket::ConnectionRefusedError, Socket::UnknownSocketError, {}).answered);
    QVERIFY(!SocketFault::of(Socket::HostNotFoundError, Socket::HostNotFoundError, {}).answered);
}

void tst_Unopened::eachCauseHasItsOwnWords_data()
{
    using Error = QAbstractSocket::SocketError;
    QTest::addColumn<Error>("error");
    QTest::addColumn<bool>("answered");
    QTest::addColumn<QString>("words");
    QTest::addColumn<EndCause>("cause");
    QTest::addColumn<QString>("why");
    QTest::addColumn<QString>("whatToDo");
    struct Row {
        const char* name;
        Error error;
        const char* words;
        EndCause cause;
        const char *why, *whatToDo;
    };
    for (const Row& row : std::initializer_list<Row>{
             {"a name that nobody knows", Error::HostNotFoundError, "Host not found", EndCause::NoHost,
              "no host named graphs.example.org", "Check its name"},
             {"a port where nothing listens", Error::ConnectionRefusedError, "Connection refused", EndCause::Refused,
              "connection refused, nothing listens there", "Start the server, or check the port"},
             {"no way there", Error::NetworkError, "Network unreachable", EndCause::Unreachable,
              "Network unreachable", "Check this machine's network"},
             {"nothing came back", Error::SocketTimeoutError, "Network operation timed out", EndCause::NoAnswer,
              "no answer in time", "The host may be off"},
             {"closed at once", Error::RemoteHostClosedError, "The remote host closed the connection", EndCause::NotAStream,
              "closed the connection without an answer", "begins with wss://"},
             {"no TLS there", Error::SslHandshakeFailedError, "wrong version number.", EndCause::NotAStream,
              "/live: wrong version number. If", "begins with wss://"},
             {"what is not foreseen", Error::SocketResourceError, "Too many open files", EndCause::Other,
              "Too many open files.", ""},
         }) {
        QTest::newRow(row.name) << row.error << false << QString::fromLatin1(row.words) << row.cause << QString::fromLatin1(row.why)
                                << QString::fromLatin1(row.whatToDo);
    }
    struct Answer {
        const char* status;
        EndCause cause;
        const char *why, *whatToDo;
    };
    for (const Answer& answer : std::initializer_list<Answer>{
             {"404 (Not Found)", EndCause::NotAStream, "has no stream there (HTTP 404 Not Found)", "which is /stream for a Weir server"},
             {"404 ()", EndCause::NotAStream, "has no stream there (HTTP 404)", "Check the port"},
             {"200 (OK)", EndCause::NotAStream, "not with a Weir stream (HTTP 200 OK)", "Check the port"},
             {"301 (Moved Permanently)", EndCause::NotAStream, "(HTTP 301 Moved Permanently)", "Check the port"},
             {"403 (Forbidden)", EndCause::Denied, "does not let this program in (HTTP 403 Forbidden)", "Ask whoever runs it"},
             {"401 (Unauthorized)", EndCause::Denied, "(HTTP 401 Unauthorized)", "Ask whoever runs it"},
             {"429 (Too Many Requests)", EndCause::NotNow, "cannot serve now (HTTP 429 Too Many Requests)", "Try again later"},
             {"503 (Service Unavailable)", EndCause::NotNow, "(HTTP 503 Service Unavailable)", "Try again later"},
         }) {
        QTest::newRow(answer.status) << Error::UnknownSocketError << true
                                     << QStringLiteral("QWebSocketPrivate::processHandshake: Unhandled http status code: %1.")
                                            .arg(QLatin1StringView(answer.status))
                                     << answer.cause << QString::fromLatin1(answer.why) << QString::fromLatin1(answer.whatToDo);
    }
    QTest::newRow("no status at all") << Error::UnknownSocketError << true
                                      << QStringLiteral("QWebSocketPrivate::processHandshake: Unknown error condition encountered.")
                                      << EndCause::NotAStream << QStringLiteral("no Weir stream (Unknown error condition encountered)")
                                      << QStringLiteral("Check the port");
}

void tst_Unopened::eachCauseHasItsOwnWords()
{
    QFETCH(QAbstractSocket::SocketError, error);
    QFETCH(bool, answered);
    QFETCH(QString, words);
    QFETCH(EndCause, cause);
    QFETCH(QString, why);
    QFETCH(QString, whatToDo);
    const Ending ending = endingOf(error, answered, words);
    QCOMPARE(ending.cause, cause);
    QVERIFY(ending.worthRetrying);
    QVERIFY2(ending.reason.contains(QStringLiteral("ws://graphs.example.org:8080/live")), qPrintable(ending.reason));
    QVERIFY2(ending.reason.contains(why) && ending.reason.contains(whatToDo), qPrintable(ending.reason));
    QVERIFY2(ending.reason.endsWith(u'.') && !ending.reason.contains(QStringLiteral("..")), qPrintable(ending.reason));
    QVERIFY(!ending.reason.contains(QStringLiteral("QWebSocket")));
}

void tst_Unopened::whoMayHaveMeantTheOtherSchemeIsToldSo()
{
    const auto reasonFor = [](const char* url) {
        return unopened(QUrl(QString::fromLatin1(url)), {QAbstractSocket::RemoteHostClosedError, false, {}}).reason;
    };
    QVERIFY(reasonFor("wss://graphs.example.org/stream").contains(QStringLiteral("speaks no TLS, its address begins with ws://")));
    QVERIFY(reasonFor("ws://graphs.example.org/stream").contains(QStringLiteral("speaks TLS, its address begins with wss://")));
}

void tst_Unopened::noTwoCausesAreSaidAlike()
{
    using Error = QAbstractSocket::SocketError;
    QSet<QString> said;
    for (const Error error : {Error::HostNotFoundError, Error::ConnectionRefusedError, Error::NetworkError, Error::SocketTimeoutError,
                              Error::RemoteHostClosedError})
        said.insert(endingOf(error, false, QStringLiteral("the same words")).reason);
    said.insert(endingOf(Error::UnknownSocketError, true, QStringLiteral("the same words")).reason);
    QCOMPARE(said.size(), 6);
}

WEIR_TEST(tst_Unopened)
#include "tst_unopened.moc"
