#include "scene/edge_shape.h"
#include "support/described_model.h"
#include "support/test_program.h"
#include <QtTest>

using namespace weir;
using namespace weir::pipeline;
using graph::AttributeSet;
using scene::pageSize;

/// Colours and widths of edges by what a source says of them.
class tst_EdgeStyler : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void withoutALookEdgesCostNothing();
    void coloursFollowAnyColumn();
    void categoriesAndWeightsAreColumnsToo();
    void eightCategoriesAreEightWhereSomeEdgesHaveNone();
    void widthsFollowANumber();
    void theyMayAllBeEquallyWide();
    void onlyWhatChangedIsStyledAnew();
    void aChangeOfAnAttributeIsToldWhereItIsSeen();
    void anEdgeThatGoesIsNoLongerCounted();
    void anotherLookOfManyEdgesComesInSlices();
    void theLookGoesAwayAgain();
    void aTextIsNoWidthAndAColumnThatIsNotThereNoColour();

private:
    static LookSettings colouredBy(Column column, std::uint32_t colours)
    {
        LookSettings look;
        look.edgeColour = column;
        for (std::uint32_t i = 0; i < colours; ++i)
            look.edgeColours.push_back(0xff000000U + i);
        look.plainEdgeColour = 0xff777777U;
        return look;
    }
    static LookSettings asWideAs(Column column)
    {
        LookSettings look;
        look.edgeWidthBy = EdgeWidthBy::Value;
        look.edgeWidthColumn = column;
        return look;
    }
};

namespace {

/// A ring of so many nodes and edges, edge i of category i % 2 and of weight i + 1, with columns of edges but without values.
void begin(FollowedModel& followed, Slot count, std::size_t texts = 0)
{
    auto set = nodes(count);
    set.appendEdgeCategory("likes");
    set.appendEdgeCategory("knows");
    for (Slot edge = 0; edge < count; ++edge) {
        set.setEdgeIdentity(edge, 1, edge, (edge + 1) % count, static_cast<graph::Category>(edge % 2), false);
        set.setEdgeMotion(edge, static_cast<float>(edge + 1), {});
    }
    followed.apply(set);
    auto columns = columnsOf(ElementKind::Edge, texts);
    followed.apply(columns);
}

} // namespace

void tst_EdgeStyler::withoutALookEdgesCostNothing()
{
    FollowedModel followed;
    begin(followed, 10);
    followed.settle();
    QVERIFY(followed.scene->edgeLooks.empty());
    QVERIFY(!followed.scene->colouredEdges && !followed.scene->ownEdgeWidths);
    QCOMPARE(followed.scene->edgeColour(3), 0U);
    QCOMPARE(scene::widthOf(*followed.scene, 0), scene::edgeWidth(1, followed.scene->usualWeights));
}

void tst_EdgeStyler::coloursFollowAnyColumn()
{
    FollowedModel followed;
    begin(followed, 10, 2);
    auto set = attributes(ElementKind::Edge, [](AttributeSet& rows) {
        rows.setNumber(0, ageColumn, 1);
        rows.setNumber(1, ageColumn, 2);
        rows.setEntry(0, cityColumn, 1);
        rows.setFlag(0, freeColumn, true);
        rows.setTime(0, sinceColumn, {5});
        rows.setTime(1, sinceColumn, {9});
    });
    followed.apply(set);
    const auto colour = [&](Slot edge) { return followed.scene->edgeColour(edge); };
    followed.builder.setLook(colouredBy(Column::attribute(ageColumn), 10));
    followed.settle();
    QVERIFY(followed.scene->colouredEdges);
    QCOMPARE(colour(0), 0xff000000U);
    QCOMPARE(colour(1), 0xff000009U);
    QCOMPARE(colour(2), 0xff777777U);
    QCOMPARE(followed.builder.lookAnswer().edgeColours.counts[noBucket], std::uint64_t{8});
    followed.builder.setLook(colouredBy(Column::attribute(cityColumn), TextRanks::colours));
    followed.settle();
    QCOMPARE(colour(0), 0xff000001U);
    QCOMPARE(colour(1), 0xff777777U);
    QCOMPARE(followed.builder.lookAnswer().edgeColours.texts.back().text, std::string("Oslo"));
    followed.builder.setLook(colouredBy(Column::attribute(freeColumn), 2));
    followed.settle();
    QCOMPARE(colour(0), 0xff000001U);
    followed.builder.setLook(colouredBy(Column::attribute(sinceColumn), 2));
    followed.settle();
    QCOMPARE(colour(1), 0xff000001U);
    QVERIFY(followed.builder.lookAnswer().complete);
}

void tst_EdgeStyler::categoriesAndWeightsAreColumnsToo()
{
    FollowedModel followed;
    begin(followed, 10);
    followed.builder.setLook(colouredBy({Column::Of::Category, 0}, TextRanks::colours));
    followed.settle();
    QCOMPARE(followed.scene->edgeColour(4), 0xff000000U);
    QCOMPARE(followed.scene->edgeColour(5), 0xff000001U);
    const ColourKey key = followed.builder.lookAnswer().edgeColours;
    QCOMPARE(key.texts.size(), std::size_t{2});
    QCOMPARE(key.texts[1].text, std::string("knows"));
    QCOMPARE(key.counts[1], std::uint64_t{5});
    followed.builder.setLook(colouredBy({Column::Of::Weight, 0}, 10));
    followed.settle();
    QCOMPARE(followed.scene->edgeColour(0), 0xff000000U);
    QCOMPARE(followed.scene->edgeColour(9), 0xff000009U);
}

void tst_EdgeStyler::eightCategoriesAreEightWhereSomeEdgesHaveNone()
{
    FollowedModel followed;
    auto set = nodes(9);
    set.appendEdgeCategory("");
    for (Slot edge = 0; edge < 9; ++edge) {
        if (edge > 0)
            set.appendEdgeCategory("category " + std::to_string(edge));
        set.setEdgeIdentity(edge, 1, edge, edge, static_cast<graph::Category>(edge), false);
        set.setEdgeMotion(edge, 1, {});
    }
    followed.apply(set);
    followed.builder.setLook(colouredBy({Column::Of::Category}, TextRanks::colours));
    followed.settle();
    const ColourKey key = followed.builder.lookAnswer().edgeColours;
    QCOMPARE(key.texts.size(), std::size_t{8});
    QVERIFY(!key.others);
    QCOMPARE(key.counts[noBucket], std::uint64_t{1});
    QCOMPARE(followed.scene->edgeColour(0), 0xff777777U);
}

void tst_EdgeStyler::widthsFollowANumber()
{
    FollowedModel followed;
    begin(followed, 10);
    auto set = attributes(ElementKind::Edge, [](AttributeSet& rows) {
        for (Slot edge = 0; edge < 9; ++edge)
            rows.setNumber(edge, ageColumn, 9 - edge);
    });
    followed.apply(set);
    followed.builder.setLook(asWideAs(Column::attribute(ageColumn)));
    followed.settle();
    QVERIFY(followed.scene->ownEdgeWidths && !followed.scene->colouredEdges);
    QCOMPARE(scene::widthOf(*followed.scene, 0), 5.0F);
    QVERIFY(scene::widthOf(*followed.scene, 3) > scene::widthOf(*followed.scene, 5));
    QCOMPARE(scene::widthOf(*followed.scene, 8), 1.0F);
    QCOMPARE(scene::widthOf(*followed.scene, 9), 1.0F);   // it has none
    QVERIFY(followed.builder.lookAnswer().edgeWidths.known);
}

void tst_EdgeStyler::theyMayAllBeEquallyWide()
{
    FollowedModel followed;
    begin(followed, 10);
    LookSettings look;
    look.edgeWidthBy = EdgeWidthBy::Fixed;
    followed.builder.setLook(look);
    followed.settle();
    for (Slot edge = 0; edge < 10; ++edge)
        QCOMPARE(scene::widthOf(*followed.scene, edge), 1.0F);
}

void tst_EdgeStyler::onlyWhatChangedIsStyledAnew()
{
    FollowedModel followed;
    begin(followed, 3 * pageSize, 2);
    followed.builder.setLook(colouredBy(Column::attribute(cityColumn), TextRanks::colours));
    followed.settle();
    const auto before = followed.scene;
    auto one = attributes(ElementKind::Edge, [](AttributeSet& rows) { rows.setEntry(pageSize + 5, cityColumn, 1); });
    followed.apply(one);
    QVERIFY(followed.build());
    QCOMPARE(followed.scene->edgeColour(pageSize + 5), 0xff000001U);
    QCOMPARE(slotsIn(followed.dirt.edges), std::size_t{1});
    QCOMPARE(followed.scene->edgeLooks[0], before->edgeLooks[0]);
    QVERIFY(followed.scene->edgeLooks[1] != before->edgeLooks[1]);
    QCOMPARE(followed.scene->edges[1], before->edges[1]);
    QCOMPARE(followed.scene->structureVersion, before->structureVersion);
    QCOMPARE(before->edgeColour(pageSize + 5), 0xff777777U);
}

void tst_EdgeStyler::aChangeOfAnAttributeIsToldWhereItIsSeen()
{
    FollowedModel followed;
    begin(followed, 10, 2);
    followed.builder.setTellsChanges(true);
    followed.settle();
    auto one = attributes(ElementKind::Edge, [](AttributeSet& rows) { rows.setEntry(3, cityColumn, 1); });
    followed.apply(one);
    followed.build();
    QVERIFY(followed.dirt.changes.empty());
    followed.builder.setLook(colouredBy(Column::attribute(cityColumn), TextRanks::colours));
    followed.settle();
    auto another = attributes(ElementKind::Edge, [](AttributeSet& rows) {
        rows.setEntry(4, cityColumn, 1);
        rows.setNumber(5, ageColumn, 1);
    });
    followed.apply(another);
    followed.build();
    QCOMPARE(followed.dirt.changes.size(), std::size_t{1});
    QCOMPARE(followed.dirt.changes[0].slot, 4U);
    QCOMPARE(followed.dirt.changes[0].what, scene::SceneChange::What::Changed);
}

void tst_EdgeStyler::anEdgeThatGoesIsNoLongerCounted()
{
    FollowedModel followed;
    begin(followed, 10);
    followed.builder.setLook(colouredBy({Column::Of::Category, 0}, TextRanks::colours));
    followed.settle();
    auto removal = empty();
    removal.removeEdge(5);
    followed.apply(removal);
    followed.settle();
    QCOMPARE(followed.builder.lookAnswer().edgeColours.counts[1], std::uint64_t{4});
    QCOMPARE(followed.scene->edgeColour(5), 0U);
    auto again = edge(5, 1, 2, 3);   // of the first category
    followed.apply(again);
    followed.settle();
    QCOMPARE(followed.builder.lookAnswer().edgeColours.counts[0], std::uint64_t{6});
    QCOMPARE(followed.scene->edgeColour(5), 0xff000000U);
}

void tst_EdgeStyler::anotherLookOfManyEdgesComesInSlices()
{
    FollowedModel followed;
    constexpr Slot count = static_cast<Slot>(3 * EdgeStyler::stalePagesAtOnce) * pageSize;
    begin(followed, count);
    followed.settle();
    followed.builder.setLook(colouredBy({Column::Of::Category, 0}, TextRanks::colours));
    QVERIFY(followed.build());
    QVERIFY(!followed.builder.lookAnswer().complete);
    QVERIFY(followed.scene->edgeColour(0) != 0);
    QCOMPARE(followed.scene->edgeColour(count - 1), 0U);
    QVERIFY(followed.settle() >= 2);
    QVERIFY(followed.builder.lookAnswer().complete);
    for (Slot edge = 0; edge < count; ++edge)
        QVERIFY(followed.scene->edgeColour(edge) == 0xff000000U + edge % 2);
}

void tst_EdgeStyler::theLookGoesAwayAgain()
{
    FollowedModel followed;
    begin(followed, 10);
    followed.builder.setLook(colouredBy({Column::Of::Category, 0}, TextRanks::colours));
    followed.settle();
    followed.builder.setLook({});
    QVERIFY(followed.build());
    QVERIFY(followed.scene->edgeLooks.empty() && !followed.scene->colouredEdges);
    QVERIFY(!followed.builder.nextDue());
    QCOMPARE(followed.builder.lookAnswer().edgeColours, ColourKey{});
}

void tst_EdgeStyler::aTextIsNoWidthAndAColumnThatIsNotThereNoColour()
{
    FollowedModel followed;
    begin(followed, 10, 2);
    followed.builder.setLook(asWideAs(Column::attribute(cityColumn)));
    followed.settle();
    QVERIFY(!followed.scene->ownEdgeWidths);
    followed.builder.setLook(colouredBy(Column::attribute(9), 10));
    followed.settle();
    QVERIFY(followed.scene->edgeLooks.empty());
}

WEIR_TEST(tst_EdgeStyler)
#include "tst_edge_styler.moc"
