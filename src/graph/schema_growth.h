#pragma once
#include "base/error.h"
#include "graph/schema.h"
#include <expected>
#include <span>

namespace weir::graph {

/// How many entries each list of a schema has.
struct SchemaLengths {
    std::uint32_t nodeCategories = 0, edgeCategories = 0;

    bool operator==(const SchemaLengths&) const = default;
    /// No list is longer here than there.
    [[nodiscard]] bool within(const SchemaLengths& other) const
    {
        return nodeCategories <= other.nodeCategories && edgeCategories <= other.edgeCategories;
    }
};

/// Entries that are appended to a schema's lists, in this order. Views of what somebody else holds.
struct SchemaGrowth {
    std::span<const std::string> nodeCategories, edgeCategories;

    [[nodiscard]] bool empty() const { return nodeCategories.empty() && edgeCategories.empty(); }
};

[[nodiscard]] SchemaLengths lengthsOf(const Schema& schema);

/// What `schema` has beyond `from`, which is within its lengths.
[[nodiscard]] SchemaGrowth grownSince(const Schema& schema, const SchemaLengths& from);

/// The beginning of the lists from `from` on whose names take about `bytesEach` a list, and at least one entry where there is one.
[[nodiscard]] SchemaLengths lengthsWithin(const Schema& schema, const SchemaLengths& from, std::size_t bytesEach);

/// The same title and columns with lists cut to `lengths`, which are within its own.
[[nodiscard]] Schema cutTo(const Schema& schema, const SchemaLengths& lengths);

/// Whether both may be of one graph, at different times: the same title and columns, and lists that are equal as far as
/// both go.
[[nodiscard]] bool agree(const Schema& a, const Schema& b);

/// Bytes of all names in the lists.
[[nodiscard]] std::uint64_t nameBytes(const SchemaGrowth& names);

/// Whether lists of these lengths and bytes may grow by `growth`: the limits, and names of UTF-8. An error says what is wrong.
[[nodiscard]] std::expected<void, Error> checkGrowth(const SchemaLengths& lengths, std::uint64_t bytes, const SchemaGrowth& growth);

} // namespace weir::graph
