#include "graph/limits.h"
#include "replay_sink.h"
#include "source/file/file_graph.h"
#include "support/test_program.h"
#include <QtTest/QtTest>
#include <limits>

using namespace weir;
using namespace weir::source;
using format::GraphSink;

class tst_FileGraph final : public QObject {
    Q_OBJECT

    graph::Schema m_schema = FileGraph::schema("test");

private Q_SLOTS:
    void whatIsSetIsSentOnceTheFileIsRead()
    {
        ReplaySink sink(m_schema);
        FileGraph graph(sink, m_schema);
        const Slot a = graph.setNode("a", {"A", 0, 0xff102030, {1, 2, true, 3}, true}).value(), b = graph.nodeOf("b").value();
        QCOMPARE(graph.addEdge({a, b, 0, false, 2}), Slot(0));
        QCOMPARE(graph.addEdge({b, b, 0, true, 1}), Slot(1));
        graph.finish();
        QCOMPARE(sink.model.breaches, QStringList());
        QCOMPARE(sink.model.node("a")->label, std::string("A"));
        QCOMPARE(sink.model.node("a")->colour, 0xff102030U);
        QVERIFY(sink.model.node("a")->positioned && sink.model.node("a")->y == 2);
        QCOMPARE(sink.model.node("a")->size, 3.0F);
        QCOMPARE(sink.model.node("a")->values, std::vector<float>{1});
        QCOMPARE(sink.model.node("b")->values, std::vector<float>{2});   // a loop is one edge
        QVERIFY(sink.model.node("b")->size > 1);                         // by its edges
        QVERIFY(!sink.model.edge("a", "b")->directed && sink.model.edge("a", "b")->weight == 2);
    }

    void aNodeThatIsSetAgainKeepsTheLabelThatIsNotSaid()
    {
        ReplaySink sink(m_schema);
        FileGraph graph(sink, m_schema);
        const Slot a = graph.setNode("a", {"A", 0, 0, {}, false}).value();
        GraphSink::Node changed = graph.node(a);
        QVERIFY(changed.label.empty());
        changed.colour = 0xff0000ff;
        QCOMPARE(graph.setNode("a", changed).value(), a);
        changed.label = "other";
        QCOMPARE(graph.setNode("a", changed).value(), a);
        changed.label.clear();
        changed.motion = {5, 6, true, 2};
        QCOMPARE(graph.setNode("a", changed).value(), a);
        graph.finish();
        QCOMPARE(sink.model.breaches, QStringList());
        QCOMPARE(sink.model.node("a")->label, std::string("other"));
        QCOMPARE(sink.model.node("a")->colour, 0xff0000ffU);
        QVERIFY(sink.model.node("a")->positioned && sink.model.node("a")->x == 5);
        QCOMPARE(graph.nodeCount(), std::uint64_t(1));
    }

    void whatNoGraphCanHoldChangesNothing()
    {
        ReplaySink sink(m_schema);
        FileGraph graph(sink, m_schema);
        QVERIFY(graph.setNode("a", {"A", 0, 0, {}, false}).has_value());
        const float nan = std::numeric_limits<float>::quiet_NaN();
        QVERIFY(!graph.setNode("", {}));
        QVERIFY(!graph.setNode(std::string(1025, 'x'), {}));
        QVERIFY(!graph.setNode("\xff", {}));
        QVERIFY(!graph.setNode("a", {std::string(4097, 'x'), 0, 0, {}, false}));
        QVERIFY(!graph.setNode("a", {"\xff", 0, 0, {}, false}));
        QVERIFY(!graph.setNode("a", {"B", 0, 0, {nan, 0, true, 1}, false}));
        QVERIFY(!graph.setNode("a", {"B", 0, 0, {0, 0, true, -1}, true}));
        QCOMPARE(graph.nodeCount(), std::uint64_t(1));
        graph.finish();
        QCOMPARE(sink.model.node("a")->label, std::string("A"));
    }

    void manyKeysAreFoundEach()
    {
        ReplaySink sink(m_schema);
        FileGraph graph(sink, m_schema);
        constexpr Slot count = 100'000;
        for (Slot i = 0; i < count; ++i)
            QCOMPARE(graph.nodeOf("key " + std::to_string(i)).value(), i);
        const std::string longest(graph::maxKeyBytes, 'k'), longer = std::string(longest).replace(0, 1, "l");
        QCOMPARE(graph.nodeOf(longest).value(), count);
        QCOMPARE(graph.nodeOf(longer).value(), count + 1);
        for (Slot i = 0; i < count; ++i)
            QCOMPARE(graph.findNode("key " + std::to_string(i)), std::optional(i));
        QCOMPARE(graph.findNode(longest), std::optional(count));
        QVERIFY(!graph.findNode("key"));
        graph.finish();
        QCOMPARE(sink.model.breaches, QStringList());
        QCOMPARE(sink.model.nodes.size(), std::size_t(count + 2));
    }

    void nothingIsSentOnceNobodyWantsMore()
    {
        class Stopping final : public ChangeSink {
        public:
            graph::ChangeSet takeEmptySet() override
            {
                graph::ChangeSet set;
                set.setValueColumns(1, 0);
                return set;
            }
            bool push(graph::ChangeSet) override { return ++pushes < 2; }
            bool waitFor(std::chrono::nanoseconds) override { return false; }
            void report(Error) override {}
            int pushes = 0;
        } sink;
        FileGraph graph(sink, m_schema);
        int nodes = 0;
        for (; !graph.stopped() && nodes < 1'000'000; ++nodes)
            QVERIFY(graph.nodeOf(std::to_string(nodes)).has_value());
        QVERIFY(graph.stopped());
        graph.addEdge({0, 1});
        graph.finish();
        QCOMPARE(sink.pushes, 2);
    }
};

WEIR_TEST(tst_FileGraph)
#include "tst_file_graph.moc"
