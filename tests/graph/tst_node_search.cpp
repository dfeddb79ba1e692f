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
    void attributesAreAskedForByTheirKind();
    void aQuotedNameIsAnAttributesAlone();
    void whatIsNoValueOfAnAttributeSaysSo();
    void theBestAreKeptAndAllAreCounted();
    void freeSlotsAndRemovedNodesAreNotFound();
    void anEmptyTextFindsNothing();

private:
    void add(Slot slot, std::string_view key, std::string_view label, std::vector<float> values = {0, 0});
    /// Three nodes with attributes of each kind.
    void addPeople();
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

void tst_NodeSearch::addPeople()
{
    add(0, "a", "", {0, 0});
    add(1, "b", "", {5, 0});
    add(2, "c", "", {0, 0});
    ChangeSet set;
    set.setValueColumns(2, 0);
    for (const auto& [name, kind] : {std::pair{"age", AttributeKind::Number}, {"department", AttributeKind::Text}, {"manager", AttributeKind::Flag},
                                     {"since", AttributeKind::Time}, {"cpu", AttributeKind::Number}})
        set.appendAttribute(ElementKind::Node, {name, kind});
    set.appendText(ElementKind::Node, 1, "Finance");
    AttributeSet& rows = set.attributes(ElementKind::Node);
    rows.setNumber(0, 0, 30.1);
    rows.setNumber(1, 0, 40.5);
    rows.setNumber(2, 0, 64);
    rows.setEntry(0, 1, 0);
    rows.setOwnText(1, 1, "Sales");
    rows.setEntry(2, 1, 0);
    rows.setFlag(0, 2, false);
    rows.setFlag(2, 2, true);
    rows.setTime(0, 3, {1'577'836'800'000'000});   // 2020-01-01
    rows.setTime(1, 3, {1'577'923'200'000'000});   // 2020-01-02
    rows.setNumber(0, 4, 1);
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

void tst_NodeSearch::attributesAreAskedForByTheirKind()
{
    addPeople();
    QCOMPARE(found("age > 40"), (std::vector<Slot>{2, 1}));   // the largest first
    QCOMPARE(found("AGE = 30.1"), (std::vector<Slot>{0}));
    QCOMPARE(found("department = finance"), (std::vector<Slot>{0, 2}));
    QCOMPARE(found("department = \"Finance\""), (std::vector<Slot>{0, 2}));
    QCOMPARE(found("department = Sales"), (std::vector<Slot>{1}));   // its own text, in no dictionary
    QCOMPARE(found("manager = yes"), (std::vector<Slot>{2}));
    QCOMPARE(found("manager = false"), (std::vector<Slot>{0}));
    QCOMPARE(found("since >= 2020-01-02"), (std::vector<Slot>{1}));
    QCOMPARE(found("since < 2020-01-02"), (std::vector<Slot>{0}));
}

void tst_NodeSearch::aQuotedNameIsAnAttributesAlone()
{
    addPeople();
    QCOMPARE(found("cpu > 0"), (std::vector<Slot>{1}));         // the declared column
    QCOMPARE(found("\"cpu\" > 0"), (std::vector<Slot>{0}));   // the attribute of that name
    QCOMPARE(found("\"degree\" > 0"), std::vector<Slot>{});   // a text: there is no such attribute
}

void tst_NodeSearch::whatIsNoValueOfAnAttributeSaysSo()
{
    addPeople();
    for (const auto& [text, word] : {std::pair{"age > old", "number"}, {"age =", "number"}, {"department > Sales", "ask with ="}, {"department =", "a text"},
                                     {"manager = perhaps", "true or false"}, {"manager > no", "ask with ="}, {"since > soon", "2026-11-30"}}) {
        const auto query = SearchQuery::parse(text, m_store.schema());
        QVERIFY2(!query, text);
        QVERIFY2(query.error().text.find(word) != std::string::npos, query.error().text.c_str());
    }
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
