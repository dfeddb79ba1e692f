#include "format/json/json_reader.h"
#include "format/table/edge_list_reader.h"
#include "format/xml/gexf_reader.h"
#include "format/xml/graphml_reader.h"
#include "support/test_program.h"
#include "words/large_text.h"
#include <QtTest/QTest>
#include <array>
#include <zlib.h>

using namespace weir::format;

namespace {

constexpr std::uint64_t mebibyte = 1024 * 1024;

struct Outcome {
    QString error, report;
    std::uint64_t nodes = 0, edges = 0, heap = 0;   ///< heap: beyond what was there before
};

template <typename Reader>
Outcome readFrom(std::istream& stream, const std::function<std::uint64_t()>& mostHeap)
{
    const std::uint64_t before = heapBytes();
    FileInput input(stream);
    CountedGraph graph;
    const auto done = Reader(input, graph).read();
    const std::uint64_t most = mostHeap();
    return {done ? QString() : QString::fromStdString(done.error().text), QString::fromStdString(graph.report().text()), graph.nodeCount(),
            graph.edgeCount(), most > before ? most - before : 0};
}

template <typename Reader>
Outcome readParts(std::vector<LargeText::Part> parts)
{
    LargeText text(std::move(parts));
    std::istream stream(&text);
    return readFrom<Reader>(stream, [&text] { return text.mostHeapBytes(); });
}

bool isFlat(const Outcome& outcome, std::uint64_t most) { return !heapIsCounted() || outcome.heap < most; }

/// A line of so many bytes, packed with gzip to a thousandth of it, between two rows of a table.
std::string packedLine(std::uint64_t bytes)
{
    z_stream stream{};
    if (deflateInit2(&stream, Z_BEST_SPEED, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) != Z_OK)
        qFatal("zlib cannot pack");
    std::string packed, piece(mebibyte, 'x');
    std::array<Bytef, 64 * 1024> out{};
    const auto give = [&](std::string_view text, int flush) {
        stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
        stream.avail_in = static_cast<uInt>(text.size());
        do {
            stream.next_out = out.data();
            stream.avail_out = out.size();
            static_cast<void>(deflate(&stream, flush));
            packed.append(reinterpret_cast<const char*>(out.data()), out.size() - stream.avail_out);
        } while (stream.avail_out == 0);
    };
    give("source,target\na,b\n", Z_NO_FLUSH);
    for (std::uint64_t done = 0; done < bytes; done += piece.size())
        give(piece, Z_NO_FLUSH);
    give("\nc,d\n", Z_FINISH);
    deflateEnd(&stream);
    return packed;
}

} // namespace

/// What is larger than any graph needs, made as it is read: it costs itself, and memory stays what it is.
class tst_LargeInputs final : public QObject {
    Q_OBJECT

    const QByteArray m_kibibyte = QByteArray(1024, 'x');

private Q_SLOTS:
    void aLineOfAGibibyteCostsItself()
    {
        const Outcome table = readParts<EdgeListReader>({{"source,target\na,b\n"}, {m_kibibyte, mebibyte}, {"\nc,d\n"}});
        QCOMPARE(table.error, QString());
        QCOMPARE(table.edges, 2U);
        QVERIFY2(table.report.contains(u"1 row left out (line 3"_qs), qPrintable(table.report));
        QVERIFY2(isFlat(table, 8 * mebibyte), qPrintable(QString::number(table.heap)));
    }

    void aTextOfAGibibyteCostsItsElement()
    {
        const Outcome json = readParts<JsonReader>({{"{\"nodes\":[{\"id\":\"a\"},{\"id\":\"b\",\"v\":\""},
                                                    {m_kibibyte, mebibyte},
                                                    {"\"},{\"id\":\"c\"}],\"links\":[{\"source\":\"a\",\"target\":\"c\"}]}"}});
        QCOMPARE(json.error, QString());
        QCOMPARE(json.nodes, 2U);
        QCOMPARE(json.edges, 1U);
        QVERIFY2(json.report.contains(u"1 node left out"_qs), qPrintable(json.report));
        QVERIFY2(isFlat(json, 64 * mebibyte), qPrintable(QString::number(json.heap)));
    }

    void aTagOfAGibibyteEndsItsDocument_data()
    {
        QTest::addColumn<QByteArray>("begin");
        QTest::newRow("an attribute") << QByteArray("<node id='");
        QTest::newRow("a name") << QByteArray("<");
        QTest::newRow("a comment") << QByteArray("<!-- ");
    }

    void aTagOfAGibibyteEndsItsDocument()
    {
        QFETCH(QByteArray, begin);
        const std::vector<LargeText::Part> graphMl{{"<graphml><graph edgedefault='directed'>\n<node id='a'/>\n" + begin},
                                                   {m_kibibyte, mebibyte}},
            gexf{{"<gexf><graph><nodes>\n<node id='a'/>\n" + begin}, {m_kibibyte, mebibyte}};
        for (const Outcome& outcome : {readParts<GraphMlReader>(graphMl), readParts<GexfReader>(gexf)}) {
            QVERIFY2(outcome.error.startsWith(u"3: a tag or comment that begins here is longer than 8 MiB"_qs), qPrintable(outcome.error));
            QCOMPARE(outcome.nodes, 1U);
            QVERIFY2(isFlat(outcome, 48 * mebibyte), qPrintable(QString::number(outcome.heap)));
        }
    }

    void aTextBetweenTagsMayBeAsLongAsItLikes()
    {
        const Outcome outcome =
            readParts<GraphMlReader>({{"<graphml><key id='k' for='node' attr.name='k' attr.type='string'/><graph edgedefault="
                                       "'directed'><node id='a'><data key='k'>"},
                                      {m_kibibyte, 64 * 1024},
                                      {"</data></node><node id='b'/></graph></graphml>"}});
        QCOMPARE(outcome.error, QString());
        QCOMPARE(outcome.nodes, 2U);
        QVERIFY2(isFlat(outcome, 16 * mebibyte), qPrintable(QString::number(outcome.heap)));
    }

    void whatIsPackedToAThousandthIsReadAsIfItWereNot()
    {
        const std::string packed = packedLine(256 * mebibyte);
        QVERIFY(packed.size() < 2 * mebibyte);
        std::istringstream stream(packed);
        const Outcome table = readFrom<EdgeListReader>(stream, heapBytes);
        QCOMPARE(table.error, QString());
        QCOMPARE(table.edges, 2U);
        QVERIFY2(isFlat(table, 8 * mebibyte), qPrintable(QString::number(table.heap)));
    }
};

WEIR_TEST(tst_LargeInputs)
#include "tst_large_inputs.moc"
