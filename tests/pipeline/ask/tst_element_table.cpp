#include "pipeline/ask/element_table.h"
#include "graph/changes/change_set.h"
#include "support/test_program.h"
#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>
#include <QtTest/QTest>

using namespace weir;
using namespace weir::pipeline;

/// Elements of a store as text, with a scene whose slots are the store's.
class tst_ElementTable : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void nodesAndEdgesStandInOneTable();
    void nodesAloneHaveTheirOwnColumns();
    void edgesAloneHaveTheirOwnColumns();
    void cellsAreQuotedWhereTheyMustBe();
    void jsonHasBothKinds();
    void numbersReadBackAsTheyWere();
    void whatIsGoneIsLeftOut();
    void itIsTheSameHoweverItIsSliced();
    void thereIsABound();
    void ofNothingThereIsAHeader();

private:
    void add(Slot slot, std::string_view key, std::string_view label = {}, float load = 0);
    TableAnswer table(TableFormat format, scene::ElementSet elements, std::size_t rowsAtOnce = 1000);
    QByteArray csv(scene::ElementSet elements) { return table(TableFormat::Csv, std::move(elements)).text; }
    QJsonObject json(scene::ElementSet elements)
    {
        return QJsonDocument::fromJson(table(TableFormat::Json, std::move(elements)).text).object();
    }

    graph::GraphStore m_store;
    graph::PageNumbering m_nodes, m_edges;
    Tick m_tick = 0;
};

void tst_ElementTable::init()
{
    graph::Schema schema;
    schema.nodeValues = {{"load", "%"}, {"age", ""}};
    schema.edgeValues = {{"delay", "ms"}, {"load", "%"}};
    schema.nodeCategories = {"host", "router"};
    schema.edgeCategories = {"wire"};
    m_store.reset(schema);
    m_nodes = {};
    m_edges = {};
    m_tick = 0;
    add(0, "a", "Alpha", 0.5F);
    add(1, "b");
    graph::ChangeSet set;
    set.setValueColumns(2, 2);
    set.setEdgeIdentity(0, 1, 0, 1, 0, true);
    set.setEdgeMotion(0, 2.5F, std::vector<float>{12, 0.25F});
    QVERIFY(m_store.apply(set.view(), ++m_tick).has_value());
    (void)m_edges.number(0);
}

void tst_ElementTable::add(Slot slot, std::string_view key, std::string_view label, float load)
{
    graph::ChangeSet set;
    set.setValueColumns(2, 2);
    set.setNodeIdentity(slot, 1, key, label, static_cast<graph::Category>(slot % 2));
    set.setNodeMotion(slot, {.size = 2}, std::vector<float>{load, 3});
    QVERIFY(m_store.apply(set.view(), ++m_tick).has_value());
    (void)m_nodes.number(slot);
}

TableAnswer tst_ElementTable::table(TableFormat format, scene::ElementSet elements, std::size_t rowsAtOnce)
{
    ElementTable table(7, format, std::make_shared<const scene::ElementSet>(std::move(elements)), m_store.schema());
    while (table.advance(m_store, m_nodes, m_edges, rowsAtOnce)) {
    }
    return table.take();
}

void tst_ElementTable::nodesAndEdgesStandInOneTable()
{
    const TableAnswer answer = table(TableFormat::Csv, {{1, 0}, {0}});
    QCOMPARE(answer.text, QByteArray("kind,key,label,category,degree,size,source,target,directed,weight,load (%),age,delay (ms)\r\n"
                                     "node,b,,router,1,2,,,,,0,3,\r\n"
                                     "node,a,Alpha,host,1,2,,,,,0.5,3,\r\n"
                                     "edge,,,wire,,,a,b,true,2.5,0.25,,12\r\n"));
    QCOMPARE(answer.question, std::uint64_t{7});
    QCOMPARE(answer.rows, std::uint64_t{3});
    QCOMPARE(answer.wanted, std::uint64_t{3});
    QVERIFY(!answer.cut && !answer.graphReplaced);
}

void tst_ElementTable::nodesAloneHaveTheirOwnColumns()
{
    QCOMPARE(csv({{0}, {}}), QByteArray("key,label,category,degree,size,load (%),age\r\na,Alpha,host,1,2,0.5,3\r\n"));
}

void tst_ElementTable::edgesAloneHaveTheirOwnColumns()
{
    QCOMPARE(csv({{}, {0}}), QByteArray("source,target,directed,weight,category,delay (ms),load (%)\r\na,b,true,2.5,wire,12,0.25\r\n"));
}

void tst_ElementTable::cellsAreQuotedWhereTheyMustBe()
{
    add(2, "x,y", "say \"hi\"\r\nthere");
    add(3, "plain text", "\xc3\xa4;\t");
    add(4, "line\r");
    QVERIFY(csv({{4}, {}}).contains("\r\n\"line\r\","));
    QCOMPARE(csv({{2, 3}, {}}), QByteArray("key,label,category,degree,size,load (%),age\r\n"
                                           "\"x,y\",\"say \"\"hi\"\"\r\nthere\",host,0,2,0,3\r\n"
                                           "plain text,\xc3\xa4;\t,router,0,2,0,3\r\n"));
}

void tst_ElementTable::jsonHasBothKinds()
{
    const QJsonObject object = json({{0, 1}, {0}});
    QCOMPARE(object[u"complete"].toBool(), true);
    QCOMPARE(object[u"nodes"].toArray().size(), 2);
    const QJsonObject node = object[u"nodes"][0].toObject(), edge = object[u"edges"][0].toObject();
    QCOMPARE(node[u"key"].toString(), QStringLiteral("a"));
    QCOMPARE(node[u"label"].toString(), QStringLiteral("Alpha"));
    QCOMPARE(node[u"category"].toString(), QStringLiteral("host"));
    QCOMPARE(node[u"degree"].toInt(), 1);
    QCOMPARE(node[u"values"][u"load"].toDouble(), 0.5);
    QCOMPARE(edge[u"source"].toString(), QStringLiteral("a"));
    QCOMPARE(edge[u"target"].toString(), QStringLiteral("b"));
    QCOMPARE(edge[u"directed"].toBool(), true);
    QCOMPARE(edge[u"weight"].toDouble(), 2.5);
    QCOMPARE(edge[u"values"][u"delay"].toDouble(), 12.0);
}

void tst_ElementTable::numbersReadBackAsTheyWere()
{
    const std::vector<float> numbers{0.1F, 1.0F / 3, -0.0F, 1e-38F, 3.4e38F, 16'777'217.0F};
    for (Slot i = 0; i < numbers.size(); ++i)
        add(10 + i, "n" + std::to_string(i), {}, numbers[i]);
    for (Slot i = 0; i < numbers.size(); ++i) {
        const QByteArray cell = csv({{10 + i}, {}}).split('\n')[1].split(',')[5];
        QCOMPARE(cell.toFloat(), numbers[i]);
        QCOMPARE(static_cast<float>(json({{10 + i}, {}})[u"nodes"][0][u"values"][u"load"].toDouble()), numbers[i]);
    }
    QVERIFY(csv({{10}, {}}).contains(",0.1,"));
    QVERIFY(table(TableFormat::Json, {{10}, {}}).text.contains("\"load\":0.1}"));
}

void tst_ElementTable::whatIsGoneIsLeftOut()
{
    const scene::ElementSet elements{{0, 900, 1, noSlot}, {0, 5, noSlot}};
    QCOMPARE(table(TableFormat::Csv, elements).rows, std::uint64_t{3});
    QCOMPARE(table(TableFormat::Csv, elements).wanted, std::uint64_t{7});
    graph::ChangeSet set;
    set.setValueColumns(2, 2);
    set.removeNode(0);
    QVERIFY(m_store.apply(set.view(), ++m_tick).has_value());
    const TableAnswer left = table(TableFormat::Csv, elements);   // its edge went with it
    QCOMPARE(left.rows, std::uint64_t{1});
    QVERIFY(left.text.contains("\r\nnode,b,"));
}

void tst_ElementTable::itIsTheSameHoweverItIsSliced()
{
    for (Slot i = 2; i < 50; ++i)
        add(i, "node " + std::to_string(i));
    scene::ElementSet elements{{}, {0, 0, 0}};
    for (Slot i = 0; i < 60; ++i)
        elements.nodes.push_back(i);
    for (const TableFormat format : {TableFormat::Csv, TableFormat::Json}) {
        const QByteArray whole = table(format, elements).text;
        for (const std::size_t rows : {1U, 7U, 60U, 63U})
            QCOMPARE(table(format, elements, rows).text, whole);
    }
}

void tst_ElementTable::thereIsABound()
{
    scene::ElementSet many{std::vector<Slot>(ElementTable::mostRows - 1, 0), {0, 0, 0}};
    TableAnswer answer = table(TableFormat::Json, many);
    QVERIFY(answer.cut);
    QCOMPARE(answer.rows, ElementTable::mostRows);
    const QJsonObject object = QJsonDocument::fromJson(answer.text).object();
    QCOMPARE(object[u"complete"].toBool(true), false);
    QCOMPARE(object[u"edges"].toArray().size(), 1);
    many.edges.resize(1);
    QVERIFY(!table(TableFormat::Json, many).cut);   // all of it, and not one row more

    add(2, "long", std::string(4000, 'x'));
    answer = table(TableFormat::Csv, {std::vector<Slot>(20'000, 2), {}});
    QVERIFY(answer.cut);
    QVERIFY(answer.rows < 20'000 && answer.text.size() < ElementTable::mostBytes + 8192);
}

void tst_ElementTable::ofNothingThereIsAHeader()
{
    QVERIFY(json({})[u"nodes"].toArray().isEmpty());
    QCOMPARE(json({})[u"complete"].toBool(), true);
    QCOMPARE(csv({}), QByteArray("category\r\n"));
}

WEIR_TEST(tst_ElementTable)
#include "tst_element_table.moc"
