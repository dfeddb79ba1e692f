#include "weir-bench/bench.h"
#include "weir-bench/frame_bench.h"
#include "weir-bench/ingest_bench.h"
#include "weir-bench/layout_bench.h"
#include "weir-bench/snapshot_bench.h"
#include <array>

namespace weir::bench {

std::span<const Bench> benches()
{
    static constexpr std::array all{
        Bench{"frame", "how long pictures of a graph take, moving, at rest and idle", runFrame},
        Bench{"ingest", "changes a second from a server process into a client's model", runIngest},
        Bench{"layout", "how fast the layout makes a graph readable", runLayout},
        Bench{"snapshot", "how long a new client waits for a large graph, and what the ticks notice of it", runSnapshot},
    };
    return all;
}

} // namespace weir::bench
