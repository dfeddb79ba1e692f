#pragma once
#include "graph/schema_growth.h"
#include "protocol/messages.h"
#include <optional>

namespace weir::server {

/// How far a client's lists of the schema go, with all that was sent of this epoch. A manifest begins them; what they grow by comes
/// ahead of the rows that need it, and one that takes no growth keeps those of its first manifest. Lives on the serving thread.
class ListsSent final {
public:
    /// As its hello has it; nothing: it takes no growth.
    explicit ListsSent(const std::optional<graph::SchemaLengths>& stated) : m_takesGrowth(stated.has_value()) {}

    /// No manifest of this epoch came on this connection: which schema the client has is not known.
    [[nodiscard]] bool unknown() const { return !m_lengths; }
    void forget() { m_lengths.reset(); }
    /// The client goes on with what it stated.
    void resume(const std::optional<graph::SchemaLengths>& stated) { m_lengths = stated; }

    /// Whether the lists of `schema` go beyond what the client has.
    [[nodiscard]] bool growthDue(const graph::Schema& schema) const
    {
        return m_takesGrowth && m_lengths && *m_lengths != lengthsOf(schema);
    }
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
        if (whole || !m_lengths || m_lengths->within(lists))
            m_lengths = lists;
    }

private:
    bool m_takesGrowth;
    std::optional<graph::SchemaLengths> m_lengths;
};

}   // namespace weir::server
