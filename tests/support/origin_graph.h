#pragma once
#include "graph/graph_model.h"
#include "graph/changes/change_selection.h"
#include "graph/row_digest.h"
#include "protocol/codec.h"
#include "protocol/messages.h"
#include <stdexcept>
#include <string>
#include <vector>

/// A server's graph under random changes, and the data messages that tell of it, written as the protocol says and without
/// any of the server's own code.
class OriginGraph final {
public:
    struct Frame {
        std::string bytes;   ///< binary
    };

    explicit OriginGraph(std::uint32_t seed, weir::Epoch epoch = 7) : m_changes(seed, nodeColumns, edgeColumns), m_epoch(epoch)
    {
        m_store.reset(schemaWithColumns(nodeColumns, edgeColumns));
    }

    [[nodiscard]] const weir::graph::GraphStore& store() const { return m_store; }
    [[nodiscard]] weir::Tick tick() const { return m_tick; }
    [[nodiscard]] weir::Epoch epoch() const { return m_epoch; }

    void grow(std::size_t births) { take(m_changes.grow(births)); }
    void change(std::size_t size) { take(m_changes.next(size)); }
    void idle(weir::Tick ticks) { m_tick += ticks; }

    /// The parts of the graph as it is now, each a range of at most `slots` slots.
    [[nodiscard]] std::vector<Frame> parts(std::uint32_t slots = 64)
    {
        m_entries.clear();
        std::vector<Frame> frames;
        for (const weir::ElementKind kind : {weir::ElementKind::Node, weir::ElementKind::Edge}) {
            for (weir::Slot first = 0; first < m_store.slots(kind); first += slots) {
                const weir::graph::ElementRange range{kind, first, std::min(slots, m_store.slots(kind) - first)};
                m_selection.selectAll(m_store, range);
                gather();
                const auto view = m_set.view();
                const auto digest = weir::graph::rowDigest(view, nodeColumns, edgeColumns);
                if (!digest)
                    throw std::logic_error(digest.error().text);
                const auto rows = static_cast<std::uint32_t>(view.nodeIdentities.slots.size() + view.edgeIdentities.slots.size());
                m_entries.push_back({range, rows, *digest});
                frames.push_back(frame(weir::protocol::Part{kind, first, m_tick, view}));
            }
        }
        return frames;
    }

    /// Of the parts made last, stating that the first delta leads from `tick`.
    [[nodiscard]] weir::protocol::Manifest manifest(weir::Tick tick) const
    {
        return {m_epoch, tick, m_store.schema(), m_entries, m_store.nodeCount(), m_store.edgeCount()};
    }

    [[nodiscard]] weir::protocol::Delta delta(weir::Tick from, weir::protocol::DeltaKind kind = weir::protocol::DeltaKind::Whole)
    {
        if (m_selection.select(m_store, from, 1U << 30) != weir::graph::ChangeSelection::Outcome::Whole)
            throw std::logic_error("a selection without a bound reports a bound");
        gather();
        weir::protocol::Delta delta;
        delta.kind = kind;
        delta.from = from;
        delta.to = m_tick;
        delta.oldestTimeUs = static_cast<std::int64_t>(1000 * from);
        delta.rows = delta.covered = m_selection.elements();
        delta.digest = m_store.digest();
        delta.changes = m_set.view();
        return delta;
    }

    /// The whole delta as the three pieces: nodes, edge identities with their tombstones, edge motions.
    [[nodiscard]] std::vector<Frame> pieces(weir::Tick from)
    {
        weir::protocol::Delta whole = delta(from, weir::protocol::DeltaKind::Staged);
        const weir::graph::ChangeView all = whole.changes;
        std::array<weir::graph::ChangeView, 3> views;
        views[0].nodeTombstones = all.nodeTombstones;
        views[0].nodeIdentities = all.nodeIdentities;
        views[0].nodeMotions = all.nodeMotions;
        views[1].edgeTombstones = all.edgeTombstones;
        views[1].edgeIdentities = all.edgeIdentities;
        views[2].edgeMotions = all.edgeMotions;
        std::vector<Frame> frames;
        whole.parts = views.size();
        for (const auto& view : views) {
            whole.changes = view;
            frames.push_back(frame(whole));
            ++whole.part;
            whole.rows = whole.covered = 0;
        }
        return frames;
    }

    [[nodiscard]] weir::protocol::Head head(weir::Tick changedTick) const
    {
        return {m_epoch, m_tick, changedTick, m_store.digest(), 0, m_store.nodeCount(), m_store.edgeCount()};
    }

    [[nodiscard]] Frame frame(const weir::protocol::Message& message) { return {std::string(m_encoder.encode(message))}; }

    static constexpr std::size_t nodeColumns = 2, edgeColumns = 1;

private:
    void take(weir::graph::ChangeSet& set)
    {
        if (const auto applied = m_store.apply(set.view(), ++m_tick); !applied)
            throw std::logic_error(applied.error().text);
    }

    void gather()
    {
        m_set.setValueColumns(nodeColumns, edgeColumns);
        m_set.clear();
        m_selection.gather(m_store, m_set);
    }

    RandomChanges m_changes;
    weir::Epoch m_epoch;
    weir::Tick m_tick = 0;
    weir::graph::GraphStore m_store;
    weir::graph::ChangeSelection m_selection;
    weir::graph::ChangeSet m_set;
    std::vector<weir::protocol::PartEntry> m_entries;
    weir::protocol::Encoder m_encoder{weir::protocol::Encoding::Binary};
};
