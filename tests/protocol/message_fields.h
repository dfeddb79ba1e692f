#pragma once
#include "protocol/messages.h"
#include <QtCore/QString>
#include <QtCore/QStringList>
#include <bit>

/// Every field of a message as one line of text, numbers to the last bit, so that messages can be compared and a
/// difference read. Reads every byte that the message's views cover.
class MessageFields final {
public:
    [[nodiscard]] static QStringList of(const weir::protocol::Message& message)
    {
        MessageFields fields;
        fields.m_lines << QString::fromLatin1(weir::protocol::nameOf(message));
        std::visit(fields, message);
        return fields.m_lines;
    }

    void operator()(const weir::protocol::Hello& m)
    {
        add("version", m.version), add("client", m.client), add("maxMessageBytes", m.maxMessageBytes);
        add("maxStagedBytes", m.maxStagedBytes), add(m.grant), add("epoch", m.epoch), add("lastApplied", m.lastApplied);
        (*this)(m.policy);
        add("token", m.token), add("zstd", m.zstd), add("keepsParts", m.keepsParts);
        if (m.lists)
            add("nodeCategories", m.lists->nodeCategories), add("edgeCategories", m.lists->edgeCategories);
    }
    void operator()(const weir::protocol::Token& m) { add("token", m.token); }
    void operator()(const weir::protocol::Credit& m) { add(m.grant), add("epoch", m.epoch), add("lastApplied", m.lastApplied); }
    void operator()(const weir::protocol::Steer& m)
    {
        if (m.source)
            add("source", *m.source);
        if (m.rate)
            add("rate", *m.rate);
        if (m.running)
            add("running", *m.running);
    }
    void operator()(const weir::protocol::Resync& m) { add("reason", m.reason); }
    void operator()(const weir::protocol::Welcome& m)
    {
        add("version", m.version), add("server", m.server), add("epoch", m.epoch), add("tick", m.tick), add("timeUs", m.timeUs);
        add("tickIntervalUs", m.tickIntervalUs), add("steerable", m.steerable);
        const auto& l = m.limits;
        add("maxControlBytes", l.maxControlBytes), add("maxControlPerSecond", l.maxControlPerSecond), add("maxKeyBytes", l.maxKeyBytes);
        add("maxLabelBytes", l.maxLabelBytes), add("maxNodeSlots", l.maxNodeSlots), add("maxEdgeSlots", l.maxEdgeSlots);
        add("maxUnacknowledgedBytes", l.maxUnacknowledgedBytes), add("chunkElements", l.chunkElements), add("maxClientBytes", l.maxClientBytes);
        add("maxListEntries", l.maxListEntries), add("maxNameBytes", l.maxNameBytes);
        (*this)(m.source);
        add("resumedFrom", m.resumedFrom), add("resumedTotal", m.resumedTotal), add("heartbeatMs", m.heartbeatMs), add("deadAfterMs", m.deadAfterMs);
        add("packsFromBytes", m.packsFromBytes);
    }
    void operator()(const weir::protocol::Need& m)
    {
        add("manifest", m.manifest);
        for (const std::uint8_t bits : m.parts)
            add("parts", bits);
    }
    void operator()(const weir::protocol::Packed& m)
    {
        add("rawBytes", m.rawBytes), add("epoch", m.epoch), add("changesTotal", m.changesTotal), add("zstd", std::string(m.zstd));
    }
    void operator()(const weir::protocol::Feed& m)
    {
        add("spec", m.spec), add("running", m.running), add("state", static_cast<int>(m.state));
        if (m.rate)
            add("rate", *m.rate);
        if (m.progress)
            add("progress", *m.progress);
        add("reason", m.reason);
    }
    void operator()(const weir::protocol::Head& m)
    {
        add("epoch", m.epoch), add("tick", m.tick), add("changedTick", m.changedTick), add(m.digest), add("timeUs", m.timeUs);
        add("nodes", m.nodes), add("edges", m.edges), add("changesTotal", m.changesTotal), add("sentTotal", m.sentTotal);
    }
    void operator()(const weir::protocol::Manifest& m)
    {
        add("epoch", m.epoch), add("tick", m.tick), add("title", m.schema.title);
        for (const auto* columns : {&m.schema.nodeValues, &m.schema.edgeValues}) {
            add("columns", columns->size());
            for (const auto& column : *columns)
                add("name", column.name), add("unit", column.unit);
        }
        for (const auto* categories : {&m.schema.nodeCategories, &m.schema.edgeCategories}) {
            add("categories", categories->size());
            for (const auto& category : *categories)
                add("category", category);
        }
        for (const auto& part : m.parts) {
            add("kind", static_cast<int>(part.range.kind)), add("first", part.range.first), add("count", part.range.count);
            add("rows", part.rows), add(part.digest);
        }
        add("nodes", m.nodes), add("edges", m.edges), add("changesTotal", m.changesTotal);
    }
    void operator()(const weir::protocol::Part& m)
    {
        add("kind", static_cast<int>(m.kind)), add("firstSlot", m.firstSlot), add("tick", m.tick), add(m.changes);
    }
    void operator()(const weir::protocol::Delta& m)
    {
        add("kind", static_cast<int>(m.kind)), add("from", m.from), add("to", m.to), add("oldestTimeUs", m.oldestTimeUs);
        add("covered", m.covered), add("rows", m.rows), add(m.digest), add("part", m.part), add("parts", m.parts), add(m.changes);
        add("changesTotal", m.changesTotal), add("sampled", m.sampled), add("lanes", m.lanes);
    }
    void operator()(const weir::protocol::Growth& m)
    {
        add("epoch", m.epoch);
        for (const auto* entries : {&m.nodeCategories, &m.edgeCategories}) {
            add("first", entries->first), add("names", entries->names.size());
            for (const auto& name : entries->names)
                add("name", name);
        }
    }
    void operator()(const weir::protocol::Audit&) {}
    void operator()(const weir::protocol::Fetch& m)
    {
        for (const std::uint32_t chunk : m.nodes)
            add("nodes", chunk);
        for (const std::uint32_t chunk : m.edges)
            add("edges", chunk);
    }
    void operator()(const weir::protocol::Digests& m)
    {
        add("epoch", m.epoch), add("tick", m.tick), add("lanes", m.lanes);
        for (const auto& digest : m.nodes)
            add("nodes", 0), add(digest);
        for (const auto& digest : m.edges)
            add("edges", 0), add(digest);
    }
    void operator()(const weir::protocol::Policy& m)
    {
        add("kind", static_cast<int>(m.kind)), add("intervalMs", m.intervalMs), add("lanes", m.lanes);
    }
    void operator()(const weir::protocol::Notice& m) { add("text", m.text); }
    void operator()(const weir::protocol::Ping& m) { add("id", m.id), add("timeUs", m.timeUs); }
    void operator()(const weir::protocol::Pong& m) { add("id", m.id), add("echoUs", m.echoUs), add("timeUs", m.timeUs); }
    void operator()(const weir::protocol::Bye& m)
    {
        add("code", m.code), add("text", m.text), add("reconnect", m.reconnect), add("retryAfterMs", m.retryAfterMs);
    }

private:
    static QString textOf(std::string_view value) { return QString::fromLatin1(QByteArray(value.data(), static_cast<qsizetype>(value.size())).toPercentEncoding(" ")); }
    static QString textOf(const std::string& value) { return textOf(std::string_view(value)); }
    static QString textOf(float value) { return QStringLiteral("%1 (%2)").arg(std::bit_cast<std::uint32_t>(value), 8, 16).arg(double{value}); }
    static QString textOf(double value) { return QStringLiteral("%1 (%2)").arg(std::bit_cast<std::uint64_t>(value), 16, 16).arg(value); }
    template <typename T>
        requires std::is_integral_v<T>
    static QString textOf(T value) { return QString::number(value); }

    template <typename T>
    void add(const char* name, const T& value) { m_lines << QString::fromLatin1(name) + u' ' + textOf(value); }
    template <typename T>
    void add(const char* name, std::span<const T> values)
    {
        QStringList texts;
        for (const T value : values)
            texts << textOf(value);
        m_lines << QString::fromLatin1(name) + QStringLiteral(" [") + texts.join(u' ') + u']';
    }
    void add(const weir::protocol::Grant& grant) { add("messages", grant.messages), add("bytes", grant.bytes); }
    void add(const weir::graph::Digest& digest) { add("structure", digest.structure), add("values", digest.values); }
    void add(const char* name, const weir::graph::StringsView& strings) { add(name, strings.blob), add("ends", strings.ends); }
    void add(const weir::graph::ChangeView& c)
    {
        add("edgeTombstones", c.edgeTombstones), add("nodeTombstones", c.nodeTombstones);
        const auto& nodes = c.nodeIdentities;
        add("slots", nodes.slots), add("generations", nodes.generations), add("keys", nodes.keys), add("labels", nodes.labels);
        add("categories", nodes.categories), add("colours", nodes.colours);
        const auto& moved = c.nodeMotions;
        add("slots", moved.slots), add("x", moved.x), add("y", moved.y), add("positioned", moved.positioned), add("sizes", moved.sizes);
        add("values", moved.values);
        const auto& edges = c.edgeIdentities;
        add("slots", edges.slots), add("generations", edges.generations), add("sources", edges.sources), add("targets", edges.targets);
        add("categories", edges.categories), add("directed", edges.directed);
        add("slots", c.edgeMotions.slots), add("weights", c.edgeMotions.weights), add("values", c.edgeMotions.values);
    }

    QStringList m_lines;
};
