#include "layout/force/repulsion_tree.h"
#include "layout/random.h"
#include "support/test_program.h"
#include <QTest>
#include <cmath>
#include <utility>

using weir::layout::Point;
using weir::layout::RepulsionTree;
using weir::layout::ThreadTeam;

namespace {

constexpr float softening = 0.2F;

struct Cloud {
    std::vector<Point> places;
    std::vector<float> masses;
};

/// Heaps within heaps: what a layout looks like.
Cloud clustered(std::size_t count)
{
    Cloud cloud;
    for (std::uint64_t i = 0; i < count; ++i) {
        const auto chance = [&](std::uint64_t which) {
            return weir::layout::unitFloat(weir::layout::scattered(8 * i + which)) - 0.5F;
        };
        const auto heap = static_cast<float>(i % 7);
        cloud.places.push_back({100 * chance(0) * chance(1) + 30 * heap, 100 * chance(2) * chance(3) - 20 * heap});
        cloud.masses.push_back(1 + 3 * (chance(4) + 0.5F));
    }
    return cloud;
}

std::vector<Point> directly(const Cloud& cloud)
{
    std::vector<Point> forces;
    for (const Point& at : cloud.places) {
        double x = 0;
        double y = 0;
        for (std::size_t i = 0; i < cloud.places.size(); ++i) {
            const double dx = double{at.x} - cloud.places[i].x;
            const double dy = double{at.y} - cloud.places[i].y;
            const double strength = cloud.masses[i] / (dx * dx + dy * dy + softening * softening);
            x += strength * dx;
            y += strength * dy;
        }
        forces.push_back({static_cast<float>(x), static_cast<float>(y)});
    }
    return forces;
}

/// Root of the mean square error over the root of the mean square.
double relativeError(const std::vector<Point>& forces, const std::vector<Point>& exact)
{
    double error = 0;
    double size = 0;
    for (std::size_t i = 0; i < exact.size(); ++i) {
        error += std::pow(forces[i].x - exact[i].x, 2) + std::pow(forces[i].y - exact[i].y, 2);
        size += std::pow(exact[i].x, 2) + std::pow(exact[i].y, 2);
    }
    return std::sqrt(error / size);
}

std::vector<Point> byTree(RepulsionTree& tree, const Cloud& cloud, ThreadTeam& team)
{
    std::vector<Point> forces(cloud.places.size());
    tree.follow(cloud.places, {}, team);
    tree.addUp(softening, forces, team);
    return forces;
}

} // namespace

class tst_RepulsionTree final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void noNodesAreNoWork();
    void oneNodeFeelsNothing();
    void theForcesAreThoseOfAllPairs();
    void theForcesAreRightAfterNodesHaveMoved();
    void threadsDoNotChangeTheForces();
    void inactiveNodesKeepWhatTheyHad();
    void aHeapInOnePlaceIsFiniteAndRight();
    void oneNodeFarAwayCostsNoAccuracy();
};

void tst_RepulsionTree::noNodesAreNoWork()
{
    ThreadTeam team(1);
    RepulsionTree tree;
    tree.sort({}, {}, team);
    tree.follow({}, {}, team);
    tree.addUp(softening, {}, team);
    QCOMPARE(tree.size(), 0U);
}

void tst_RepulsionTree::oneNodeFeelsNothing()
{
    ThreadTeam team(1);
    RepulsionTree tree;
    const Cloud cloud{{{5, 5}}, {2}};
    tree.sort(cloud.places, cloud.masses, team);
    QCOMPARE(byTree(tree, cloud, team).front(), Point{});
}

void tst_RepulsionTree::theForcesAreThoseOfAllPairs()
{
    ThreadTeam team(2);
    for (const std::size_t count : {2, 31, 33, 100, 3000}) {
        const Cloud cloud = clustered(count);
        RepulsionTree tree;
        tree.sort(cloud.places, cloud.masses, team);
        const double error = relativeError(byTree(tree, cloud, team), directly(cloud));
        QVERIFY2(error < 0.03, qPrintable(QStringLiteral("%1 nodes: %2").arg(count).arg(error)));
    }
}

void tst_RepulsionTree::theForcesAreRightAfterNodesHaveMoved()
{
    ThreadTeam team(1);
    Cloud cloud = clustered(2000);
    RepulsionTree tree;
    tree.sort(cloud.places, cloud.masses, team);
    for (std::size_t i = 0; i < cloud.places.size(); ++i)
        cloud.places[i] = {cloud.places[i].x + static_cast<float>(i % 13), 0.5F * cloud.places[i].y};
    QVERIFY(relativeError(byTree(tree, cloud, team), directly(cloud)) < 0.03);
}

void tst_RepulsionTree::threadsDoNotChangeTheForces()
{
    const Cloud cloud = clustered(3000);
    ThreadTeam one(1);
    ThreadTeam four(4);
    RepulsionTree tree;
    tree.sort(cloud.places, cloud.masses, one);
    const std::vector<Point> alone = byTree(tree, cloud, one);
    tree.sort(cloud.places, cloud.masses, four);
    QVERIFY(alone == byTree(tree, cloud, four));
}

void tst_RepulsionTree::inactiveNodesKeepWhatTheyHad()
{
    ThreadTeam team(1);
    const Cloud cloud = clustered(1000);
    RepulsionTree tree;
    tree.sort(cloud.places, cloud.masses, team);
    const std::vector<Point> all = byTree(tree, cloud, team);
    std::vector<std::uint8_t> active(1000, 0);
    active[17] = 1;
    std::vector<Point> forces(1000, {9, 9});
    tree.follow(cloud.places, active, team);
    tree.addUp(softening, forces, team);
    for (std::size_t i = 0; i < 1000; ++i)
        QCOMPARE(forces[i], i == 17 ? all[17] : (Point{9, 9}));
}

void tst_RepulsionTree::aHeapInOnePlaceIsFiniteAndRight()
{
    ThreadTeam team(1);
    Cloud cloud{std::vector<Point>(5000, {3, 4}), std::vector<float>(5000, 1)};
    cloud.places.push_back({4, 4});
    cloud.masses.push_back(1);
    RepulsionTree tree;
    tree.sort(cloud.places, cloud.masses, team);
    const std::vector<Point> forces = byTree(tree, cloud, team);
    const float expected = 5000 / (1 + softening * softening);
    QVERIFY(std::abs(forces.back().x - expected) < 0.01F * expected);
    QVERIFY(std::abs(forces.back().y) < 0.01F * expected);
    QVERIFY(std::abs(forces.front().x) < 2);
}

void tst_RepulsionTree::oneNodeFarAwayCostsNoAccuracy()
{
    ThreadTeam team(1);
    Cloud cloud = clustered(3000);
    cloud.places.push_back({1e12F, -1e12F});
    cloud.masses.push_back(1);
    RepulsionTree tree;
    tree.sort(cloud.places, cloud.masses, team);
    QVERIFY(relativeError(byTree(tree, cloud, team), directly(cloud)) < 0.03);
}

WEIR_TEST(tst_RepulsionTree)
#include "tst_repulsion_tree.moc"
