#pragma once
#include <QtCore/QString>

namespace weir::ui {

/// What the picture says about itself, beside the stream's figures; a plain value.
struct PictureFigures {
    double nodeShare = 1, edgeShare = 1;   ///< 0..1 of those in view, that the picture shows
    double ageMs = 0;             ///< since the first scene came that the picture lacks; 0: it shows the newest
    double frameMsP50 = 0;        ///< 0: no frame was measured yet
    double frameMsP95 = 0;
    bool layoutActive = false;
    bool layoutPaused = false;    ///< by hand; another graph is laid out all the same
    QString device = {};          ///< that draws: interface and name; empty: not known yet
};

} // namespace weir::ui
