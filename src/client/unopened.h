#pragma once
#include "client/ending.h"
#include <QtCore/QUrl>
#include <QtNetwork/QAbstractSocket>

namespace weir::client {

/// What the socket told of a connection that came to nothing before the WebSocket stood.
struct SocketFault {
    QAbstractSocket::SocketError error = QAbstractSocket::UnknownSocketError;   ///< of TCP or TLS
    bool answered = false;                                                      ///< with something that opens no WebSocket
    QString words;                                                              ///< the socket's own

    /// As a QWebSocket signals it: an answer that opens no WebSocket is said to be a refusal, of which the socket under it knows nothing.
    [[nodiscard]] static SocketFault of(QAbstractSocket::SocketError signalled, QAbstractSocket::SocketError known, const QString& words)
    {
        return {known, signalled == QAbstractSocket::ConnectionRefusedError && known != signalled, words};
    }
};

/// Why there is no connection to `url`: what happened, in words that are true of it alone, and what to do about it.
[[nodiscard]] Ending unopened(const QUrl& url, const SocketFault& fault);

}   // namespace weir::client
