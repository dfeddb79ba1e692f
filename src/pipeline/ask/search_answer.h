#pragma once
#include "base/ids.h"
#include <QtCore/QMetaType>
#include <QtCore/QString>
#include <cstdint>
#include <optional>
#include <vector>

namespace weir::pipeline {

/// What was found for a text; a plain value. Slots are the scene's.
struct SearchAnswer {
    struct Hit {
        Slot node = noSlot;
        QString title;          ///< its label, or its key where it has none
        QString key;
        std::optional<double> value;   ///< that was asked for; nothing: a text was
        QString words{};               ///< of an attribute that was asked for, in the value's place
    };

    QString text;               ///< that was asked for
    std::vector<Hit> hits;      ///< the best first, a bounded number
    std::uint64_t found = 0;    ///< of all
    QString valueName;          ///< what the values are: a column, or the degree
    bool complete = false;      ///< false: nodes are still being looked at
    QString fault;              ///< what is wrong with the question, in words; empty: nothing
};

} // namespace weir::pipeline

Q_DECLARE_METATYPE(weir::pipeline::SearchAnswer)
