#include "graph/node_search.h"
#include "graph/changes/change_set.h"
#include "support/test_program.h"
#include <QtTest/QTest>

using namespace weir;
using namespace weir::graph;
using Match = NodeSearch::Hit::Match;

class tst_NodeSearch : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void theBetterMatchComesFirst();
    void caseDoesNotMatter_data();
    void caseDoesNotMatter();
    void aLabelIsLookedAtAsWellAsAKey();
    void conditionsAskForValues_data();
    void conditionsAskForValues();
    void aConditionWithoutANumberSaysSo();
    void aSignInATextIsPartOfIt();
    void theBestAreKeptAndAllAreCounted();
    void freeSlotsAndRemovedNodesAreNotFound();
    void anEmptyTextFindsNothing();

private:
    void add(Slot slot, std::string_view key, std::string_view label, std::vector<float> values = {0, 0});
    std::vector<Slot> found(std::string_view text, std::size_t most = 100, std::uint32_t atOnce = 3);

    GraphStore m_store;
    Tick m_tick = 0;
    std::uint64_t m_count = 0;
    std::vector<NodeSearch::Hit> m_hits;
};

void tst_NodeSearch::init()
{
    Schema schema;
    schema.nodeValues = {{"cpu", "%"}, {"Mem", "MiB"}};
    m_store.reset(schema);
    m_tick = 0;
}

void tst_NodeSearch::add(Slot slot, std::string_view key, std::string_view label, std::vector<float> values)
{
    ChangeSet set;
    set.setValueColumns(2, 0);
    set.setNodeIdentity(slot, 1, key, label, 0);
    set.setNodeMotion(slot, {}, values);
    QVERIFY(m_store.apply(set.view(), ++m_tick).has_value());
}

std::vector<Slot> tst_NodeSearch::found(std::string_view text, std::size_t most, std::uint32_t atOnce)
{
    auto query = SearchQuery::parse(text, m_store.schema());
    if (!query)
        qFatal("%s", query.error().text.c_str());
    NodeSearch search(std::move(*query), most);
    while (search.advance(m_store, atOnce)) {
    }
    m_count = search.found();
    m_hits = search.hits();
    std::vector<Slot> slots;
    for (const auto& hit : m_hits)
        slots.push_back(hit.node);
    return slots;
}

void tst_NodeSearch::theBetterMatchComesFirst()
{
    add(0, "zlibx", "");
    add(1, "my-lib", "");
    add(2, "library", "");
    add(3, "lib", "");
    add(4, "libc", "");
    add(5, "none", "");
    QCOMPARE(found("lib"), (std::vector<Slot>{3, 4, 2, 1, 0}));
    QCOMPARE(m_hits[0].match, Match::Whole);
    QCOMPARE(m_hits[1].match, Match::Beginning);
    QCOMPARE(m_hits[3].match, Match::Word);
    QCOMPARE(m_hits[4].match, Match::Inside);
}

void tst_NodeSearch::caseDoesNotMatter_data()
{
    QTest::addColumn<QByteArray>("key");
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("Latin") << QByteArray("LibC") << QByteArray("lIBc");
    QTest::newRow("accents") << QByteArray("\xc3\x89t\xc3\xa9") << QByteArray("\xc3\xa9T\xc3\x89");
    QTest::newRow("Greek") << QByteArray("\xce\xa9mega") << QByteArray("\xcf\x89MEGA");
    QTest::newRow("Cyrillic") << QByteArray("\xd0\x9c\xd0\xbe\xd1\x81\xd0\xba\xd0\xb2\xd0\xb0") << QByteArray("\xd0\xbc\xd0\x9e\xd0\xa1\xd0\xba");
    QTest::newRow("what has no case") << QByteArray("\xe6\x9d\xb1\xe4\xba\xac") << QByteArray("\xe4\xba\xac");
}

void tst_NodeSearch::caseDoesNotMatter()
{
    QFETCH(QByteArray, key);
    QFETCH(QByteArray, text);
    add(0, std::string_view(key.constData(), static_cast<std::size_t>(key.size())), "");
    QCOMPARE(found(text.toStdString()), std::vector<Slot>{0});
}

void tst_NodeSearch::aLabelIsLookedAtAsWellAsAKey()
{
    add(0, "pid:17", "postgres");
    add(1, "postgres-data", "volume");
    QCOMPARE(found("postgres"), (std::vector<Slot>{0, 1}));
    QCOMPARE(found("17"), std::vector<Slot>{0});
}

void tst_NodeSearch::conditionsAskForValues_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<std::vector<Slot>>("slots");
    QTest::newRow("greater") << QByteArray("cpu>0.9") << std::vector<Slot>{2, 1};
    QTest::newRow("at least") << QByteArray(" CPU >= 0.9 ") << std::vector<Slot>{2, 1};
    QTest::newRow("less") << QByteArray("mem<100") << std::vector<Slot>{0};
    QTest::newRow("at most") << QByteArray("mem <= 100") << std::vector<Slot>{1, 0};
    QTest::newRow("equal, as a float is") << QByteArray("cpu=0.1") << std::vector<Slot>{0};
    QTest::newRow("degree") << QByteArray("degree=0") << std::vector<Slot>{0, 1, 2};
    QTest::newRow("negative") << QByteArray("cpu > -1") << std::vector<Slot>{2, 1, 0};
}

void tst_NodeSearch::conditionsAskForValues()
{
    QFETCH(QByteArray, text);
    QFETCH(std::vector<Slot>, slots);
    add(0, "a", "", {0.1F, 50});
    add(1, "b", "", {0.95F, 100});
    add(2, "c", "", {2, 200});
    QCOMPARE(found(text.toStdString()), slots);
}

void tst_NodeSearch::aConditionWithoutANumberSaysSo()
{
    for (const char* text : {"cpu>", "cpu > x", "cpu >= 1e", "degree = nan", "cpu < 1 2"}) {
        const auto query = SearchQuery::parse(text, m_store.schema());
        QVERIFY2(!query, text);
        QVERIFY2(query.error().text.find("comes a number") != std::string::npos, query.error().text.c_str());
    }
}

void tst_NodeSearch::aSignInATextIsPartOfIt()
{
    add(0, "std::map<int>", "");
    add(1, "a=b", "");
    QCOMPARE(found("map<int"), std::vector<Slot>{0});
    QCOMPARE(found("a=b"), std::vector<Slot>{1});
}

void tst_NodeSearch::theBestAreKeptAndAllAreCounted()
{
    for (Slot slot = 0; slot < 500; ++slot)
        add(slot, "node" + std::string(1 + slot % 50, 'x') + std::to_string(slot), "");
    const auto best = found("node", 7);
    QCOMPARE(best.size(), 7U);
    QCOMPARE(m_count, 500U);
    for (const Slot slot : best)
        QVERIFY(slot % 50 <= 2);   // the shortest
}

void tst_NodeSearch::freeSlotsAndRemovedNodesAreNotFound()
{
    add(2, "here", "");
    add(9000, "here too", "");
    add(5, "here no more", "");
    ChangeSet set;
    set.setValueColumns(2, 0);
    set.removeNode(5);
    QVERIFY(m_store.apply(set.view(), ++m_tick).has_value());
    QCOMPARE(found("here", 100, 1000), (std::vector<Slot>{2, 9000}));
    QCOMPARE(found("degree >= 0", 100, 1000), (std::vector<Slot>{2, 9000}));
}

void tst_NodeSearch::anEmptyTextFindsNothing()
{
    add(0, "a", "");
    QCOMPARE(found("  "), std::vector<Slot>());
}

WEIR_TEST(tst_NodeSearch)
#include "tst_node_search.moc"
