#include "layout/start/communities.h"
#include "layout/graphs.h"
#include "layout/quality.h"
#include "support/test_program.h"
#include <QTest>
#include <set>

using weir::layout::Communities;
using weir::layout::communities;
using weir::layout::communityPicture;
using weir::layout::Point;

class tst_Communities final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void withoutEdgesEveryNodeIsItsOwn();
    void twoCliquesWithOneEdgeBetweenAreTwo();
    void plantedCommunitiesAreFound();
    void loopsAndParallelEdgesDoNoHarm();
    void aDrawingByCommunitiesIsToldFromOneAtRandom();
    void drawingsOfFewNodesHaveAPicture();
};

void tst_Communities::withoutEdgesEveryNodeIsItsOwn()
{
    QCOMPARE(communities(0, {}).count, 0U);
    const Communities lone = communities(5, {});
    QCOMPARE(lone.count, 5U);
    QCOMPARE(lone.modularity, 0.0);
}

void tst_Communities::twoCliquesWithOneEdgeBetweenAreTwo()
{
    graphs::Edges edges{{0, 5}};
    for (std::uint32_t a = 0; a < 5; ++a) {
        for (std::uint32_t b = a + 1; b < 5; ++b) {
            edges.emplace_back(a, b);
            edges.emplace_back(5 + a, 5 + b);
        }
    }
    const Communities found = communities(10, edges);
    QCOMPARE(found.count, 2U);
    for (std::uint32_t node = 0; node < 10; ++node)
        QCOMPARE(found.of[node] == found.of[0], node < 5);
    // 20 of the 21 edges lie within, and each side has half of all ends.
    QVERIFY(std::abs(found.modularity - (20.0 / 21 - 0.5)) < 1e-12);
}

void tst_Communities::plantedCommunitiesAreFound()
{
    const Communities found = communities(2000, graphs::planted(20, 100, 8, 1));
    QCOMPARE(found.count, 20U);
    std::set<std::uint32_t> seen;
    for (std::uint32_t node = 0; node < 2000; node += 100)
        seen.insert(found.of[node]);
    QCOMPARE(seen.size(), 20U);
}

void tst_Communities::loopsAndParallelEdgesDoNoHarm()
{
    graphs::Edges edges(1000, {0, 1});
    edges.insert(edges.end(), 1000, {2, 2});
    edges.emplace_back(2, 3);
    const Communities found = communities(4, edges);
    QCOMPARE(found.count, 2U);
    QCOMPARE(found.of[0], found.of[1]);
    QCOMPARE(found.of[2], found.of[3]);
}

void tst_Communities::aDrawingByCommunitiesIsToldFromOneAtRandom()
{
    const graphs::Edges edges = graphs::planted(20, 100, 8, 1);
    std::vector<Point> apart;
    std::vector<Point> strewn;
    for (std::uint64_t node = 0; node < 2000; ++node) {
        const float x = weir::layout::unitFloat(weir::layout::scattered(2 * node));
        const float y = weir::layout::unitFloat(weir::layout::scattered(2 * node + 1));
        strewn.push_back({x, y});
        apart.push_back({x + 2 * static_cast<float>(node / 100), y});
    }
    const auto bad = communityPicture(strewn, edges);
    QVERIFY(bad.distanceRatio > 0.9);
    QVERIFY(std::abs(bad.nearbyShare - bad.nearbyShareOfChance) < 0.02);
    const auto good = communityPicture(apart, edges);
    QVERIFY(good.distanceRatio < 0.2);
    QVERIFY(good.nearbyShare > 0.999);
}

void tst_Communities::drawingsOfFewNodesHaveAPicture()
{
    QCOMPARE(communityPicture({}, {}).communities, 0U);
    const std::vector<Point> two{{0, 0}, {1, 0}};
    QCOMPARE(communityPicture(two, graphs::Edges{{0, 1}}).communities, 1U);
    const std::vector<Point> heap(40, {1, 1});
    QCOMPARE(communityPicture(heap, graphs::star(39)).distanceRatio, 0.0);
}

WEIR_TEST(tst_Communities)
#include "tst_communities.moc"
