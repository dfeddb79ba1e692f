#pragma once
#include "stream/stream_stats.h"
#include "ui/words/window_words.h"
#include <QtCore/QString>
#include <vector>

namespace weir::ui {

/// What the window knows of its connection beside the stream's figures.
struct Link {
    QString address;          ///< where to, as shown; empty before the first attempt
    bool stood = false;       ///< it was live at least once since connecting was asked for
    bool embedded = false;    ///< it leads to the server inside this program
};

/// A state in words; no state is without.
struct StateWords {
    QString chip;          ///< "LIVE", "PAUSED, 1,204 ticks, 24 s behind", "LOST, trying again in 4 s"
    QString sentence;      ///< what it means and what happens next
    QString emptyText;     ///< said in place of a picture while there is none; empty: there should be one
    std::vector<Remedy> remedies;   ///< the one that helps most first; none where nothing has to be done
};

/// The stream stands: what is shown is followed, or could be.
[[nodiscard]] bool stands(Phase phase);
[[nodiscard]] Phase phaseOf(const Link& link, const stream::StreamStats& stats);
[[nodiscard]] StateWords wordsFor(Phase phase, const Link& link, const stream::StreamStats& stats);

/// The live state as a screen reader says it: one or two sentences, no abbreviations.
[[nodiscard]] QString spokenSummary(Phase phase, const Link& link, const QString& title,
                                    const stream::StreamStats& stats);

} // namespace weir::ui
