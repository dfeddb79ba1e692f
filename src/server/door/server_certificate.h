#pragma once
#include "base/error.h"
#include <QtCore/QString>
#include <QtNetwork/QSslConfiguration>
#include <expected>

namespace weir::server {

/// What a server needs to speak TLS: its certificate with those up to an authority's, and the private key, unencrypted,
/// both in PEM. An error names the file and what is wrong with it. Called before the server starts, on any thread.
[[nodiscard]] std::expected<QSslConfiguration, Error> readCertificate(const QString& certificateFile, const QString& keyFile);

} // namespace weir::server
