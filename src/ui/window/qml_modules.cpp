#include "ui/window/qml_modules.h"

#include "ui/inspect/element_model.h"
#include "ui/inspect/inspector.h"
#include "ui/look/filter_model.h"
#include "ui/look/layout_model.h"
#include "ui/look/legend_model.h"
#include "ui/look/look_model.h"
#include "ui/look/search_model.h"
#include "ui/stream/source_form.h"
#include "ui/stream/stream_model.h"
#include "ui/window/appearance.h"
#include "ui/window/window_settings.h"

#include <QtQml/QQmlEngine>
#include <array>

// Made by Qt for each module. The modules are static libraries, of which a linker takes only what is asked for.
void qml_register_types_Weir_Words();
void qml_register_types_Weir_Controls();
void qml_register_types_Weir_Graph();
void qml_register_types_Weir_Look();
void qml_register_types_Weir_Stream();
void qml_register_types_Weir_Inspect();
void qml_register_types_Weir_Save();
void qml_register_types_Weir_Window();

namespace weir::ui {

void showToQml(const WindowObjects& objects)
{
    StreamForQml::show(objects.stream);
    AppearanceForQml::show(objects.appearance);
    SettingsForQml::show(objects.settings);
    LegendModelForQml::show(objects.legend);
    FilterForQml::show(objects.filter);
    LookForQml::show(objects.look);
    NodeLayoutForQml::show(objects.layout);
    SearchForQml::show(objects.search);
    SourceFormForQml::show(objects.sourceForm);
    HoverForQml::show(objects.hover);
    SelectionForQml::show(objects.selection);
    InspectForQml::show(objects.inspector);
}

void addWindowModules(QQmlEngine& engine)
{
    // Named, so that they are linked; the engine calls them when the module is imported.
    static volatile const std::array modules{&qml_register_types_Weir_Words, &qml_register_types_Weir_Controls, &qml_register_types_Weir_Graph,
                                             &qml_register_types_Weir_Look, &qml_register_types_Weir_Stream, &qml_register_types_Weir_Inspect,
                                             &qml_register_types_Weir_Save, &qml_register_types_Weir_Window};
    static_cast<void>(modules);
    engine.addImportPath(QStringLiteral("qrc:/"));
}

} // namespace weir::ui
