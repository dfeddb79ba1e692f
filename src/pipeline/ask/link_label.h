#pragma once
#include "base/ids.h"
#include <QtCore/QMetaType>
#include <QtCore/QString>
#include <vector>

namespace weir::pipeline {

/// A node and the edge that leads to it; slots of a scene. A plain value.
struct Link {
    Slot edge = noSlot;      ///< noSlot: none, the node alone is meant
    Slot node = noSlot;

    bool operator==(const Link&) const = default;
};

/// What a link is called.
struct LinkLabel {
    Link link;
    QString text;            ///< the node's label, or its key where it has none; empty: it is gone
    QString category;        ///< of the edge, in words; may be empty
    bool directed = false;   ///< the edge is
};

/// The names of links, for whoever asked under this number.
struct LinkAnswer {
    std::uint64_t question = 0;
    std::vector<LinkLabel> labels;   ///< in the order of the question, also of what is gone; none where the graph was replaced
};

} // namespace weir::pipeline

Q_DECLARE_METATYPE(weir::pipeline::LinkAnswer)
