#include "dashboard/register_types.h"

#include "dashboard/chart_history.h"
#include "dashboard/strip_feed.h"

#include <QtQml/qqml.h>

namespace weir::dashboard {

void registerTypes(ChartHistory* history)
{
    qmlRegisterType<StripFeed>("Weir", 1, 0, "StripFeed");
    qmlRegisterSingletonInstance("Weir", 1, 0, "History", history);
}

} // namespace weir::dashboard
