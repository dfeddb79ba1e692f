#pragma once
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace weir::format {

/// A column's name without case, blanks, underscores and other signs, and without a type behind it (since:int).
[[nodiscard]] std::string plainName(std::string_view name);

/// What a column of this name holds where it stands in a table of edges.
enum class ColumnRole { Other,
                        Weight,
                        Direction,
                        Kind,
                        Id,
                        Label };
[[nodiscard]] ColumnRole roleOf(std::string_view name);

/// How surely `name` names a weight: the less the better; only where roleOf() says Weight.
[[nodiscard]] std::size_t weightRank(std::string_view name);

struct EdgeEnds {
    std::size_t source = 0, target = 0;
};

/// The two columns whose names say that they are the ends of edges: by a table of pairs (Source and Target, from and to,
/// :START_ID and :END_ID, Quelle and Ziel), or as names that differ in such a pair or a number alone (protein1, protein2).
[[nodiscard]] std::optional<EdgeEnds> endsByName(std::span<const std::string> names);

/// Whether `name` is that of one end; of the other none may be there.
[[nodiscard]] bool namesAnEnd(std::string_view name);

/// Whether `name` is a word with which people name columns of all kinds.
[[nodiscard]] bool isUsualHeader(std::string_view name);

} // namespace weir::format
