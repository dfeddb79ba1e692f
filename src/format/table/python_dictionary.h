#pragma once
#include <string_view>
#include <utility>
#include <vector>

namespace weir::format {

/// The members of a dictionary as Python writes it, {'weight': 7, 'colour': 'red'}: keys and values without their quotes, views of `text`.
/// What cannot be taken apart is left out.
[[nodiscard]] std::vector<std::pair<std::string_view, std::string_view>> membersOfDictionary(std::string_view text);

} // namespace weir::format
