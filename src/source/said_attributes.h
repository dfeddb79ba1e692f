#pragma once
#include "base/ids.h"
#include "graph/attributes/attribute.h"
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace weir::source {

/// A value in a column.
struct ColumnValue {
    graph::AttributeNumber column = 0;
    graph::AttributeValue value{};   ///< std::monostate: none
};

/// What was last said of the attributes of the elements of a feed that always says all of them, as far as it takes to tell whether that is
/// so still: 64 bits made of the values, and which columns had one. Not thread-safe. Memory: 16 bytes a slot up to the last that had any.
class SaidAttributes final {
public:
    using Columns = std::uint64_t;   // a bit each
    static_assert(sizeof(graph::AttributeNumber) == 1);

    /// Says all that the slot's element has. Nothing: it was so before; else the columns that had a value and have none now.
    [[nodiscard]] std::optional<Columns> say(Slot slot, std::span<const ColumnValue> all);
    /// Another element has the slot, or none.
    void forget(Slot slot)
    {
        if (slot < m_said.size())
            m_said[slot] = {};
    }

private:
    struct Said {
        std::uint64_t hash = 0;
        Columns columns = 0;
    };
    std::vector<Said> m_said;
};

} // namespace weir::source
