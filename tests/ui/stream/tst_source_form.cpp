#include "ui/stream/source_form.h"
#include "support/test_program.h"

#include <QtCore/QDir>
#include <QtCore/QFile>
#include <QtCore/QTemporaryDir>
#include <QtCore/QTemporaryFile>
#include <QtTest/QtTest>

using weir::ui::SourceForm;

class tst_SourceForm final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everySourceThereIsCanBeChosen();
    void aSpecFillsTheFieldsAndComesBackWhole();
    void keysWithoutAFieldAreKept();
    void aPathMayHoldColonsAndCommas();
    void anotherSourceDropsTheKeysOfTheFirst();
    void whatIsMissingOrWrongIsSaid();
    void aFileIsThereOrItIsSaid();
    void aFileFillsTheForm();
    void aFileIsWatchedByACheckBox();
    void whatIsDroppedIsAPlaceOrItIsSaidWhyNot();
    void filesAreChosenByTheirFormats();
    void whatIsRememberedHasAName_data();
    void whatIsRememberedHasAName();
};

namespace {

QStringList values(const SourceForm& form)
{
    QStringList values;
    for (const QVariant& field : form.fields())
        values << field.toMap()[QStringLiteral("value")].toString();
    return values;
}

} // namespace

void tst_SourceForm::everySourceThereIsCanBeChosen()
{
    QTemporaryFile file;
    QVERIFY(file.open());
    SourceForm form;
    QCOMPARE(static_cast<std::size_t>(form.sources().size()), weir::source::catalogue().size());
    for (const QVariant& source : form.sources()) {
        form.setName(source.toMap()[QStringLiteral("name")].toString());
        for (const QVariant& field : form.fields()) {
            if (field.toMap()[QStringLiteral("isPath")].toBool())
                form.setField(field.toMap()[QStringLiteral("key")].toString(), file.fileName());
        }
        QVERIFY2(form.problem().isEmpty(), qPrintable(form.problem()));
        QVERIFY(weir::source::makeSource(form.spec().toStdString()).has_value());
    }
}

void tst_SourceForm::aSpecFillsTheFieldsAndComesBackWhole()
{
    SourceForm form;
    const QString spec = QStringLiteral("synthetic:nodes=10,edges=20,rate=30");
    form.setSpec(spec);
    QCOMPARE(form.name(), QStringLiteral("synthetic"));
    QCOMPARE(values(form), QStringList({QStringLiteral("10"), QStringLiteral("20"), QStringLiteral("30")}));
    QCOMPARE(form.spec(), spec);
}

void tst_SourceForm::keysWithoutAFieldAreKept()
{
    SourceForm form;
    form.setSpec(QStringLiteral("synthetic:nodes=10,seed=7,positions=no"));
    QVERIFY(form.spec().endsWith(QLatin1String(",seed=7,positions=no")));
    form.setField(QStringLiteral("nodes"), QStringLiteral("11"));
    QVERIFY(form.spec().startsWith(QLatin1String("synthetic:nodes=11,")) && form.spec().endsWith(QLatin1String(",seed=7,positions=no")));
}

void tst_SourceForm::aPathMayHoldColonsAndCommas()
{
    SourceForm form;
    form.setSpec(QStringLiteral("file:/tmp/a:b,c=d.csv"));
    QCOMPARE(values(form), QStringList({QStringLiteral("/tmp/a:b,c=d.csv"), QStringLiteral("no")}));
    QCOMPARE(form.spec(), QStringLiteral("file:/tmp/a:b,c=d.csv"));
}

void tst_SourceForm::anotherSourceDropsTheKeysOfTheFirst()
{
    SourceForm form;
    form.setSpec(QStringLiteral("synthetic:nodes=10,seed=7"));
    form.setName(QStringLiteral("debian"));
    QCOMPARE(form.spec(), QStringLiteral("debian"));
}

void tst_SourceForm::whatIsMissingOrWrongIsSaid()
{
    SourceForm form;
    form.setName(QStringLiteral("file"));
    QVERIFY(form.problem().contains(QLatin1String("path")));
    form.setName(QStringLiteral("synthetic"));
    form.setField(QStringLiteral("nodes"), QStringLiteral("many"));
    QVERIFY(form.problem().contains(QLatin1String("nodes=many must be a whole number")));
    form.setField(QStringLiteral("nodes"), QStringLiteral("10"));
    QVERIFY(form.problem().isEmpty());
    form.setSpec(QStringLiteral("oracle:x=1"));
    QVERIFY(form.problem().contains(QLatin1String("oracle")));
}

void tst_SourceForm::aFileIsThereOrItIsSaid()
{
    SourceForm form;
    form.setSpec(QStringLiteral("file:/nowhere/a.csv"));
    QCOMPARE(form.problem(), QStringLiteral("There is no file \"/nowhere/a.csv\"."));
    QTemporaryDir home;
    qputenv("HOME", home.path().toLocal8Bit());
    QFile file(home.filePath(QStringLiteral("a.csv")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    form.setSpec(QStringLiteral("file:~/a.csv"));
    QCOMPARE(form.problem(), QString());
    form.setSpec(QStringLiteral("events:-"));
    QCOMPARE(form.problem(), QString());
}

void tst_SourceForm::aFileFillsTheForm()
{
    QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral("log.jsonl")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    SourceForm form;
    QCOMPARE(form.setFile(file.fileName()), QString());
    QCOMPARE(form.spec(), QStringLiteral("events:") + file.fileName());
    QVERIFY(!form.setFile(folder.path()).isEmpty());
    QCOMPARE(form.spec(), QStringLiteral("events:") + file.fileName());
}

void tst_SourceForm::whatIsRememberedHasAName_data()
{
    QTest::addColumn<QString>("place");
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("detail");
    const QString home = QDir::homePath();
    QTest::newRow("a server") << QStringLiteral("wss://host:9000/stream") << QStringLiteral("host:9000") << QStringLiteral("wss://host:9000/stream");
    QTest::newRow("a file") << QStringLiteral("file:/data/a:b.csv") << QStringLiteral("a:b.csv") << QStringLiteral("/data");
    QTest::newRow("a file at home") << QStringLiteral("file:") + home + QStringLiteral("/graphs/a.csv") << QStringLiteral("a.csv") << QStringLiteral("~/graphs");
    QTest::newRow("a source") << QStringLiteral("synthetic:nodes=10,edges=20") << QStringLiteral("synthetic") << QStringLiteral("nodes=10, edges=20");
    QTest::newRow("what this program does not know") << QStringLiteral("oracle:x") << QStringLiteral("oracle:x") << QString();
}

void tst_SourceForm::whatIsRememberedHasAName()
{
    QFETCH(QString, place);
    QFETCH(QString, name);
    QFETCH(QString, detail);
    const QVariantMap words = SourceForm().wordsOf(place);
    QCOMPARE(words.value(QStringLiteral("name")).toString(), name);
    QCOMPARE(words.value(QStringLiteral("detail")).toString(), detail);
}

void tst_SourceForm::aFileIsWatchedByACheckBox()
{
    SourceForm form;
    form.setSpec(QStringLiteral("file:/data/calls.csv:source=a,target=b,watch"));
    QCOMPARE(values(form), QStringList({QStringLiteral("/data/calls.csv:source=a,target=b"), QStringLiteral("yes")}));
    QVERIFY(form.fields()[1].toMap()[QStringLiteral("isFlag")].toBool() && !form.fields()[0].toMap()[QStringLiteral("isFlag")].toBool());
    QCOMPARE(form.spec(), QStringLiteral("file:/data/calls.csv:source=a,target=b,watch=yes"));
    form.setField(QStringLiteral("watch"), QStringLiteral("no"));
    QCOMPARE(form.spec(), QStringLiteral("file:/data/calls.csv:source=a,target=b"));
    form.setSpec(QStringLiteral("file:/data/watch.csv"));
    QCOMPARE(values(form), QStringList({QStringLiteral("/data/watch.csv"), QStringLiteral("no")}));
    form.setSpec(QStringLiteral("file:/data/calls.csv,watch=yes,nodes=/data/n.csv"));
    QCOMPARE(values(form), QStringList({QStringLiteral("/data/calls.csv,nodes=/data/n.csv"), QStringLiteral("yes")}));
    QCOMPARE(SourceForm().wordsOf(QStringLiteral("file:/data/calls.csv,watch=yes")).value(QStringLiteral("name")).toString(), QStringLiteral("calls.csv"));
}

void tst_SourceForm::whatIsDroppedIsAPlaceOrItIsSaidWhyNot()
{
    QTemporaryDir folder;
    const auto made = [&](const char* name, const char* text) {
        QFile file(folder.filePath(QLatin1String(name)));
        if (file.open(QIODevice::WriteOnly))
            file.write(text);
        return QUrl::fromLocalFile(file.fileName());
    };
    const QUrl edges = made("calls, all.csv", "Source,Target,Weight\na,b,1\nb,c,2\n"), nodes = made("people.csv", "Id,Label,Age\na,Ada,36\nb,Bob,40\n"),
               graph = made("g.graphml", "<graphml/>");
    const SourceForm form;
    const auto place = [&](const QList<QUrl>& urls) { return form.dropped(urls).value(QStringLiteral("place")).toString(); };
    const auto problem = [&](const QList<QUrl>& urls) {
        const QVariantMap dropped = form.dropped(urls);
        return dropped.value(QStringLiteral("place")).toString().isEmpty() ? dropped.value(QStringLiteral("problem")).toString() : QStringLiteral("none");
    };
    QCOMPARE(place({graph}), QStringLiteral("file:") + graph.toLocalFile());
    const QString both = QStringLiteral("file:") + edges.toLocalFile() + QStringLiteral(",nodes=") + nodes.toLocalFile();
    QCOMPARE(place({edges, nodes}), both);
    QCOMPARE(place({nodes, edges}), both);
    QCOMPARE(place({QUrl(QStringLiteral("ws://host:9000/stream"))}), QStringLiteral("ws://host:9000/stream"));
    QVERIFY(problem({edges, graph}).contains(QLatin1String("a table of edges and a table of nodes together")));
    QVERIFY(problem({edges, edges}).startsWith(QLatin1String("2 files are no one graph")));
    QVERIFY(problem({edges, nodes, graph}).startsWith(QLatin1String("3 files are no one graph")));
    QVERIFY(problem({QUrl::fromLocalFile(folder.path())}).contains(QLatin1String("is a folder")));
    QVERIFY(problem({edges, QUrl::fromLocalFile(folder.path())}).contains(QLatin1String("is a folder")));
    QVERIFY(problem({QUrl::fromLocalFile(folder.filePath(QStringLiteral("none.csv")))}).contains(QLatin1String("There is no file")));
    QVERIFY(problem({QUrl(QStringLiteral("https://example.org/a.csv"))}).contains(QLatin1String("is no file of this machine")));
    QVERIFY(problem({}).contains(QLatin1String("A text cannot be shown")));
    const QUrl commas = made("a,b.csv", "Id,Label\na,Ada\nb,Bob\n");
    QVERIFY(problem({edges, commas}).contains(QLatin1String("without commas")));
}

void tst_SourceForm::filesAreChosenByTheirFormats()
{
    const QStringList filters = SourceForm().fileFilters();
    QVERIFY2(filters.first().startsWith(QStringLiteral("Graphs (*.csv *.csv.gz ")), qPrintable(filters.first()));
    QVERIFY(filters.contains(QStringLiteral("GraphML (*.graphml *.graphml.gz)")));
    QVERIFY(filters.contains(QStringLiteral("Events (*.jsonl *.ndjson)")));
    QCOMPARE(filters.last(), QStringLiteral("All files (*)"));
}

WEIR_TEST(tst_SourceForm)
#include "tst_source_form.moc"
