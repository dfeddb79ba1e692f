#pragma once
#include "base/ids.h"
#include "pipeline/ask/element_details.h"
#include "pipeline/look/column.h"
#include <QtCore/QMetaType>
#include <optional>
#include <vector>

namespace weir::pipeline {

/// What labels say: of nodes a column, or nothing for what they are called; of edges a column, or nothing for no label. A plain value.
struct LabelColumns {
    std::optional<Column> nodes = {}, edges = {};
    bool operator==(const LabelColumns&) const = default;
};

/// Which labels are wanted, of a scene of this epoch; slots are the scene's. A plain value.
struct LabelQuestion {
    std::uint64_t number = 0;      ///< the answer has it too
    std::uint64_t epochVersion = 0;
    LabelColumns columns = {};
    std::vector<Slot> nodes = {}, edges = {};
};

/// Those of them that are there. A plain value.
struct LabelAnswer {
    using Value = decltype(ElementDetails::Attribute::value);
    struct Node {
        Slot node = noSlot;
        Generation generation = 0;
        Value value;               ///< where it has none in the column its label, or its key where it has none
    };
    struct Edge {
        Slot edge = noSlot;
        Value value;               ///< where it has none an empty text
    };

    std::uint64_t number = 0;
    std::uint64_t epochVersion = 0;
    std::vector<Node> nodes;
    std::vector<Edge> edges;
};

} // namespace weir::pipeline

Q_DECLARE_METATYPE(weir::pipeline::LabelAnswer)
