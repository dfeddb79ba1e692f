#include "pipeline/shown_model.h"
#include "support/test_program.h"
#include <QtTest/QTest>

using namespace weir;
using pipeline::ShownModel;

/// The store, and what lies over it.
class tst_ShownModel : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();

    void elementsHaveNumbersOnceTheModelCaughtUp();
    void slotsOfAnotherGraphMeanNothing();
    void aPageWithoutAnOverlayIsTheStores();
    void anOverlaidPlaceIsInACopyOfItsPage();
    void aPlaceByHandHangsOnTheKeyAndSurvivesAnEpoch();
    void whatTheSourceDoesNotPlaceHasNoPlaceByHand();

private:
    void give(Slot node, const std::string& key, graph::NodeMotion motion);
    [[nodiscard]] std::shared_ptr<const graph::PositionPage> pageOf(Slot node) const
    {
        return m_model->positionPage(node);
    }

    std::unique_ptr<graph::GraphStore> m_store;
    std::unique_ptr<ShownModel> m_model;
    std::uint64_t m_graph = 0;
    Tick m_stamp = 0;
};

void tst_ShownModel::init()
{
    m_store = std::make_unique<graph::GraphStore>();
    m_store->reset({});
    m_graph = 0;
    m_stamp = 0;
    m_model = std::make_unique<ShownModel>(*m_store, [this] { return m_graph; });
}

void tst_ShownModel::give(Slot node, const std::string& key, graph::NodeMotion motion)
{
    graph::ChangeSet set;
    set.setValueColumns(0, 0);
    set.setNodeIdentity(node, 1, key, "", 0);
    set.setNodeMotion(node, motion, {});
    QVERIFY(m_store->apply(set.view(), ++m_stamp).has_value());
    QCOMPARE(m_model->catchUp(), false);
    QVERIFY(m_model->takeNode(node).has_value());
}

void tst_ShownModel::elementsHaveNumbersOnceTheModelCaughtUp()
{
    graph::ChangeSet set;
    set.setValueColumns(0, 0);
    const Slot high = 5 * graph::pageSize + 3;
    set.setNodeIdentity(high, 1, "a", "", 0);
    QVERIFY(m_store->apply(set.view(), 1).has_value());
    QCOMPARE(m_model->sceneSlot(ElementKind::Node, high), noSlot);
    QVERIFY(!m_model->catchUp());
    QCOMPARE(m_model->sceneSlot(ElementKind::Node, high), Slot{3});
    QCOMPARE(m_model->storeSlot(ElementKind::Node, 3), high);
    QCOMPARE(m_model->sceneSlot(ElementKind::Edge, 0), noSlot);
    QCOMPARE(m_model->numberEdge(high), Slot{3});
}

void tst_ShownModel::slotsOfAnotherGraphMeanNothing()
{
    const std::uint64_t first = m_model->epochVersion();
    QVERIFY(m_model->isOf(first));
    ++m_graph;
    QVERIFY(!m_model->isOf(first));
    QVERIFY(m_model->catchUp());
    QVERIFY(!m_model->isOf(first));
    QVERIFY(m_model->isOf(m_model->epochVersion()));
}

void tst_ShownModel::aPageWithoutAnOverlayIsTheStores()
{
    give(0, "a", {1, 2, true, 3});
    give(graph::pageSize, "b", {1, 2, true, 3});
    m_model->placeByHand(graph::pageSize, scene::Point{50, 60});
    QVERIFY(m_model->takeNode(graph::pageSize).has_value());
    QCOMPARE(pageOf(0), m_store->positionPage(0));
    QVERIFY(pageOf(graph::pageSize) != m_store->positionPage(graph::pageSize));
}

void tst_ShownModel::anOverlaidPlaceIsInACopyOfItsPage()
{
    give(0, "a", {1, 2, true, 3});
    give(1, "b", {3, 4, true, 3});
    m_model->placeByHand(1, scene::Point{50, 60});
    QCOMPARE(m_model->takeOverlaid(), std::vector<Slot>{1});
    const auto node = m_model->takeNode(1);
    QVERIFY(node && node->motion.x == 50 && node->motion.y == 60 && node->motion.size == 3);
    QVERIFY(pageOf(1)->points[1].x == 50 && pageOf(1)->points[0].x == 1);
    QVERIFY(m_store->positionPage(1)->points[1].x == 3);   // what the stream keeps, and proves, stays what it is

    m_model->takeBackHandPlaces();
    QCOMPARE(m_model->takeOverlaid(), std::vector<Slot>{1});
    QVERIFY(m_model->takeNode(1)->motion.x == 3);
    QCOMPARE(pageOf(1), m_store->positionPage(1));
    QVERIFY(m_model->takeOverlaid().empty());
}

void tst_ShownModel::aPlaceByHandHangsOnTheKeyAndSurvivesAnEpoch()
{
    give(0, "a", {1, 2, true, 3});
    m_model->placeByHand(0, scene::Point{50, 60});
    m_store->reset({});
    ++m_graph;
    QVERIFY(m_model->catchUp());
    give(7, "a", {8, 9, true, 3});
    give(0, "b", {1, 2, true, 3});
    QVERIFY(m_model->takeNode(7)->motion.x == 50);
    QVERIFY(m_model->takeNode(0)->motion.x == 1);
}

void tst_ShownModel::whatTheSourceDoesNotPlaceHasNoPlaceByHand()
{
    give(0, "a", {0, 0, false, 3});
    m_model->placeByHand(0, scene::Point{50, 60});
    QVERIFY(!m_model->takeNode(0)->motion.positioned);
    give(0, "a", {1, 2, true, 3});
    QVERIFY(m_model->takeNode(0)->motion.x == 1);
}

WEIR_TEST(tst_ShownModel)
#include "tst_shown_model.moc"
