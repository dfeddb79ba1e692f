#pragma once
#include "stream/stream_stats.h"
#include "ui/words/figure_model.h"
#include "ui/stream/picture_figures.h"
#include "ui/stream/state_words.h"

/// Which figures stand where in the window, and in what words. Pure functions.
namespace weir::ui {

/// Six: tick, behind, queue, credits, changes per second, latency.
[[nodiscard]] QList<ShownFigure> tileFigures(Phase phase, const stream::StreamStats& stats);

/// Eight: nodes, snapshots applied, edges, deltas applied, … in rows of two, the graph left and the stream right.
[[nodiscard]] QList<ShownFigure> listFigures(const stream::StreamStats& stats);

/// Seven, for the bar at the bottom: connection, rate, latency, queue, drawn share and age of the picture, frame time, layout.
[[nodiscard]] QList<ShownFigure> statusFigures(const stream::StreamStats& stats, const PictureFigures& picture,
                                               const Link& link);

} // namespace weir::ui
