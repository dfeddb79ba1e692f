#pragma once
#include "graph/graph_store.h"
#include "protocol/messages.h"
#include <optional>

namespace weir::server {

/// How far a client's lists of the schema go, with all that was sent of this epoch. A manifest begins them; what they grow by comes
/// ahead of the rows that need it, and one that takes no growth keeps those of its first manifest. Dictionaries come in growth alone.
/// Lives on the serving thread.
class ListsSent final {
public:
    /// As its hello has it: whether it takes growth, and attributes.
    explicit ListsSent(const protocol::Hello& hello)
        : m_takesGrowth(hello.lists.has_value()), m_takesAttributes(hello.attributes != protocol::Hello::Attributes::NotTaken)
    {}

    /// No manifest of this epoch came on this connection: which schema the client has is not known.
    [[nodiscard]] bool unknown() const { return !m_lengths; }
    void forget()
    {
        m_lengths.reset();
        m_endsAt.reset();
    }
    /// The client goes on with what it stated.
    void resume(const std::optional<graph::SchemaLengths>& stated)
    {
        m_lengths = stated;
        m_endsAt.reset();
    }

    /// Whether the lists of the store go beyond what the client has.
    [[nodiscard]] bool growthDue(const graph::GraphStore& store) const;
    /// How far they go after the next message of growth, where it is due; and that message.
    [[nodiscard]] graph::SchemaLengths nextEnd(const graph::Schema& schema) const;
    [[nodiscard]] protocol::Growth growthTo(const graph::SchemaLengths& end, const graph::Schema& schema,
                                            Epoch epoch) const;
    void onGrown(const graph::SchemaLengths& end) { m_lengths = end; }

    /// How far the lists go in a manifest to this client.
    [[nodiscard]] graph::SchemaLengths inManifest(const graph::Schema& schema) const;
    /// A manifest with such lists was sent. What comes of the lists besides follows before the first part. A whole one begins them
    /// anew, whatever the client has.
    void onManifest(const graph::SchemaLengths& lists, bool whole)
    {
        if (whole || !m_lengths || m_lengths->within(lists)) {
            m_lengths = lists;
            m_endsAt.reset();
        }
    }

private:
    [[nodiscard]] graph::SchemaLengths taken(graph::SchemaLengths lengths) const;

    bool m_takesGrowth, m_takesAttributes;
    std::optional<graph::SchemaLengths> m_lengths;
    mutable std::optional<std::uint64_t> m_endsAt;   // version of the store's lists of which the client has all
};

}   // namespace weir::server
