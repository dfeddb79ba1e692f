#pragma once
#include "client/security.h"
#include <QtCore/QSize>
#include <QtCore/QString>
#include <QtCore/QStringList>
#include <QtCore/QUrl>
#include <chrono>
#include <expected>
#include <optional>

namespace weir::app {

/// What the command line of the desktop program asks for. A plain value.
struct Options {
    std::optional<QUrl> connect;        ///< else the embedded server is followed
    std::optional<QString> source;      ///< of the embedded server; else the remembered one
    std::optional<QString> screenshot;  ///< file of the picture to take
    std::chrono::milliseconds after{5'000};
    std::optional<QString> stats;       ///< file or "-"
    std::optional<std::chrono::milliseconds> pauseAt, resumeAt;
    std::optional<QString> theme;
    std::optional<QSize> size;
    bool json = false;
    client::Security security;          ///< towards whichever server is followed
};

/// The options, or the status to exit with: help, version or an error was printed.
[[nodiscard]] std::expected<Options, int> parseOptions(const QStringList& words);

} // namespace weir::app
