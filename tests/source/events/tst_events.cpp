#include "graph/limits.h"
#include "replay_sink.h"
#include "source/events/event_line.h"
#include "source/catalogue.h"
#include "support/test_program.h"
#include "source/source.h"
#include <fcntl.h>
#include <QtCore/QDir>
#include <QtCore/QFile>
#include <QtCore/QTemporaryDir>
#include <QtTest/QtTest>
#include <sys/stat.h>
#include <unistd.h>

using namespace weir;
using namespace weir::source;

namespace {

void write(const QString& path, const QByteArray& text, QIODevice::OpenMode mode = QIODevice::WriteOnly)
{
    QFile file(path);
    QVERIFY(file.open(mode));
    QCOMPARE(file.write(text), text.size());
}

/// With the quotes that JSON wants.
QByteArray json(QByteArray text) { return text.replace('\'', '"'); }

std::unique_ptr<Source> eventsFrom(const QString& path)
{
    auto source = makeSource("events:" + path.toStdString());
    return source ? std::move(*source) : nullptr;
}

} // namespace

class tst_Events final : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    QString m_path = m_folder.filePath(u"events.jsonl"_qs);

    /// What `lines` make, with the reports.
    struct Fed {
        ReplayModel model;
        QStringList reports;
    };
    Fed feed(const QByteArray& lines)
    {
        write(m_path, lines);
        const auto source = eventsFrom(m_path);
        ReplaySink sink(source->schema(), [](int wait) { return wait < 30; });
        if (const auto ran = source->run(sink, {}); !ran)
            sink.reports << QString::fromStdString(ran.error().text);
        return {sink.model, sink.reports};
    }

private Q_SLOTS:
    void theGephiVocabularyIsUnderstood()
    {
        const Fed fed = feed(json("{'an':{'A':{'label':'first','size':2,'x':1.5,'y':-2},'B':{'r':1,'g':0.5,'b':0}}}\n"
                                  "{'an':{'C':{'color':'#102030','category':'web'}},'ae':{'AB':{'source':'A','target':'"
                                  "B','directed':false,'weight':3}}}\n"
                                  "{'ae':{'BC':{'source':'B','target':'C'},'CC':{'source':'C','target':'C'}}}\n"
                                  "{'cn':{'A':{'size':4}},'ce':{'AB':{'weight':5}}}\n"));
        QCOMPARE(fed.reports, QStringList());
        QCOMPARE(fed.model.breaches, QStringList());
        QCOMPARE(fed.model.nodes.size(), std::size_t(3));
        const ReplayModel::Node& a = *fed.model.node("A");
        QCOMPARE(a.label, std::string("first"));
        QVERIFY(a.positioned && a.x == 1.5F && a.y == -2 && a.size == 4);
        QCOMPARE(fed.model.node("B")->colour, 0xffff8000U);
        QVERIFY(!fed.model.node("B")->positioned);
        QCOMPARE(fed.model.node("C")->colour, 0xff102030U);
        QCOMPARE(fed.model.edgesByKey(), (std::multiset<std::string>{"A B", "B C", "C C"}));
        QVERIFY(!fed.model.edge("A", "B")->directed && fed.model.edge("A", "B")->weight == 5);
        QVERIFY(fed.model.edge("B", "C")->directed);
    }

    void removingANodeTakesItsEdgesAlong()
    {
        const Fed fed = feed(json(
            "{'an':{'A':{},'B':{},'C':{}},'ae':{'AB':{'source':'A','target':'B'},'BC':{'source':'B','target':'C'}}}\n"
            "{'dn':{'B':{}}}\n"
            "{'an':{'B':{'label':'again'}},'ae':{'AB':{'source':'B','target':'A'}}}\n"));
        QCOMPARE(fed.reports, QStringList());
        QCOMPARE(fed.model.breaches, QStringList());
        QCOMPARE(fed.model.edgesByKey(), std::multiset<std::string>{"B A"});
        QCOMPARE(fed.model.node("B")->label, std::string("again"));
    }

    void anEdgeAddedAgainWithOtherEndsIsReplaced()
    {
        const Fed fed = feed(json("{'an':{'A':{},'B':{},'C':{}},'ae':{'e':{'source':'A','target':'B'}}}\n"
                                  "{'ae':{'e':{'target':'C'}}}\n"));
        QCOMPARE(fed.reports, QStringList());
        QCOMPARE(fed.model.breaches, QStringList());
        QCOMPARE(fed.model.edgesByKey(), std::multiset<std::string>{"A C"});
    }

    void objectsMayStandInAnyLinesThatEndInAnyWay()
    {
        const QString all = u"A; B; A>B"_qs;
        const QByteArray objects[] = {json("{'an':{'A':{}}}"), json("{'an':{'B':{}}}"), json("{'ae':{'e':{'source':'A','target':'B'}}}")};
        for (const char* end : {"\n", "\r", "\r\n", "\n\r", "", " ", "\n\n", "\n\xef\xbb\xbf"}) {
            const Fed fed = feed(objects[0] + end + objects[1] + end + objects[2] + end);
            QCOMPARE(fed.reports, QStringList());
            QCOMPARE(fed.model.edgesByKey(), std::multiset<std::string>{"A B"});
        }
        QCOMPARE(feed(json("{\n 'an': {\n  'A': {\n   'label': 'x'\n  }\n }\n}\n{ 'an': {'B': {}}\n}\n")).model.nodes.size(), std::size_t(2));
    }

    void linesThatAreNoEventsCostOnlyThemselves()
    {
        const Fed fed = feed(json("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n12\r\n{'an':{'A':{}}}\r\n\r\n{'an':{'Z':{\r\n{'an':{'B':{}}} rest\r\n0\r\n"));
        QCOMPARE(fed.model.nodes.size(), std::size_t(2));
        QCOMPARE(fed.reports.size(), 6);
        QVERIFY2(fed.reports[3].contains(u":7: not JSON"_qs) && fed.reports[4].contains(u":8: not JSON"_qs), qPrintable(fed.reports.join(u'\n')));
    }

    void whatGephiSendsBesideTheOperationsIsPassedOver()
    {
        const Fed fed = feed(json("{'t':12.5,'id':'ev1','an':{'A':{'fixed':true,'z':0}}}\n{'cg':{'title':'net'}}\n{'id':7,'an':{'B':{}},'cg':{'step':3}}\n"));
        QCOMPARE(fed.model.nodes.size(), std::size_t(2));
        QCOMPARE(fed.reports.size(), 1);
        QVERIFY2(fed.reports[0].endsWith(u"passed over: cg"_qs), qPrintable(fed.reports[0]));
    }

    void whatIsNotBuiltInIsAnAttribute()
    {
        using Values = std::map<std::string, std::string>;
        const QByteArray born = json("{'an':{'A':{'age':36,'dept':'Finance','active':true,'big':9007199254740993,'tags':['x',{'y':1}],'fixed':false,'z':0.5},'B':{'age':'old'}}}\n"
                                     "{'ae':{'e':{'source':'A','target':'B','since':1999,'label':'knows'}}}\n");
        const Fed fed = feed(born);
        QCOMPARE(fed.reports.size(), 1);
        QVERIFY2(fed.reports[0].contains(u"1 are of another kind than those before and go to columns named \"… (text)\""_qs), qPrintable(fed.reports[0]));
        QCOMPARE(fed.model.breaches, QStringList());
        QCOMPARE(fed.model.node("A")->attributes,
                 (Values{{"age", "36"}, {"dept", "Finance"}, {"active", "true"}, {"big", "9007199254740993"}, {"tags", "[\"x\",{\"y\":1}]"}, {"fixed", "false"}, {"z", "0.5"}}));
        QCOMPARE(fed.model.node("B")->attributes, (Values{{"age (text)", "old"}}));
        QCOMPARE(fed.model.edge("A", "B")->attributes, (Values{{"since", "1999"}, {"label", "knows"}}));
        const Fed changed = feed(born + json("{'cn':{'A':{'age':37,'dept':null,'none':null}}}\n{'ce':{'e':{'since':null}}}\n"));
        QCOMPARE(changed.model.node("A")->attributes.at("age"), std::string("37"));
        QVERIFY(!changed.model.node("A")->attributes.contains("dept") && !changed.model.node("A")->attributes.contains("none"));
        QCOMPARE(changed.model.edge("A", "B")->attributes, (Values{{"label", "knows"}}));
        const Fed fits = feed(born + json("{'cn':{'B':{'age':38}}}\n"));   // and what it was before is gone
        QCOMPARE(fits.model.node("B")->attributes, (Values{{"age", "38"}}));
        // Who comes back under its key begins anew.
        const Fed again = feed(born + json("{'dn':{'A':{}}}\n{'an':{'A':{}}}\n"));
        QCOMPARE(again.model.node("A")->attributes, Values());
    }

    void filtersKnowAttributesThatWereTold()
    {
        const QByteArray graph = json("{'an':{'A':{'dept':'Finance','age':36},'B':{'dept':'Sales','age':40},'C':{}}}\n"
                                      "{'ae':{'e':{'source':'A','target':'B','since':1999},'f':{'source':'B','target':'C','since':2003}}}\n");
        const auto after = [&](const char* line) { return feed(graph + json(line) + '\n'); };
        const Fed text = after("{'dn':{'filter':{'NodeAttribute':{'attribute':'dept','value':'Finance'}}}}");
        QVERIFY(!text.model.node("A") && text.model.node("B") && text.model.node("C"));
        const Fed number = after("{'dn':{'filter':{'NodeAttribute':{'attribute':'age','value':40}}}}");
        QVERIFY(number.model.node("A") && !number.model.node("B"));
        const Fed edge = after("{'de':{'filter':{'EdgeAttribute':{'attribute':'since','value':'2003'}}}}");
        QCOMPARE(edge.model.edgesByKey(), std::multiset<std::string>{"A B"});
        const Fed changed = after("{'cn':{'filter':{'NodeAttribute':{'attribute':'dept','value':'Sales'}},'attributes':{'dept':'Finance','size':5}}}");
        QCOMPARE(changed.model.node("B")->attributes.at("dept"), std::string("Finance"));
        QCOMPARE(changed.model.node("B")->size, 5.0F);
        const Fed forgotten = feed(graph + json("{'cn':{'A':{'dept':null}}}\n{'dn':{'B':{}}}\n{'an':{'B':{}}}\n{'dn':{'filter':{'NodeAttribute':{'attribute':'dept','value':'Finance'}}}}\n"
                                                "{'dn':{'filter':{'NodeAttribute':{'attribute':'dept','value':'Sales'}}}}\n"));
        QCOMPARE(forgotten.model.nodes.size(), std::size_t(3));
        for (const Fed& fed : {text, number, edge, changed, forgotten}) {
            QCOMPARE(fed.reports, QStringList());
            QCOMPARE(fed.model.breaches, QStringList());
        }
    }

    void columnsBeyondTheLimitAreLeftOutAndTold()
    {
        QByteArray line = "{\"an\":{\"A\":{";
        for (int i = 0; i < 70; ++i)
            line += (i == 0 ? "" : ",") + QByteArray("\"v") + QByteArray::number(i) + "\":" + QByteArray::number(i);
        const Fed fed = feed(line + "}}}\n");
        QCOMPARE(fed.model.node("A")->attributes.size(), graph::maxAttributeColumns);
        QCOMPARE(fed.reports.size(), 1);
        QVERIFY2(fed.reports[0].contains(u"of values of attributes 6 are left out, of columns beyond the 64"_qs), qPrintable(fed.reports[0]));
    }

    void namesOfAttributesCountInAnyCase()
    {
        const Fed fed = feed(json("{'an':{'A':{'Label':'Alpha','SIZE':3,'X':1,'Y':2,'Color':'#102030'},'B':{'LABEL':'no','label':'yes'}}}\n{'ae':{'e':{'Source':'A','TARGET':'B','Weight':4,'Directed':false}}}\n"));
        QCOMPARE(fed.reports, QStringList());
        const ReplayModel::Node& a = *fed.model.node("A");
        QVERIFY(a.label == "Alpha" && a.size == 3 && a.positioned && a.x == 1 && a.colour == 0xff102030U);
        QCOMPARE(fed.model.node("B")->label, std::string("yes"));
        QVERIFY(!fed.model.edge("A", "B")->directed && fed.model.edge("A", "B")->weight == 4);
    }

    void aNameLabelsWhatHasNoLabel()
    {
        const Fed fed = feed(json("{'an':{'A':{'name':'ox'},'B':{'name':'elk','label':'Elk'}}}\n{'cn':{'B':{'name':'other'}}}\n"));
        QCOMPARE(fed.reports, QStringList());
        QCOMPARE(fed.model.node("A")->label, std::string("ox"));
        QCOMPARE(fed.model.node("B")->label, std::string("Elk"));
    }

    void figuresMayBeTexts()
    {
        const Fed fed = feed(json("{'an':{'A':{'size':'10','x':'1.5','y':'2','r':'0.5'},'B':{'size':''}}}\n{'ae':{'e':{'source':'A','target':'B','directed':'False','weight':'3'}}}\n"));
        QCOMPARE(fed.reports, QStringList());
        const ReplayModel::Node& a = *fed.model.node("A");
        QVERIFY(a.size == 10 && a.x == 1.5F && a.colour == 0xff800000U);
        QVERIFY(!fed.model.edge("A", "B")->directed && fed.model.edge("A", "B")->weight == 3);
    }

    void idsThatAreNumbersAreTheirDigits()
    {
        const Fed fed = feed(json("{'an':{'1':{'label':1},'2':{'label':2.0},'9007199254740993':{},'18446744073709551617':{}}}\n"
                                  "{'ae':{'x':{'source':1,'target':2.0},'y':{'source':9007199254740993,'target':18446744073709551617}}}\n"));
        QCOMPARE(fed.reports, QStringList());
        QCOMPARE(fed.model.edgesByKey(), (std::multiset<std::string>{"1 2", "9007199254740993 18446744073709551617"}));
        QCOMPARE(fed.model.node("2")->label, std::string("2"));
    }

    void nanIsNoValueAndCounted()
    {
        const Fed fed = feed(json("{'an':{'A':{'name':'NaN \\\" NaN','score':NaN},'B':{}}}\n{'ae':{'e':{'source':'A','target':'B','weight':-Infinity}}}\n"));
        QCOMPARE(fed.model.node("A")->label, std::string("NaN \" NaN"));
        QCOMPARE(fed.model.edge("A", "B")->weight, 1.0F);
        QCOMPARE(fed.reports.size(), 2);
        QVERIFY2(fed.reports[0].contains(u":1: NaN and infinities are no values; the value is left out"_qs), qPrintable(fed.reports[0]));
    }

    void nullIsNoValue()
    {
        const Fed fed = feed(json("{'an':{'A':{'label':'now','size':null,'color':null,'x':null},'B':null}}\n{'cn':{'A':{'label':null}}}\n{'ae':{'e':{'source':'A','target':'B','weight':null}}}\n"));
        QCOMPARE(fed.reports, QStringList());
        QVERIFY(fed.model.node("A")->label == "now" && !fed.model.node("A")->positioned);
        QCOMPARE(fed.model.edges.size(), std::size_t(1));
    }

    void figuresTooSmallForAFloatAreZero()
    {
        const Fed fed = feed(json("{'an':{'A':{}}}\n{'ae':{'e':{'source':'A','target':'A','weight':1e-180}}}\n"));
        QCOMPARE(fed.reports, QStringList());
        QCOMPARE(fed.model.edge("A", "A")->weight, 0.0F);
    }

    void coloursAreReadInEveryWayAndLeftOutWhereTheyAreNone()
    {
        const Fed fed = feed(json("{'an':{'A':{'color':'red'},'B':{'color':'0x102030'},'C':{'color':1056816},'D':{'r':255,'g':128,'b':0},'E':{'r':0.2,'g':0.4,'b':0.6},'F':{'color':'reddish'},'G':{'r':-1}}}\n"));
        QCOMPARE(fed.model.node("A")->colour, 0xffff0000U);
        QCOMPARE(fed.model.node("B")->colour, 0xff102030U);
        QCOMPARE(fed.model.node("C")->colour, 0xff102030U);
        QCOMPARE(fed.model.node("D")->colour, 0xffff8000U);
        QCOMPARE(fed.model.node("E")->colour, 0xff336699U);
        QCOMPARE(fed.model.node("F")->colour, 0U);
        QCOMPARE(fed.reports.size(), 2);
        QVERIFY2(fed.reports[0].contains(u"color of node \"F\" is no colour"_qs) && fed.reports[0].contains(u"the value is left out"_qs), qPrintable(fed.reports[0]));
    }

    void anEdgesSizeIsItsWeightWhereItHasNone()
    {
        const Fed fed = feed(json("{'an':{'A':{}}}\n{'ae':{'e':{'source':'A','target':'A','size':2}}}\n{'ce':{'e':{'size':7,'weight':3}}}\n"));
        QCOMPARE(fed.model.edge("A", "A")->weight, 3.0F);
    }

    void filtersRemoveAndChangeManyElements()
    {
        const QByteArray graph = json("{'an':{'A':{'label':'x','size':2},'B':{'label':'y','size':2},'filter':{}}}\n{'ae':{'AB':{'source':'A','target':'B'},'BB':{'source':'B','target':'B','weight':2}}}\n");
        QCOMPARE(feed(graph + json("{'dn':{'filter':'ALL'}}\n{'an':{'C':{}}}\n")).model.nodes.size(), std::size_t(1));
        QCOMPARE(feed(graph + json("{'dn':{'filter':'ALL'},'an':{'C':{}}}\n")).model.nodes.size(), std::size_t(1));
        QCOMPARE(feed(graph + json("{'de':{'filter':'ALL'}}\n")).model.edges.size(), std::size_t(0));
        const Fed some = feed(graph + json("{'dn':{'filter':{'NodeAttribute':{'attribute':'Label','value':'x'}}}}\n"));
        QVERIFY(!some.model.node("A") && some.model.node("B") && some.model.edges.size() == 1);
        QCOMPARE(feed(graph + json("{'de':{'filter':{'EdgeAttribute':{'attribute':'weight','value':2}}}}\n")).model.edgesByKey(), std::multiset<std::string>{"A B"});
        const Fed changed = feed(graph + json("{'cn':{'filter':{'NodeAttribute':{'attribute':'size','value':'2.0'}},'attributes':{'size':5}}}\n{'ce':{'filter':'ALL','attributes':{'weight':9}}}\n"));
        QVERIFY(changed.model.node("A")->size == 5 && changed.model.node("filter")->size == 1);
        QCOMPARE(changed.model.edge("B", "B")->weight, 9.0F);
        const Fed named = feed(graph + json("{'dn':{'filter':{}}}\n"));
        QVERIFY(!named.model.node("filter") && named.model.node("A"));
        for (const Fed& fed : {some, changed, named}) {
            QCOMPARE(fed.reports, QStringList());
            QCOMPARE(fed.model.breaches, QStringList());
        }
    }

    void aMemberThatComesTwiceCountsTwice()
    {
        const Fed fed = feed(json("{'an':{'A':{}},'an':{'B':{}}}\n"));
        QCOMPARE(fed.reports, QStringList());
        QCOMPARE(fed.model.nodes.size(), std::size_t(2));
    }

    void removingWhatIsNotThereHidesNothingElse()
    {
        QByteArray lines = json("{'an':{'A':{},'B':{}},'ae':{'e':{'source':'A','target':'B'}}}\n{'dn':{'A':{}}}\n");
        for (int i = 0; i < 130; ++i)
            lines += json("{'de':{'e':{}}}\n");
        const Fed fed = feed(lines + json("{'an':{'C':{'size':'big'}}}\n{'dn':{'B':{},'none':{}}}\n"));
        QCOMPARE(fed.model.nodes.size(), std::size_t(0));   // of a line that removes, what is there goes
        QCOMPARE(fed.reports.size(), 1 + 2 + 1);
        QVERIFY2(fed.reports[0].contains(u":3: there is no edge \"e\" to be removed"_qs), qPrintable(fed.reports[0]));
        QVERIFY2(fed.reports[2].contains(u":102: 100 removals of what is not there so far"_qs), qPrintable(fed.reports[2]));
        QVERIFY(fed.reports[3].contains(u"size of node \"C\""_qs));
    }

    void whatIsNoTextOfEventsIsNamed()
    {
        for (const auto& [bytes, named] : {std::pair(QByteArray("\xff\xfe{\0\"\0", 6), u"UTF-16"_qs), std::pair(QByteArray("\x1f\x8b\x08\0", 4), u"gzip"_qs), std::pair(QByteArray("<?xml version='1.0'?><graphml>"), u"file:PATH"_qs)}) {
            const Fed fed = feed(bytes);
            QCOMPARE(fed.reports.size(), 1);
            QVERIFY2(fed.reports[0].contains(named), qPrintable(fed.reports[0]));
        }
    }

    void theOrderOfMembersInALineDoesNotMatter()
    {
        const Fed fed = feed(json("{'dn':{'X':{}},'ae':{'AB':{'source':'A','target':'B'}},'an':{'B':{},'A':{},'X':{}}}"
                                  "\n"));
        QCOMPARE(fed.reports, QStringList());
        QCOMPARE(fed.model.edgesByKey(), std::multiset<std::string>{"A B"});
        QVERIFY(!fed.model.node("X"));
    }

    void everyCategoryHasItsName()
    {
        QByteArray lines = "{\"an\":{\"plain\":{}}}\n";
        for (int i = 0; i < 60; ++i)
            lines +=
                "{\"an\":{\"n" + QByteArray::number(i) + "\":{\"category\":\"kind " + QByteArray::number(i % 30) + "\"}}}\n";
        const Fed fed = feed(lines);
        QCOMPARE(fed.reports, QStringList());
        QCOMPARE(fed.model.breaches, QStringList());
        const auto& names = fed.model.schema().nodeCategories;
        QCOMPARE(names.size(), std::size_t(31));   // and an empty one, of those without
        for (int i = 0; i < 60; ++i) {
            const auto* const node = fed.model.node("n" + std::to_string(i));
            QCOMPARE(names[node->category], "kind " + std::to_string(i % 30));
        }
        QVERIFY(names[fed.model.node("plain")->category].empty());
        QVERIFY(fed.model.schema().edgeCategories.empty());
    }

    void aGraphWithoutCategoriesHasNoList()
    {
        const Fed fed = feed(json("{'an':{'A':{},'B':{'category':''}}}\n"));
        QCOMPARE(fed.model.breaches, QStringList());
        QVERIFY(fed.model.schema().nodeCategories.empty());
    }

    void aCategoryCanBeTakenAway()
    {
        const Fed fed = feed(json("{'an':{'A':{'category':'x'}}}\n{'cn':{'A':{'category':''}}}\n"));
        QCOMPARE(fed.model.breaches, QStringList());
        QVERIFY(fed.model.schema().nodeCategories[fed.model.node("A")->category].empty());
    }

    void categoriesBeyondTheListAreLeftOutAndCounted()
    {
        QByteArray lines = "{\"an\":{";
        for (int i = 0; i < 70'000; ++i) {
            lines += "\"n" + QByteArray::number(i) + "\":{\"category\":\"k" + QByteArray::number(i) + "\"},";
            if (i % 1000 == 999)
                lines += "\"last\":{}}}\n{\"an\":{";
        }
        const Fed fed = feed(lines + "\"end\":{}}}\n");
        QCOMPARE(fed.model.breaches, QStringList());
        QCOMPARE(fed.model.schema().nodeCategories.size(), std::size_t{graph::maxListEntries});
        QVERIFY(!fed.reports.isEmpty() && fed.reports.size() <= 5);
        QVERIFY2(fed.reports.back().contains(QStringLiteral(" times a category is left out: 65536")), qPrintable(fed.reports.back()));
        QCOMPARE(fed.model.schema().nodeCategories[fed.model.node("n100")->category], std::string("k100"));
        QCOMPARE(fed.model.node("n69999")->category, graph::Category{0});
    }

    void aBadLineIsReportedWithItsNumberAndWhollySkipped_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<QString>("cause");
        const QDir folder(QStringLiteral(WEIR_TEST_DIR "/bad_inputs/events"));
        const QStringList names = folder.entryList({u"*.json"_qs}, QDir::Files, QDir::Name);
        QVERIFY(!names.isEmpty());
        for (const QString& name : names) {
            QFile file(folder.filePath(name)), expected(folder.filePath(name.chopped(5) + u".cause"_qs));
            QVERIFY(file.open(QIODevice::ReadOnly) && expected.open(QIODevice::ReadOnly));
            QTest::newRow(qPrintable(name))
                << file.readAll().trimmed() << QString::fromUtf8(expected.readAll()).trimmed();
        }
        QTest::newRow("NUL") << QByteArray("{\"an\":{\"Z\":\0{}}}", 16) << u"not JSON"_qs;
        QTest::newRow("half a character") << QByteArray(R"({"an":{"Z":{"label":"\ud83d"}}})") << u"half of a character"_qs;
        QTest::newRow("an unknown filter") << QByteArray(R"({"dn":{"filter":"SOME"}})") << u"the filter \"SOME\" is not known"_qs;
        QTest::newRow("a filter by what is not kept") << QByteArray(R"({"dn":{"filter":{"NodeAttribute":{"attribute":"age","value":7}}}})") << u"there is no filter by \"age\""_qs;
        QTest::newRow("an edge of what a filter removes") << QByteArray(R"({"dn":{"filter":"ALL"},"ae":{"x":{"source":"A","target":"B"}}})") << u"there is no node \"A\""_qs;
        QTest::newRow("an event of a server") << QByteArray(R"(data: {"an":{"Z":{}}})") << u"SSE"_qs;
        QTest::newRow("not UTF-8") << QByteArray("{\"an\":{\"Z\":{\"label\":\"\xff\"}}}") << u"not JSON"_qs;
        QTest::newRow("long key") << "{\"an\":{\"" + QByteArray(1025, 'k') + "\":{}}}" << u"at most 1024"_qs;
        QTest::newRow("long label") << "{\"an\":{\"Z\":{\"label\":\"" + QByteArray(4097, 'k') + "\"}}}"
                                    << u"at most 4096"_qs;
        QTest::newRow("long line") << "{\"an\":{\"Z\":{}}" + QByteArray(1024 * 1024, ' ') + "}"
                                   << u"longer than 1048576"_qs;
    }

    void aBadLineIsReportedWithItsNumberAndWhollySkipped()
    {
        QFETCH(QByteArray, line);
        QFETCH(QString, cause);
        const QByteArray before = json("{'an':{'A':{},'B':{}},'ae':{'AB':{'source':'A','target':'B'}}}");
        const Fed fed = feed(before + '\n' + line + "\n{\"an\":{\"after\":{}}}\n");
        QCOMPARE(fed.reports.size(), 1);
        QVERIFY2(fed.reports[0].contains(u"events.jsonl:2: "_qs), qPrintable(fed.reports[0]));
        QVERIFY2(fed.reports[0].contains(cause), qPrintable(fed.reports[0]));
        QVERIFY2(fed.reports[0].size() < 500, qPrintable(fed.reports[0]));
        QCOMPARE(fed.model.nodes.size(), std::size_t(3));
        QVERIFY(fed.model.node("after"));
        QCOMPARE(fed.model.edgesByKey(), std::multiset<std::string>{"A B"});
    }

    void reportsOfAFileOfRubbishAreFew()
    {
        QByteArray lines;
        for (int i = 0; i < 5000; ++i)
            lines += "rubbish\n";
        const Fed fed = feed(lines);
        QCOMPARE(fed.reports.size(), 50 + 2);   // one by one, then a hundred, a thousand
        QVERIFY(fed.reports[49].contains(u"more of this kind are counted"_qs));
        QVERIFY2(fed.reports.last().contains(u":1000: 1,000 lines skipped so far"_qs), qPrintable(fed.reports.last()));
    }

    void aFileIsFollowedAsItGrowsAndFromItsStartWhenCut()
    {
        write(m_path, "{\"an\":{\"A\":{}}}\n{\"an\":{\"B\"");
        const auto source = eventsFrom(m_path);
        QStringList nodeCounts;
        ReplaySink* seen = nullptr;
        ReplaySink sink(source->schema(), [&](int wait) {
            nodeCounts << QString::number(seen->model.nodes.size());
            if (wait == 0)
                write(m_path, ":{}}}\n", QIODevice::Append);
            if (wait == 1)
                write(m_path, "{\"an\":{\"C\":{}}}\n");
            if (wait == 2) {
                const QString other = m_folder.filePath(u"other"_qs);
                write(other, "{\"an\":{\"D\":{}}}\nrubbish\n{\"an\":{\"E\":{}}}\n");
                QFile::remove(m_path);
                QFile::rename(other, m_path);
            }
            return wait < 3;
        });
        seen = &sink;
        QVERIFY(source->run(sink, {}).has_value());
        QCOMPARE(nodeCounts, QStringList({u"1"_qs, u"2"_qs, u"3"_qs, u"5"_qs}));
        QCOMPARE(sink.reports.size(), 1);
        QVERIFY(sink.reports[0].contains(u":2: "_qs));
    }

    void aLastLineWithoutAnEndCountsOnceNothingFollows()
    {
        const Fed fed = feed("{\"an\":{\"A\":{}}}");
        QCOMPARE(fed.reports, QStringList());
        QVERIFY(fed.model.node("A"));
    }

    void aFifoIsReadThroughSeveralWriters()
    {
        const QString path = m_folder.filePath(u"fifo"_qs);
        QCOMPARE(::mkfifo(path.toUtf8().constData(), 0600), 0);
        const auto source = eventsFrom(path);
        const auto writeOnce = [&](const QByteArray& text) {
            const int writer = ::open(path.toUtf8().constData(), O_WRONLY | O_NONBLOCK);
            QVERIFY(writer >= 0);
            QCOMPARE(::write(writer, text.constData(), std::size_t(text.size())), ssize_t(text.size()));
            ::close(writer);
        };
        ReplaySink sink(source->schema(), [&](int wait) {
            if (wait == 0)
                writeOnce("{\"an\":{\"A\":{}}}\n");
            if (wait == 3)
                writeOnce("{\"an\":{\"B\":{}}}");   // the writer goes without a line end
            if (wait == 6)
                writeOnce("{\"an\":{\"C\":{}}}\n");
            return wait < 9;
        });
        QVERIFY(source->run(sink, {}).has_value());
        QCOMPARE(sink.reports, QStringList());
        QCOMPARE(sink.model.nodes.size(), std::size_t(3));
    }

    void standardInputEndsTheSource()
    {
        int ends[2];
        QCOMPARE(::pipe(ends), 0);
        const QByteArray text = "{\"an\":{\"A\":{}}}\n{\"an\":{\"B\":{}}}";
        QCOMPARE(::write(ends[1], text.constData(), std::size_t(text.size())), ssize_t(text.size()));
        ::close(ends[1]);
        const int kept = ::dup(STDIN_FILENO);
        ::dup2(ends[0], STDIN_FILENO);
        const auto source = eventsFrom(u"-"_qs);
        ReplaySink sink(source->schema(), [](int wait) { return wait < 100; });
        const bool ran = source->run(sink, {}).has_value();
        ::dup2(kept, STDIN_FILENO);
        ::close(kept);
        ::close(ends[0]);
        QVERIFY(ran);
        QCOMPARE(sink.model.nodes.size(), std::size_t(2));
        QCOMPARE(sink.waits, 0);
    }

    void whatCannotBeOpenedIsAnErrorInWords()
    {
        const auto absent = eventsFrom(m_folder.filePath(u"absent"_qs));
        ReplaySink sink(absent->schema());
        const auto ran = absent->run(sink, {});
        QVERIFY(!ran && ran.error().text.find("No such file") != std::string::npos);
        const auto folder = eventsFrom(m_folder.path());
        QVERIFY(!folder->run(sink, {}));
        QVERIFY(!makeSource("events"));
    }
};

WEIR_TEST_IN(QCoreApplication, tst_Events)
#include "tst_events.moc"
