#include "ui/window/register_types.h"

#include "ui/window/appearance.h"
#include "ui/inspect/element_model.h"
#include "ui/words/figure_format.h"
#include "ui/words/figure_model.h"
#include "ui/look/filter_model.h"
#include "ui/graph/graph_view.h"
#include "ui/inspect/inspector.h"
#include "ui/look/layout_model.h"
#include "ui/look/legend_model.h"
#include "ui/graph/minimap.h"
#include "ui/look/look_model.h"
#include "ui/graph/outline_item.h"
#include "ui/save/picture_export.h"
#include "ui/look/search_model.h"
#include "ui/stream/source_form.h"
#include "ui/stream/stream_model.h"
#include "ui/window/window_settings.h"
#include "ui/words/window_words.h"

#include <QtQml/QQmlEngine>
#include <QtQml/qqml.h>

// The QML files' compiled code lives in a static library, from which a linker takes only what is asked for.
static void initialiseWindowModule()
{
    Q_INIT_RESOURCE(qmlcache_weir_qml);
}

namespace weir::ui {

namespace {

template <typename T>
void registerObject(const char* name, T* object)
{
    if (object)
        qmlRegisterSingletonInstance("Weir", 1, 0, name, object);
}

} // namespace

void registerTypes(const WindowObjects& objects)
{
    qmlRegisterUncreatableMetaObject(staticMetaObject, "Weir", 1, 0, "Ui", QStringLiteral("Ui holds enums"));
    qmlRegisterAnonymousType<FigureModel>("Weir", 1);
    qmlRegisterAnonymousType<LinkModel>("Weir", 1);
    qmlRegisterAnonymousType<ChangeList>("Weir", 1);
    qmlRegisterAnonymousType<RangeModel>("Weir", 1);
    qmlRegisterType<GraphView>("Weir", 1, 0, "GraphView");
    qmlRegisterType<Minimap>("Weir", 1, 0, "Minimap");
    qmlRegisterType<OutlineItem>("Weir", 1, 0, "OutlineItem");
    qmlRegisterType<PictureExport>("Weir", 1, 0, "PictureExport");
    qmlRegisterSingletonType<FigureFormat>("Weir", 1, 0, "FigureFormat",
                                           [](QQmlEngine*, QJSEngine*) -> QObject* { return new FigureFormat; });
    registerObject("Stream", objects.stream);
    registerObject("Appearance", objects.appearance);
    registerObject("Settings", objects.settings);
    registerObject("LegendModel", objects.legend);
    registerObject("Filter", objects.filter);
    registerObject("Look", objects.look);
    registerObject("NodeLayout", objects.layout);
    registerObject("Search", objects.search);
    registerObject("SourceForm", objects.sourceForm);
    registerObject("Hover", objects.hover);
    registerObject("Selection", objects.selection);
    registerObject("Inspect", objects.inspector);
}

void addWindowModule(QQmlEngine& engine)
{
    initialiseWindowModule();
    engine.addImportPath(QStringLiteral("qrc:/"));
}

} // namespace weir::ui
