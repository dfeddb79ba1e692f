#pragma once

namespace weir::dashboard {

class ChartHistory;

/// Adds the chart feed, and `history` as History, to `import Weir`. Once a process, before a window is loaded;
/// `history` must outlive the engine.
void registerTypes(ChartHistory* history);

} // namespace weir::dashboard
