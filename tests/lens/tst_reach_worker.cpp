#include "lens/reach_worker.h"
#include "scene/scene_builder.h"
#include "support/test_program.h"
#include <QtTest/QTest>
#include <atomic>

using namespace weir;
using lens::ReachWorker;

class tst_ReachWorker final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyQuestionIsAnswered();
    void theSameAnswerIsTheSameObject();
    void ofQuestionsThatWaitTheLastIsAnswered();
    void itCanBeDestroyedWhileItIsAsked();
    void whatChangedIsOfTheLaterScene();

private:
    static std::shared_ptr<const scene::Scene> chain(Slot nodes)
    {
        scene::SceneBuilder builder;
        for (Slot i = 0; i < nodes; ++i) {
            builder.node(0, 0);
            if (i > 0)
                builder.edge(i, i - 1);
        }
        return builder.scene();
    }
};

void tst_ReachWorker::everyQuestionIsAnswered()
{
    std::atomic<int> wakes = 0;
    ReachWorker worker([&wakes] { ++wakes; });
    const auto scene = chain(6);
    worker.askNeighbours(scene, 2, nullptr);
    worker.askReach(scene, 2, 2, nullptr);
    worker.askCopy(scene, 3, 1);
    worker.askWay(scene, 4, 1, std::nullopt);
    QTRY_COMPARE(wakes.load(), 4);
    const auto neighbours = worker.takeNeighbours();
    QVERIFY(neighbours && neighbours->node == 2 && neighbours->nodes == 2 && neighbours->edges->size() == 2);
    QCOMPARE(neighbours->asked.structureVersion, scene->structureVersion);
    const auto reach = worker.takeReach(), copy = worker.takeCopy();
    QVERIFY(reach && reach->steps == 2 && reach->set->nodes.size() == 5);
    QVERIFY(copy && copy->node == 3 && copy->set->nodes.size() == 3);
    const auto way = worker.takeWay();
    QVERIFY(way && way->path);
    QCOMPARE(way->path->nodes, (std::vector<Slot>{4, 3, 2, 1}));
    QCOMPARE(way->links->size(), 4U);
    QCOMPARE(way->links->front().edge, noSlot);
    QVERIFY((*way->links)[1].other == 3 && (*way->links)[1].outgoing);   // edges go from the later to the earlier node
    QVERIFY(!worker.takeWay() && !worker.takeReach());
}

void tst_ReachWorker::theSameAnswerIsTheSameObject()
{
    std::atomic<int> wakes = 0;
    ReachWorker worker([&wakes] { ++wakes; });
    worker.askReach(chain(6), 2, 1, nullptr);
    worker.askNeighbours(chain(6), 2, nullptr);
    worker.askWay(chain(6), 0, 5, std::nullopt);
    QTRY_COMPARE(wakes.load(), 3);
    const auto reach = worker.takeReach();
    const auto neighbours = worker.takeNeighbours();
    const auto way = worker.takeWay();
    worker.askReach(chain(6), 2, 1, reach->set);
    worker.askNeighbours(chain(6), 2, neighbours->edges);
    worker.askWay(chain(6), 0, 5, way);
    QTRY_COMPARE(wakes.load(), 6);
    QCOMPARE(worker.takeReach()->set, reach->set);
    QCOMPARE(worker.takeNeighbours()->edges, neighbours->edges);
    const auto again = worker.takeWay();
    QCOMPARE(again->set, way->set);
    QCOMPARE(again->links, way->links);
    worker.askWay(chain(3), 0, 5, way);
    QTRY_COMPARE(wakes.load(), 7);
    QVERIFY(!worker.takeWay()->path);
}

void tst_ReachWorker::ofQuestionsThatWaitTheLastIsAnswered()
{
    std::atomic<int> wakes = 0;
    ReachWorker worker([&wakes] { ++wakes; });
    const auto scene = chain(100'000);
    for (Slot node = 1; node <= 500; ++node)
        worker.askReach(scene, node, 3, nullptr);
    worker.askNeighbours(scene, 7, nullptr);   // after all of them
    bool last = false;
    QTRY_VERIFY((last = last || worker.takeNeighbours().has_value()));
    QCOMPARE(worker.takeReach()->node, 500U);
    QVERIFY(wakes.load() < 500);
}

void tst_ReachWorker::itCanBeDestroyedWhileItIsAsked()
{
    for (int i = 0; i < 20; ++i) {
        ReachWorker worker([] {});
        worker.askWay(chain(1000), 0, 999, std::nullopt);
        worker.askReach(chain(1000), 5, 3, nullptr);
    }
}

void tst_ReachWorker::whatChangedIsOfTheLaterScene()
{
    std::atomic<int> wakes = 0;
    ReachWorker worker([&wakes] { ++wakes; });
    const auto before = chain(3), after = chain(5);
    worker.askChange(before, after);
    QTRY_COMPARE(wakes.load(), 1);
    const auto change = worker.takeChange();
    QVERIFY(change);
    QCOMPARE(change->after, after);
    QCOMPARE(change->difference->nodesCame, (std::vector<Slot>{3, 4}));
    QCOMPARE(change->difference->edgesChanged.size(), std::size_t{2});
}

WEIR_TEST_IN(QCoreApplication, tst_ReachWorker)
#include "tst_reach_worker.moc"
