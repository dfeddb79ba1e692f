#pragma once
#include <cstdint>
#include <span>
#include <string_view>

namespace weir::graph {

/// Strings as one blob and their end offsets: string i is blob[ends[i-1], ends[i]).
struct StringsView {
    std::string_view blob;
    std::span<const std::uint32_t> ends;

    [[nodiscard]] std::size_t size() const noexcept { return ends.size(); }
    [[nodiscard]] std::string_view operator[](std::size_t i) const noexcept
    {
        const std::uint32_t begin = i == 0 ? 0 : ends[i - 1];
        return blob.substr(begin, ends[i] - begin);
    }
};

} // namespace weir::graph
