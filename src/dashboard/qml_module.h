#pragma once

namespace weir::dashboard {

class ChartHistory;

/// Makes `import Weir.Dashboard` work: the chart feed, and `history` as History. Before a window is loaded; `history` must outlive
/// the engine.
void showToQml(ChartHistory* history);

} // namespace weir::dashboard
