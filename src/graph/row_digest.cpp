#include "graph/row_digest.h"
#include "graph/attributes/attribute_check.h"
#include "graph/attributes/attribute_table.h"
#include "graph/attributes/attribute_walk.h"
#include "graph/limits.h"
#include "graph/row_values.h"
#include <algorithm>

namespace weir::graph {

namespace {

std::unexpected<Error> shapeFault() { return std::unexpected(Error{"a snapshot part's columns do not fit each other"}); }

bool stringsFit(const StringsView& strings, std::size_t rows, std::size_t maxBytes)
{
    if (strings.size() != rows)
        return false;
    std::uint32_t last = 0;
    for (const std::uint32_t end : strings.ends) {
        if (end < last || end > strings.blob.size() || end - last > maxBytes)
            return false;
        last = end;
    }
    return true;
}

} // namespace

std::expected<Digest, Error> rowDigest(const ChangeView& changes, std::size_t nodeColumns, std::size_t edgeColumns)
{
    const auto& nodes = changes.nodeIdentities;
    const auto& moved = changes.nodeMotions;
    const std::size_t nodeRows = nodes.slots.size();
    if (!std::ranges::equal(nodes.slots, moved.slots) || nodes.generations.size() != nodeRows || nodes.categories.size() != nodeRows
        || (!nodes.colours.empty() && nodes.colours.size() != nodeRows) || !stringsFit(nodes.keys, nodeRows, maxKeyBytes)
        || !stringsFit(nodes.labels, nodeRows, maxLabelBytes) || moved.sizes.size() != nodeRows
        || moved.values.size() != nodeRows * nodeColumns || moved.x.size() != moved.y.size()
        || (!moved.x.empty() && moved.x.size() != nodeRows) || (!moved.positioned.empty() && moved.positioned.size() != nodeRows))
        return shapeFault();
    const auto& edges = changes.edgeIdentities;
    const auto& weighed = changes.edgeMotions;
    const std::size_t edgeRows = edges.slots.size();
    if (!std::ranges::equal(edges.slots, weighed.slots) || edges.generations.size() != edgeRows || edges.sources.size() != edgeRows
        || edges.targets.size() != edgeRows || edges.categories.size() != edgeRows || edges.directed.size() != edgeRows
        || weighed.weights.size() != edgeRows || weighed.values.size() != edgeRows * edgeColumns)
        return shapeFault();

    Digest digest;
    for (std::size_t i = 0; i < nodeRows; ++i) {
        digest.structure += hashOf(NodeIdentity{nodes.slots[i], nodes.generations[i], nodes.categories[i],
                                                nodes.colours.empty() ? 0 : nodes.colours[i], nodes.keys[i], nodes.labels[i]});
        const bool positioned = !moved.x.empty() && (moved.positioned.empty() || moved.positioned[i] != 0);
        const auto values = valuesOfRow(moved.values, nodeColumns, nodeRows, i);
        digest.values += hashOfNodeMotion(nodes.slots[i], nodes.generations[i],
                                          {positioned ? moved.x[i] : 0, positioned ? moved.y[i] : 0, positioned, moved.sizes[i]},
                                          std::span(values).first(nodeColumns));
    }
    for (std::size_t i = 0; i < edgeRows; ++i) {
        digest.structure += hashOf(EdgeIdentity{edges.slots[i], edges.generations[i], edges.sources[i], edges.targets[i],
                                                edges.categories[i], edges.directed[i] != 0});
        const auto values = valuesOfRow(weighed.values, edgeColumns, edgeRows, i);
        digest.values += hashOfEdgeMotion(edges.slots[i], edges.generations[i], weighed.weights[i], std::span(values).first(edgeColumns));
    }
    return digest;
}

std::expected<std::uint64_t, Error> attributeDigest(ElementKind kind, const AttributeRows& rows, std::span<const AttributeColumn> columns)
{
    if (auto shapes = checkAttributeShapes(rows, columns); !shapes)
        return std::unexpected(shapes.error());
    std::uint64_t sum = 0;
    bool known = true;
    const auto textOf = [&](AttributeNumber column, std::uint32_t entry) -> AttributeValue {
        const Dictionary* const texts = columns[column].texts.get();
        return texts && entry < texts->size() ? AttributeValue(std::string_view((*texts)[entry])) : AttributeValue();
    };
    forEachRow(rows, [&](AttributeNumber column) { return columns[column].kind; }, textOf, [&](const AttributeRow& row) {
        const auto* const text = std::get_if<std::string_view>(&row.value);
        known &= hasValue(row.value) && (!text || text->size() <= maxAttributeBytes);
        if (known)
            sum += hashOfAttribute(kind, row.slot, row.column, row.value); });
    if (!known)
        return std::unexpected(Error{"a snapshot part has an attribute that is none, is too long, or is in no dictionary"});
    return sum;
}

} // namespace weir::graph
