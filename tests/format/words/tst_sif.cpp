#include "format/words/sif_reader.h"
#include "support/test_program.h"
#include "words_text.h"

/// Interactions as Cytoscape has them, and what is made of them.
class tst_Sif final : public QObject {
    Q_OBJECT

    using Text = WordsText<weir::format::SifReader>;

private Q_SLOTS:
    void aLineIsANodeAKindOfEdgeAndNodes()
    {
        const Text text = Text("a pp b\nb pd c d  e\nlone\n\na pp a\n");
        QCOMPARE(text.error, QString());
        QCOMPARE(text.nodes, u"a; b; c; d; e; lone"_qs);
        QCOMPARE(text.edges, u"a>b [pp]; b>c [pd]; b>d [pd]; b>e [pd]; a>a [pp]"_qs);
        QCOMPARE(text.report, QString());
    }

    void whereThereAreTabsNamesHaveBlanks()
    {
        const Text text = Text("Ada L.\tis near\tBea B.\tCy\nDee D.\n");
        QCOMPARE(text.nodes, u"Ada L.; Bea B.; Cy; Dee D."_qs);
        QCOMPARE(text.edges, u"Ada L.>Bea B. [is near]; Ada L.>Cy [is near]"_qs);
    }

    void oneWrongLineCostsOneLine()
    {
        const Text text = Text("a pp b\na pp\n" + QByteArray(2000, 'x') + " pp b\na pp " + QByteArray(2000, 'y') + " c\n");
        QCOMPARE(text.edges, u"a>b [pp]; a>c [pp]"_qs);
        QVERIFY2(text.report.contains(u"1 edge left out (line 2: behind \"pp\" comes the node that it leads to)"_qs),
                 qPrintable(text.report));
        QVERIFY2(text.report.contains(u"2 nodes left out (first line 3"_qs), qPrintable(text.report));
    }
};

WEIR_TEST(tst_Sif)
#include "tst_sif.moc"
