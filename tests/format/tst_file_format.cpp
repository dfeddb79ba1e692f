#include "support/test_program.h"
#include "format/file_format.h"
#include <QtTest/QtTest>

using namespace weir::format;
using Id = FormatId;

namespace {

/// What the bytes are of; nothing: none that is read.
std::optional<Id> idOf(std::string_view bytes, std::string_view name)
{
    const FileFormat format = recognised(bytes, name);
    return format.format == nullptr ? std::nullopt : std::optional(format.format->id);
}

std::string utf16(const std::string& text, bool bigEndian, bool marked)
{
    std::string wide = !marked ? "" : bigEndian ? "\xfe\xff"
                                                : "\xff\xfe";
    for (const char c : text)
        wide += bigEndian ? std::string{'\0', c} : std::string{c, '\0'};
    return wide;
}

} // namespace

class tst_FileFormat final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void graphMlIsToldByItsRoot()
    {
        for (const char* text : {"<graphml/>", "\xef\xbb\xbf <?xml version=\"1.0\"?>\n<!-- a > b -->\n<!DOCTYPE graphml [ <!ENTITY a '>'> ]>\n<graphml>", "<g:graphml xmlns:g='…'>", "<"})
            QVERIFY2(idOf(text, "a.csv") == Id::GraphMl, text);
        for (const bool bigEndian : {false, true}) {
            QVERIFY(idOf(utf16("<?xml version='1.0' encoding='utf-16'?><graphml>", bigEndian, true), "") == Id::GraphMl);
            QVERIFY(idOf(utf16("<graphml><graph>", bigEndian, false), "") == Id::GraphMl);
        }
    }

    void gexfIsToldByItsRootInAnyCase()
    {
        for (const char* text : {"<gexf/>", "<?xml version='1.0'?>\n<gexf xmlns='http://gexf.net/1.3'>", "<GEXF>"})
            QVERIFY2(idOf(text, "a.csv") == Id::Gexf, text);
    }

    void otherFormatsAreNamed_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("named");
        const auto row = [](const char* named, const QByteArray& text) { QTest::newRow(named) << text << QString::fromUtf8(named); };
        row("its root is <svg>", "<svg/>");
        row("web page", "<!DOCTYPE html>\n<html>");
        row("XGMML", "<graph xmlns='http://www.cs.rpi.edu/XGMML'>");
        row("gzip", QByteArray("\x1f\x8b\x08\0\0", 5));
        row("zip archive", QByteArray("PK\x03\x04\x14\0", 6));
        row("bzip2", QByteArray("BZh91AY&SY\xc3\xff"));
        row("xz", QByteArray("\xfd"
                             "7zXZ\0",
                             6));
        row("zstd", QByteArray("\x28\xb5\x2f\xfd\x04"));
        row("Parquet", QByteArray("PAR1\x15\0\x15", 7));
        row("SQLite", QByteArray("SQLite format 3\0", 16));
        row("PDF", "%PDF-1.7\n%\xe2\xe3\xcf\xd3");
        row("UTF-32", QByteArray("\xff\xfe\0\0a\0\0\0", 8));
        row("bytes that are zero", QByteArray("a,b\nc,d\n\0\x01", 10));
        row("JSON", R"({"nodes":[{"id":1}],"links":[]})");
        row("JSON", R"({"elements":{"nodes":[{"data":{"id":"a"}}]}})");
        row("JSON", R"({"attributes":{},"options":{"type":"mixed"},"nodes":[]})");
        row("JSON", R"([{"CXVersion":"2.0"}])");
        row("JSON", R"({"graph":{"nodes":{},"edges":[]}})");
        row("JSON", R"({"a":["b","c"],"b":[]})");
        row("JSON", R"({"a":{"b":{"weight":1}}})");
        row("events:PATH", " {\"an\":{\"A\":{}}}\n");
        row("JSON, a list of values, not a graph", "[1,2,3]");
        row("JSON in UTF-16", QByteArray("\xff\xfe{\0\"\0a\0\"\0", 10));
        row("Matrix Market", "%%MatrixMarket matrix coordinate real general\n4 4 3\n1 2 0.5\n");
        row("Pajek", "% a comment\n*Vertices 3\n1 \"Ada\"\n*Edges\n1 2\n");
        row("GML", "# made up\nCreator \"x\"\ngraph\n[\n  directed 1\n");
        row("GML", "graph [ node [ id 1 ] ]");
        row("DOT", "/* made up */\nstrict digraph {\n a -> b;\n}");
        row("DOT", "graph \"my graph\" { a -- b }");
        row("DOT", "digraph\n{");
        row("DGS", "DGS004\nnull 0 0\nan a\n");
        row("GDF", "nodedef>name VARCHAR,label VARCHAR\na,b\n");
        row("DL", "dl n=4 format=edgelist1\nlabels:\n");
        row("DIMACS", "c made up\np edge 3 2\ne 1 2\n");
        row("TGF", "1 Ada\n2 Bea\n#\n1 2 knows\n");
        row("RDF", "<http://ex.test/a> <http://ex.test/knows> <http://ex.test/b> .\n");
        row("RDF", "@prefix ex: <http://ex.test/> .\n");
    }

    void otherFormatsAreNamed()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, named);
        const FileFormat format = recognised(std::string_view(text.constData(), std::size_t(text.size())), "a.csv");
        QVERIFY(format.format == nullptr || format.format->name.contains(named.toStdString()));
        if (format.format != nullptr)
            return;
        QVERIFY2(QString::fromStdString(format.words).contains(named), format.words.c_str());
    }

    void whatIsKnownByItsNameAloneIsNamedAsWell()
    {
        QVERIFY(recognised("a pp b\n", "net.SIF").format == nullptr || idOf("a pp b\n", "net.SIF") == Id::Sif);
        QVERIFY(idOf("a pp b\n", "net.txt") == Id::Table);
    }

    void wordsThatLookLikeAFormatAreAnEdgeListAllTheSame()
    {
        for (const char* text : {"PAR1,RHO\nRHO,RAC1\n", "BZh,a\n", "%PDF-reader,a\n", "graph,theory\ngraph,data\n", "digraph theory\n", "# comment\na b\n", "* a\n", "p a 1\np b 2\n", "a,[b]\n", "version,1\na,b\n", "", "\xef\xbb\xbf"
                                                                                                                                                                                                                           "a,b\n"})
            QVERIFY2(idOf(text, "a.csv") == Id::Table, text);
        QVERIFY(idOf(utf16("a\tb\r\n", false, true), "") == Id::Table);
    }

    void whatIsNoTextOfEventsIsToldByItsFirstBytes()
    {
        QCOMPARE(notLinesOfText("{\"an\":{}}"), std::string());
        QCOMPARE(notLinesOfText("HTTP/1.1 200 OK"), std::string());
        for (const bool marked : {false, true})
            QVERIFY(notLinesOfText(utf16("{\"an\":{}}", false, marked)).find("UTF-16") != std::string::npos);
    }
};

WEIR_TEST_IN(QCoreApplication, tst_FileFormat)
#include "tst_file_format.moc"
