#include "client/unopened.h"
#include "protocol/messages.h"
#include <QtCore/QCoreApplication>
#include <QtCore/QRegularExpression>

namespace weir::client {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Unopened)
};

Ending cannot(EndCause cause, const QUrl& url, const QString& why)
{
    return {Words::tr("Cannot connect to %1: %2").arg(url.toDisplayString(), why), true, std::nullopt, cause};
}

struct HttpStatus {
    int code = 0;
    QString text;   // "404 Not Found"
};

/// QWebSocket tells the status of an answer in its words alone, as "404 (Not Found)".
std::optional<HttpStatus> statusIn(const QString& words)
{
    static const QRegularExpression status(QStringLiteral(R"(\b([1-5]\d\d) \((.*)\))"));
    const auto found = status.match(words);
    if (!found.hasMatch())
        return std::nullopt;
    return HttpStatus{found.capturedView(1).toInt(), (found.captured(1) + u' ' + found.captured(2)).trimmed()};
}

/// What a server and a client who disagree on TLS see of each other is nothing that tells so.
QString otherScheme(const QUrl& url)
{
    return url.scheme() == u"wss" ? Words::tr("If the server speaks no TLS, its address begins with ws://.")
                                  : Words::tr("If the server speaks TLS, its address begins with wss://.");
}

/// The words that a socket of Qt says, without the place in its source and the stop.
QString plain(QString words)
{
    static const QRegularExpression place(QStringLiteral(R"(^\w+::\w+: )"));
    words.remove(place);
    while (words.endsWith(u'.'))
        words.chop(1);
    return words;
}

Ending answeredWith(const QUrl& url, const QString& words)
{
    const auto status = statusIn(words);
    if (!status) {
        const QString why = Words::tr("what answers there is no Weir stream (%1). Check the port. %2").arg(plain(words), otherScheme(url));
        return cannot(EndCause::NotAStream, url, why);
    }
    const auto cannotFor = [&](EndCause cause, const QString& why) { return cannot(cause, url, why.arg(status->text)); };
    if (status->code == 401 || status->code == 403 || status->code == 407)
        return cannotFor(EndCause::Denied, Words::tr("what answers there does not let this program in (HTTP %1). Ask whoever runs it."));
    if (status->code == 429 || status->code >= 500)
        return cannotFor(EndCause::NotNow, Words::tr("it answers that it cannot serve now (HTTP %1). Try again later."));
    const QLatin1StringView path(protocol::streamPath);
    const QString mend = u' ' + Words::tr("Check the port, and the path, which is %1 for a Weir server.").arg(path);
    if (status->code == 404 || status->code == 410)
        return cannotFor(EndCause::NotAStream, Words::tr("a web server answers, and has no stream there (HTTP %1).") + mend);
    return cannotFor(EndCause::NotAStream, Words::tr("a web server answers, and not with a Weir stream (HTTP %1).") + mend);
}

}   // namespace

Ending unopened(const QUrl& url, const SocketFault& fault)
{
    if (fault.answered)
        return answeredWith(url, fault.words);
    switch (fault.error) {
    case QAbstractSocket::HostNotFoundError: {
        const QString why = Words::tr("there is no host named %1. Check its name, or this machine's network.").arg(url.host());
        return cannot(EndCause::NoHost, url, why);
    }
    case QAbstractSocket::ConnectionRefusedError:
        return cannot(EndCause::Refused, url, Words::tr("connection refused, nothing listens there. Start the server, or check the port."));
    case QAbstractSocket::NetworkError:
        return cannot(EndCause::Unreachable, url, Words::tr("%1. Check this machine's network.").arg(plain(fault.words)));
    case QAbstractSocket::SocketTimeoutError:
    case QAbstractSocket::ProxyConnectionTimeoutError:
        return cannot(EndCause::NoAnswer, url,
                      Words::tr("no answer in time. The host may be off, or something between drops what it is sent."));
    case QAbstractSocket::RemoteHostClosedError:
        return cannot(EndCause::NotAStream, url, Words::tr("it closed the connection without an answer. %1").arg(otherScheme(url)));
    case QAbstractSocket::SslHandshakeFailedError:
        return cannot(EndCause::NotAStream, url, Words::tr("%1. %2").arg(plain(fault.words), otherScheme(url)));
    default:
        return cannot(EndCause::Other, url, plain(fault.words) + u'.');
    }
}

}   // namespace weir::client
