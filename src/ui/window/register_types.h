#pragma once

class QQmlEngine;

namespace weir::ui {

class Appearance;
class ElementModel;
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
    ElementModel* hover = nullptr;           ///< Hover
    ElementModel* selection = nullptr;       ///< Selection
    Inspector* inspector = nullptr;          ///< Inspect
};

/// Makes `import Weir` work: the types and the objects above. Once a process, before a window is loaded.
void registerTypes(const WindowObjects& objects);

/// Makes `import Weir.Window` work in `engine`: the window's own QML files, compiled into the program.
void addWindowModule(QQmlEngine& engine);

} // namespace weir::ui
