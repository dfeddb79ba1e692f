#include "scene/edge_density.h"
#include "scene/scene_builder.h"
#include "support/test_program.h"
#include <QtTest/QTest>
#include <cmath>

using namespace weir;
using namespace weir::scene;

class tst_EdgeDensity : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void isTheLengthOfTheEdgesOverTheAreaOfTheItem();
    void onlyWhatIsInViewCounts();
    void aSampleStandsForManyEdges();
};

namespace {

/// World units are item pixels, (0, 0) is the top left.
Camera plainCamera() { return Camera().resized(100, 50).centredOn({50, 25}); }

bool near(double a, double b) { return std::abs(a - b) < 1e-9; }

} // namespace

void tst_EdgeDensity::isTheLengthOfTheEdgesOverTheAreaOfTheItem()
{
    SceneBuilder builder;
    const Slot a = builder.node(10, 10);
    builder.edge(a, builder.node(40, 50));
    builder.edge(a, builder.unplacedNode());
    builder.edge(noSlot, noSlot);
    QVERIFY(near(meanEdgeDensity(*builder.scene(), plainCamera(), 1e9), 50.0 / 5000));
    QCOMPARE(meanEdgeDensity(*SceneBuilder().scene(), plainCamera(), 1e9), 0.0);
}

void tst_EdgeDensity::onlyWhatIsInViewCounts()
{
    SceneBuilder builder;
    builder.edge(builder.node(-1000, 20), builder.node(1000, 20));
    builder.edge(builder.node(10, -5), builder.node(90, -5));
    builder.edge(builder.node(200, 0), builder.node(300, 50));
    QVERIFY(near(meanEdgeDensity(*builder.scene(), plainCamera(), 1e9), 100.0 / 5000));
}

void tst_EdgeDensity::aSampleStandsForManyEdges()
{
    SceneBuilder builder;
    const Slot a = builder.node(10, 10);
    const Slot b = builder.node(10, 20);
    for (int i = 0; i < 100'000; ++i)
        builder.edge(a, b);
    const double density = meanEdgeDensity(*builder.scene(), plainCamera(), 1e9);
    QVERIFY(std::abs(density / (1e6 / 5000) - 1) < 0.01);
}

WEIR_TEST(tst_EdgeDensity)
#include "tst_edge_density.moc"
