#include "scene/find/edge_label_candidates.h"
#include "scene/scene_builder.h"
#include "scene/index/spatial_indexer.h"
#include "support/test_program.h"
#include <QtTest/QTest>
#include <algorithm>

using namespace weir;
using namespace weir::scene;

/// Which edges deserve a label.
class tst_EdgeLabelCandidates : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theyAreAtTheMiddleOfTheirLines();
    void edgesWithoutRoomHaveNone();
    void edgesWhoseMiddleIsOutOfViewHaveNone();
    void wideEdgesComeFirstThenLongOnes();
    void whatIsShownCountsForMore();
    void ofManyEdgesOnlyThoseThatAreMeantHaveOne();
    void whatIsDimmedHasNone();
    void edgesOfTheSameNodesLieApart();
    void aLoopHasItsLabelOutside();

private:
    std::vector<EdgeLabelCandidate> found(std::span<const Slot> shown = {}, const EdgesMeant& meant = {}, double nodeRadius = 5)
    {
        const auto scene = m_builder.scene();
        SpatialIndexer indexer;
        indexer.take({scene, {}});
        const View view{Camera().resized(1000, 800).fittedTo({0, 0, 1000, 800}, 0), nodeRadius, {}};
        return edgeLabelCandidates(*scene, *indexer.publish().index, view, false, shown, meant);
    }
    static std::vector<Slot> edgesOf(const std::vector<EdgeLabelCandidate>& candidates)
    {
        std::vector<Slot> edges;
        for (const EdgeLabelCandidate& candidate : candidates)
            edges.push_back(candidate.edge);
        return edges;
    }

    SceneBuilder m_builder;

private Q_SLOTS:
    void init()
    {
        m_builder = {};
        m_builder.node(0, 0);        // the corners of the view
        m_builder.node(1000, 800);
    }
};

void tst_EdgeLabelCandidates::theyAreAtTheMiddleOfTheirLines()
{
    const Slot a = m_builder.node(100, 100), b = m_builder.node(300, 200);
    m_builder.edge(a, b);
    const auto candidates = found();
    QCOMPARE(candidates.size(), std::size_t{1});
    QVERIFY(std::abs(candidates[0].at.x - 200) < 0.01 && std::abs(candidates[0].at.y - 150) < 0.01);
    QVERIFY(std::abs(candidates[0].dy / candidates[0].dx - 0.5) < 0.001);
    QVERIFY(candidates[0].room < std::hypot(200, 100) && candidates[0].room > std::hypot(200, 100) - 20);
}

void tst_EdgeLabelCandidates::edgesWithoutRoomHaveNone()
{
    const Slot a = m_builder.node(100, 100), b = m_builder.node(130, 100);
    m_builder.edge(a, b);
    QVERIFY(found().empty());
}

void tst_EdgeLabelCandidates::edgesWhoseMiddleIsOutOfViewHaveNone()
{
    const Slot a = m_builder.node(900, 700), b = m_builder.node(1400, 700);
    m_builder.edge(a, b);
    QVERIFY(found().empty());
}

void tst_EdgeLabelCandidates::wideEdgesComeFirstThenLongOnes()
{
    m_builder.setUsualWeights({1, 16});
    const Slot a = m_builder.node(100, 100), b = m_builder.node(300, 100), c = m_builder.node(100, 600);
    const Slot shorter = m_builder.edge(a, b), longer = m_builder.edge(a, c), wide = m_builder.edge(b, c, false, 16);
    QCOMPARE(edgesOf(found()), (std::vector<Slot>{wide, longer, shorter}));
}

void tst_EdgeLabelCandidates::whatIsShownCountsForMore()
{
    const Slot a = m_builder.node(100, 100), b = m_builder.node(300, 100), c = m_builder.node(100, 320);
    const Slot shorter = m_builder.edge(a, b), longer = m_builder.edge(a, c);
    QCOMPARE(edgesOf(found()), (std::vector<Slot>{longer, shorter}));
    QCOMPARE(edgesOf(found(std::vector<Slot>{shorter})), (std::vector<Slot>{shorter, longer}));
}

void tst_EdgeLabelCandidates::ofManyEdgesOnlyThoseThatAreMeantHaveOne()
{
    const Slot a = m_builder.node(100, 100);
    for (int i = 0; i < 2000; ++i)
        m_builder.edge(a, m_builder.node(300 + static_cast<float>(i % 50) * 10, 100 + static_cast<float>(i / 50) * 15));
    QVERIFY(found().empty());
    const std::vector<Slot> among{7, 1999}, first{1000};
    QCOMPARE(found({}, {{}, &among}).size(), std::size_t{2});
    const auto both = edgesOf(found({}, {first, &among}));
    QCOMPARE(both.size(), std::size_t{3});
    QCOMPARE(both.front(), 1000U);
}

void tst_EdgeLabelCandidates::whatIsDimmedHasNone()
{
    const Slot a = m_builder.node(100, 100), b = m_builder.node(300, 100);
    m_builder.edge(a, b);
    m_builder.style(b).standing = Standing::Dimmed;
    QVERIFY(found().empty());
}

void tst_EdgeLabelCandidates::edgesOfTheSameNodesLieApart()
{
    const Slot a = m_builder.node(100, 100), b = m_builder.node(500, 100);
    m_builder.edge(a, b);
    m_builder.edge(b, a);
    const auto candidates = found();
    QCOMPARE(candidates.size(), std::size_t{2});
    QVERIFY(std::abs(candidates[0].at.y - candidates[1].at.y) > 5);
}

void tst_EdgeLabelCandidates::aLoopHasItsLabelOutside()
{
    const Slot a = m_builder.node(500, 400);
    m_builder.edge(a, a);
    const auto candidates = found();
    QCOMPARE(candidates.size(), std::size_t{1});
    QVERIFY(candidates[0].at.x > 500 && candidates[0].at.y < 400);
    QVERIFY(found({}, {}, 1).empty());   // from far away there is no loop
}

WEIR_TEST(tst_EdgeLabelCandidates)
#include "tst_edge_label_candidates.moc"
