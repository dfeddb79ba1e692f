#pragma once
#include "base/ids.h"
#include "graph/changes/change_set.h"
#include "graph/schema.h"
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace weir::source {

/// What the names of a source's categories have in all, of both kinds of element.
struct CategoryNames {
    std::size_t bytes = 0;
};

/// The categories of one kind of element on their way into change sets: gives names their numbers and keeps the limits of the schema's
/// list. Lives on its source's thread.
class CategoryFeed final {
public:
    /// `names` is shared by both kinds of element and outlives this.
    CategoryFeed(ElementKind kind, const std::vector<std::string>& declared, CategoryNames& names);

    /// The number of the category of this name, which is appended to the list where it is not in it yet; an empty name is no category.
    /// Nothing: the list is full or the name longer than a label. `name` is UTF-8.
    [[nodiscard]] std::optional<graph::Category> number(graph::ChangeSet& set, std::string_view name);

private:
    struct Hash {
        using is_transparent = void;
        [[nodiscard]] std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
    };

    void append(graph::ChangeSet& set, std::string_view name);
    void know(std::string_view name);

    ElementKind m_kind;
    CategoryNames& m_names;
    std::unordered_map<std::string, graph::Category, Hash, std::equal_to<>> m_known;
    std::size_t m_length = 0;
};

} // namespace weir::source
