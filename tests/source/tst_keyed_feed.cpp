#include "replay_sink.h"
#include "source/keyed_feed.h"
#include "source/synthetic/random.h"
#include "format/text_check.h"
#include "graph/utf8.h"
#include "support/test_program.h"
#include <array>
#include <cmath>
#include <limits>
#include <QtTest/QtTest>

using namespace weir;
using namespace weir::format;
using namespace weir::source;

namespace {

graph::Schema schemaOfTests()
{
    graph::Schema schema;
    schema.nodeValues = {{"a", ""}, {"b", ""}};
    schema.nodeCategories = {"one", "two", "three"};
    schema.edgeCategories = {"one", "two"};
    return schema;
}

KeyedFeed::NodeState stateWith(const std::string& label, float value)
{
    KeyedFeed::NodeState state;
    state.label = label;
    state.values[1] = value;
    return state;
}

} // namespace

class tst_KeyedFeed final : public QObject {
    Q_OBJECT

    graph::Schema m_schema = schemaOfTests();

private Q_SLOTS:
    void onlyDifferencesAreSent()
    {
        ReplaySink sink(m_schema);
        KeyedFeed feed(sink, m_schema);
        const Slot a = feed.setNode("a", stateWith("A", 1)).value(), b = feed.setNode("b", stateWith("B", 1)).value();
        feed.setEdge("ab", {a, b, 1, false, 2});
        QVERIFY(feed.flush());
        QCOMPARE(sink.pushes, 1);
        QVERIFY(feed.setNode("a", stateWith("A", 1)).has_value());
        feed.setEdge("ab", {a, b, 1, false, 2});
        QVERIFY(feed.flush());
        QCOMPARE(sink.pushes, 1);
        QVERIFY(feed.setNode("a", stateWith("A", 3)).has_value());
        QVERIFY(feed.flush());
        QCOMPARE(sink.pushes, 2);
        QCOMPARE(sink.model.node("a")->values, (std::vector<float>{0, 3}));
        QVERIFY(!sink.model.edge("a", "b")->directed);
        QCOMPARE(sink.model.breaches, QStringList());
    }

    void aRemovedNodeTakesItsEdgesLoopsIncluded()
    {
        ReplaySink sink(m_schema);
        KeyedFeed feed(sink, m_schema);
        const Slot a = feed.setNode("a", {}).value(), b = feed.setNode("b", {}).value();
        feed.setEdge({}, {a, a});
        feed.setEdge({}, {a, b});
        feed.setEdge({}, {a, b});
        feed.setEdge("bb", {b, b});
        feed.removeNode(a);
        QVERIFY(feed.flush());
        QCOMPARE(feed.edgeCount(), std::size_t(1));
        QCOMPARE(sink.model.edgesByKey(), std::multiset<std::string>{"b b"});
        QCOMPARE(sink.model.breaches, QStringList());
    }

    void aHubLargerThanASetIsRemovedInSlices()
    {
        ReplaySink sink(m_schema);
        KeyedFeed feed(sink, m_schema);
        const Slot hub = feed.setNode("hub", {}).value(), other = feed.setNode("other", {}).value();
        for (int i = 0; i < 40000; ++i)
            feed.setEdge({}, {hub, other});
        feed.removeNode(hub);
        QVERIFY(feed.flush());
        QCOMPARE(sink.model.breaches, QStringList());
        QCOMPARE(sink.model.nodes.size(), std::size_t(1));
        QVERIFY(sink.model.edges.empty());
    }

    void whatAScanDoesNotNameGoes()
    {
        ReplaySink sink(m_schema);
        KeyedFeed feed(sink, m_schema);
        for (const int round : {0, 1}) {
            feed.beginScan();
            const Slot a = feed.setNode("a", {}).value(), b = feed.setNode(round == 0 ? "b" : "c", {}).value();
            feed.setEdge("x", {a, b});
            feed.endScan();
            QVERIFY(feed.flush());
        }
        QCOMPARE(sink.model.edgesByKey(), std::multiset<std::string>{"a c"});
        QCOMPARE(sink.model.nodes.size(), std::size_t(2));
        QCOMPARE(sink.model.breaches, QStringList());
    }

    void anyOrderOfChangesKeepsTheRulesOfASet()
    {
        ReplaySink sink(m_schema);
        KeyedFeed feed(sink, m_schema);
        Random random(3);
        std::map<std::string, KeyedFeed::NodeState> nodes;
        std::map<std::string, std::pair<std::string, std::string>> edges;
        for (int i = 0; i < 60000; ++i) {
            const std::string node = "n" + std::to_string(random.below(30)),
                              other = "n" + std::to_string(random.below(30));
            const std::string edge = "e" + std::to_string(random.below(60));
            switch (random.below(8)) {
                case 0:
                    if (const auto slot = feed.findNode(node)) {
                        feed.removeNode(*slot);
                        nodes.erase(node);
                        std::erase_if(edges,
                                      [&](const auto& e) { return e.second.first == node || e.second.second == node; });
                    }
                    break;
                case 1:
                    if (const auto slot = feed.findEdge(edge)) {
                        feed.removeEdge(*slot);
                        edges.erase(edge);
                    }
                    break;
                case 2:
                case 3:
                case 4: {
                    const auto source = feed.findNode(node), target = feed.findNode(other);
                    if (source && target) {
                        feed.setEdge(edge, {*source, *target, static_cast<graph::Category>(random.below(2)),
                                            random.below(2) == 0, float(random.below(3))});
                        edges[edge] = {node, other};
                    }
                    break;
                }
                case 5:
                    if (random.below(40) == 0)
                        QVERIFY(feed.flush());
                    break;
                default:
                    nodes[node] = stateWith("label " + std::to_string(random.below(2)), float(random.below(2)));
                    QVERIFY(feed.setNode(node, nodes[node]).has_value());
            }
        }
        QVERIFY(feed.flush());
        QCOMPARE(sink.model.breaches, QStringList());
        QCOMPARE(sink.model.nodes.size(), nodes.size());
        for (const auto& [key, state] : nodes) {
            QCOMPARE(sink.model.node(key)->label, state.label);
            QCOMPARE(sink.model.node(key)->values[1], state.values[1]);
        }
        std::multiset<std::string> expected;
        for (const auto& [key, ends] : edges)
            expected.insert(ends.first + ' ' + ends.second);
        QCOMPARE(sink.model.edgesByKey(), expected);
    }

    void afterTheSinkSaidStopNothingMoreIsSent()
    {
        struct StoppedSink final : ChangeSink {
            int pushes = 0;
            graph::ChangeSet takeEmptySet() override
            {
                graph::ChangeSet set;
                set.setValueColumns(2, 0);
                return set;
            }
            bool push(graph::ChangeSet) override { return ++pushes > 1; }
            bool waitFor(std::chrono::nanoseconds) override { return false; }
            void report(Error) override {}
        } sink;
        KeyedFeed feed(sink, m_schema);
        for (int i = 0; i < 20000; ++i)
            QVERIFY(feed.setNode("n" + std::to_string(i), {}).has_value());
        QVERIFY(feed.stopped());
        feed.removeNode(*feed.findNode("n0"));
        QVERIFY(!feed.flush());
        QCOMPARE(sink.pushes, 1);
    }

    void whatCannotTravelIsRefusedWithItsName_data()
    {
        QTest::addColumn<QByteArray>("key");
        QTest::addColumn<QByteArray>("label");
        QTest::addColumn<float>("figure");
        QTest::addColumn<QByteArray>("cause");
        QTest::newRow("no key") << QByteArray() << QByteArray() << 0.0F << QByteArray("key is empty");
        QTest::newRow("long key") << QByteArray(1025, 'k') << QByteArray() << 0.0F
                                  << QByteArray("1025 bytes long; at most 1024");
        QTest::newRow("long label") << QByteArray("k") << QByteArray(4097, 'k') << 0.0F
                                    << QByteArray("label of \"k\" is 4097");
        QTest::newRow("broken key") << QByteArray("k\xff") << QByteArray() << 0.0F << QByteArray("not UTF-8");
        QTest::newRow("broken label") << QByteArray("k") << QByteArray("\xc0\x80") << 0.0F << QByteArray("not UTF-8");
        QTest::newRow("NaN") << QByteArray("k") << QByteArray() << std::numeric_limits<float>::quiet_NaN()
                             << QByteArray("finite");
        QTest::newRow("infinite") << QByteArray("k") << QByteArray() << std::numeric_limits<float>::infinity()
                                  << QByteArray("finite");
        QTest::newRow("negative") << QByteArray("k") << QByteArray() << -1.0F << QByteArray("negative");
    }

    void whatCannotTravelIsRefusedWithItsName()
    {
        QFETCH(QByteArray, key);
        QFETCH(QByteArray, label);
        QFETCH(float, figure);
        QFETCH(QByteArray, cause);
        ReplaySink sink(m_schema);
        KeyedFeed feed(sink, m_schema);
        KeyedFeed::NodeState state = stateWith(label.toStdString(), 0);
        state.motion.size = figure;
        const auto set = feed.setNode(key.toStdString(), state);
        QVERIFY(!set);
        QVERIFY2(set.error().text.find(cause.toStdString()) != std::string::npos, set.error().text.c_str());
        QCOMPARE(feed.nodeCount(), std::size_t(0));
    }

    void ofAttributesThatAreAllSaidOnlyDifferencesAreSent()
    {
        graph::Schema schema = m_schema;
        schema.nodeAttributes = {{"team", graph::AttributeKind::Text}, {"age", graph::AttributeKind::Number}, {"left", graph::AttributeKind::Flag}};
        ReplaySink sink(schema);
        KeyedFeed feed(sink, schema);
        const auto say = [&](Slot node, graph::AttributeValue team, graph::AttributeValue age) {
            feed.setAttributes(ElementKind::Node, node, std::array{ColumnValue{0, team}, ColumnValue{1, age}});
            QVERIFY(feed.flush());
        };
        using Attributes = std::map<std::string, std::string>;
        const Slot a = feed.setNode("a", {}).value();
        say(a, "red", 40.0);
        QCOMPARE(sink.model.node("a")->attributes, (Attributes{{"age", "40"}, {"team", "red"}}));
        const int pushes = sink.pushes;
        say(a, "red", 40.0);
        QCOMPARE(sink.pushes, pushes);
        say(a, "red", 41.0);
        QCOMPARE(sink.model.node("a")->attributes, (Attributes{{"age", "41"}, {"team", "red"}}));
        say(a, std::monostate{}, 41.0);
        QCOMPARE(sink.model.node("a")->attributes, (Attributes{{"age", "41"}}));
        feed.setAttributes(ElementKind::Node, a, {});
        QVERIFY(feed.flush());
        QCOMPARE(sink.model.node("a")->attributes, Attributes{});
        // Whoever has the slot next says all of it.
        say(a, "red", 40.0);
        feed.removeNode(a);
        const Slot b = feed.setNode("b", {}).value();
        QCOMPARE(b, a);
        say(b, "red", 40.0);
        QCOMPARE(sink.model.node("b")->attributes, (Attributes{{"age", "40"}, {"team", "red"}}));
        // It goes in the set after the one that speaks of it.
        feed.setAttributes(ElementKind::Node, b, {});
        feed.removeNode(b);
        QVERIFY(feed.flush());
        QCOMPARE(sink.model.breaches, QStringList());
    }

    void valuesThatLookAlikeAreToldApart()
    {
        SaidAttributes said;
        const auto say = [&](std::span<const ColumnValue> all) { return said.say(3, all).has_value(); };
        QVERIFY(!say({}));
        QVERIFY(say(std::array{ColumnValue{0, 1.0}}));
        QVERIFY(!say(std::array{ColumnValue{0, 1.0}}));
        QVERIFY(say(std::array{ColumnValue{1, 1.0}}));
        QVERIFY(say(std::array{ColumnValue{1, true}}));
        QVERIFY(say(std::array{ColumnValue{1, graph::Time{1}}}));
        QVERIFY(say(std::array{ColumnValue{1, std::string_view("1")}}));
        QVERIFY(say(std::array{ColumnValue{1, std::string_view()}}));
        QCOMPARE(said.say(3, {}), std::optional<SaidAttributes::Columns>(2));
        QVERIFY(!say({}));
    }

    void utf8IsToldFromOtherBytes()
    {
        for (const char* text : {"", "a", "ü", "€", "\xf0\x9f\x98\x80", "\xed\x9f\xbf", "\xf4\x8f\xbf\xbf"})
            QVERIFY2(graph::isUtf8(text), text);
        for (const char* text : {"\x80", "\xc1\xbf", "\xc3", "\xe2\x82", "\xe0\x9f\xbf", "\xed\xa0\x80",
                                 "\xf4\x90\x80\x80", "\xf8\x88\x80\x80\x80", "a\xff"})
            QVERIFY2(!graph::isUtf8(text), text);
        QCOMPARE(cleaned("a\x01\xff\xe2\x82z", 100), std::string("a \xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbdz"));
        QCOMPARE(cleaned("ab\xe2\x82\xac", 4), std::string("ab"));
    }
};

WEIR_TEST(tst_KeyedFeed)
#include "tst_keyed_feed.moc"
