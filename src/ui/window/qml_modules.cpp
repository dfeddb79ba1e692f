#include "ui/window/qml_modules.h"

#include "ui/window/window_models.h"

#include <QtQml/QQmlEngine>
#include <array>

// Made by Qt for each module. The modules are static libraries, of which a linker takes only what is asked for.
void qml_register_types_Weir_Words();
void qml_register_types_Weir_Settings();
void qml_register_types_Weir_Controls();
void qml_register_types_Weir_Graph();
void qml_register_types_Weir_Look();
void qml_register_types_Weir_Stream();
void qml_register_types_Weir_Inspect();
void qml_register_types_Weir_Save();
void qml_register_types_Weir_Window();

namespace weir::ui {

void showToQml(WindowModels& models)
{
    StreamForQml::show(&models.stream);
    AppearanceForQml::show(&models.appearance);
    SettingsForQml::show(&models.settings);
    LegendModelForQml::show(&models.legend);
    FilterForQml::show(&models.filter);
    LookForQml::show(&models.look);
    NodeLayoutForQml::show(&models.layout);
    SearchForQml::show(&models.search);
    SourceFormForQml::show(&models.sourceForm);
    HoverForQml::show(&models.hover);
    SelectionForQml::show(&models.selection);
    InspectForQml::show(&models.inspector);
    GraphExportForQml::show(&models.graphExport);
}

void addWindowModules(QQmlEngine& engine)
{
    // Named, so that they are linked; the engine calls them when the module is imported.
    static volatile const std::array modules{&qml_register_types_Weir_Words, &qml_register_types_Weir_Settings,
                                             &qml_register_types_Weir_Controls, &qml_register_types_Weir_Graph,
                                             &qml_register_types_Weir_Look, &qml_register_types_Weir_Stream,
                                             &qml_register_types_Weir_Inspect, &qml_register_types_Weir_Save,
                                             &qml_register_types_Weir_Window};
    static_cast<void>(modules);
    engine.addImportPath(QStringLiteral("qrc:/"));
}

} // namespace weir::ui
