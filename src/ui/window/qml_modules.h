#pragma once

class QQmlEngine;

namespace weir::ui {

class Appearance;
class ElementModel;
class HoveredElement;
class Inspector;
class FilterModel;
class LayoutModel;
class LegendModel;
class LookModel;
class SearchModel;
class SourceForm;
class StreamModel;
class WindowSettings;

/// The objects that QML knows by name; all of them must outlive the engine.
struct WindowObjects {
    StreamModel* stream = nullptr;           ///< Stream
    Appearance* appearance = nullptr;        ///< Appearance
    WindowSettings* settings = nullptr;      ///< Settings
    LegendModel* legend = nullptr;           ///< LegendModel
    FilterModel* filter = nullptr;           ///< Filter
    LookModel* look = nullptr;               ///< Look
    LayoutModel* layout = nullptr;           ///< NodeLayout
    SearchModel* search = nullptr;           ///< Search
    SourceForm* sourceForm = nullptr;        ///< SourceForm
    HoveredElement* hover = nullptr;         ///< Hover
    ElementModel* selection = nullptr;       ///< Selection
    Inspector* inspector = nullptr;          ///< Inspect
};

/// Those are what QML's singletons of these names are from now on; before a window is loaded.
void showToQml(const WindowObjects& objects);

/// Makes `import Weir.Window`, and the modules of the other rooms, work in `engine`: types, and the window's own QML files.
void addWindowModules(QQmlEngine& engine);

} // namespace weir::ui
