#include "format/words/matrix_market_reader.h"
#include "support/test_program.h"
#include "words_text.h"

/// Matrices of Matrix Market, and what is made of them.
class tst_MatrixMarket final : public QObject {
    Q_OBJECT

    using Text = WordsText<weir::format::MatrixMarketReader>;

    static Text matrix(const QByteArray& kind, const QByteArray& lines)
    {
        return Text("%%MatrixMarket matrix coordinate " + kind + "\n" + lines);
    }

private Q_SLOTS:
    void anEntryIsAnEdgeWithItsWeight()
    {
        const Text text = matrix("real general", "% made up\n\n4 4 3\n1 2 0.5\n2 3 1.5\n4 1 2.5E+0\n");
        QCOMPARE(text.error, QString());
        QCOMPARE(text.nodes, u"1; 2; 3; 4"_qs);
        QCOMPARE(text.edges, u"1>2 0.5; 2>3 1.5; 4>1 2.5"_qs);
        QCOMPARE(text.report, QString());
    }

    void aSymmetricMatrixHasEdgesWithoutDirection()
    {
        QCOMPARE(matrix("pattern symmetric", "3 3 2\n2 1\n3 3\n").edges, u"2-1; 3-3"_qs);
        QCOMPARE(matrix("integer skew-symmetric", "2 2 1\n2 1 -4\n").edges, u"2>1 -4"_qs);
    }

    void ofAComplexValueTheFirstPartIsTheWeight()
    {
        const Text text = matrix("complex hermitian", "2 2 1\n2 1 3 -4\n");
        QCOMPARE(text.edges, u"2-1 3 {imaginary=-4}"_qs);
        QCOMPARE(text.edgeColumns, u"imaginary number"_qs);
    }

    void rowsAndColumnsOfAMatrixThatIsNotSquareAreNodesOfTwoKinds()
    {
        const Text text = matrix("pattern general", "2 3 2\n1 3\n2 1\n");
        QCOMPARE(text.edges, u"row 1-column 3; row 2-column 1"_qs);
        QVERIFY2(text.nodes.startsWith(u"row 1 {mode=1}; column 3 {mode=2}; row 2 {mode=1}; column 1 {mode=2}; column 2"_qs),
                 qPrintable(text.nodes));
        QVERIFY(text.report.contains(u"the matrix is not square"_qs));
    }

    void nodesWithoutEntriesAreThere() { QCOMPARE(matrix("pattern general", "3 3 1\n3 3\n").nodes, u"3; 1; 2"_qs); }

    void whatTheSizeLineSaysIsNotBelieved()
    {
        const Text text = matrix("pattern general", "18446744073709551615 18446744073709551615 18446744073709551615\n1 2\n");
        QCOMPARE(text.nodes, u"1; 2"_qs);
        QVERIFY2(text.report.contains(u"the file says that it has 18,446,744,073,709,551,615 entries, and has 1 entry"_qs),
                 qPrintable(text.report));
        QVERIFY2(text.report.contains(u"nodes, and has 2 nodes"_qs), qPrintable(text.report));
    }

    void oneWrongEntryCostsOneEntry()
    {
        const Text text = matrix("real general", "2 2 5\n1 2 1\n1 3 1\n0 1 1\n1 x 1\n2 1\n1 1 1e99\n");
        QCOMPARE(text.edges, u"1>2; 1>1"_qs);
        QVERIFY2(text.report.contains(u"4 entries left out (first line 4: there is no node 3: the file says that there are 2)"_qs),
                 qPrintable(text.report));
        QVERIFY2(text.report.contains(u"1 weight left out (line 8: \"1e99\" is too large for a 32-bit float)"_qs), qPrintable(text.report));
        QVERIFY2(text.report.contains(u"the file says that it has 5 entries, and has 6 entries"_qs), qPrintable(text.report));
    }

    void whatIsNoGraphIsNamed()
    {
        QCOMPARE(Text("%%MatrixMarket matrix array real general\n2 2\n1\n").error,
                 u"1: the matrix is an array, with a value in every cell; as a graph it has to be in coordinates, an entry a line"_qs);
        QCOMPARE(Text("%%MatrixMarket vector coordinate real general\n").error,
                 u"1: the file is a vector of Matrix Market, not a matrix"_qs);
        QCOMPARE(Text("1 2 3\n").error, u"1: the file is none of Matrix Market: it begins with \"1 2 3\", not with %%MatrixMarket"_qs);
        QCOMPARE(matrix("real diagonal", "").error, u"1: a matrix is general, symmetric, skew-symmetric or hermitian, not \"diagonal\""_qs);
        QCOMPARE(matrix("real general", "% only\n").error, u"2: the line with the numbers of rows, columns and entries is missing"_qs);
        QCOMPARE(matrix("real general", "2 2\n").error, u"2: a line with the numbers of rows, columns and entries is due, not \"2 2\""_qs);
        QCOMPARE(Text("").error, u"0: the file is empty"_qs);
    }
};

WEIR_TEST(tst_MatrixMarket)
#include "tst_matrix_market.moc"
