#include "pipeline/scene_builder.h"
#include "support/attributed_model.h"
#include "support/test_program.h"
#include <QtTest>

using namespace weir;
using namespace weir::pipeline;
using scene::Standing;

namespace {

/// The builder that follows a model with attributes.
struct Followed : AttributedModel {
    std::uint64_t resets = 0;
    ShownModel shown{store, [this] { return resets; }};
    SceneBuilder builder{shown};
    scene::SceneDirt dirt;
    std::shared_ptr<const scene::Scene> scene;

    bool build()
    {
        auto update = builder.build(stamp);
        if (!update)
            return false;
        scene = update->scene;
        dirt = update->dirt;
        return true;
    }
    [[nodiscard]] Standing standing(Slot edge) const { return scene->ownStanding(edge); }
};

LookSettings heavy(double from, Standing failing = Standing::Hidden)
{
    LookSettings look;
    ColumnFilter weight{.column = Column{Column::Of::Weight}};
    weight.range.from = from;
    look.edgeColumns = {weight};
    look.failing = failing;
    return look;
}

std::size_t slotsIn(const std::vector<scene::SlotRange>& ranges)
{
    std::size_t count = 0;
    for (const auto& range : ranges)
        count += range.count;
    return count;
}

} // namespace

/// Which edges pass a filter of edges, and that it is followed as they change.
class tst_EdgeFilter : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aFilterHidesEdgesAlone();
    void edgesFollowTheirValuesAttributesAndGoing();
    void anAttributeOfAnEdgeThatNoFilterReadsChangesNothing();
    void whatOnlyAttributesChangedDoesNotGlow();
    void whatAFilterHidesComesAndGoesUnseen();
    void manyEdgesAreLookedAtInSlices();
    void nodesAreFilteredByAttributesToo();
    void anotherGraphIsFilteredFromItsFirstScene();
};

void tst_EdgeFilter::aFilterHidesEdgesAlone()
{
    Followed followed;
    QVERIFY(followed.build());
    QVERIFY(followed.scene->edgeStandings.empty());
    const auto structure = followed.scene->structureVersion;
    followed.builder.setLook(heavy(0.2));
    QVERIFY(followed.builder.nextDue() && !followed.builder.lookAnswer().complete);
    QVERIFY(followed.build());
    QCOMPARE(followed.standing(1), Standing::Hidden);
    QCOMPARE(followed.standing(2), Standing::Shown);
    QVERIFY(!followed.scene->edgeDrawn(1) && followed.scene->edgeDrawn(2) && followed.scene->drawn(Slot{1}));
    QCOMPARE(slotsIn(followed.dirt.edges), std::size_t{2});
    QVERIFY(followed.dirt.styles.empty());
    QCOMPARE(followed.scene->structureVersion, structure);   // hidden edges go on in the layout
    const LookAnswer answer = followed.builder.lookAnswer();
    QVERIFY(answer.complete);
    QCOMPARE(answer.edges, std::uint64_t{5});
    QCOMPARE(answer.passingEdges, std::uint64_t{3});
    QCOMPARE(answer.passing, answer.nodes);

    followed.builder.setLook(heavy(0.2, Standing::Dimmed));
    QVERIFY(followed.build());
    QCOMPARE(followed.standing(1), Standing::Dimmed);
    QCOMPARE(followed.scene->dimmedEdges, 2U);
    QCOMPARE(followed.builder.lookAnswer().passingEdges, std::uint64_t{3});

    followed.builder.setLook({});
    QVERIFY(followed.build());
    QVERIFY(followed.scene->edgeStandings.empty());   // nothing is kept of it
    QCOMPARE(followed.scene->dimmedEdges, 0U);
    QCOMPARE(followed.builder.lookAnswer().passingEdges, std::uint64_t{5});
    QVERIFY(!followed.build());
    QVERIFY(!followed.builder.nextDue() || *followed.builder.nextDue() > TimePoint::min());
}

void tst_EdgeFilter::edgesFollowTheirValuesAttributesAndGoing()
{
    Followed followed;
    LookSettings look = heavy(0.2);
    ColumnFilter kind{.column = Column::attribute(0), .kind = graph::AttributeKind::Text};
    kind.texts = {"a"};
    look.edgeColumns.push_back(kind);   // all but those
    followed.builder.setLook(look);
    QVERIFY(followed.build());
    QCOMPARE(followed.standing(3), Standing::Shown);
    auto change = AttributedModel::empty();
    change.setEdgeMotion(0, 7, std::array{0.0F});
    change.attributes(ElementKind::Edge).setNone(0, 0);
    change.attributes(ElementKind::Edge).setEntry(3, 0, 0);
    followed.apply(change);
    QVERIFY(followed.build());
    QCOMPARE(followed.standing(0), Standing::Shown);
    QCOMPARE(followed.standing(3), Standing::Hidden);
    QCOMPARE(followed.builder.lookAnswer().passingEdges, std::uint64_t{3});   // 0, 2, 4
    auto gone = AttributedModel::empty();
    gone.removeEdge(1);   // hidden
    gone.removeNode(2);   // with edge 2, shown
    followed.apply(gone);
    QVERIFY(followed.build());
    QCOMPARE(followed.standing(1), Standing::Shown);   // as any free slot
    QCOMPARE(followed.builder.lookAnswer().edges, std::uint64_t{3});
    QCOMPARE(followed.builder.lookAnswer().passingEdges, std::uint64_t{2});
}

void tst_EdgeFilter::anAttributeOfAnEdgeThatNoFilterReadsChangesNothing()
{
    Followed followed;
    followed.builder.setLook(heavy(0.2));
    QVERIFY(followed.build());
    auto change = AttributedModel::empty();
    change.attributes(ElementKind::Edge).setEntry(3, 0, 0);
    followed.apply(change);
    followed.build();
    QVERIFY(followed.dirt.edges.empty());
}

void tst_EdgeFilter::whatOnlyAttributesChangedDoesNotGlow()
{
    Followed followed;
    followed.builder.setTellsChanges(true);
    LookSettings look;
    ColumnFilter kind{.column = Column::attribute(0), .kind = graph::AttributeKind::Text};
    kind.texts = {"a"};
    look.edgeColumns = {kind};
    followed.builder.setLook(look);
    QVERIFY(followed.build());
    auto change = AttributedModel::empty();
    change.attributes(ElementKind::Edge).setEntry(3, 0, 0);
    followed.apply(change);
    QVERIFY(followed.build());
    QCOMPARE(followed.standing(3), Standing::Dimmed);
    QVERIFY(followed.dirt.changes.empty());
}

void tst_EdgeFilter::whatAFilterHidesComesAndGoesUnseen()
{
    Followed followed;
    followed.builder.setTellsChanges(true);
    followed.builder.setLook(heavy(0.2));
    QVERIFY(followed.build());
    auto change = AttributedModel::empty();
    change.removeEdge(1);                                  // hidden
    change.setEdgeIdentity(9, 1, 0, 5, 0, false);
    change.setEdgeMotion(9, 0, std::array{0.0F});
    followed.apply(change);
    QVERIFY(followed.build());
    QVERIFY(followed.dirt.changes.empty());
    change.clear();
    change.removeEdge(2);                                  // shown
    followed.apply(change);
    QVERIFY(followed.build());
    QCOMPARE(followed.dirt.changes.size(), std::size_t{1});
}

void tst_EdgeFilter::manyEdgesAreLookedAtInSlices()
{
    Followed followed;
    constexpr Slot many = (EdgeFilter::pagesAtOnce + 2) * scene::pageSize;
    auto set = AttributedModel::empty();
    for (Slot edge = 5; edge < many; ++edge) {
        set.setEdgeIdentity(edge, 1, edge % 5, (edge + 1) % 5, 0, false);
        set.setEdgeMotion(edge, static_cast<float>(edge % 2), std::array{0.0F});
    }
    followed.apply(set);
    QVERIFY(followed.build());
    followed.builder.setLook(heavy(0.5));
    QVERIFY(followed.build());
    QVERIFY(followed.builder.nextDue() && !followed.builder.lookAnswer().complete);
    QCOMPARE(followed.standing(many - 2), Standing::Shown);
    QVERIFY(followed.build());
    QCOMPARE(followed.standing(many - 2), Standing::Hidden);
    QVERIFY(followed.builder.lookAnswer().complete);
    QCOMPARE(followed.builder.lookAnswer().passingEdges, std::uint64_t{many / 2 - 2});
    QVERIFY(!followed.build());
}

void tst_EdgeFilter::nodesAreFilteredByAttributesToo()
{
    Followed followed;
    LookSettings look;
    look.nodeColumns = {followed.filter("age")};
    look.nodeColumns[0].range.from = 20;
    look.nodeColumns[0].withoutPass = false;
    look.failing = Standing::Hidden;
    followed.builder.setLook(look);
    QVERIFY(followed.build());
    QCOMPARE(followed.builder.lookAnswer().passing, std::uint64_t{3});
    QCOMPARE(followed.scene->style(1).standing, Standing::Hidden);
    QVERIFY(!followed.scene->edgeDrawn(1) && followed.scene->edgeStandings.empty());   // by its node
    followed.setNumber(1, "age", 55);
    QVERIFY(followed.build());
    QCOMPARE(followed.scene->style(1).standing, Standing::Shown);
    QCOMPARE(slotsIn(followed.dirt.styles), std::size_t{1});
    QCOMPARE(followed.builder.lookAnswer().passing, std::uint64_t{4});
}

void tst_EdgeFilter::anotherGraphIsFilteredFromItsFirstScene()
{
    Followed followed;
    followed.builder.setLook(heavy(0.2));
    QVERIFY(followed.build());
    ++followed.resets;
    QVERIFY(followed.build());
    QCOMPARE(followed.standing(1), Standing::Hidden);
    QCOMPARE(followed.builder.lookAnswer().passingEdges, std::uint64_t{3});
}

WEIR_TEST(tst_EdgeFilter)
#include "tst_edge_filter.moc"
