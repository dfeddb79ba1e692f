#include "layout/quality.h"
#include "layout/graphs.h"
#include "support/test_program.h"
#include <QTest>

using weir::layout::Point;
using weir::layout::quality;
using weir::layout::Quality;

namespace {

std::vector<Point> inALine(std::size_t nodes)
{
    std::vector<Point> places;
    for (std::size_t i = 0; i < nodes; ++i)
        places.push_back({2 * static_cast<float>(i), 0});
    return places;
}

graphs::Edges path(std::uint32_t nodes)
{
    graphs::Edges edges;
    for (std::uint32_t i = 1; i < nodes; ++i)
        edges.emplace_back(i - 1, i);
    return edges;
}

} // namespace

class tst_Quality final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void nothingDrawnIsAllZero();
    void aPathInALineIsPerfect();
    void aHeapHasAllTheStressThereIs();
    void aScrambledPathIsWorse();
    void loopsAndParallelEdgesDoNotCount();
};

void tst_Quality::nothingDrawnIsAllZero()
{
    const Quality empty = quality({}, {});
    QCOMPARE(empty.medianEdgeLength, 0.0);
    QCOMPARE(empty.edgeToPairRatio, 0.0);
    const std::vector<Point> one{{1, 1}};
    QCOMPARE(quality(one, {}).stress, 0.0);
    QCOMPARE(quality(one, {}).neighbourhoodPreservation, 0.0);
}

void tst_Quality::aPathInALineIsPerfect()
{
    const Quality line = quality(inALine(300), path(300));
    QCOMPARE(line.medianEdgeLength, 2.0);
    QVERIFY(line.stress < 1e-9);
    QVERIFY(line.neighbourhoodPreservation > 0.98);     // the ends' second neighbour may stand for the first of two
    // Distances of random pairs on a line of length L have the median (1 - sqrt 1/2) L.
    QVERIFY(std::abs(line.medianPairDistance - 0.2929 * 600) < 5);
    QVERIFY(std::abs(line.edgeToPairRatio - line.medianEdgeLength / line.medianPairDistance) < 1e-12);
}

void tst_Quality::aHeapHasAllTheStressThereIs()
{
    const Quality heap = quality(std::vector<Point>(50, {1, 1}), path(50));
    QCOMPARE(heap.stress, 1.0);
    QCOMPARE(heap.edgeToPairRatio, 0.0);
}

void tst_Quality::aScrambledPathIsWorse()
{
    std::vector<Point> places = inALine(300);
    for (std::size_t i = 0; i < 300; ++i)
        places[i].x = static_cast<float>((i * 127) % 300);
    const Quality scrambled = quality(places, path(300));
    QVERIFY(scrambled.stress > 0.2);
    QVERIFY(scrambled.neighbourhoodPreservation < 0.1);
    QVERIFY(scrambled.edgeToPairRatio > 0.5);
}

void tst_Quality::loopsAndParallelEdgesDoNotCount()
{
    graphs::Edges edges = path(300);
    for (std::uint32_t i = 0; i < 300; ++i)
        edges.emplace_back(i, i);
    edges.insert(edges.end(), 200, {0, 1});
    const Quality line = quality(inALine(300), edges);
    QCOMPARE(line.medianEdgeLength, 2.0);
    QVERIFY(line.stress < 1e-9);
    QVERIFY(line.neighbourhoodPreservation > 0.98);
}

WEIR_TEST(tst_Quality)
#include "tst_quality.moc"
