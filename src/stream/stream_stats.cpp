#include "stream/stream_stats.h"

namespace weir::stream {

const char* toString(StreamState state)
{
    switch (state) {
    case StreamState::Connecting: return "connecting";
    case StreamState::Live: return "live";
    case StreamState::Paused: return "paused";
    case StreamState::CatchingUp: return "catching-up";
    case StreamState::Reconnecting: return "reconnecting";
    case StreamState::Closed: break;
    }
    return "closed";
}

} // namespace weir::stream
