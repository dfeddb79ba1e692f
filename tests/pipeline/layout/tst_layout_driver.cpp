#include "graph/graph_store.h"
#include "pipeline/layout/layout_driver.h"
#include "pipeline/scene_builder.h"
#include "support/test_program.h"
#include <QtTest>
#include <atomic>
#include <cmath>
#include <set>

using namespace weir;
using pipeline::LayoutDriver;
using pipeline::LayoutPlaces;
using pipeline::SceneBuilder;

namespace {

/// A ring of nodes without positions, and the driver that places them.
class Ring {
public:
    explicit Ring(Slot nodes)
    {
        store.reset({});
        graph::ChangeSet set;
        set.setValueColumns(0, 0);
        for (Slot node = 0; node < nodes; ++node)
            set.setNodeIdentity(node, 1, "k" + std::to_string(node), "", 0);
        for (Slot edge = 0; edge < nodes; ++edge)
            set.setEdgeIdentity(edge, 1, edge, (edge + 1) % nodes, 0, false);
        apply(set);
    }

    /// Another graph in the same slots.
    void replaceByStar(Slot nodes)
    {
        store.reset({});
        ++resets;
        graph::ChangeSet set;
        set.setValueColumns(0, 0);
        for (Slot node = 0; node < nodes; ++node)
            set.setNodeIdentity(node, 1, "s" + std::to_string(node), "", 0);
        for (Slot edge = 1; edge < nodes; ++edge)
            set.setEdgeIdentity(edge, 1, 0, edge, 0, false);
        apply(set);
    }
    /// Of a star whose hub is node 0.
    bool leavesLieRoundTheHub(Slot nodes)
    {
        double sumX = 0, sumY = 0, away = 0;
        for (Slot node = 1; node < nodes; ++node) {
            const double x = double{places()->point(node).x} - places()->point(0).x, y = double{places()->point(node).y} - places()->point(0).y;
            sumX += x;
            sumY += y;
            away += std::hypot(x, y);
        }
        return away > 0 && std::hypot(sumX, sumY) < away / 4;
    }

    void apply(graph::ChangeSet& set) { QVERIFY(store.apply(set.view(), ++stamp)); }
    std::shared_ptr<const scene::Scene> scene()
    {
        if (const auto update = builder.build(stamp))
            m_scene = update->scene;
        return m_scene;
    }
    /// The newest places that were given so far.
    std::shared_ptr<const LayoutPlaces> places()
    {
        if (auto taken = driver.takePlaces())
            m_places = std::move(taken);
        return m_places;
    }

    graph::GraphStore store;
    pipeline::ShownModel shown{store, [this] { return resets; }};
    SceneBuilder builder{shown};
    Tick stamp = 0;
    std::uint64_t resets = 0;
    std::atomic<int> looks = 0;
    std::atomic<bool> active = false;
    std::atomic<int> activations = 0;

private:
    std::shared_ptr<const scene::Scene> m_scene;
    std::shared_ptr<const LayoutPlaces> m_places;

public:
    LayoutDriver driver{1, [this] { ++looks; }, [this](bool now) { active = now; activations += now ? 1 : 0; }};   // last: it calls back
};

} // namespace

class tst_LayoutDriver : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void itPlacesEveryNodeAndComesToRest();
    void aSceneOfTheSourcesOwnPositionsIsLeftAlone();
    void aNewNodeIsPlacedAndAReplacedOneIsAnother();
    void whileItIsOffNothingMoves();
    void restartingGivesPlacesAnew();
    void aPausedLayoutGoesOnWhereItWas();
    void heldNodesKeepTheirPlacesAndNewOnesGetOne();
    void anotherGraphIsLaidOutAlthoughHeld();
    void anotherGraphInTheSameSlotsIsLaidOutAlthoughHeld();
    void whatComesInPartsIsLaidOutAlthoughHeld();
    void whereAllNodesAreNewTheyAreLaidOutAlthoughHeld();
    void heldInTheMiddleOfTheFirstLayoutEveryNodeHasAPlace();
    void whatIsHeldIsLaidOutAnewWhereThatIsAsked();
    void aPinnedNodeIsShownWhereItIsPutAndStays();
    void aNodeIsDraggedWhileTheLayoutIsOff();
    void aPinOfANodeThatIsGoneIsDropped();
    void whatDoesNotMoveSharesItsPages();
    void itStopsInTheMiddleOfItsWork();

private:
    static constexpr int patience = 30'000;
};

void tst_LayoutDriver::itPlacesEveryNodeAndComesToRest()
{
    Ring ring(300);
    QVERIFY(!ring.places());
    ring.driver.setScene(ring.scene());
    QTRY_VERIFY_WITH_TIMEOUT(ring.places(), patience);
    QTRY_VERIFY_WITH_TIMEOUT(ring.activations == 1 && !ring.active, patience);
    const auto places = ring.places();
    QVERIFY(ring.looks > 0);
    QCOMPARE(places->slots(), std::size_t{300});
    for (Slot node = 0; node < 300; ++node) {
        QVERIFY(places->has(node, 1));
        QVERIFY(!places->has(node, 3));
        QVERIFY(std::isfinite(places->point(node).x) && std::isfinite(places->point(node).y));
    }
    QVERIFY(!places->has(300, 1));
    // The same structure again is no reason to move.
    graph::ChangeSet size;
    size.setValueColumns(0, 0);
    size.setNodeMotion(5, {0, 0, false, 7}, {});
    ring.apply(size);
    ring.driver.setScene(ring.scene());
    ring.driver.setRunning(false);
    ring.driver.setRunning(true);
    QCOMPARE(ring.activations.load(), 1);
}

void tst_LayoutDriver::aSceneOfTheSourcesOwnPositionsIsLeftAlone()
{
    Ring ring(50);
    graph::ChangeSet set;
    set.setValueColumns(0, 0);
    for (Slot node = 0; node < 50; ++node)
        set.setNodeMotion(node, {static_cast<float>(node), 0, true, 1}, {});
    ring.apply(set);
    QVERIFY(!ring.scene()->needsLayout);
    ring.driver.setScene(ring.scene());
    // A second scene, which does need it, is placed; so the first was looked at and left.
    Ring other(50);
    other.driver.setScene(other.scene());
    QTRY_VERIFY_WITH_TIMEOUT(other.places(), patience);
    QVERIFY(!ring.places());
    QCOMPARE(ring.activations.load(), 0);
}

void tst_LayoutDriver::aNewNodeIsPlacedAndAReplacedOneIsAnother()
{
    Ring ring(40);
    ring.driver.setScene(ring.scene());
    QTRY_VERIFY_WITH_TIMEOUT(ring.places(), patience);
    graph::ChangeSet set;
    set.setValueColumns(0, 0);
    set.setNodeIdentity(7, 3, "another", "", 0);
    set.setNodeIdentity(40, 1, "new", "", 0);
    set.setEdgeIdentity(100, 1, 40, 7, 0, false);
    ring.apply(set);
    ring.driver.setScene(ring.scene());
    QTRY_VERIFY_WITH_TIMEOUT(ring.places()->has(40, 1) && ring.places()->has(7, 3), patience);
    QVERIFY(!ring.places()->has(7, 1));
}

void tst_LayoutDriver::whileItIsOffNothingMoves()
{
    Ring ring(40);
    ring.driver.setRunning(false);
    ring.driver.setScene(ring.scene());
    Ring other(40);
    other.driver.setScene(other.scene());
    QTRY_VERIFY_WITH_TIMEOUT(other.activations == 1 && !other.active, patience);
    QVERIFY(!ring.places());
    ring.driver.setRunning(true);
    QTRY_VERIFY_WITH_TIMEOUT(ring.places(), patience);
}

void tst_LayoutDriver::restartingGivesPlacesAnew()
{
    Ring ring(100);
    ring.driver.setScene(ring.scene());
    QTRY_VERIFY_WITH_TIMEOUT(ring.activations == 1 && !ring.active, patience);
    ring.driver.restart();
    QTRY_VERIFY_WITH_TIMEOUT(ring.activations == 2 && !ring.active, patience);
}

void tst_LayoutDriver::aPausedLayoutGoesOnWhereItWas()
{
    Ring ring(20'000);
    ring.driver.setScene(ring.scene());
    QTRY_VERIFY_WITH_TIMEOUT(ring.places(), patience);
    ring.driver.setRunning(false);
    QTRY_VERIFY_WITH_TIMEOUT(!ring.active, patience);
    QCOMPARE(ring.activations.load(), 1);
    ring.driver.setRunning(true);
    QTRY_VERIFY_WITH_TIMEOUT(ring.activations == 2 && !ring.active, patience);
}

void tst_LayoutDriver::heldNodesKeepTheirPlacesAndNewOnesGetOne()
{
    Ring ring(100);
    ring.driver.setScene(ring.scene());
    QTRY_VERIFY_WITH_TIMEOUT(ring.activations == 1 && !ring.active && ring.places(), patience);
    const auto before = ring.places();
    ring.driver.setHeld(true);
    // More than there were, which would otherwise be reason enough to begin anew.
    graph::ChangeSet set;
    set.setValueColumns(0, 0);
    for (Slot node = 100; node < 300; ++node) {
        set.setNodeIdentity(node, 1, "n" + std::to_string(node), "", 0);
        set.setEdgeIdentity(node, 1, node, node % 100, 0, false);
    }
    ring.apply(set);
    ring.driver.setScene(ring.scene());
    QTRY_VERIFY_WITH_TIMEOUT(ring.places()->has(299, 1), patience);
    for (Slot node = 0; node < 100; ++node) {
        QCOMPARE(ring.places()->point(node).x, before->point(node).x);
        QCOMPARE(ring.places()->point(node).y, before->point(node).y);
    }
    for (Slot node = 100; node < 300; ++node) {
        const auto at = ring.places()->point(node), beside = before->point(node % 100);
        QVERIFY(std::hypot(at.x - beside.x, at.y - beside.y) < 3);
    }
    QCOMPARE(ring.activations.load(), 1);
    ring.driver.setHeld(false);
    QTRY_VERIFY_WITH_TIMEOUT(ring.activations == 2 && !ring.active, patience);
}

void tst_LayoutDriver::anotherGraphIsLaidOutAlthoughHeld()
{
    Ring ring(100);
    ring.driver.setHeld(true);
    ring.driver.setScene(ring.scene());
    QTRY_VERIFY_WITH_TIMEOUT(ring.activations == 1 && !ring.active && ring.places(), patience);
    float most = 0;
    for (Slot node = 0; node < 100; ++node)
        most = std::max(most, std::hypot(ring.places()->point(node).x, ring.places()->point(node).y));
    QVERIFY(most > 5);
}

void tst_LayoutDriver::anotherGraphInTheSameSlotsIsLaidOutAlthoughHeld()
{
    Ring ring(100);
    ring.driver.setScene(ring.scene());
    QTRY_VERIFY_WITH_TIMEOUT(ring.activations == 1 && !ring.active && ring.places(), patience);
    ring.driver.setHeld(true);
    ring.replaceByStar(100);
    ring.driver.setScene(ring.scene());
    QTRY_VERIFY_WITH_TIMEOUT(ring.activations == 2 && !ring.active, patience);
    // All round the hub, and not in the order of the ring.
    QTRY_VERIFY_WITH_TIMEOUT(ring.leavesLieRoundTheHub(100), patience);
}

void tst_LayoutDriver::whatComesInPartsIsLaidOutAlthoughHeld()
{
    Ring ring(100);
    ring.driver.setHeld(true);
    graph::GraphStore& store = ring.store;
    store.reset({});
    graph::ChangeSet nodes, edges;
    nodes.setValueColumns(0, 0);
    edges.setValueColumns(0, 0);
    for (Slot node = 0; node < 100; ++node)
        nodes.setNodeIdentity(node, 1, "s" + std::to_string(node), "", 0);
    for (Slot edge = 1; edge < 100; ++edge)
        edges.setEdgeIdentity(edge, 1, 0, edge, 0, false);
    ring.apply(nodes);
    ring.driver.setScene(ring.scene(), LayoutDriver::Arrival::InParts);
    QTRY_VERIFY_WITH_TIMEOUT(ring.activations == 1 && !ring.active && ring.places(), patience);
    ring.apply(edges);
    ring.driver.setScene(ring.scene(), LayoutDriver::Arrival::InParts);
    QTRY_VERIFY_WITH_TIMEOUT(ring.activations == 2 && !ring.active, patience);
    QTRY_VERIFY_WITH_TIMEOUT(ring.leavesLieRoundTheHub(100), patience);
}

void tst_LayoutDriver::whereAllNodesAreNewTheyAreLaidOutAlthoughHeld()
{
    Ring ring(100);
    ring.driver.setScene(ring.scene());
    QTRY_VERIFY_WITH_TIMEOUT(ring.activations == 1 && !ring.active && ring.places(), patience);
    ring.driver.setHeld(true);
    graph::ChangeSet set;
    set.setValueColumns(0, 0);
    for (Slot node = 0; node < 100; ++node)
        set.setNodeIdentity(node, 3, "r" + std::to_string(node), "", 0);
    for (Slot edge = 0; edge < 100; ++edge)
        set.setEdgeIdentity(edge, 3, edge, (edge + 1) % 100, 0, false);
    ring.apply(set);
    ring.driver.setScene(ring.scene());
    QTRY_VERIFY_WITH_TIMEOUT(ring.activations == 2 && !ring.active && ring.places()->has(99, 3), patience);
}

void tst_LayoutDriver::heldInTheMiddleOfTheFirstLayoutEveryNodeHasAPlace()
{
    constexpr Slot nodes = 20'000;
    Ring ring(nodes);
    ring.driver.setScene(ring.scene());
    QTRY_VERIFY_WITH_TIMEOUT(ring.active, patience);
    ring.driver.setHeld(true);   // at once, before anything is drawn
    QTRY_VERIFY_WITH_TIMEOUT(!ring.active && ring.places(), patience);
    std::set<std::pair<float, float>> different;
    for (Slot node = 0; node < nodes; ++node)
        different.emplace(ring.places()->point(node).x, ring.places()->point(node).y);
    QVERIFY(different.size() > 10);   // as far as it had come
    // A node that comes then gets a place, too.
    const auto before = ring.places();
    graph::ChangeSet set;
    set.setValueColumns(0, 0);
    set.setNodeIdentity(nodes, 1, "new", "", 0);
    set.setEdgeIdentity(nodes, 1, nodes, 7, 0, false);
    ring.apply(set);
    ring.driver.setScene(ring.scene());
    QTRY_VERIFY_WITH_TIMEOUT(ring.places()->has(nodes, 1), patience);
    QCOMPARE(ring.places()->point(7).x, before->point(7).x);
    QVERIFY(ring.places()->point(nodes).x != before->point(7).x || ring.places()->point(nodes).y != before->point(7).y);
    const int activations = ring.activations;
    ring.driver.setHeld(false);
    QTRY_VERIFY_WITH_TIMEOUT(ring.activations > activations && !ring.active, patience);
}

void tst_LayoutDriver::whatIsHeldIsLaidOutAnewWhereThatIsAsked()
{
    Ring ring(100);
    ring.driver.setScene(ring.scene());
    QTRY_VERIFY_WITH_TIMEOUT(ring.activations == 1 && !ring.active, patience);
    ring.driver.setHeld(true);
    ring.driver.restart();
    QTRY_VERIFY_WITH_TIMEOUT(ring.activations == 2 && !ring.active, patience);
}

void tst_LayoutDriver::aPinnedNodeIsShownWhereItIsPutAndStays()
{
    Ring ring(100);
    ring.driver.setScene(ring.scene());
    QTRY_VERIFY_WITH_TIMEOUT(ring.activations == 1 && !ring.active, patience);
    const auto shown = [&](scene::Point at) { return ring.places()->point(5).x == at.x && ring.places()->point(5).y == at.y; };
    for (int i = 0; i < 50; ++i)
        ring.driver.pin(5, {40.0F + static_cast<float>(i), 7});
    QTRY_VERIFY_WITH_TIMEOUT(shown({89, 7}), patience);
    QTRY_VERIFY_WITH_TIMEOUT(!ring.active, patience);
    QVERIFY(shown({89, 7}));
    ring.driver.unpin(5);
    QTRY_VERIFY_WITH_TIMEOUT(ring.places()->point(5).x < 88.5F, patience);
    QTRY_VERIFY_WITH_TIMEOUT(!ring.active, patience);
    // Slots that no scene has are no nodes.
    ring.driver.pin(100, {1, 1});
    ring.driver.pin(noSlot, {1, 1});
    ring.driver.unpin(noSlot);
}

void tst_LayoutDriver::aNodeIsDraggedWhileTheLayoutIsOff()
{
    Ring ring(100);
    ring.driver.setScene(ring.scene());
    QTRY_VERIFY_WITH_TIMEOUT(ring.activations == 1 && !ring.active, patience);
    const auto before = ring.places();
    ring.driver.setRunning(false);
    ring.driver.pin(5, {40, 7});
    QTRY_VERIFY_WITH_TIMEOUT(ring.places()->point(5).x == 40, patience);
    for (Slot node = 0; node < 100; ++node) {
        if (node != 5)
            QVERIFY(ring.places()->point(node).x == before->point(node).x && ring.places()->point(node).y == before->point(node).y);
    }
    QCOMPARE(ring.activations.load(), 1);
    // Once it runs again, the neighbours follow.
    ring.driver.setRunning(true);
    QTRY_VERIFY_WITH_TIMEOUT(ring.activations == 2 && !ring.active, patience);
    QVERIFY(ring.places()->point(4).x != before->point(4).x);
    QCOMPARE(ring.places()->point(5).x, 40.0F);
}

void tst_LayoutDriver::aPinOfANodeThatIsGoneIsDropped()
{
    Ring ring(100);
    ring.driver.setScene(ring.scene());
    QTRY_VERIFY_WITH_TIMEOUT(ring.activations == 1 && !ring.active, patience);
    graph::ChangeSet set;
    set.setValueColumns(0, 0);
    set.setNodeIdentity(5, 3, "another", "", 0);
    ring.apply(set);
    ring.driver.setScene(ring.scene());
    ring.driver.pin(5, {4000, 7});      // of the new one, perhaps before it is laid out
    QTRY_VERIFY_WITH_TIMEOUT(ring.places()->has(5, 3), patience);
    ring.driver.pin(5, {4000, 7});
    QTRY_VERIFY_WITH_TIMEOUT(ring.places()->point(5).x == 4000, patience);
    graph::ChangeSet again;
    again.setValueColumns(0, 0);
    again.setNodeIdentity(5, 5, "a third", "", 0);
    ring.apply(again);
    ring.driver.setScene(ring.scene());
    QTRY_VERIFY_WITH_TIMEOUT(ring.places()->has(5, 5) && ring.places()->point(5).x < 3000, patience);
}

void tst_LayoutDriver::whatDoesNotMoveSharesItsPages()
{
    Ring ring(5000);
    ring.driver.setScene(ring.scene());
    QTRY_VERIFY_WITH_TIMEOUT(ring.activations == 1 && !ring.active, patience);
    const auto before = ring.places();
    ring.driver.setRunning(false);
    ring.driver.pin(3000, {1, 1});
    QTRY_VERIFY_WITH_TIMEOUT(ring.places() != before, patience);
    const auto after = ring.places();
    QCOMPARE(after->pages().size(), std::size_t{5});
    for (std::size_t page = 0; page < 5; ++page)
        QCOMPARE(after->pages()[page] == before->pages()[page], page != 3000 / scene::pageSize);
    QCOMPARE(after->freshPages(), std::size_t{1});
}

void tst_LayoutDriver::itStopsInTheMiddleOfItsWork()
{
    auto ring = std::make_unique<Ring>(20'000);
    ring->driver.setScene(ring->scene());
    QTRY_VERIFY_WITH_TIMEOUT(ring->active, patience);
    ring->driver.stop();
    const int looks = ring->looks;
    ring->driver.setScene(ring->scene());
    ring->driver.restart();
    QCOMPARE(ring->looks.load(), looks);
    ring.reset();
}

WEIR_TEST(tst_LayoutDriver)
#include "tst_layout_driver.moc"
