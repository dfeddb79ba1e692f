#pragma once
#include "ui/inspect/element_model.h"
#include "ui/inspect/inspector.h"
#include "ui/look/filter_model.h"
#include "ui/look/layout_model.h"
#include "ui/look/legend_model.h"
#include "ui/look/look_model.h"
#include "ui/look/search_model.h"
#include "ui/save/graph_export.h"
#include "ui/stream/source_form.h"
#include "ui/stream/stream_model.h"
#include "ui/settings/appearance.h"
#include "ui/settings/desktop_preferences.h"
#include "ui/settings/window_settings.h"

namespace weir::ui {

/// All that the window's QML files know by name, one list of it: showToQml() gives them their names, WindowController feeds them, and tests
/// put plain values in. They know nothing of each other's sources. Made before the engine that shows them, and gone after it. GUI thread.
struct WindowModels {
    /// What is remembered is in the INI file at `settingsFile`.
    explicit WindowModels(const QString& settingsFile) : settings(settingsFile) {}

    WindowSettings settings;
    DesktopPreferences desktop;
    Appearance appearance{&settings, &desktop};
    StreamModel stream;
    SourceForm sourceForm;
    LegendModel legend;
    FilterModel filter;
    LookModel look;
    LayoutModel layout;
    SearchModel search;
    HoveredElement hover;
    ElementModel selection;
    Inspector inspector{&selection};
    GraphExport graphExport;
};

}   // namespace weir::ui
