#pragma once
#include "client/security.h"
#include "common/command_line.h"

namespace weir::app {

/// The options of a client that say what it shows to a server and how it knows the server.
inline void addSecurityOptions(CommandLine& line)
{
    line.addOption(QStringLiteral("token-file"), QStringLiteral("show the token in this file; it is read again when it changes"), QStringLiteral("FILE"));
    line.addOption(QStringLiteral("ca"), QStringLiteral("trust the authorities in this file (PEM), too, for wss://"), QStringLiteral("FILE"));
    line.addOption(QStringLiteral("insecure-skip-certificate-check"), QStringLiteral("believe whoever answers at a wss:// address; anybody can then read along"));
}

[[nodiscard]] inline client::Security securityFrom(CommandLine& line)
{
    client::Security security;
    security.tokenFile = line.file(QStringLiteral("token-file")).value_or(QString());
    security.caFile = line.file(QStringLiteral("ca")).value_or(QString());
    security.skipCertificateCheck = line.has(QStringLiteral("insecure-skip-certificate-check"));
    return security;
}

} // namespace weir::app
