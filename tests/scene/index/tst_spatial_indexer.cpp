#include "scene/index/block_choice.h"
#include "scene/index/spatial_indexer.h"
#include "scene_builder.h"
#include "support/test_program.h"
#include <QtTest/QTest>
#include <cmath>
#include <random>
#include <set>

using namespace weir;
using namespace weir::scene;

/// The index of a scene, kept up with changes, against what looking at every element says.
class tst_SpatialIndexer : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void anEmptySceneHasNoBlocks();
    void everyElementHasOnePlaceWhateverHappens_data();
    void everyElementHasOnePlaceWhateverHappens();
    void octavesHalveTheGraphWithoutABias();
    void largeNodesComeBeforeTheirShare();
    void whatIsChosenForACameraHoldsAllThatIsInView();
    void aBudgetIsKeptWhereOctavesAllowIt();
    void newElementsMakeAsManyPlacesDirty();
    void nodesThatFindTheirPlaceBringTheirEdgesAlong();
    void settlingBringsWhatMovedToItsNewNeighbours();
    void whatGrewIsSortedAnewWhenItRests();
};

namespace {

/// A graph that changes at random, and what a GPU would hold that only hears of dirty places.
class Changing final {
public:
    explicit Changing(unsigned seed, int nodes, int edges) : m_random(seed)
    {
        for (int i = 0; i < nodes; ++i)
            addNode();
        for (int i = 0; i < edges; ++i)
            addEdge();
        m_dirt = {};
        take();
    }

    void change(int times)
    {
        for (int i = 0; i < times; ++i) {
            switch (below(8)) {
            case 0: addNode(); break;
            case 1: addEdge(); break;
            case 2: removeNode(below(nodes())); break;
            case 3: removeEdge(below(edges())); break;
            case 4: move(below(nodes())); break;
            case 5: restyle(below(nodes())); break;
            case 6: restyleEdge(below(edges())); break;
            default: revive(); break;
            }
        }
        take();
    }

    void settle()
    {
        m_indexer.settle();
        publish();
    }

    /// Words for what is wrong, empty: nothing.
    [[nodiscard]] QString fault() const
    {
        std::set<Slot> drawnNodes, drawnEdges;
        for (Slot node = 0; node < nodes(); ++node) {
            if (m_scene->style(node).drawn())
                drawnNodes.insert(node);
        }
        for (Slot edge = 0; edge < edges(); ++edge) {
            if (m_scene->edgeDrawn(edge))
                drawnEdges.insert(edge);
        }
        const auto nodeFault = faultOf(m_index->nodes, drawnNodes, m_nodePlaces, [this](Slot node, auto&& visit) {
            visit(m_scene->position(node));
        });
        const auto edgeFault = faultOf(m_index->edges, drawnEdges, m_edgePlaces, [this](Slot edge, auto&& visit) {
            const SceneEdge ends = m_scene->edge(edge);
            visit(m_scene->position(ends.source));
            visit(m_scene->position(ends.target));
        });
        return nodeFault.isEmpty() ? edgeFault : QStringLiteral("nodes: ") + nodeFault;
    }

    [[nodiscard]] const SpatialIndex& index() const { return *m_index; }

private:
    template <typename VisitPoints>
    QString faultOf(const SpatialOrder& order, std::set<Slot> expected, const std::vector<Slot>& places, VisitPoints&& visitPoints) const
    {
        std::set<std::uint32_t> inSequence(order.sequence.begin(), order.sequence.end());
        if (inSequence.size() != order.sequence.size() || order.sequence.size() != order.blocks.size())
            return QStringLiteral("a block is not once in the sequence");
        for (std::uint32_t b = 0; b < order.blocks.size(); ++b) {
            const SpatialBlock& block = *order.blocks[b];
            for (std::uint32_t i = 0; i < block.count; ++i) {
                const Slot slot = block.slots[i];
                if (expected.erase(slot) != 1)
                    return QStringLiteral("%1 is there, but not drawn, or there twice").arg(slot);
                if (places[b * blockSize + i] != slot)
                    return QStringLiteral("the place of %1 was not said to be dirty").arg(slot);
                bool within = true;
                visitPoints(slot, [&](Point p) {
                    const float drift = m_index->drift;
                    within &= p.x >= block.bounds.left - drift && p.x <= block.bounds.right + drift && p.y >= block.bounds.top - drift
                        && p.y <= block.bounds.bottom + drift;
                });
                if (!within)
                    return QStringLiteral("%1 is outside of its block").arg(slot);
            }
            for (std::uint32_t i = block.count; block.padded && i < blockSize; ++i) {
                if (places[b * blockSize + i] != noSlot)
                    return QStringLiteral("place %1 is not empty").arg(b * blockSize + i);
            }
        }
        return expected.empty() ? QString() : QStringLiteral("%1 of those drawn are missing").arg(expected.size());
    }

    [[nodiscard]] std::uint32_t below(std::uint32_t n) { return static_cast<std::uint32_t>(m_random() % n); }
    [[nodiscard]] float coordinate() { return static_cast<float>(below(100'000)) / 1000; }
    [[nodiscard]] std::uint32_t nodes() const { return m_nodeSlots; }
    [[nodiscard]] std::uint32_t edges() const { return m_edgeSlots; }

    void addNode()
    {
        const Slot node = below(5) == 0 ? m_builder.unplacedNode() : m_builder.node(coordinate(), coordinate());
        m_nodeSlots = node + 1;
        m_dirt.styles.push_back({node, 1});
        m_dirt.positions.push_back({node, 1});
    }
    void addEdge()
    {
        const Slot a = below(nodes()), b = below(nodes());
        if (!m_builder.style(a).live || !m_builder.style(b).live)
            return;
        const Slot edge = m_builder.edge(a, b);
        m_edgeSlots = edge + 1;
        m_dirt.edges.push_back({edge, 1});
    }
    void removeEdge(Slot edge)
    {
        m_builder.ends(edge) = {};
        m_dirt.edges.push_back({edge, 1});
    }
    void removeNode(Slot node)
    {
        m_builder.style(node).live = false;
        m_dirt.styles.push_back({node, 1});
        for (Slot edge = 0; edge < edges(); ++edge) {
            if (m_builder.ends(edge).source == node || m_builder.ends(edge).target == node)
                removeEdge(edge);
        }
    }
    void move(Slot node)
    {
        m_builder.move(node, coordinate(), coordinate());
        m_dirt.positions.push_back({node, 1});
    }
    void restyle(Slot node)
    {
        NodeStyle& style = m_builder.style(node);
        style.radius = static_cast<float>(1 + below(8));
        style.placed = below(3) != 0;
        m_dirt.styles.push_back({node, 1});
    }
    void restyleEdge(Slot edge)
    {
        m_builder.edgeStanding(edge) = static_cast<Standing>(below(3));
        m_dirt.edges.push_back({edge, 1});
    }
    void revive()
    {
        const Slot node = below(nodes());
        NodeStyle& style = m_builder.style(node);
        if (style.live)
            return;
        style.live = style.placed = true;
        style.generation += 2;
        m_dirt.styles.push_back({node, 1});
        move(node);
    }

    void take()
    {
        m_scene = m_builder.scene();
        m_indexer.take({m_scene, std::exchange(m_dirt, {})});
        publish();
    }
    void publish()
    {
        auto result = m_indexer.publish();
        m_index = result.index;
        const auto play = [](const SpatialOrder& order, const std::vector<SlotRange>& dirt, std::vector<Slot>& places) {
            places.resize(std::max(places.size(), order.blocks.size() * blockSize), 12345678);
            for (const SlotRange& range : dirt) {
                for (std::uint32_t place = range.first; place < range.first + range.count; ++place) {
                    if (place / blockSize >= order.blocks.size())
                        continue;
                    const SpatialBlock& block = *order.blocks[place / blockSize];
                    places[place] = place % blockSize < block.count ? block.slots[place % blockSize] : noSlot;
                }
            }
        };
        play(m_index->nodes, result.dirt.nodes, m_nodePlaces);
        play(m_index->edges, result.dirt.edges, m_edgePlaces);
    }

    std::mt19937 m_random;
    SceneBuilder m_builder;
    SceneDirt m_dirt;
    std::uint32_t m_nodeSlots = 0, m_edgeSlots = 0;
    std::shared_ptr<const Scene> m_scene;
    SpatialIndexer m_indexer;
    std::shared_ptr<const SpatialIndex> m_index;
    std::vector<Slot> m_nodePlaces, m_edgePlaces;
};

/// `side` by `side` nodes one apart, each tied to the next.
SceneBuilder meadow(int side)
{
    SceneBuilder builder;
    for (int i = 0; i < side * side; ++i) {
        builder.node(static_cast<float>(i % side), static_cast<float>(i / side));
        if (i > 0)
            builder.edge(static_cast<Slot>(i - 1), static_cast<Slot>(i));
    }
    return builder;
}

SpatialIndexer indexerOf(const std::shared_ptr<const Scene>& scene)
{
    SpatialIndexer indexer;
    indexer.take({scene, {}});
    return indexer;
}

std::uint32_t placesIn(const std::vector<SlotRange>& dirt)
{
    std::uint32_t places = 0;
    for (const SlotRange& range : dirt)
        places += range.count;
    return places;
}

} // namespace

void tst_SpatialIndexer::anEmptySceneHasNoBlocks()
{
    SpatialIndexer indexer = indexerOf(SceneBuilder().scene());
    const auto index = indexer.publish().index;
    QCOMPARE(index->nodes.blocks.size(), 0U);
    QCOMPARE(index->edges.blocks.size(), 0U);
    QCOMPARE(chooseNodes(*index, {}, 10).elements, 0U);
}

void tst_SpatialIndexer::everyElementHasOnePlaceWhateverHappens_data()
{
    QTest::addColumn<unsigned>("seed");
    QTest::addColumn<int>("nodes");
    QTest::addColumn<int>("edges");
    QTest::newRow("one node") << 1U << 1 << 1;
    QTest::newRow("a few") << 2U << 40 << 100;
    QTest::newRow("some blocks") << 3U << 3000 << 6000;
    QTest::newRow("sorted anew on the way") << 4U << 10 << 10;
}

void tst_SpatialIndexer::everyElementHasOnePlaceWhateverHappens()
{
    QFETCH(unsigned, seed);
    QFETCH(int, nodes);
    QFETCH(int, edges);
    Changing graph(seed, nodes, edges);
    QCOMPARE(graph.fault(), QString());
    for (int round = 0; round < 60; ++round) {
        graph.change(round % 7 == 0 ? 1000 : 20);
        QCOMPARE(graph.fault(), QString());
        if (round % 10 == 9) {
            graph.settle();
            QCOMPARE(graph.fault(), QString());
            QCOMPARE(graph.index().drift, 0.0F);
        }
    }
}

void tst_SpatialIndexer::octavesHalveTheGraphWithoutABias()
{
    SpatialIndexer indexer = indexerOf(meadow(200).scene());
    const auto index = indexer.publish().index;
    QVERIFY(index->edges.octaves >= 5);
    std::vector<double> ofOctave(index->edges.octaves, 0), sums(index->edges.octaves, 0);
    for (const auto& block : index->edges.blocks) {
        ofOctave[block->octave] += block->count;
        for (std::uint32_t i = 0; i < block->count; ++i)
            sums[block->octave] += block->slots[i];
    }
    for (std::size_t octave = 0; octave + 1 < ofOctave.size(); ++octave) {
        QVERIFY(std::abs(ofOctave[octave] / (39'999 / std::pow(2, octave + 1)) - 1) < 0.15);
        QVERIFY(std::abs(sums[octave] / ofOctave[octave] / 20'000 - 1) < 0.1);   // from all over the graph
    }
}

void tst_SpatialIndexer::largeNodesComeBeforeTheirShare()
{
    SceneBuilder builder = meadow(200);
    for (Slot node = 0; node < 40'000; node += 1000)
        builder.style(node).radius = 8;
    SpatialIndexer indexer = indexerOf(builder.scene());
    const auto index = indexer.publish().index;
    const ChosenBlocks few = chooseNodes(*index, {Camera().resized(800, 800).fittedTo({0, 0, 200, 200}, 0), 1, {}}, 2000);
    QVERIFY(few.elements <= 2000);
    std::set<Slot> chosen;
    for (const std::uint32_t number : few.numbers)
        chosen.insert(index->nodes.blocks[number]->slots.begin(), index->nodes.blocks[number]->slots.begin() + index->nodes.blocks[number]->count);
    for (Slot node = 0; node < 40'000; node += 1000)
        QVERIFY(chosen.contains(node));
}

void tst_SpatialIndexer::whatIsChosenForACameraHoldsAllThatIsInView()
{
    const auto scene = meadow(300).scene();
    SpatialIndexer indexer = indexerOf(scene);
    const auto index = indexer.publish().index;
    const Camera camera = Camera().resized(400, 300).fittedTo({100, 100, 120, 115}, 0);
    const ChosenBlocks nodes = chooseNodes(*index, {camera, 2, {}}, 1'000'000);
    QCOMPARE(nodes.leastOctave, 0U);
    std::set<Slot> chosen;
    for (const std::uint32_t number : nodes.numbers) {
        const SpatialBlock& block = *index->nodes.blocks[number];
        chosen.insert(block.slots.begin(), block.slots.begin() + block.count);
    }
    std::size_t inView = 0;
    for (Slot node = 0; node < scene->nodeSlots; ++node) {
        const Point at = scene->position(node);
        const ItemPoint item = camera.itemFromWorld({at.x, at.y});
        if (item.x > -2 && item.x < 402 && item.y > -2 && item.y < 302) {
            ++inView;
            QVERIFY(chosen.contains(node));
        }
    }
    QVERIFY(inView > 100);
    // And it leaves out what is far away: the view is a 300th of the graph.
    QVERIFY2(nodes.elements < 20'000, QByteArray::number(nodes.elements));
    const ChosenBlocks uncovered = chooseNodes(*index, {camera, 2, Rect{-1000, -1000, 1400, 1300}}, 1'000'000);
    QVERIFY2(uncovered.elements < nodes.elements, QByteArray::number(uncovered.elements));
}

void tst_SpatialIndexer::aBudgetIsKeptWhereOctavesAllowIt()
{
    SpatialIndexer indexer = indexerOf(meadow(300).scene());
    const auto index = indexer.publish().index;
    const View all{Camera().resized(800, 800).fittedTo({0, 0, 300, 300}, 0), 1, {}};
    const ChosenBlocks some = chooseEdges(*index, all, 10'000);
    QVERIFY(some.elements <= 10'000);
    QVERIFY(some.elements > 4'000);
    QCOMPARE(some.inView, 89'999U);
    QVERIFY(std::abs(some.share() * std::pow(2, some.leastOctave) - 1) < 0.1);
    QVERIFY(chooseEdges(*index, all, 1).elements > 0);
    QCOMPARE(chooseEdges(*index, all, 1'000'000).elements, 89'999U);
}

void tst_SpatialIndexer::newElementsMakeAsManyPlacesDirty()
{
    SceneBuilder builder = meadow(200);
    SpatialIndexer indexer = indexerOf(builder.scene());
    (void)indexer.publish();
    for (int i = 0; i < 100; ++i)
        builder.edge(builder.node(static_cast<float>(i) + 0.5F, 77.5F), static_cast<Slot>(i));
    indexer.take({builder.scene(), {}});
    const PlaceDirt dirt = indexer.publish().dirt;
    QCOMPARE(placesIn(dirt.nodes), 100U);
    QCOMPARE(placesIn(dirt.edges), 100U);
}

void tst_SpatialIndexer::nodesThatFindTheirPlaceBringTheirEdgesAlong()
{
    SceneBuilder builder = meadow(100);
    const Slot late = builder.unplacedNode();
    const Slot edge = builder.edge(late, 5050);
    SpatialIndexer indexer = indexerOf(builder.scene());
    builder.style(late).placed = true;
    builder.move(late, 50.5F, 50.5F);
    indexer.take({builder.scene(), {{{late, 1}}, {{late, 1}}, {}}});
    const auto index = indexer.publish().index;
    QCOMPARE(index->drift, 0.0F);
    const View near{Camera().resized(100, 100).fittedTo({50, 50, 51, 51}, 0), 1, {}};
    bool found = false;
    for (const std::uint32_t number : chooseEdges(*index, near, 1'000'000).numbers) {
        const SpatialBlock& block = *index->edges.blocks[number];
        found |= std::find(block.slots.begin(), block.slots.begin() + block.count, edge) != block.slots.begin() + block.count;
    }
    QVERIFY(found);
}

void tst_SpatialIndexer::settlingBringsWhatMovedToItsNewNeighbours()
{
    SceneBuilder builder = meadow(200);
    SpatialIndexer indexer = indexerOf(builder.scene());
    const View corner{Camera().resized(100, 100).fittedTo({0, 0, 5, 5}, 0), 1, {}};
    const std::uint32_t before = chooseNodes(*indexer.publish().index, corner, 1'000'000).elements;
    for (Slot node = 20'000; node < 22'000; ++node)
        builder.move(node, 1, 1);
    indexer.take({builder.scene(), {{{20'000, 2000}}, {}, {}}});
    QVERIFY(indexer.drift() > 50);
    // As long as nothing is known for sure, everything near enough counts as in view.
    QVERIFY(chooseNodes(*indexer.publish().index, corner, 1'000'000).elements > 20'000);
    indexer.settle();
    QCOMPARE(indexer.drift(), 0.0);
    const std::uint32_t after = chooseNodes(*indexer.publish().index, corner, 1'000'000).elements;
    QVERIFY2(after > before + 1000 && after < before + 10'000, QByteArray::number(before) + ' ' + QByteArray::number(after));
}

void tst_SpatialIndexer::whatGrewIsSortedAnewWhenItRests()
{
    constexpr Slot first = 20'000, all = 32'000;
    SceneBuilder builder;
    const auto add = [&builder](Slot count) {
        for (Slot i = 0; i < count; ++i)
            builder.node(static_cast<float>(i % 200), static_cast<float>(i / 200 % 160));
    };
    add(first);
    SpatialIndexer indexer;
    indexer.take({builder.scene(), {}});
    QCOMPARE(indexer.growth(), 0.0);
    add(all - first);
    indexer.take({builder.scene(), {.styles = {{first, all - first}}}});
    QVERIFY(indexer.growth() > SpatialIndexer::usualGrowth);
    const std::size_t before = indexer.publish().index->nodes.blocks.size();
    indexer.settle(indexer.growth());
    QVERIFY(indexer.growth() > 0);
    QCOMPARE(indexer.publish().index->nodes.blocks.size(), before);
    indexer.settle();
    QCOMPARE(indexer.growth(), 0.0);
    const auto index = indexer.publish().index;
    QCOMPARE(index->nodes.elements, all);
    QVERIFY(index->nodes.blocks.size() < before);
}

WEIR_TEST(tst_SpatialIndexer)
#include "tst_spatial_indexer.moc"
