#include "graph/graph_model.h"
#include "host_stage.h"
#include "support/test_program.h"
#include <QtTest>

using namespace weir;
using namespace weir::server;
using namespace weir::protocol;

class tst_GraphHost : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLoggingCategory::setFilterRules(QStringLiteral("weir.*=false")); }
    void everyStartIsAnEpochOfItsOwn();
    void aDeltaIsEncodedOnceATick();
    void aDeltaTellsTheTimeOfItsFirstChange();
    void aDeltaOverTheBoundIsNone();
    void piecesStayWithinTheBound();
    void aScanLeavesOutEdgesToNodesBornSinceItBegan();
    void anInvalidSetIsLeftOutAndReported();
    void whatTheSourceReportsIsPassedOn();
    void aSourceWithoutARateSaysSo();
    void theFeedTellsWhetherItRuns();
    void theFeedTellsHowFarTheSourceIs();
    void aSourceThatFailedSaysWhyForGood();
    void anOfferedSourceTakesOverOnceItHasBegun();
    void anOfferedSourceThatFailsToBeginChangesNothing();
    void ofTwoOfferedSourcesTheNewerCounts();
    void aStoppedSourceLeavesTheGraph();

private:
    static graph::ChangeSet oneNode()
    {
        graph::ChangeSet set;
        set.setValueColumns(0, 0);
        set.setNodeIdentity(0, 1, "a", "", 0);
        return set;
    }

    static Delta deltaOf(const SharedFramePtr& frame, std::optional<Message>& keep)
    {
        keep = *decodeBinary(frame->in(Encoding::Binary));
        return std::get<Delta>(*keep);
    }
};

void tst_GraphHost::everyStartIsAnEpochOfItsOwn()
{
    HostStage stage(graph::Schema{});
    std::set<Epoch> epochs{0};
    for (int i = 0; i < 50; ++i) {
        QVERIFY(epochs.insert(stage.host.epoch()).second);
        stage.idle();
        stage.restart(graph::Schema{});
        QCOMPARE(stage.host.tick(), Tick{0});
    }
}

void tst_GraphHost::aDeltaIsEncodedOnceATick()
{
    HostStage stage(schemaWithColumns(2, 1));
    RandomChanges changes(1, 2, 1);
    stage.feed(changes.grow(100));
    const auto from = stage.host.cursorNow(stage.now);
    stage.feed(changes.next(30));
    const auto first = stage.host.deltaFrom(from, 1U << 20, graph::valueLanes).frame;
    QVERIFY(first);
    QVERIFY(stage.host.deltaFrom(from, 1U << 20, graph::valueLanes).frame == first);
    stage.feed(changes.next(30));
    QVERIFY(stage.host.deltaFrom(from, 1U << 20, graph::valueLanes).frame != first);
}

void tst_GraphHost::aDeltaTellsTheTimeOfItsFirstChange()
{
    HostStage stage(schemaWithColumns(2, 1));
    RandomChanges changes(2, 2, 1);
    stage.feed(changes.grow(100));
    const auto from = stage.host.cursorNow(stage.now);
    stage.idle();
    stage.idle();
    stage.feed(changes.next(30));
    const auto changedAt = microseconds(stage.now);
    stage.idle();
    stage.feed(changes.next(30));
    std::optional<Message> keep;
    const Delta delta = deltaOf(stage.host.deltaFrom(from, 1U << 20, graph::valueLanes).frame, keep);
    QCOMPARE(delta.oldestTimeUs, changedAt);
    QCOMPARE(delta.from, from.tick);
    QCOMPARE(delta.to, stage.host.tick());
    QCOMPARE(delta.covered, stage.host.store().changesTotal() - from.changesTotal);
    QVERIFY(delta.digest == stage.host.store().digest());
}

void tst_GraphHost::aDeltaOverTheBoundIsNone()
{
    HostStage stage(source::ChangeSequence::schema());
    ManyChanges changes(3, 5000, 5000);
    stage.feed(changes.births());
    const auto from = stage.host.cursorNow(stage.now);
    stage.feed(changes.moveAll(stage.host.store()));
    const auto whole = stage.host.deltaFrom(from, 16U << 20, graph::valueLanes).frame;
    QVERIFY(whole);
    const auto size = whole->in(Encoding::Binary).size();
    for (const std::size_t bound : {size / 2, size - 1}) {
        const auto& bounded = stage.host.deltaFrom(from, bound, graph::valueLanes);
        QVERIFY(!bounded.frame);
    }
    for (std::size_t bound = size; bound < size + 2000; bound += 100) {
        const auto& bounded = stage.host.deltaFrom(from, bound, graph::valueLanes);
        QVERIFY(!bounded.frame || bounded.frame->in(Encoding::Binary).size() <= bound);
    }
}

void tst_GraphHost::piecesStayWithinTheBound()
{
    HostStage stage(source::ChangeSequence::schema());
    ManyChanges changes(4, 20'000, 20'000);
    stage.feed(changes.births());
    const auto from = stage.host.cursorNow(stage.now);
    stage.feed(changes.moveAll(stage.host.store()));
    const auto sizeOf = [](const GraphHost::Pieces& pieces) {
        std::size_t bytes = 0;
        for (const auto& frame : pieces.frames)
            bytes += frame->in(Encoding::Binary).size();
        return bytes;
    };
    const auto all = stage.host.stagedDelta(from, 64U << 20, graph::valueLanes);
    QVERIFY(all.frames.size() > 3);
    QCOMPARE(all.elements, stage.host.store().nodeCount() + stage.host.store().edgeCount());
    const std::size_t bytes = sizeOf(all);
    QCOMPARE(sizeOf(stage.host.stagedDelta(from, 2 * bytes, graph::valueLanes)), bytes);
    QVERIFY(stage.host.stagedDelta(from, bytes / 2, graph::valueLanes).frames.empty());
    for (std::size_t bound = bytes - 20'000; bound < bytes + 20'000; bound += 500)
        QVERIFY(sizeOf(stage.host.stagedDelta(from, bound, graph::valueLanes)) <= bound);
}

void tst_GraphHost::aScanLeavesOutEdgesToNodesBornSinceItBegan()
{
    HostStage stage(graph::Schema{});
    graph::ChangeSet set;
    set.setValueColumns(0, 0);
    set.setNodeIdentity(0, 1, "a", "", 0);
    set.setNodeIdentity(1, 1, "b", "", 0);
    stage.feed(set);
    const auto from = stage.host.cursorNow(stage.now);
    const Tick began = stage.host.tick();
    graph::ChangeSet more;
    more.setValueColumns(0, 0);
    more.setNodeIdentity(2, 1, "c", "", 0);
    more.setEdgeIdentity(0, 1, 0, 1, 0, true);
    more.setEdgeIdentity(1, 1, 0, 2, 0, true);
    stage.feed(more);
    std::vector<graph::ElementRange> todo{stage.host.store().chunkRange(ElementKind::Edge, 0)};
    const auto frame = stage.host.scanPiece(from, began, todo);
    QVERIFY(frame && todo.empty());
    std::optional<Message> keep;
    const Delta piece = deltaOf(frame, keep);
    QCOMPARE(piece.kind, DeltaKind::Scan);
    QCOMPARE(piece.to, began);
    QCOMPARE(piece.changes.edgeIdentities.slots.size(), std::size_t{1});
    QCOMPARE(piece.changes.edgeIdentities.slots[0], Slot{0});
    todo.push_back(stage.host.store().chunkRange(ElementKind::Node, 0));
    QVERIFY(!stage.host.scanPiece(stage.host.cursorNow(stage.now), stage.host.tick(), todo));
    QVERIFY(todo.empty());
}

void tst_GraphHost::anInvalidSetIsLeftOutAndReported()
{
    HostStage stage(graph::Schema{});
    graph::ChangeSet wrong;
    wrong.setValueColumns(0, 0);
    wrong.setNodeIdentity(0, 1, "a", "", 0);
    wrong.setEdgeIdentity(0, 1, 0, 99, 0, true);
    stage.feed(wrong);
    QCOMPARE(stage.host.store().nodeCount(), std::size_t{0});
    const auto reports = stage.host.takeReports();
    QCOMPARE(reports.size(), std::size_t{1});
    QVERIFY(reports[0].text.find("99") != std::string::npos);
    graph::ChangeSet right;
    right.setValueColumns(0, 0);
    right.setNodeIdentity(0, 1, "a", "", 0);
    stage.feed(right);
    QCOMPARE(stage.host.store().nodeCount(), std::size_t{1});
}

void tst_GraphHost::whatTheSourceReportsIsPassedOn()
{
    HostStage stage(graph::Schema{});
    stage.script->report("events.jsonl:12: not JSON");
    std::vector<Error> reports;
    HostStage::within10Seconds([&] { reports = stage.host.takeReports(); return !reports.empty(); });
    QCOMPARE(reports[0].text, std::string("events.jsonl:12: not JSON"));
}

void tst_GraphHost::aSourceWithoutARateSaysSo()
{
    HostStage stage(graph::Schema{});
    QVERIFY(!stage.host.setRate(100));
    QCOMPARE(stage.host.feed().rate, std::nullopt);
    QCOMPARE(stage.host.feed().spec, std::string("scripted"));
}

void tst_GraphHost::theFeedTellsWhetherItRuns()
{
    HostStage stage(graph::Schema{});
    QVERIFY(stage.host.feed().running);
    QVERIFY(stage.host.setRunning(false));
    QVERIFY(!stage.host.feed().running);
    QVERIFY(stage.host.setRunning(true));
    QVERIFY(stage.host.feed().running);
    stage.script->end();
    QTRY_VERIFY(!stage.host.feed().running);
    QVERIFY(!stage.host.setRunning(true));   // there is nothing more to come
}

void tst_GraphHost::theFeedTellsHowFarTheSourceIs()
{
    HostStage stage(graph::Schema{}, HostStage::First::Reading);
    QCOMPARE(stage.host.feed().state, SourceState::Reading);
    QVERIFY(!stage.host.feed().progress);
    stage.script->progress(0.25);
    QTRY_VERIFY(stage.host.feed().progress == 0.25F);
    stage.feed(oneNode());
    stage.script->whole();
    QTRY_COMPARE(stage.host.feed().state, SourceState::Live);
    stage.script->report("line 7 is none");
    QTRY_COMPARE(stage.host.feed().reason, std::string("line 7 is none"));
    static_cast<void>(stage.host.takeReports());
    QCOMPARE(stage.host.feed().reason, std::string("line 7 is none"));   // for whoever comes later
    stage.script->end();
    QTRY_COMPARE(stage.host.feed().state, SourceState::Ended);
    stage.restart(graph::Schema{}, HostStage::First::Reading);
    QCOMPARE(stage.host.feed().state, SourceState::Reading);
    QCOMPARE(stage.host.feed().reason, std::string());
    stage.script->end();
    QTRY_COMPARE(stage.host.feed().state, SourceState::Finished);
}

void tst_GraphHost::aSourceThatFailedSaysWhyForGood()
{
    HostStage stage(graph::Schema{});
    stage.feed(oneNode());
    stage.script->end("the file went away " + std::string(100'000, 'x'));
    QTRY_COMPARE(stage.host.feed().state, SourceState::Failed);
    QVERIFY(stage.host.feed().reason.starts_with("the file went away"));
    QVERIFY(stage.host.feed().reason.size() <= 1024);
    QVERIFY(!stage.host.feed().running);
    QCOMPARE(stage.host.store().nodeCount(), std::size_t{1});
}

void tst_GraphHost::anOfferedSourceTakesOverOnceItHasBegun()
{
    HostStage stage(graph::Schema{});
    stage.feed(oneNode());
    const Epoch epoch = stage.host.epoch();
    const auto next = std::make_shared<Script>();
    stage.host.offer(std::make_unique<ScriptedSource>(graph::Schema{}, next), "next");
    for (int i = 0; i < 5; ++i) {
        stage.idle();
        QVERIFY(!stage.host.settleOffer());
    }
    QCOMPARE(stage.host.epoch(), epoch);
    QCOMPARE(stage.host.feed().spec, std::string("scripted"));
    next->give(oneNode());
    std::optional<GraphHost::Settled> settled;
    HostStage::within10Seconds([&] { return (settled = stage.host.settleOffer()).has_value(); });
    QVERIFY(!settled->fault);
    QVERIFY(stage.host.epoch() != epoch);
    QCOMPARE(stage.host.feed().spec, std::string("next"));
    QVERIFY(stage.host.advance(stage.now));
    QCOMPARE(stage.host.store().nodeCount(), std::size_t{1});   // what it had given before is in the graph
}

void tst_GraphHost::anOfferedSourceThatFailsToBeginChangesNothing()
{
    HostStage stage(graph::Schema{});
    stage.feed(oneNode());
    const Epoch epoch = stage.host.epoch();
    const auto next = std::make_shared<Script>();
    stage.host.offer(std::make_unique<ScriptedSource>(graph::Schema{}, next), "file:/none");
    next->end("file:/none cannot be opened");
    std::optional<GraphHost::Settled> settled;
    HostStage::within10Seconds([&] { return (settled = stage.host.settleOffer()).has_value(); });
    QCOMPARE(settled->spec, std::string("file:/none"));
    QVERIFY(settled->fault && settled->fault->text == "file:/none cannot be opened");
    QCOMPARE(stage.host.epoch(), epoch);
    QCOMPARE(stage.host.store().nodeCount(), std::size_t{1});
    QVERIFY(stage.host.feed().running);
    QVERIFY(!stage.host.settleOffer());
}

void tst_GraphHost::ofTwoOfferedSourcesTheNewerCounts()
{
    HostStage stage(graph::Schema{});
    const auto first = std::make_shared<Script>(), second = std::make_shared<Script>();
    stage.host.offer(std::make_unique<ScriptedSource>(graph::Schema{}, first), "first");
    stage.host.offer(std::make_unique<ScriptedSource>(graph::Schema{}, second), "second");
    first->give(oneNode());
    second->whole();
    std::optional<GraphHost::Settled> settled;
    HostStage::within10Seconds([&] { return (settled = stage.host.settleOffer()).has_value(); });
    QCOMPARE(settled->spec, std::string("second"));
    QVERIFY(!stage.host.settleOffer());
}

void tst_GraphHost::aStoppedSourceLeavesTheGraph()
{
    HostStage stage(schemaWithColumns(2, 1));
    RandomChanges changes(5, 2, 1);
    stage.feed(changes.grow(100));
    const auto digest = stage.host.store().digest();
    stage.host.stopSource();
    for (int i = 0; i < 5; ++i)
        QVERIFY(stage.host.advance(stage.now));
    QVERIFY(!stage.host.advance(stage.now, GraphHost::Intake::OneSet));
    QVERIFY(stage.host.store().digest() == digest);
    QVERIFY(!stage.host.feed().running);
}

WEIR_TEST(tst_GraphHost)
#include "tst_graph_host.moc"
