#include "replay_sink.h"
#include "format/table/csv_reader.h"
#include "source/catalogue.h"
#include "support/test_program.h"
#include <QtCore/QDir>
#include <QtCore/QFile>
#include <QtCore/QTemporaryDir>
#include <QtTest/QtTest>
#include <functional>
#include <sstream>
#include <stop_token>

using namespace weir;
using namespace weir::format;
using namespace weir::source;

namespace {

struct Read {
    ReplayModel model;
    QString error;
};

Read readFile(const QString& path)
{
    const auto source = makeSource("file:" + path.toStdString());
    if (!source)
        return {ReplayModel(), QString::fromStdString(source.error().text)};
    ReplaySink sink((*source)->schema());
    const auto ran = (*source)->run(sink, {});
    return {sink.model, ran ? QString() : QString::fromStdString(ran.error().text)};
}

Read readSample(const char* name) { return readFile(QStringLiteral(WEIR_TEST_DIR "/files/") + QLatin1String(name)); }

void writeEdges(const QString& path, int count)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QByteArray text = "source,target\n";
    for (int i = 0; i < count; ++i)
        text += "hub,n" + QByteArray::number(i) + '\n';
    file.write(text);
}

/// How a format says that there are nodes N and edges from N to M.
struct Written {
    const char *head, *node, *between, *edge, *end;
};

/// A ring of so many nodes.
void writeRing(const QString& path, const Written& as, int count)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QByteArray text = as.head;
    for (int i = 1; i <= count; ++i)
        text += QByteArray(as.node).replace('N', QByteArray::number(i));
    text += as.between;
    for (int i = 1; i <= count; ++i) {
        const QByteArray number = QByteArray::number(i);
        text += QByteArray(as.edge).replace('N', number).replace('M', QByteArray::number(i % count + 1)).replace('#', number);
    }
    file.write(text.replace('@', QByteArray::number(count)) + as.end);
}

/// Does something when the first set comes, which is long before the file is read whole.
class AtFirstPush final : public ChangeSink {
public:
    AtFirstPush(const graph::Schema& schema, std::function<void()> what) : replayed(schema), m_what(std::move(what)) {}

    [[nodiscard]] graph::ChangeSet takeEmptySet() override { return replayed.takeEmptySet(); }
    [[nodiscard]] bool push(graph::ChangeSet changes) override
    {
        if (replayed.pushes == 0)
            m_what();
        return replayed.push(std::move(changes));
    }
    [[nodiscard]] bool waitFor(std::chrono::nanoseconds duration) override { return replayed.waitFor(duration); }
    void report(Error fault) override { replayed.report(std::move(fault)); }

    ReplaySink replayed;

private:
    std::function<void()> m_what;
};

} // namespace

Q_DECLARE_METATYPE(Written)

class tst_File final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void cellsMayHoldSeparatorsQuotesAndLineEnds()
    {
        std::istringstream text("\xef\xbb\xbf"
                                "a, \"b \"\"c\"\"\" ,\"d\r\ne\"\r\n,\n");
        FileInput textFile(text);
        TextInput input(textFile);
        CsvReader rows(input, {});
        std::vector<std::string_view> cells;
        QVERIFY(rows.next(cells).value());
        QCOMPARE(cells, (std::vector<std::string_view>{"a", "b \"c\"", "d\ne"}));
        QCOMPARE(rows.line(), std::uint64_t(1));
        QVERIFY(rows.next(cells).value());
        QCOMPARE(cells, (std::vector<std::string_view>{"", ""}));
        QCOMPARE(rows.line(), std::uint64_t(3));
        QVERIFY(!rows.next(cells).value());
    }

    void aLineWithoutAnEndIsNotTakenIntoMemory()
    {
        std::istringstream text(std::string(3 * CsvReader::mostRowBytes, 'x') + "\na,b\n");
        FileInput textFile(text);
        TextInput input(textFile);
        CsvReader rows(input, {});
        std::vector<std::string_view> cells;
        QVERIFY(!rows.next(cells));
        QCOMPARE(rows.line(), std::uint64_t(1));
        QVERIFY(rows.next(cells).value());
        QCOMPARE(rows.line(), std::uint64_t(2));
        QCOMPARE(cells, (std::vector<std::string_view>{"a", "b"}));
    }

    void aRowWhoseQuoteStaysOpenCostsItsFirstLine()
    {
        std::istringstream text("\"a,b\nc,\"d\ne\"\n" + std::string(2 * CsvReader::mostRowBytes, 'x') + "\nf,g\n");
        FileInput textFile(text);
        TextInput input(textFile);
        CsvReader rows(input, {});
        std::vector<std::string_view> cells;
        QStringList seen;
        for (auto row = rows.next(cells); !row || *row; row = rows.next(cells))
            seen << QString::number(rows.line()) + (row ? u' ' + QString::fromStdString(std::string(cells[0])) : u" wrong"_qs);
        QCOMPARE(seen, QStringList({u"1 wrong"_qs, u"2 c"_qs, u"4 wrong"_qs, u"5 f"_qs}));
    }

    void aQuoteThatIsNotClosedTakesABoundedPartOfTheRest()
    {
        std::vector<std::string_view> cells;
        std::istringstream manyLines('"' + std::string(3 * CsvReader::mostRowBytes, '\n'));
        FileInput manyLinesFile(manyLines);
        TextInput manyInput(manyLinesFile);
        CsvReader quotedRows(manyInput, {});
        QVERIFY(!quotedRows.next(cells));
        QVERIFY(quotedRows.line() == 1);
        // Quotes that close and open again on every line, and quotes that every line opens: the work stays bounded.
        for (const char* line : {"\",x\"y,\"\n", "\"x\n"}) {
            std::string text = "\"";
            for (int i = 0; i < 200000; ++i)
                text += line;
            std::istringstream stream(text);
            FileInput streamFile(stream);
            TextInput input(streamFile);
            CsvReader rows(input, {});
            for (auto row = rows.next(cells); !row || *row; row = rows.next(cells)) {}
            QVERIFY(rows.line() >= 200000);
        }
    }

    void anEdgeListWithAHeaderIsRead()
    {
        const Read read = readSample("les_amis.csv");
        QCOMPARE(read.error, QString());
        QCOMPARE(read.model.breaches, QStringList());
        QCOMPARE(read.model.edgesByKey(),
                 (std::multiset<std::string>{"Ada Ada", "Ada Grace", "Don \"TeX\" K. Ada", "Grace Edsger"}));
        QCOMPARE(read.model.edge("Grace", "Edsger")->weight, 1.5F);
        QCOMPARE(read.model.edge("Ada", "Ada")->weight, 1.0F);
        QVERIFY(read.model.edge("Ada", "Grace")->directed);
        QCOMPARE(read.model.node("Ada")->values, std::vector<float>{3.0F});
        QVERIFY(read.model.node("Ada")->size > read.model.node("Edsger")->size);
    }

    void separatorsAndHeadersAreFoundOut()
    {
        const Read tabs = readSample("plain.tsv");
        QCOMPARE(tabs.error, QString());
        QCOMPARE(tabs.model.edgesByKey(), (std::multiset<std::string>{"a b", "a b", "b c"}));
        const Read blanks = readSample("blanks.txt");
        QCOMPARE(blanks.error, QString());
        QCOMPARE(blanks.model.edgesByKey(), (std::multiset<std::string>{"1 2", "2 3", "3 1"}));
        const Read semicolons = readSample("semicolons.csv");
        QCOMPARE(semicolons.error, QString());
        QCOMPARE(semicolons.model.edgesByKey(), (std::multiset<std::string>{"y x", "z y"}));
        QVERIFY(!semicolons.model.edge("y", "x")->directed && semicolons.model.edge("z", "y")->directed);
    }

    void aThirdColumnOfNumbersIsTheWeight()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(u"weighted"_qs);
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("a b 2.5\nb c 4\nc d\n");
        file.close();
        const Read read = readFile(path);
        QCOMPARE(read.error, QString());
        QCOMPARE(read.model.edge("a", "b")->weight, 2.5F);
        QCOMPARE(read.model.edge("c", "d")->weight, 1.0F);
    }

    void graphMlIsReadWhateverTheOrder()
    {
        const Read read = readSample("small.graphml");
        QCOMPARE(read.error, QString());
        QCOMPARE(read.model.breaches, QStringList());
        QCOMPARE(read.model.edgesByKey(), (std::multiset<std::string>{"a b", "a c", "c1 c"}));
        const ReplayModel::Node& a = *read.model.node("a");
        QCOMPARE(a.label, std::string("Größe & Maß"));
        QVERIFY(a.positioned && a.x == 1.5F && a.y == -3.0F && a.size == 2);
        QVERIFY(!read.model.node("b")->positioned);
        QCOMPARE(read.model.node("b")->size, 4.0F);
        QCOMPARE(read.model.node("b")->colour, 0xff336699U);
        QVERIFY(read.model.edge("a", "b")->directed && !read.model.edge("a", "c")->directed);
        QCOMPARE(read.model.edge("a", "c")->weight, 0.5F);
    }

    void aLargeFileComesInBoundedSets()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(u"large.csv"_qs);
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        for (int i = 0; i < 30000; ++i)
            file.write(QByteArray::number(i % 5000) + ',' + QByteArray::number(i * 7 % 5000) + '\n');
        file.close();
        const Read read = readFile(path);   // the sink watches the size of the sets
        QCOMPARE(read.error, QString());
        QCOMPARE(read.model.breaches, QStringList());
        QCOMPARE(read.model.nodes.size(), std::size_t(5000));
        QCOMPARE(read.model.edges.size(), std::size_t(30000));
    }

    void whatIsNoFileOfAGraphIsSaidToBeNone_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("cause");
        const QDir folder(QStringLiteral(WEIR_TEST_DIR "/files"));
        QTest::newRow("absent") << folder.filePath(u"absent"_qs) << u"cannot be opened: No such file"_qs;
        QTest::newRow("folder") << folder.path() << u"is a folder"_qs;
        QTest::newRow("device") << u"/dev/zero"_qs << u"events:PATH follows those"_qs;
        QTest::newRow("no path") << QString() << u"a path is missing"_qs;
    }

    void whatIsNoFileOfAGraphIsSaidToBeNone()
    {
        QFETCH(QString, path);
        QFETCH(QString, cause);
        const Read read = readFile(path);
        QVERIFY2(read.error.contains(cause), qPrintable(read.error));
        QCOMPARE(read.model.breaches, QStringList());
    }

    void aFileThatChangesOrGoesWhileItIsReadIsTold_data()
    {
        QTest::addColumn<bool>("removed");
        QTest::newRow("it grows") << false;
        QTest::newRow("it goes") << true;
    }

    void aFileThatChangesOrGoesWhileItIsReadIsTold()
    {
        QFETCH(bool, removed);
        QTemporaryDir folder;
        const QString path = folder.filePath(u"edges.csv"_qs);
        writeEdges(path, 40'000);
        const auto source = makeSource("file:" + path.toStdString());
        AtFirstPush sink((*source)->schema(), [&] {
            QFile file(path);
            if (removed)
                QVERIFY(file.remove());
            else
                QVERIFY(file.open(QIODevice::Append) && file.write("a,late\n") > 0);
        });
        QVERIFY((*source)->run(sink, {}).has_value());
        QCOMPARE(sink.replayed.model.breaches, QStringList());
        QVERIFY(sink.replayed.model.edges.size() >= 40'000);
        QCOMPARE(sink.replayed.reports.size(), 1);
        QVERIFY2(sink.replayed.reports[0].contains(u"the file changed while it was read"_qs), qPrintable(sink.replayed.reports[0]));
    }

    void whatWasReadWhenItIsToEndIsPutInOrder()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(u"edges.csv"_qs);
        writeEdges(path, 200'000);
        const auto source = makeSource("file:" + path.toStdString());
        std::stop_source end;
        AtFirstPush sink((*source)->schema(), [&] { end.request_stop(); });
        QVERIFY((*source)->run(sink, end.get_token()).has_value());
        QCOMPARE(sink.replayed.model.breaches, QStringList());
        QCOMPARE(sink.replayed.reports, QStringList());
        const std::size_t edges = sink.replayed.model.edges.size();
        QVERIFY2(edges > 1000 && edges < 150'000, qPrintable(QString::number(edges)));
        QCOMPARE(sink.replayed.model.node("hub")->values, std::vector<float>{static_cast<float>(edges)});   // as many as it has by now
    }

    void anyFormatIsEndedEarlyAndThatIsNoFault_data()
    {
        QTest::addColumn<Written>("as");
        QTest::newRow("csv") << Written{"source,target\n", "", "", "N,M\n", ""};
        QTest::newRow("graphml") << Written{"<graphml><graph edgedefault='directed'>\n", "<node id='N'/>\n", "",
                                            "<edge source='N' target='M'/>\n", "</graph></graphml>"};
        QTest::newRow("gexf") << Written{"<gexf><graph><nodes>\n", "<node id='N'/>\n", "</nodes><edges>\n",
                                         "<edge id='#' source='N' target='M'/>\n", "</edges></graph></gexf>"};
        QTest::newRow("gml") << Written{"graph [\n", "node [ id N ]\n", "", "edge [ source N target M ]\n", "]"};
        QTest::newRow("dot") << Written{"digraph {\n", "N\n", "", "N -> M\n", "}"};
        QTest::newRow("net") << Written{"*vertices @\n", "N \"N\"\n", "*arcs\n", "N M\n", ""};
        QTest::newRow("json") << Written{"{\"nodes\": [\n", "{\"id\": N},\n", "{\"id\": 0}], \"links\": [\n",
                                         "{\"source\": N, \"target\": M},\n", "{\"source\": 0, \"target\": 1}]}"};
        QTest::newRow("mtx") << Written{"%%MatrixMarket matrix coordinate pattern general\n@ @ @\n", "", "", "N M\n", ""};
        QTest::newRow("dimacs") << Written{"p edge @ @\n", "", "", "e N M\n", ""};
        QTest::newRow("sif") << Written{"", "", "", "N pp M\n", ""};
        // Of DGS, which is what its events leave in the end, nothing is pushed before that.
    }

    void anyFormatIsEndedEarlyAndThatIsNoFault()
    {
        QFETCH(Written, as);
        constexpr int count = 200'000;
        QTemporaryDir folder;
        const QString path = folder.filePath(u"graph."_qs + QLatin1String(QTest::currentDataTag()));
        writeRing(path, as, count);
        const auto source = makeSource("file:" + path.toStdString());
        std::stop_source end;
        AtFirstPush sink((*source)->schema(), [&] { end.request_stop(); });
        const auto ran = (*source)->run(sink, end.get_token());
        QVERIFY2(ran, ran ? "" : ran.error().text.c_str());
        const ReplayModel& model = sink.replayed.model;
        QCOMPARE(model.breaches, QStringList());
        QCOMPARE(sink.replayed.reports, QStringList());
        const std::size_t elements = model.nodes.size() + model.edges.size();
        QVERIFY2(elements > 1000 && elements < 2 * count - 1000, qPrintable(QString::number(elements)));
    }
};

WEIR_TEST_IN(QCoreApplication, tst_File)
#include "tst_file.moc"
