#include "weir-bench/bench.h"
#if __has_include("weir-bench/frame_bench.h")
#include "weir-bench/frame_bench.h"
#define WEIR_HAS_FRAME_BENCH
#endif
#if __has_include("weir-bench/ingest_bench.h")
#include "weir-bench/ingest_bench.h"
#define WEIR_HAS_INGEST_BENCH
#endif
#if __has_include("weir-bench/layout_bench.h")
#include "weir-bench/layout_bench.h"
#define WEIR_HAS_LAYOUT_BENCH
#endif
#if __has_include("weir-bench/snapshot_bench.h")
#include "weir-bench/snapshot_bench.h"
#define WEIR_HAS_SNAPSHOT_BENCH
#endif
#include <vector>

namespace weir::bench {

std::span<const Bench> benches()
{
    static const std::vector<Bench> all{
#ifdef WEIR_HAS_FRAME_BENCH
        {"frame", "how long pictures of a graph take, moving, at rest and idle", runFrame},
#endif
#ifdef WEIR_HAS_INGEST_BENCH
        {"ingest", "changes a second from a server process into a client's model", runIngest},
#endif
#ifdef WEIR_HAS_LAYOUT_BENCH
        {"layout", "how fast the layout makes a graph readable", runLayout},
#endif
#ifdef WEIR_HAS_SNAPSHOT_BENCH
        {"snapshot", "how long a new client waits for a large graph, and what the ticks notice of it", runSnapshot},
#endif
    };
    return all;
}

} // namespace weir::bench
