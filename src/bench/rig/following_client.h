#pragma once
#include "stream/stream_client.h"
#include <QtCore/QUrl>

namespace weir::bench {

/// A client that follows the server at `url` and is in sync with it. Where that does not come to pass within a minute, or
/// ends later, the program ends with words. Lives on the calling thread, whose event loop it runs.
[[nodiscard]] std::unique_ptr<stream::StreamClient> followingClient(const QUrl& url);

} // namespace weir::bench
