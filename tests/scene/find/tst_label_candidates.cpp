#include "scene/find/label_candidates.h"
#include "scene/index/spatial_indexer.h"
#include "scene_builder.h"
#include "support/test_program.h"
#include <QtTest/QTest>
#include <set>

using namespace weir;
using namespace weir::scene;

class tst_LabelCandidates : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theMostImportantComeFirst();
    void oneOfACrowdIsChosen();
    void smallDiscsHaveLabelsOnlyWhereThereAreFew();
    void whatIsShownStaysUnlessSomethingIsClearlyMoreImportant();
    void whatIsOutOfViewHasNone();
    void whatIsDimmedHasNone();
    void ofAFewEveryOneMayHaveOne();
    void othersThanThoseMeantHaveNone();
};

namespace {

std::vector<LabelCandidate> candidatesOf(SceneBuilder& builder, const Camera& camera, double nodeRadius, std::vector<Slot> shown = {},
                                         const std::vector<Slot>* among = nullptr)
{
    SpatialIndexer indexer;
    const auto scene = builder.scene();
    indexer.take({scene, {}});
    return labelCandidates(*scene, *indexer.publish().index, {camera, nodeRadius, {}}, shown, among);
}

Camera camera() { return Camera().resized(1000, 800).fittedTo({0, 0, 1000, 800}, 0); }

} // namespace

void tst_LabelCandidates::theMostImportantComeFirst()
{
    SceneBuilder builder;
    for (int i = 0; i < 6; ++i)
        builder.node(static_cast<float>(100 + 150 * i), 400, static_cast<float>(1 + (i * 5) % 7));
    const auto candidates = candidatesOf(builder, camera(), 5);
    QCOMPARE(candidates.size(), 6U);
    QVERIFY(std::ranges::is_sorted(candidates, std::ranges::greater(), &LabelCandidate::importance));
    QCOMPARE(candidates.front().node, 4U);
    QCOMPARE(candidates.front().at.x, 700.0);
    QCOMPARE(candidates.front().radius, 35.0);
}

void tst_LabelCandidates::oneOfACrowdIsChosen()
{
    SceneBuilder builder;
    for (int i = 0; i < 5000; ++i)
        builder.node(static_cast<float>(500 + i % 50), static_cast<float>(400 + i / 250), i == 3210 ? 3.0F : 1.0F);
    const auto candidates = candidatesOf(builder, camera(), 5);
    QVERIFY(candidates.size() >= 1 && candidates.size() <= 6);   // the crowd lies over a few cells
    QCOMPARE(candidates.front().node, 3210U);
}

void tst_LabelCandidates::smallDiscsHaveLabelsOnlyWhereThereAreFew()
{
    SceneBuilder builder;
    for (int i = 0; i < 200; ++i)
        builder.node(static_cast<float>(i % 20 * 50), static_cast<float>(i / 20 * 80), 1);
    QVERIFY(candidatesOf(builder, camera(), 1).size() > 50);
    for (int i = 0; i < 2000; ++i)
        builder.node(static_cast<float>(i % 50 * 20), static_cast<float>(i / 50 * 20), 1);
    QCOMPARE(candidatesOf(builder, camera(), 1).size(), 0U);
    QVERIFY(candidatesOf(builder, camera(), 4).size() > 50);
}

void tst_LabelCandidates::whatIsShownStaysUnlessSomethingIsClearlyMoreImportant()
{
    SceneBuilder builder;
    const Slot shown = builder.node(500, 400, 3);
    const Slot alike = builder.node(510, 402, 3.3F);
    QCOMPARE(candidatesOf(builder, camera(), 5).front().node, alike);
    QCOMPARE(candidatesOf(builder, camera(), 5, {shown}).front().node, shown);
    const Slot greater = builder.node(505, 404, 6);
    QCOMPARE(candidatesOf(builder, camera(), 5, {shown}).front().node, greater);
}

void tst_LabelCandidates::whatIsOutOfViewHasNone()
{
    SceneBuilder builder;
    builder.node(-5, 400, 4);
    builder.node(500, 801, 4);
    const Slot inside = builder.node(500, 400, 1);
    builder.unplacedNode();
    const auto candidates = candidatesOf(builder, camera(), 5);
    QCOMPARE(candidates.size(), 1U);
    QCOMPARE(candidates.front().node, inside);
}

void tst_LabelCandidates::whatIsDimmedHasNone()
{
    SceneBuilder builder;
    const Slot dimmed = builder.node(500, 400, 6);
    builder.style(dimmed).standing = Standing::Dimmed;
    const Slot beside = builder.node(505, 402, 2);
    const auto candidates = candidatesOf(builder, camera(), 5);
    QCOMPARE(candidates.size(), 1U);
    QCOMPARE(candidates.front().node, beside);
}

void tst_LabelCandidates::ofAFewEveryOneMayHaveOne()
{
    SceneBuilder builder;
    for (int i = 0; i < 60; ++i)   // closer together than cells
        builder.node(static_cast<float>(400 + i % 10 * 20), static_cast<float>(300 + i / 10 * 20));
    QCOMPARE(candidatesOf(builder, camera(), 5).size(), 60U);
    QCOMPARE(candidatesOf(builder, camera(), 2).size(), 60U);
}

void tst_LabelCandidates::othersThanThoseMeantHaveNone()
{
    SceneBuilder builder;
    for (int i = 0; i < 5000; ++i)
        builder.node(static_cast<float>(500 + i % 50), static_cast<float>(400 + i / 250), i % 2 == 0 ? 3.0F : 1.0F);
    const std::vector<Slot> among{7, 1201};   // small ones in a crowd of larger ones
    const auto candidates = candidatesOf(builder, camera(), 2, {}, &among);
    QCOMPARE(candidates.size(), 2U);
    QCOMPARE(candidates.front().node, 7U);
}

WEIR_TEST(tst_LabelCandidates)
#include "tst_label_candidates.moc"
