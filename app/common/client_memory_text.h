#pragma once
#include "stream/client_memory.h"
#include <QtCore/QString>

namespace weir::app {

/// For --help: what a client of `config` holds at most, in MiB, as a sentence.
[[nodiscard]] inline QString clientMemoryText(stream::StreamClient::Config config)
{
    const auto mebibytes = [](std::uint64_t bytes) { return (bytes + (1U << 20) - 1) >> 20; };
    const stream::ClientMemory binary = stream::clientMemory(config);
    config.encoding = protocol::Encoding::Json;
    return QStringLiteral("Of the stream it holds, beside the graph, at most %1 MiB: %2 that wait in socket and queue (the credit window),\n"
                          "%3 of one tick that travels in pieces and %4 for all else; with JSON at most %5 MiB.")
        .arg(mebibytes(binary.total())).arg(mebibytes(binary.waiting)).arg(mebibytes(binary.staging))
        .arg(mebibytes(binary.total()) - mebibytes(binary.waiting) - mebibytes(binary.staging))
        .arg(mebibytes(stream::clientMemory(config).total()));
}

} // namespace weir::app
