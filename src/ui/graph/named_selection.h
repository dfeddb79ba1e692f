#pragma once
#include "lens/label_worker.h"
#include "render/look/highlight.h"

namespace weir::ui {

/// Labels are of what stands out, and of nothing behind it: the selected node and its neighbours, the ends of a selected edge,
/// what of a set there is room for, all of a small one; and always of what is pointed at. Of edges likewise: the selected one, those of a
/// selected node or set.
void nameSelected(lens::LabelWorker::Subject& subject, const render::Highlight& highlight);

}   // namespace weir::ui
