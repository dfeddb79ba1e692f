#pragma once
#include "base/ids.h"
#include <QtCore/QString>

namespace weir::ui {

/// What the picture says about itself, beside the stream's figures; a plain value.
struct PictureFigures {
    Tick shownTick = 0;                 ///< of the graph in the picture; 0: there is none yet
    int shownNodes = 0, shownEdges = 0;
    double drawnShare = 0;              ///< 1: all that is in view is in the picture, else a preview of less is
    double nodeShare = 1, edgeShare = 1;   ///< 0..1 of those in view, that the picture shows
    double ageMs = 0;                   ///< since the first scene came that the picture lacks; 0: it shows the newest
    double frameMsP50 = 0;              ///< 0: no frame was measured yet
    double frameMsP95 = 0;
    bool layoutActive = false;
    bool layoutPaused = false;          ///< by hand; another graph is laid out all the same
    QString device = {};                ///< that draws: interface and name; empty: not known yet
};

/// Calls visit(name, value) for each figure, by the name that it has in the stats object: whoever prints them needs no list.
/// A figure that is forgotten here does not compile.
template <typename Visit>
void visitFigures(const PictureFigures& picture, Visit&& visit)
{
    const auto& [tick, nodes, edges, drawn, nodeShare, edgeShare, ageMs, frameMsP50, frameMsP95, layoutActive, layoutPaused, device] =
        picture;
    visit("shown_tick", static_cast<qint64>(tick));
    visit("shown_nodes", nodes);
    visit("shown_edges", edges);
    visit("drawn_share", drawn);
    visit("node_share", nodeShare);
    visit("edge_share", edgeShare);
    visit("picture_age_ms", ageMs);
    visit("frame_ms_p50", frameMsP50);
    visit("frame_ms_p95", frameMsP95);
    visit("layout_active", layoutActive);
    visit("layout_paused", layoutPaused);
    visit("device", device);
}

} // namespace weir::ui
