#pragma once
#include "base/error.h"
#include "client/security.h"
#include <QtCore/QList>
#include <QtNetwork/QSslConfiguration>
#include <QtNetwork/QSslError>
#include <expected>

namespace weir::client {

/// How a client knows a server that speaks TLS. An error names the file and what is wrong with it.
[[nodiscard]] std::expected<QSslConfiguration, Error> trustOf(const Security& security);

/// Why the certificate of `host` is not believed, and what to do about it: one or two sentences for people.
[[nodiscard]] QString certificateFault(const QString& host, const QList<QSslError>& errors);

} // namespace weir::client
