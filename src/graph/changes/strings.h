#pragma once
#include "graph/changes/strings_view.h"
#include <string>
#include <vector>

namespace weir::graph {

/// Owns what a StringsView is of.
struct Strings {
    std::string blob;
    std::vector<std::uint32_t> ends;

    void append(std::string_view text)
    {
        blob.append(text);
        ends.push_back(static_cast<std::uint32_t>(blob.size()));
    }
    void clear()
    {
        blob.clear();
        ends.clear();
    }
    [[nodiscard]] StringsView view() const { return {blob, ends}; }
    [[nodiscard]] std::size_t capacityBytes() const { return blob.capacity() + ends.capacity() * sizeof(std::uint32_t); }
};

} // namespace weir::graph
