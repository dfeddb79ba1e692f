#include "source/catalogue.h"
#include "support/test_program.h"
#include <QtTest/QtTest>

using namespace weir::source;

class tst_Spec final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aSpecIsANameAndTheRestBehindTheFirstColon()
    {
        QCOMPARE(Spec::split("proc").name, std::string("proc"));
        QCOMPARE(Spec::split("file:C:/a b.csv").name, std::string("file"));
        QCOMPARE(Spec::split("file:C:/a b.csv").rest, std::string("C:/a b.csv"));
    }

    void aWrongSpecSaysWhatIsPossible_data()
    {
        QTest::addColumn<QByteArray>("spec");
        QTest::addColumn<QStringList>("words");
        const auto row = [](const char* spec, const QStringList& words) {
            QTest::newRow(spec) << QByteArray(spec) << words;
        };
        row("", {u"no source is named"_qs, u"synthetic"_qs, u"events"_qs});
        row("sythetic", {u"there is no source \"sythetic\""_qs, u"synthetic"_qs, u"debian"_qs, u"proc"_qs});
        row("synthetic:node=3", {u"unknown key \"node\""_qs, u"nodes"_qs, u"churn"_qs});
        row("synthetic:nodes", {u"\"nodes\" is not key=value"_qs});
        row("synthetic:nodes=3,nodes=4", {u"nodes is given twice"_qs});
        row("synthetic:nodes=-1", {u"nodes=-1"_qs, u"whole number from 0 to 10000000"_qs});
        row("synthetic:nodes=10000001", {u"from 0 to 10000000"_qs});
        row("synthetic:nodes=3.5", {u"nodes=3.5"_qs});
        row("synthetic:rate=fast", {u"rate=fast"_qs, u"a number from 0 to 100000000"_qs});
        row("synthetic:rate=nan", {u"rate=nan"_qs});
        row("synthetic:churn=2", {u"churn=2"_qs, u"from 0 to 1"_qs});
        row("synthetic:positions=maybe", {u"yes or no"_qs});
        row("synthetic:nodes=0,edges=1", {u"edges need nodes"_qs});
    }

    void aWrongSpecSaysWhatIsPossible()
    {
        QFETCH(QByteArray, spec);
        QFETCH(QStringList, words);
        const auto made = makeSource(spec.toStdString());
        QVERIFY(!made);
        for (const QString& word : words)
            QVERIFY2(QString::fromStdString(made.error().text).contains(word), made.error().text.c_str());
    }

    void everySourceOfTheHelpHasAFormThatBeginsWithItsName()
    {
        QVERIFY(catalogue().size() >= 5);
        for (const SourceKind* const kind : catalogue()) {
            QVERIFY(kind->form().starts_with(kind->name));
            QVERIFY(!kind->text.empty());
            QVERIFY(sourceHelp().contains(kind->form()));
            QCOMPARE(kindNamed(kind->name), kind);
        }
        QCOMPARE(kindNamed("proc")->form(), std::string("proc[:interval=MILLISECONDS]"));
        QCOMPARE(kindNamed("events")->form(), std::string("events:PATH|-"));
        QVERIFY(!kindNamed("oracle"));
    }

    void ofAKeyWithYesOrNoItsNameAloneSaysYes()
    {
        const auto parsed = [](std::string_view text) {
            const Spec spec = Spec::split(text);
            return SpecValues::parse(spec, kindNamed(spec.name)->parameters);
        };
        for (const char* text :
             {"file:/data/a.csv,watch", "file:/data/a.csv:watch", "file:/data/a.csv,watch=yes", "file:/data/a.csv:nodes=n.csv,watch"}) {
            const auto values = parsed(text);
            QVERIFY2(values && values->yesNo("watch") && values->text("path") == "/data/a.csv", text);
        }
        for (const char* text : {"file:/data/watch", "file:/data/a.csv,watch=no", "file:/data/a.csv:nodes=watch"})
            QVERIFY2(!parsed(text).value().yesNo("watch"), text);
        QCOMPARE(parsed("file:/data/a,watched.csv")->text("path"), std::string("/data/a,watched.csv"));
        QCOMPARE(parsed("file:/data/a,source.csv")->text("path"), std::string("/data/a,source.csv"));
        QVERIFY(!parsed("file:/data/a.csv,watch=maybe"));
        QVERIFY(parsed("synthetic:positions").value().yesNo("positions"));
        QVERIFY(!parsed("synthetic:nodes"));
    }

    void whatIsBegunIsCompletedToTheNextWord()
    {
        using Specs = std::vector<std::string>;
        QCOMPARE(completions("s"), Specs{"synthetic"});
        QCOMPARE(completions("fi"), Specs{"file:"});
        QCOMPARE(completions("proc:"), Specs{"proc:interval="});
        QCOMPARE(completions("synthetic:e"), (Specs{"synthetic:edges=", "synthetic:edge-attributes=", "synthetic:edits="}));
        QCOMPARE(completions("synthetic:edges=3,po"), Specs{"synthetic:edges=3,positions="});
        // Once is enough.
        QCOMPARE(completions("synthetic:edges=3,ed"), (Specs{"synthetic:edges=3,edge-attributes=", "synthetic:edges=3,edits="}));
        QCOMPARE(completions("synthetic:positions=y"), Specs{"synthetic:positions=yes"});
        QCOMPARE(completions("file:/home"), Specs{});            // whose files they are the shell knows
        QCOMPARE(completions("oracle:"), Specs{});
        QCOMPARE(completions("").size(), catalogue().size());
    }

    void theLimitsThemselvesAreAllowed()
    {
        QVERIFY(makeSource("synthetic:nodes=0,edges=0,rate=0,churn=1,positions=no").has_value());
        QVERIFY(makeSource("synthetic:nodes=10000000,edges=50000000,rate=1e8,churn=0").has_value());
    }
};

WEIR_TEST(tst_Spec)
#include "tst_spec.moc"
