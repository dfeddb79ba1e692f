#include "server/session/lists_sent.h"
#include "server/limits.h"

namespace weir::server {

graph::SchemaLengths ListsSent::nextEnd(const graph::Schema& schema) const
{
    return lengthsWithin(schema, *m_lengths, namesPerMessageBytes);
}

protocol::Growth ListsSent::growthTo(const graph::SchemaLengths& end, const graph::Schema& schema, Epoch epoch) const
{
    const auto entries = [](const std::vector<std::string>& names, std::uint32_t first, std::uint32_t behind) {
        return protocol::Names{first, {names.begin() + first, names.begin() + behind}};
    };
    return {epoch, entries(schema.nodeCategories, m_lengths->nodeCategories, end.nodeCategories),
            entries(schema.edgeCategories, m_lengths->edgeCategories, end.edgeCategories)};
}

graph::SchemaLengths ListsSent::inManifest(const graph::Schema& schema) const
{
    if (!m_takesGrowth && m_lengths)
        return *m_lengths;
    return lengthsWithin(schema, {}, namesPerMessageBytes);
}

}   // namespace weir::server
