#include "weir-bench/bench.h"
#include "weir-bench/frame_bench.h"
#include "weir-bench/ingest_bench.h"
#include "weir-bench/layout_bench.h"
#include "weir-bench/snapshot_bench.h"
#include <vector>

namespace weir::bench {

std::span<const Bench> benches()
{
    static const std::vector<Bench> all{
        {"frame", "how long pictures of a graph take, moving, at rest and idle", runFrame},
        {"ingest", "changes a second from a server process into a client's model", runIngest},
        {"layout", "how fast the layout makes a graph readable", runLayout},
        {"snapshot", "how long a new client waits for a large graph, and what the ticks notice of it", runSnapshot},
    };
    return all;
}

} // namespace weir::bench
