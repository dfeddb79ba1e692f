#pragma once
#include "base/error.h"
#include "base/ids.h"
#include "graph/schema.h"
#include <algorithm>
#include <expected>
#include <span>

namespace weir::graph {

/// How many columns of attributes there are of a kind of element, and how many texts each one's dictionary has.
struct AttributeLengths {
    std::vector<std::uint32_t> texts;   ///< by column; 0 where it is not of texts

    bool operator==(const AttributeLengths&) const = default;
    [[nodiscard]] bool within(const AttributeLengths& other) const
    {
        return texts.size() <= other.texts.size() && std::equal(texts.begin(), texts.end(), other.texts.begin(), std::less_equal());
    }
};

/// How many entries each list of a schema has.
struct SchemaLengths {
    std::uint32_t nodeCategories = 0, edgeCategories = 0;
    AttributeLengths nodeAttributes{}, edgeAttributes{};

    bool operator==(const SchemaLengths&) const = default;
    /// No list is longer here than there.
    [[nodiscard]] bool within(const SchemaLengths& other) const
    {
        return nodeCategories <= other.nodeCategories && edgeCategories <= other.edgeCategories
            && nodeAttributes.within(other.nodeAttributes) && edgeAttributes.within(other.edgeAttributes);
    }
};

/// Texts that are appended to the dictionary of a column. A view of what somebody else holds.
struct TextGrowth {
    AttributeNumber column = 0;
    std::span<const std::string> texts;
};

/// Columns of attributes that are appended, and then texts to dictionaries, be it of these columns.
struct AttributeGrowth {
    std::span<const AttributeColumn> columns;
    std::span<const TextGrowth> texts;

    [[nodiscard]] bool empty() const { return columns.empty() && texts.empty(); }
};

/// Entries that are appended to a schema's lists, in this order. Views of what somebody else holds.
struct SchemaGrowth {
    std::span<const std::string> nodeCategories, edgeCategories;
    AttributeGrowth nodeAttributes{}, edgeAttributes{};

    [[nodiscard]] bool empty() const
    {
        return nodeCategories.empty() && edgeCategories.empty() && nodeAttributes.empty() && edgeAttributes.empty();
    }
};

/// Bytes that the limits of an epoch hold: of the names of categories and columns, and of the texts of dictionaries.
struct ListBytes {
    std::uint64_t names = 0, texts = 0;
};

[[nodiscard]] SchemaLengths lengthsOf(const Schema& schema);

/// What `schema` has beyond `from`, which is within its lengths, but for the texts of dictionaries.
[[nodiscard]] SchemaGrowth grownSince(const Schema& schema, const SchemaLengths& from);

/// The beginning of the lists from `from` on whose names take about `bytesEach` a list of categories, and at least one entry where there is
/// one; all columns; and of the texts of dictionaries as many as take about `bytesEach` in all, and at least one where there is one.
[[nodiscard]] SchemaLengths lengthsWithin(const Schema& schema, const SchemaLengths& from, std::size_t bytesEach);

/// The same title and columns of values with lists cut to `lengths`, which are within its own, and no dictionaries.
[[nodiscard]] Schema cutTo(const Schema& schema, const SchemaLengths& lengths);

/// Whether both may be of one graph, at different times: the same title and columns of values, and lists of categories that are equal as
/// far as both go; and whether the columns of attributes are so, whatever their dictionaries have.
[[nodiscard]] bool agree(const Schema& a, const Schema& b);
[[nodiscard]] bool attributesAgree(const Schema& a, const Schema& b);

[[nodiscard]] ListBytes bytesOf(const SchemaGrowth& growth);

/// Whether the lists of `schema`, of these bytes, may grow by `growth`: the limits, names of UTF-8 that are not taken, columns that are
/// there. An error says what is wrong.
[[nodiscard]] std::expected<void, Error> checkGrowth(const Schema& schema, const ListBytes& bytes, const SchemaGrowth& growth);

} // namespace weir::graph
