#include "server/session/lists_sent.h"
#include "graph/attributes/dictionary.h"
#include "server/limits.h"

namespace weir::server {

namespace {

protocol::AttributeGrowth growth(const std::vector<graph::AttributeColumn>& columns, const graph::AttributeLengths& from,
                                 const graph::AttributeLengths& end)
{
    protocol::AttributeGrowth grown{static_cast<std::uint32_t>(from.texts.size())};
    for (std::size_t column = 0; column < end.texts.size(); ++column) {
        if (column >= from.texts.size())
            grown.columns.push_back({columns[column].name, columns[column].kind});
        const std::uint32_t first = column < from.texts.size() ? from.texts[column] : 0;
        if (first == end.texts[column])
            continue;
        protocol::ColumnTexts texts{static_cast<graph::AttributeNumber>(column), first};
        for (std::uint32_t number = first; number < end.texts[column]; ++number)
            texts.texts.push_back((*columns[column].texts)[number]);
        grown.texts.push_back(std::move(texts));
    }
    return grown;
}

} // namespace

graph::SchemaLengths ListsSent::taken(graph::SchemaLengths lengths) const
{
    if (!m_takesAttributes) {
        lengths.nodeAttributes = {};
        lengths.edgeAttributes = {};
    }
    return lengths;
}

bool ListsSent::growthDue(const graph::GraphStore& store) const
{
    if (!m_takesGrowth || !m_lengths || m_endsAt == store.listsVersion())
        return false;
    if (*m_lengths != taken(lengthsOf(store.schema())))
        return true;
    m_endsAt = store.listsVersion();   // looked at in every tick, by every session
    return false;
}

graph::SchemaLengths ListsSent::nextEnd(const graph::Schema& schema) const
{
    return taken(lengthsWithin(schema, *m_lengths, namesPerMessageBytes));
}

protocol::Growth ListsSent::growthTo(const graph::SchemaLengths& end, const graph::Schema& schema, Epoch epoch) const
{
    const auto entries = [](const std::vector<std::string>& names, std::uint32_t first, std::uint32_t behind) {
        return protocol::Names{first, {names.begin() + first, names.begin() + behind}};
    };
    return {epoch, entries(schema.nodeCategories, m_lengths->nodeCategories, end.nodeCategories),
            entries(schema.edgeCategories, m_lengths->edgeCategories, end.edgeCategories),
            growth(schema.nodeAttributes, m_lengths->nodeAttributes, end.nodeAttributes),
            growth(schema.edgeAttributes, m_lengths->edgeAttributes, end.edgeAttributes)};
}

graph::SchemaLengths ListsSent::inManifest(const graph::Schema& schema) const
{
    if (!m_takesGrowth && m_lengths)
        return *m_lengths;
    graph::SchemaLengths lengths = taken(lengthsWithin(schema, {}, namesPerMessageBytes));
    for (auto* const attributes : {&lengths.nodeAttributes, &lengths.edgeAttributes})
        std::ranges::fill(attributes->texts, 0U);
    return lengths;
}

}   // namespace weir::server
