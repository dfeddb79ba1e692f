#pragma once

class QQmlEngine;

namespace weir::ui {

struct WindowModels;

/// These are what QML's singletons are from now on, and must outlive the engine; before a window is loaded.
void showToQml(WindowModels& models);

/// Makes `import Weir.Window`, and the modules of the other rooms, work in `engine`: types, and the window's own QML files.
void addWindowModules(QQmlEngine& engine);

} // namespace weir::ui
