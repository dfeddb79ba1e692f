#include "scene/scene_builder.h"
#include "support/test_program.h"
#include "ui/select/selection.h"
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

using namespace weir;
using namespace weir::ui;
using scene::ElementSet;
using scene::SceneBuilder;
using Origin = Selection::Origin;

class tst_Selection : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void oneElementTakesThePlaceOfASet();
    void whoHearsOfAPartSeesTheWhole();
    void aSetSaysWhatItWasMadeBy();
    void anEmptySetIsNone();
    void onlyTheSetThatWasAskedAboutIsKept();
    void anElementIsToldFromTheNextOneInItsSlot();
    void neighboursAreOfTheElementAndGoWithIt();
    void moreAndLess();
    void whatIsAddedToAnOlderSetIsOfTheSceneAsItIsNow();
    void undoGoesBackStepByStep();
    void undoLeavesOutWhatIsGone();
    void anotherGraphHasNothingToGoBackTo();
    void ofLargeSelectionsTheLastIsRemembered();

private:
    [[nodiscard]] std::shared_ptr<const scene::Scene> chain(Slot nodes);
    [[nodiscard]] static Selection::Set setOf(std::vector<Slot> nodes, std::vector<Slot> edges = {})
    {
        return std::make_shared<const ElementSet>(ElementSet{std::move(nodes), std::move(edges)});
    }

    SceneBuilder m_builder;
};

void tst_Selection::init() { m_builder = {}; }

/// 0 - 1 - 2 - ...
std::shared_ptr<const scene::Scene> tst_Selection::chain(Slot nodes)
{
    for (Slot node = 0; node < nodes; ++node) {
        m_builder.node(0, 0);
        m_builder.style(node).generation = 1;
        if (node > 0)
            m_builder.edge(node - 1, node);
    }
    return m_builder.scene();
}

void tst_Selection::oneElementTakesThePlaceOfASet()
{
    const auto scene = chain(4);
    Selection selection;
    selection.select(Element::node(*scene, 1));
    selection.selectSet(setOf({0, 2}), scene);
    QVERIFY(selection.element().isNothing());
    selection.select(Element::edge(*scene, 2));
    QVERIFY(!selection.set() && selection.element().isEdge());
    QCOMPARE(selection.element().slot, 2U);
    selection.clear();
    QVERIFY(selection.isNothing());
}

void tst_Selection::whoHearsOfAPartSeesTheWhole()
{
    const auto scene = chain(4);
    Selection selection;
    selection.selectSet(setOf({0, 2}), scene);
    Element seenWithSet;
    bool sawSet = true;
    connect(&selection, &Selection::setChanged, &selection, [&] { seenWithSet = selection.element(); });
    connect(&selection, &Selection::elementChanged, &selection, [&] { sawSet = selection.set() != nullptr; });
    selection.select(Element::node(*scene, 3));
    QCOMPARE(seenWithSet.slot, 3U);
    QVERIFY(!sawSet);
    const QSignalSpy sets(&selection, &Selection::setChanged), elements(&selection, &Selection::elementChanged);
    selection.select(Element::node(*scene, 3));
    selection.clear();
    QCOMPARE(sets.count(), 0);
    QCOMPARE(elements.count(), 1);
}

void tst_Selection::aSetSaysWhatItWasMadeBy()
{
    const auto scene = chain(4);
    Selection selection;
    selection.select(Element::node(*scene, 1));
    selection.showSet(setOf({0, 1, 2}), scene, Origin::Steps);
    QVERIFY(selection.element().isNode() && selection.origin() == Origin::Steps);
    selection.dropSet(Origin::Path);
    QVERIFY(selection.set());
    selection.dropSet(Origin::Steps);
    QVERIFY(!selection.set() && selection.element().isNode());
}

void tst_Selection::anEmptySetIsNone()
{
    const auto scene = chain(2);
    Selection selection;
    selection.selectSet(setOf({}), scene);
    QVERIFY(!selection.set() && !selection.setScene());
}

void tst_Selection::onlyTheSetThatWasAskedAboutIsKept()
{
    const auto scene = chain(5);
    Selection selection;
    const auto before = setOf({0, 1}), other = setOf({2, 3}), left = setOf({1});
    selection.selectSet(before, scene);
    selection.selectSet(other, scene);
    selection.keepSet(before, left, scene);
    QCOMPARE(selection.set(), other);
    selection.keepSet(other, left, scene);
    QCOMPARE(selection.set(), left);
}

void tst_Selection::anElementIsToldFromTheNextOneInItsSlot()
{
    const auto scene = chain(3);
    const Element node = Element::node(*scene, 1), edge = Element::edge(*scene, 1);
    QVERIFY(node.isIn(*scene) && edge.isIn(*scene));
    m_builder.style(1).generation = 3;
    m_builder.ends(1) = {0, 2};
    const auto later = m_builder.scene();
    QVERIFY(!node.isIn(*later) && !edge.isIn(*later));
    QVERIFY(Element::node(*later, 1) != node);
    QVERIFY(Element::node(*later, 9).isNothing() && Element::edge(*later, 9).isNothing());
}

void tst_Selection::neighboursAreOfTheElementAndGoWithIt()
{
    const auto scene = chain(3);
    Selection selection;
    const QSignalSpy came(&selection, &Selection::neighboursChanged);
    const auto answer = [&](Slot node) {
        selection.setNeighbours(node,
                                std::make_shared<const std::vector<scene::IncidentEdge>>(scene::edgesAt(*scene, node)),
                                std::make_shared<const scene::Neighbourhood>());
    };
    answer(1);
    QVERIFY(!selection.edges());
    selection.select(Element::node(*scene, 1));
    answer(2);   // of somebody else
    QVERIFY(!selection.edges());
    answer(1);
    QCOMPARE(selection.edges()->size(), 2U);
    QCOMPARE(came.count(), 1);
    selection.showSet(setOf({0, 1}), scene, Origin::Steps);
    QVERIFY(selection.edges());
    selection.select(Element::node(*scene, 2));
    QVERIFY(!selection.edges() && !selection.around());
}

void tst_Selection::moreAndLess()
{
    const auto scene = chain(4);
    Selection selection;
    selection.add(Element::node(*scene, 1), scene);
    QVERIFY(selection.element().isNode());
    selection.add({}, scene);
    selection.add(Element::node(*scene, 1), scene);
    QVERIFY(selection.element().isNode() && !selection.set());
    selection.add(Element::edge(*scene, 0), scene);
    QCOMPARE(*selection.set(), (ElementSet{{1}, {0}}));
    selection.toggle(Element::node(*scene, 3), scene);
    selection.toggle(Element::node(*scene, 1), scene);
    QCOMPARE(*selection.set(), (ElementSet{{3}, {0}}));
    selection.toggle(Element::node(*scene, 3), scene);
    QVERIFY(!selection.set() && selection.element().isEdge());
    // To what lies within some steps, too; from then on it is a hand's own.
    selection.showSet(setOf({0, 1}, {0}), scene, Origin::Steps);
    selection.add(Element::node(*scene, 2), scene);
    QVERIFY(selection.origin() == Origin::Hand && selection.element().isNothing());
    QCOMPARE(selection.set()->nodes, (std::vector<Slot>{0, 1, 2}));
}

void tst_Selection::whatIsAddedToAnOlderSetIsOfTheSceneAsItIsNow()
{
    const auto before = chain(4);
    Selection selection;
    selection.selectSet(setOf({0, 1, 2}), before);
    m_builder.style(1).generation = 3;
    const Slot added = m_builder.node(1, 1);
    const auto now = m_builder.scene();
    selection.add(Element::node(*now, added), now);
    QCOMPARE(selection.set()->nodes, (std::vector<Slot>{0, 2, added}));
    QCOMPARE(selection.setScene(), now);
}

void tst_Selection::undoGoesBackStepByStep()
{
    const auto scene = chain(5);
    Selection selection;
    QVERIFY(!selection.undo(scene));
    selection.select(Element::node(*scene, 1));
    selection.showSet(setOf({0, 1, 2}), scene, Origin::Steps);   // no deed of a hand of its own
    selection.selectSet(setOf({3, 4}, {3}), scene);
    selection.clear();
    QVERIFY(selection.undo(scene));
    QCOMPARE(*selection.set(), (ElementSet{{3, 4}, {3}}));
    QVERIFY(selection.undo(scene));
    QCOMPARE(selection.element(), Element::node(*scene, 1));
    QCOMPARE(selection.set()->nodes.size(), 3U);
    QVERIFY(selection.origin() == Origin::Hand);
    QVERIFY(!selection.undo(scene));
    QVERIFY(selection.element().isNode());
}

void tst_Selection::undoLeavesOutWhatIsGone()
{
    const auto scene = chain(5);
    Selection selection;
    selection.selectSet(setOf({0, 1}), scene);
    selection.select(Element::node(*scene, 4));
    selection.selectSet(setOf({1, 2}, {1}), scene);
    selection.clear();
    m_builder.style(2).live = false;
    m_builder.ends(1) = {};
    m_builder.style(4).generation = 3;
    const auto later = m_builder.scene();
    QVERIFY(selection.undo(later));
    QCOMPARE(*selection.set(), (ElementSet{{1}, {}}));
    QVERIFY(selection.undo(later));   // past what is wholly gone
    QCOMPARE(selection.set()->nodes, (std::vector<Slot>{0, 1}));
}

void tst_Selection::anotherGraphHasNothingToGoBackTo()
{
    const auto scene = chain(3);
    Selection selection;
    selection.select(Element::node(*scene, 1));
    selection.clear();
    selection.forget();
    QVERIFY(!selection.undo(scene));
}

void tst_Selection::ofLargeSelectionsTheLastIsRemembered()
{
    const auto scene = chain(3);
    Selection selection;
    std::vector<Slot> many(SelectionHistory::mostElements / 2 + 1, 1);
    selection.selectSet(setOf({0}), scene);
    selection.selectSet(setOf(many), scene);
    selection.selectSet(setOf(many), scene);
    selection.clear();
    QVERIFY(selection.undo(scene));
    QCOMPARE(selection.set()->nodes.size(), many.size());
    QVERIFY(!selection.undo(scene));
}

WEIR_TEST(tst_Selection)
#include "tst_selection.moc"
