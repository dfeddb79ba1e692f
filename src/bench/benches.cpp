#include "bench/rig/bench.h"
#include "bench/fanout_bench.h"
#include "bench/frame_bench.h"
#include "bench/rig/graph_server.h"
#include "bench/ingest_bench.h"
#include "bench/inspect_bench.h"
#include "bench/latency_bench.h"
#include "bench/layout/layout_bench.h"
#include "bench/look_bench.h"
#include "bench/read_bench.h"
#include "bench/reconnect_bench.h"
#include "bench/resume_bench.h"
#include "bench/save_bench.h"
#include "bench/search_bench.h"
#include "bench/snapshot_bench.h"
#include "bench/flood.h"
#include <array>

namespace weir::bench {

std::span<const Bench> benches()
{
    static constexpr std::array all{
        Bench{"fanout", "what a thousand clients cost a server, and how old the changes are that they get", runFanout},
        Bench{"flood", "the attackers of the others", runFlood},
        Bench{"frame", "how long pictures of a graph take, moving, at rest and idle", runFrame},
        Bench{"ingest", "changes a second from a server process into a client's model", runIngest},
        Bench{"inspect", "how long questions about a selection take", runInspect},
        Bench{"latency", "how old a change is when a client has applied it", runLatency},
        Bench{"layout", "how fast the layout makes a graph readable", runLayout},
        Bench{"look", "what filters, sizes and colours of nodes cost the stream's thread", runLook},
        Bench{"read", "how fast a file becomes a graph in a store, and what memory that takes", runRead},
        Bench{"reconnect", "how long a thousand clients need to be back after their server was killed", runReconnect},
        Bench{"resume", "how long a client that paused needs to catch up, and what memory it takes on both sides", runResume},
        Bench{"save", "how long a picture of any size takes to be saved, and what the window notices of it", runSave},
        Bench{"search", "how long it takes to find nodes by key, label or value", runSearch},
        Bench{"serve", "the server process of the others", runServe},
        Bench{"snapshot", "how long a new client waits for a large graph, and what the ticks notice of it", runSnapshot},
    };
    return all;
}

} // namespace weir::bench
