#pragma once
#include "base/ids.h"
#include <QtCore/QMetaType>
#include <string>
#include <vector>

namespace weir::pipeline {

/// What a node is called; a plain value. The slot is the scene's.
struct NodeLabel {
    Slot node = noSlot;
    Generation generation = 0;
    std::string text;              ///< its label, or its key where it has none
};

} // namespace weir::pipeline

Q_DECLARE_METATYPE(std::vector<weir::pipeline::NodeLabel>)
