#include "server/graph/graph_host.h"
#include "graph/limits.h"
#include "server/limits.h"
#include "server/memory_bound.h"
#include "server/session/session.h"
#include "support/heap.h"
#include "support/test_program.h"
#include <QtTest>
#include <atomic>
#include <thread>

using namespace weir;
using namespace weir::server;
using namespace weir::protocol;

namespace {

constexpr std::uint64_t MiB = 1U << 20;

/// Fills a graph with keys and labels of 8 bytes and two values a node, then changes all of it again and again, as fast as it may.
class FlowingSource final : public source::Source {
public:
    static constexpr std::size_t nameBytes = 60;

    FlowingSource(std::uint32_t nodes, std::uint32_t edges, std::uint32_t names) : m_nodes(nodes), m_edges(edges), m_names(names)
    {
        m_schema.nodeValues = {{"a", ""}, {"b", ""}};
    }

    [[nodiscard]] const graph::Schema& schema() const override { return m_schema; }
    [[nodiscard]] std::expected<void, Error> run(source::ChangeSink& sink, std::stop_token stop) override
    {
        for (Slot node = 0; node < m_nodes; node += rowsASet) {
            graph::ChangeSet set = sink.takeEmptySet();
            for (Slot n = node; n < std::min(node + rowsASet, m_nodes); ++n) {
                const std::string key = keyOf(n);
                set.setNodeIdentity(n, widestGeneration, key, key, 0, 0xff00'0000U + n);
            }
            if (!sink.push(std::move(set)))
                return {};
        }
        for (Slot edge = 0; edge < m_edges; edge += rowsASet) {
            graph::ChangeSet set = sink.takeEmptySet();
            for (Slot e = edge; e < std::min(edge + rowsASet, m_edges); ++e)
                set.setEdgeIdentity(e, widestGeneration, e % m_nodes, (e * 7U + 1) % m_nodes, 0, true);
            if (!sink.push(std::move(set)))
                return {};
        }
        sink.whole();
        graph::ChangeSet named = sink.takeEmptySet();
        for (std::uint32_t i = 0; i < m_names; ++i)
            named.appendNodeCategory(std::string(nameBytes, 'n'));
        if (!sink.push(std::move(named)))
            return {};
        for (float moves = 1; !stop.stop_requested(); ++moves) {
            const auto category = static_cast<graph::Category>(0xff00 + static_cast<int>(moves) % 0x100);
            if (!change(sink, m_nodes, [&](graph::ChangeSet& set, Slot n) {
                    const std::string key = keyOf(n);
                    set.setNodeIdentity(n, widestGeneration, key, key, category, 0xff00'0000U + n);
                    set.setNodeMotion(n, {moves, 1, true, 1}, std::array{moves, 2.0F});
                }) || !change(sink, m_edges, [&](graph::ChangeSet& set, Slot e) {
                    set.setEdgeIdentity(e, widestGeneration, e % m_nodes, (e * 7U + 1) % m_nodes, category, true);
                    set.setEdgeMotion(e, moves, {});
                }))
                return {};
        }
        return {};
    }

private:
    static constexpr std::uint32_t rowsASet = 1U << 15;
    static constexpr Generation widestGeneration = 0xffff'ffffU;   // small numbers are kept in less

    static std::string keyOf(Slot node) { return QByteArray::number(node).rightJustified(8, '0').toStdString(); }

    template <typename Row>
    static bool change(source::ChangeSink& sink, std::uint32_t count, Row&& row)
    {
        for (Slot first = 0; first < count; first += rowsASet) {
            graph::ChangeSet set = sink.takeEmptySet();
            for (Slot slot = first; slot < std::min(first + rowsASet, count); ++slot)
                row(set, slot);
            if (!sink.push(std::move(set)))
                return false;
        }
        return true;
    }

    graph::Schema m_schema;
    std::uint32_t m_nodes, m_edges, m_names;
};

/// A session and its socket, which keeps what it is given as a socket does whose peer reads slowly, or not.
class Watcher final : public SessionPort {
public:
    Watcher(GraphHost& host, Encoding encoding, std::uint32_t maxMessageBytes, TimePoint now)
        : session(host, *this, encoding, 20'000, {}, now), m_encoding(encoding)
    {
        say(Hello{version, "watcher", maxMessageBytes, 64U << 20, m_granted}, now);
    }

    void send(std::string_view frame) override
    {
        m_kept.emplace_back(frame);
        m_keptBytes += frame.size();
        if (looksLikeData(m_encoding, frame)) {
            ++m_owed.messages;
            m_owed.bytes += frame.size();
        }
    }
    [[nodiscard]] std::uint64_t backlog() const override { return m_keptBytes; }
    void close(CloseCode code, const std::string& reason) override { qFatal("closed with %d: %s", static_cast<int>(code), reason.c_str()); }

    /// Reads all but the last `keep` bytes, and gives the credit back.
    void read(std::uint64_t keep, TimePoint now)
    {
        while (m_keptBytes > keep && !m_kept.empty()) {
            m_keptBytes -= m_kept.front().size();
            m_kept.pop_front();
        }
        m_granted.messages += std::exchange(m_owed.messages, 0);
        m_granted.bytes += std::exchange(m_owed.bytes, 0);
        say(Credit{m_granted, 0, 0}, now);   // of no epoch: nothing is said to be applied
    }

    Session session;

private:
    void say(const Message& message, TimePoint now)
    {
        Encoder encoder(m_encoding);
        session.onFrame(encoder.encode(message), now);
    }

    Encoding m_encoding;
    flow::Grant m_granted{1U << 20, 64U << 20}, m_owed;
    std::deque<std::string> m_kept;
    std::uint64_t m_keptBytes = 0;
};

/// A host that a test drives, and those who watch it. Says how much the heap grew at most.
class Stage final {
public:
    Stage(std::uint32_t nodes, std::uint32_t edges, std::uint32_t names = 0) : m_before(heapBytes())
    {
        host = std::make_unique<GraphHost>([] {});
        host->start(std::make_unique<FlowingSource>(nodes, edges, names), "flowing");
        while (host->store().edgeCount() < edges)
            tick();
        waitFor([this] { return host->cache().snapshot(host->store(), host->tick()).has_value(); }, [this] { idle(); });
    }

    Watcher& watch(Encoding encoding, std::uint32_t maxMessageBytes = 1U << 20)
    {
        watchers.push_back(std::make_unique<Watcher>(*host, encoding, maxMessageBytes, now));
        return *watchers.back();
    }
    /// A tick with one set of the source's.
    void tick()
    {
        waitFor([this] { return host->advance(now, GraphHost::Intake::OneSet); }, [] { std::this_thread::yield(); });
        after();
    }
    void idle()
    {
        static_cast<void>(host->advance(now, GraphHost::Intake::Nothing));
        after();
    }
    /// Ticks with a slowly reading `watcher` until it is told a tick in pieces.
    void stage(Watcher& watcher)
    {
        waitFor([&watcher] { return watcher.session.figures().stagedDeltas > 0; }, [&] {
            watcher.read(keptBySlow, now);
            tick();
        });
    }
    void look() { m_most = std::max(m_most, heapBytes() - std::min(heapBytes(), m_before)); }
    [[nodiscard]] std::uint64_t most() const { return m_most; }

    template <typename Condition, typename Do>
    static void waitFor(Condition&& condition, Do&& act)
    {
        const auto due = Clock::now() + std::chrono::seconds(60);
        while (!condition()) {
            if (Clock::now() > due)
                throw std::runtime_error("it did not come to pass within 60 s");
            act();
        }
    }

    static constexpr std::uint64_t keptBySlow = 7U << 19;   // as much as leaves the socket open

    std::unique_ptr<GraphHost> host;
    std::vector<std::unique_ptr<Watcher>> watchers;
    TimePoint now = Clock::now();

private:
    void after()
    {
        now += std::chrono::milliseconds(20);
        for (const auto& watcher : watchers)
            watcher->session.pump(now);
        look();
    }

    std::uint64_t m_before, m_most = 0;
};

} // namespace

/// What a server may take of the heap is stated; what it takes is held against that. The bound must be kept, and be worth its name.
class tst_MemoryBound : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLoggingCategory::setFilterRules(QStringLiteral("weir.*=false")); }
    void theHeapStaysWithinTheFormulaAndNotFarBelow_data();
    void theHeapStaysWithinTheFormulaAndNotFarBelow();
    void namesTakeWhatTheFormulaSays();
    void aClientInItsWorstStateCostsNoMoreThanWelcomeStates();
    void aSlowSnapshotKeepsFewOldPartsAndStillComesToItsEnd();
    void theFormulaGrowsWithEachFigure();
    void aLoadIsReadOrToldWhatIsWrong();
};

void tst_MemoryBound::theHeapStaysWithinTheFormulaAndNotFarBelow_data()
{
    QTest::addColumn<unsigned>("nodes");
    QTest::addColumn<unsigned>("edges");
    QTest::newRow("60,000 nodes") << 60'000U << 180'000U;
    QTest::newRow("105,000 nodes") << 105'000U << 315'000U;
}

void tst_MemoryBound::theHeapStaysWithinTheFormulaAndNotFarBelow()
{
    QFETCH(unsigned, nodes);
    QFETCH(unsigned, edges);
    if (!heapIsCounted())
        QSKIP("this allocator does not count");
    constexpr std::uint32_t names = 50'000;
    Stage stage(nodes, edges, names);
    // One reads JSON, one reads in binary; six stall among the pieces of a tick; four among the parts of a snapshot.
    Watcher& text = stage.watch(Encoding::Json, 4U << 20);
    Watcher& reader = stage.watch(Encoding::Binary, 4U << 20);
    for (int i = 0; i < 6; ++i)
        stage.stage(stage.watch(Encoding::Binary));
    for (int i = 0; i < 4; ++i) {
        stage.watch(Encoding::Binary);
        for (int tick = 0; tick < 30; ++tick) {
            text.read(0, stage.now);
            reader.read(0, stage.now);
            stage.tick();
        }
    }
    const Load load{nodes, edges, stage.watchers.size(), 8, 8, 2, 0, names, FlowingSource::nameBytes};
    const MemoryBound bound = MemoryBound::of(load);
    const QString words = QStringLiteral("%1 MiB measured\n%2").arg(double(stage.most()) / MiB).arg(QString::fromStdString(bound.text()));
    qInfo("%s", qPrintable(words));
    QVERIFY2(stage.most() <= bound.bytes(), qPrintable(words));
    // No history brings every term to its bound at once: a source that waits for a slow server fills what one that is waited for leaves empty.
    QVERIFY2(stage.most() >= bound.bytes() / 5, qPrintable(words));
}

void tst_MemoryBound::namesTakeWhatTheFormulaSays()
{
    if (!heapIsCounted())
        QSKIP("this allocator does not count");
    // The lists of an otherwise small graph at their limits.
    const auto names = [](const Load& load) {
        const MemoryBound bound = MemoryBound::of(load);
        return std::ranges::find(bound.terms, "names", &MemoryBound::Term::name)->bytes;
    };
    const auto heapWith = [](std::uint32_t count) {
        Stage stage(1000, 1000, count);
        while (stage.host->store().schema().nodeCategories.size() < count)
            stage.tick();
        stage.idle();
        return heapBytes();
    };
    // What threads of the stages before have yet to give back is in the first.
    const std::uint64_t without = std::min(heapWith(0), heapWith(0)), with = heapWith(graph::maxListEntries);
    const std::uint64_t bound = names({1000, 1000, 0, 8, 8, 2, 0, graph::maxListEntries, FlowingSource::nameBytes});
    const std::uint64_t grew = with - std::min(with, without);
    const QString words = QStringLiteral("%1 MiB of %2").arg(double(grew) / MiB).arg(double(bound) / MiB);
    qInfo("%s", qPrintable(words));
    QVERIFY2(grew <= bound, qPrintable(words));
    QVERIFY2(grew >= bound / 5, qPrintable(words));
}

void tst_MemoryBound::aClientInItsWorstStateCostsNoMoreThanWelcomeStates()
{
    if (!heapIsCounted())
        QSKIP("this allocator does not count");
    Stage stage(105'000, 315'000);
    // The first makes all that is shared as large as it gets.
    stage.stage(stage.watch(Encoding::Binary));
    stage.watchers.clear();
    const std::uint64_t before = heapBytes();
    Watcher& watcher = stage.watch(Encoding::Binary);
    stage.stage(watcher);
    for (int i = 0; i < 10; ++i)
        stage.idle();   // the socket takes what it takes
    QVERIFY(watcher.backlog() >= maxBacklogBytes && watcher.backlog() <= maxBacklogBytes + largestMessageBytes);
    const std::uint64_t grew = heapBytes() - std::min(before, heapBytes());
    const QString words = QStringLiteral("%1 MiB of %2").arg(double(grew) / MiB).arg(double(maxClientBytes) / MiB);
    qInfo("%s", qPrintable(words));
    QVERIFY2(grew <= maxClientBytes, qPrintable(words));
    QVERIFY2(grew >= maxClientBytes / 3, qPrintable(words));
    QCOMPARE(statedLimits().maxClientBytes, maxClientBytes);
}

void tst_MemoryBound::aSlowSnapshotKeepsFewOldPartsAndStillComesToItsEnd()
{
    if (!heapIsCounted())
        QSKIP("this allocator does not count");
    // Of a graph whose parts are all replaced several times while a slow client is told of them.
    Stage stage(300'000, 900'000);
    // The first makes what is shared as large as it gets.
    Watcher& first = stage.watch(Encoding::Binary, 4U << 20);
    for (int tick = 0; tick < 100; ++tick) {
        first.read(0, stage.now);
        stage.tick();
    }
    stage.watchers.clear();
    const std::uint64_t before = heapBytes();
    std::uint64_t most = 0;
    std::vector<Watcher*> slow;
    for (int i = 0; i < 20; ++i) {
        // Each stops at another state of the graph, so that without a bound each would keep parts of its own.
        slow.push_back(&stage.watch(Encoding::Binary, 4U << 20));
        for (int tick = 0; tick < 40; ++tick) {
            stage.tick();
            most = std::max(most, heapBytes() - std::min(before, heapBytes()));
        }
    }
    std::uint64_t sockets = 0;
    for (const Watcher* const watcher : slow)
        sockets += watcher->backlog();
    const std::uint64_t bound = maxOldPartBytes + ChunkCache::mostCopiedBytes + sockets + 16 * MiB;
    qInfo("%.1f MiB of %.1f", double(most) / MiB, double(bound) / MiB);
    QVERIFY2(most <= bound, qPrintable(QStringLiteral("%1 MiB of %2").arg(double(most) / MiB).arg(double(bound) / MiB)));
    // Whoever reads at all comes to the end of it, though the snapshot is given up again and again.
    for (Watcher* const watcher : slow)
        watcher->read(maxBacklogBytes - 1, stage.now);
    Stage::waitFor([&] { return std::ranges::all_of(slow, [](const Watcher* one) { return one->session.figures().digestsSent > 0 || one->session.figures().scans > 0; }); },
                   [&] {
                       for (Watcher* const watcher : slow)
                           watcher->read(3U << 20, stage.now);
                       stage.tick();
                   });
    for (const Watcher* const watcher : slow)
        QCOMPARE(watcher->session.figures().snapshots, 1ULL);
}

void tst_MemoryBound::theFormulaGrowsWithEachFigure()
{
    const Load load{100'000, 300'000, 10, 8, 8, 2, 1, 32, 16, 2, 1, 4, 1000};
    const std::uint64_t bytes = MemoryBound::of(load).bytes();
    for (std::uint64_t Load::*const figure :
         {&Load::nodes, &Load::edges, &Load::clients, &Load::keyBytes, &Load::labelBytes, &Load::nodeValues, &Load::edgeValues,
          &Load::categories, &Load::categoryBytes, &Load::nodeAttributes, &Load::edgeAttributes, &Load::attributeBytes, &Load::dictionaryBytes}) {
        Load more = load;
        more.*figure *= 2;
        QVERIFY(MemoryBound::of(more).bytes() > bytes);
    }
    // An empty server has what is of fixed size, and no client's part.
    const MemoryBound empty = MemoryBound::of({});
    QVERIFY(empty.bytes() > 0 && empty.bytes() < 150 * MiB);
    for (const auto& term : empty.terms)
        QVERIFY((term.name != "sockets" && term.name != "held" && term.name != "sessions") || term.bytes == 0);
    // The largest graph that the protocol allows, watched by more than come, is a number as well.
    const MemoryBound largest = MemoryBound::of({1U << 26, 1U << 28, 1'000'000, 1024, 4096, 8, 8});
    for (const auto& term : largest.terms)
        QVERIFY(term.bytes < std::uint64_t{1} << 60);
    QVERIFY(empty.text().find("at most") != std::string::npos);
}

void tst_MemoryBound::aLoadIsReadOrToldWhatIsWrong()
{
    const auto load = Load::parse("nodes=5,edges=6,clients=7,key=1,label=2,values=3,edge-values=4,categories=8,category=9,attributes=10,"
                                  "edge-attributes=11,attribute=12,dictionaries=13");
    QVERIFY(load.has_value());
    QCOMPARE(load->nodes, 5ULL);
    QCOMPARE(load->edges, 6ULL);
    QCOMPARE(load->clients, 7ULL);
    QCOMPARE(load->keyBytes, 1ULL);
    QCOMPARE(load->labelBytes, 2ULL);
    QCOMPARE(load->nodeValues, 3ULL);
    QCOMPARE(load->edgeValues, 4ULL);
    QCOMPARE(load->categories, 8ULL);
    QCOMPARE(load->categoryBytes, 9ULL);
    QCOMPARE(load->nodeAttributes, 10ULL);
    QCOMPARE(load->edgeAttributes, 11ULL);
    QCOMPARE(load->attributeBytes, 12ULL);
    QCOMPARE(load->dictionaryBytes, 13ULL);
    for (const auto& [text, word] : {std::pair{"", "nodes"}, {"nodes=1,edges=1", "clients"}, {"nodes=1,edges=1,clients=-1", "clients"},
                                     {"nodes=1,edges=1,clients=1,keys=1", "keys"}, {"nodes=1,edges=1,clients=1,nodes=2", "nodes"},
                                     {"nodes=1e12,edges=1,clients=1", "nodes"}, {"nodes=1,edges=1,clients=1,values=9", "values"}}) {
        const auto wrong = Load::parse(text);
        QVERIFY2(!wrong.has_value(), text);
        QVERIFY2(wrong.error().text.find(word) != std::string::npos, wrong.error().text.c_str());
    }
}

WEIR_TEST_IN(QCoreApplication, tst_MemoryBound)
#include "tst_memory_bound.moc"
