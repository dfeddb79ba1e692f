#pragma once
#include "base/ids.h"
#include "graph/attributes/attribute.h"
#include "graph/changes/strings_view.h"
#include <cstdint>
#include <span>

namespace weir::graph {

/// Values of attributes of elements of one kind. Elements of `emptied` lose all they have first. Then come runs: run i is of column
/// columns[i] and has the rows [ends[i-1], ends[i]). A column of values has those of the rows of its kind, in the order of the rows.
struct AttributeRows {
    std::span<const Slot> emptied;
    std::span<const std::uint8_t> columns;      ///< number of the column; with `noValue` added: these have no value in it any more
    std::span<const std::uint32_t> ends;        ///< never fall; the last is the number of rows
    std::span<const Slot> slots;
    std::span<const double> numbers;            ///< finite
    std::span<const std::int64_t> times;        ///< as Time has them
    std::span<const std::uint8_t> flags;        ///< 0 or 1
    std::span<const std::uint32_t> entries;     ///< of rows of texts: the number in the column's dictionary, or ownText
    StringsView texts;                          ///< of the rows whose entry is ownText

    static constexpr std::uint8_t noValue = 0x80;
    static constexpr std::uint32_t ownText = 0xffff'ffffU;

    [[nodiscard]] std::size_t rows() const noexcept { return emptied.size() + slots.size(); }
};

} // namespace weir::graph
