#include "graph/graph_model.h"
#include "host_stage.h"
#include "simulated_client.h"
#include "support/test_program.h"
#include <QtTest>
#include <random>

using namespace weir;
using namespace weir::protocol;

/// Whatever happens in whatever order, a client that goes on applying ends with the server's graph, and the server never
/// does what it may not: that is the promise of the whole program.
class tst_SessionRandom : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyClientEndsWithTheServersGraph_data();
    void everyClientEndsWithTheServersGraph();

private:
    std::mt19937 m_random, m_names;   // names are drawn apart: a seed's history stays what it was
    std::size_t below(std::size_t bound) { return m_random() % bound; }
    bool oneIn(std::size_t n) { return below(n) == 0; }
    Policy anyPolicy()
    {
        switch (below(4)) {
        case 0: return {PolicyKind::Latest, static_cast<std::uint32_t>(below(300)), 0};
        case 1: return {PolicyKind::Sample, 0, static_cast<std::uint8_t>(1 + below(15))};
        default: return {};
        }
    }
};

namespace {

/// A graph that changes: by odd small sets, or by sets larger than a message.
class World {
public:
    World(bool large, std::uint32_t seed, std::uint32_t nodes) : m_large(large), m_seed(seed), m_nodes(nodes), m_stage(schema()) { begin(); }

    HostStage& stage() { return m_stage; }

    void restart()
    {
        ++m_seed;
        m_stage.restart(schema());
        begin();
    }

    /// The next small sets have elements of a category that nobody knew before.
    void nameCategory(bool ofNodes) { ofNodes ? m_small->nameNodeCategory() : m_small->nameEdgeCategory(); }

    void change(std::size_t size, bool everything)
    {
        if (!m_large)
            m_stage.feed(m_small->next(size));
        else if (everything)
            m_stage.feed(m_many->moveAll(m_stage.host.store()));
        else
            m_stage.feed(m_many->steps(size));
    }

private:
    [[nodiscard]] graph::Schema schema() const { return m_large ? source::ChangeSequence::schema() : schemaOfRandomChanges(2, 1); }

    void begin()
    {
        m_small.emplace(m_seed, 2, 1);
        if (m_seed % 4 != 0)
            m_small->useAttributes();
        m_many.emplace(m_seed, m_nodes, 2 * m_nodes);
        m_stage.feed(m_large ? m_many->births() : m_small->grow(m_nodes));
    }

    bool m_large;
    std::uint32_t m_seed, m_nodes;
    HostStage m_stage;
    std::optional<RandomChanges> m_small;
    std::optional<ManyChanges> m_many;
};

} // namespace

void tst_SessionRandom::everyClientEndsWithTheServersGraph_data()
{
    QTest::addColumn<bool>("large");
    QTest::addColumn<Encoding>("encoding");
    QTest::addColumn<unsigned>("seed");
    for (unsigned seed = 1; seed <= 15; ++seed) {
        const QByteArray with = " with seed " + QByteArray::number(seed);
        QTest::newRow("a small graph in binary" + with) << false << Encoding::Binary << seed;
        QTest::newRow("a small graph in JSON" + with) << false << Encoding::Json << seed;
        QTest::newRow("a large graph in JSON" + with) << true << Encoding::Json << seed;
        if (seed % 3 == 0)
            QTest::newRow("a large graph in binary" + with) << true << Encoding::Binary << seed;
    }
}

void tst_SessionRandom::everyClientEndsWithTheServersGraph()
{
    QFETCH(bool, large);
    QFETCH(Encoding, encoding);
    QFETCH(unsigned, seed);
    m_random.seed(seed);
    m_names.seed(seed);
    // Large is what does not fit a message: as JSON that is a smaller graph.
    const auto nodes = static_cast<std::uint32_t>(large ? (encoding == Encoding::Json ? 6'000 : 45'000) : 50 + below(1000));
    World world(large, seed, nodes);
    HostStage& stage = world.stage();
    for (std::size_t ticks = below(4); ticks > 0; --ticks)
        stage.idle();

    const std::uint64_t windowMessages = oneIn(2) ? 4 + below(20) : 1024;
    const std::uint64_t maxStaged = oneIn(4) ? 1U << 20 : 64U << 20;
    const SimulatedClient::Config config{encoding, 1U << 20, maxStaged, {windowMessages, (4U << 20) + below(8U << 20)}};
    std::array<std::unique_ptr<SimulatedClient>, 2> clients;
    for (auto& client : clients)
        client = std::make_unique<SimulatedClient>(stage.host, config, stage.now);
    // In half of the histories the other one is as clients were before lists grew.
    const SimulatedClient::Config oldConfig{.encoding = config.encoding, .maxMessageBytes = config.maxMessageBytes, .maxStagedBytes = config.maxStagedBytes,
                                            .window = config.window, .growth = seed % 2 == 0, .attributes = seed % 4 == 0};
    clients[1] = std::make_unique<SimulatedClient>(stage.host, oldConfig, stage.now);
    clients[0]->hello(stage.now);

    const std::size_t steps = large ? 120 : 400;
    for (std::size_t step = 0; step < steps; ++step) {
        if (m_names() % 5 == 0)
            world.nameCategory(m_names() % 2 == 0);
        if (oneIn(2))
            world.change(1 + below(60), large && oneIn(4));
        else
            stage.idle();
        if (oneIn(150))
            world.restart();
        for (auto& owner : clients) {
            if (oneIn(60)) {   // the connection is cut, with whatever was under way
                auto next = std::make_unique<SimulatedClient>(stage.host, owner == clients.front() ? config : oldConfig, stage.now);
                next->takeOver(*owner);
                owner = std::move(next);
            }
            SimulatedClient& client = *owner;
            if (!client.session.welcomed()) {
                if (oneIn(20))
                    client.hello(stage.now, anyPolicy());
                continue;
            }
            if (oneIn(25))
                client.say(anyPolicy(), stage.now);
            if (oneIn(10))
                client.setBacklog(oneIn(2) ? 0 : 4U << 20);
            if (!oneIn(4))
                client.session.pump(stage.now);
            if (oneIn(8))
                client.session.sendHead(stage.now);
            // One reads in bursts, with long pauses: the queue fills up to the window and what then comes is merged.
            const bool takes = owner == clients.front() || step % 100 > 50;
            for (std::size_t n = takes ? below(12) : 0; n > 0; --n) {
                client.applyOne(stage.now);
                if (oneIn(3))
                    client.hearHead();
            }
            if (oneIn(3))
                client.grant(oneIn(2) ? 1 : static_cast<double>(below(100)) / 100, stage.now);
            if (oneIn(200))
                client.say(Resync{"at random"}, stage.now);
            QVERIFY2(client.breaches.isEmpty(), qPrintable(client.breaches.join(u'\n')));
            QVERIFY2(!client.closedWith, client.closeReason.c_str());
            // What the applier calls in sync is in sync with that tick; only the newest one can be looked at here.
            if (client.applier.following() && client.applier.epoch() == stage.host.epoch() && client.applier.appliedTick() == stage.host.tick()) {
                const std::size_t lanes = client.applier.lanes();
                const graph::Reads reads = &client == clients.front().get() || (oldConfig.growth && oldConfig.attributes) ? graph::Reads::AttributesToo : graph::Reads::Elements;
                QVERIFY(client.applier.store().laneDigest().sum(lanes) == read(stage.host.store().laneDigest().sum(lanes), reads));
            }
        }
    }

    for (auto& owner : clients) {
        SimulatedClient& client = *owner;
        const graph::Reads reads = owner == clients.front() || (oldConfig.growth && oldConfig.attributes) ? graph::Reads::AttributesToo : graph::Reads::Elements;
        client.setBacklog(0);
        if (!client.session.welcomed())
            client.hello(stage.now);
        client.say(Policy{}, stage.now);
        const auto due = Clock::now() + std::chrono::seconds(10);
        for (bool settled = false; !settled;) {
            QVERIFY2(Clock::now() < due, qPrintable(QStringLiteral("at tick %1 of %2, %3, with %4 messages and %5 bytes of credit")
                .arg(client.applier.appliedTick()).arg(stage.host.tick()).arg(client.applier.following() ? u"following" : u"catching up")
                .arg(client.credits().messages).arg(client.credits().bytes)));
            stage.idle();
            client.session.pump(stage.now);
            client.applyAll(stage.now);
            client.grant(1, stage.now);
            settled = client.closedWith || !client.breaches.isEmpty()
                || (client.applier.following() && client.applier.lanes() == graph::valueLanes && client.applier.epoch() == stage.host.epoch() && client.queue.empty()
                    && client.applier.appliedTick() >= stage.host.store().newestStamp(reads));
        }
        QVERIFY2(client.breaches.isEmpty(), qPrintable(client.breaches.join(u'\n')));
        QVERIFY2(!client.closedWith, client.closeReason.c_str());
        QVERIFY(client.applier.store().scrub() == read(stage.host.store().digest(), reads));
        QCOMPARE(client.applier.store().nodeCount(), stage.host.store().nodeCount());
        QCOMPARE(client.applier.store().edgeCount(), stage.host.store().edgeCount());
        QCOMPARE(client.applier.inSync(), std::optional(true));
        if (reads == graph::Reads::AttributesToo)
            QVERIFY(client.applier.store().schema() == stage.host.store().schema());
        else
            QVERIFY(agree(client.applier.store().schema(), stage.host.store().schema()));
    }
}

WEIR_TEST(tst_SessionRandom)
#include "tst_session_random.moc"
