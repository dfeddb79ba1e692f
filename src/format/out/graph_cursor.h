#pragma once
#include "base/ids.h"
#include "graph/attributes/attribute.h"
#include "graph/changes/change_set.h"
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace weir::format {

/// A node on its way into a file. Views last until the next one.
struct NodeRow {
    Slot slot = noSlot;            ///< tells it from the others; of no meaning in a file
    std::string_view key, label;
    std::string_view category;     ///< "": none
    std::uint32_t colour = 0;      ///< 0xAARRGGBB, 0: by category
    graph::NodeMotion motion;
};

/// An edge on its way into a file, between nodes of the same cursor. Views last until the next one.
struct EdgeRow {
    Slot slot = noSlot, source = noSlot, target = noSlot;
    std::string_view sourceKey, targetKey;
    std::string_view category;
    bool directed = true;
    float weight = 1;
};

/// A column of what else elements have.
struct CursorColumn {
    std::string name;
    graph::AttributeKind kind = graph::AttributeKind::Number;
    bool inMotion = false;   ///< a value that moves, which a file can only have as an attribute
};

/// A graph that is written: its nodes, then its edges, as often as they are asked for, each time the same. Not thread-safe.
class GraphCursor {
public:
    virtual ~GraphCursor() = default;

    [[nodiscard]] virtual const std::string& title() const = 0;
    [[nodiscard]] virtual std::span<const CursorColumn> columns(ElementKind kind) const = 0;
    /// About how many steps a walk over the elements takes.
    [[nodiscard]] virtual std::uint64_t extent(ElementKind kind) const = 0;

    /// Goes before the first element.
    virtual void begin() = 0;
    /// False: there was the last one.
    [[nodiscard]] virtual bool next(NodeRow& node) = 0;
    [[nodiscard]] virtual bool next(EdgeRow& edge) = 0;
    /// What the element in `slot` has in a column.
    [[nodiscard]] virtual graph::AttributeValue value(ElementKind kind, Slot slot, std::size_t column) const = 0;
};

} // namespace weir::format
