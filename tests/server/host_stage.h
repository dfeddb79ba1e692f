#pragma once
#include "server/graph/graph_host.h"
#include "source/synthetic/change_sequence.h"
#include "support/scripted_source.h"
#include <stdexcept>
#include <thread>

/// A GraphHost whose source and clock the test plays. Ticks are made only by the calls below.
class HostStage final {
public:
    enum class First : std::uint8_t {
        Whole,     ///< the source is live from its beginning
        Reading,   ///< until the script says that it is whole
    };

    explicit HostStage(weir::graph::Schema schema, First first = First::Whole) { restart(std::move(schema), first); }

    /// A new epoch.
    void restart(weir::graph::Schema schema, First first = First::Whole)
    {
        script = std::make_shared<Script>();
        host.start(std::make_unique<ScriptedSource>(std::move(schema), script), "scripted");
        if (first == First::Reading)
            return;
        script->whole();
        within10Seconds([this] { return host.feed().state != weir::protocol::SourceState::Reading; });
    }

    /// A tick with exactly these changes.
    void feed(const weir::graph::ChangeSet& set)
    {
        if (set.empty())
            return idle();   // a source's empty set is dropped
        script->give(set);
        now += tickInterval;
        within10Seconds([this] { return host.advance(now, weir::server::GraphHost::Intake::OneSet); });
    }

    /// A tick in which the source said nothing.
    void idle()
    {
        now += tickInterval;
        static_cast<void>(host.advance(now, weir::server::GraphHost::Intake::Nothing));
    }

    /// Somebody would like a snapshot.
    void want() { static_cast<void>(host.snapshotFor(now, 0, now, [](auto, auto, auto) { return false; })); }

    /// A tick in no time.
    void tickAtOnce() { static_cast<void>(host.advance(now, weir::server::GraphHost::Intake::Nothing)); }

    /// Ticks until every chunk is encoded as it is now.
    void fillCache()
    {
        within10Seconds([this] {
            idle();
            want();
            const auto snapshot = host.cache().snapshot(host.store(), host.tick());
            return snapshot && snapshot->manifest.tick == host.tick() && snapshot->manifest.nodes == host.store().nodeCount()
                && snapshot->manifest.edges == host.store().edgeCount();
        });
    }

    /// A tick with exactly these changes, and all of the graph encoded.
    void serve(const weir::graph::ChangeSet& set)
    {
        feed(set);
        fillCache();
    }

    template <typename Condition>
    static void within10Seconds(Condition&& condition)
    {
        const auto due = weir::Clock::now() + std::chrono::seconds(10);
        while (!condition()) {
            if (weir::Clock::now() > due)
                throw std::runtime_error("it did not come to pass within 10 s");
            std::this_thread::yield();
        }
    }

    static constexpr std::chrono::milliseconds tickInterval{20};

    std::shared_ptr<Script> script;
    weir::server::GraphHost host{[] {}};
    weir::TimePoint now = weir::Clock::now();
};

/// Sets of the synthetic graph: many rows at little cost.
class ManyChanges final {
public:
    ManyChanges(std::uint64_t seed, std::uint32_t nodes, std::uint32_t edges, std::uint32_t attributes = 0)
        : m_sequence(weir::source::SyntheticParameters{
            .nodes = nodes, .edges = edges, .churn = 0.2, .seed = seed, .positions = true, .attributes = attributes, .edgeAttributes = attributes, .edits = 0.3})
    {
        const auto schema = weir::source::ChangeSequence::schema();
        m_set.setValueColumns(schema.nodeValues.size(), schema.edgeValues.size());
    }

    /// All of the first graph at once.
    const weir::graph::ChangeSet& births()
    {
        m_set.clear();
        static_cast<void>(m_sequence.appendBirths(m_set, 1U << 30));
        return m_set;
    }

    /// Every element of `store` stands elsewhere: as many rows as it has elements.
    const weir::graph::ChangeSet& moveAll(const weir::graph::GraphStore& store)
    {
        m_set.clear();
        const std::vector<float> values(std::max(store.schema().nodeValues.size(), store.schema().edgeValues.size()), ++m_moves);
        for (weir::Slot node = 0; node < store.nodeSlots(); ++node) {
            if (store.hasNode(node))
                m_set.setNodeMotion(node, {m_moves, static_cast<float>(node), true, 1}, std::span(values).first(store.schema().nodeValues.size()));
        }
        for (weir::Slot edge = 0; edge < store.edgeSlots(); ++edge) {
            if (store.hasEdge(edge))
                m_set.setEdgeMotion(edge, m_moves, std::span(values).first(store.schema().edgeValues.size()));
        }
        return m_set;
    }

    /// At most so many changes, births and removals among them; fewer where an element would need two rows.
    const weir::graph::ChangeSet& steps(std::size_t changes)
    {
        m_set.clear();
        static_cast<void>(m_sequence.appendSteps(m_set, changes, 1U << 30));
        return m_set;
    }

private:
    weir::source::ChangeSequence m_sequence;
    weir::graph::ChangeSet m_set;
    float m_moves = 0;
};
