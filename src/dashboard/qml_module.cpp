#include "dashboard/qml_module.h"

#include "dashboard/chart_history.h"

// Made by Qt. The module is a static library, of which a linker takes only what is asked for.
void qml_register_types_Weir_Dashboard();

namespace weir::dashboard {

void showToQml(ChartHistory* history)
{
    static void (*volatile const module)() = &qml_register_types_Weir_Dashboard;   // the engine calls it when the module is imported
    static_cast<void>(module);
    HistoryForQml::shown = history;
}

} // namespace weir::dashboard
