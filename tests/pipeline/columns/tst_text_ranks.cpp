#include "pipeline/columns/text_ranks.h"
#include "support/test_program.h"
#include <QtTest>

using namespace weir::pipeline;

/// Which texts have colours of their own.
class tst_TextRanks : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void upToEightTextsHaveAColourEach();
    void fewTextsKeepTheColoursThatTheyHave();
    void ofMoreTheSevenMostFrequentHave();
    void aColourIsGivenAwayOnlyToATextThatTwiceAsManyHave();
    void aSampleTwiceAsLargeDecidesAnew();
    void aTextThatIsNotKnownYetIsOneOfTheOthers();
    void textsThatNobodyHasLeaveTheirColoursFree();
    void aNumberThatStandsForNoTextTakesNoColour();
};

void tst_TextRanks::upToEightTextsHaveAColourEach()
{
    TextRanks ranks;
    QVERIFY(ranks.adopt(std::vector<std::uint32_t>{1, 9, 0}));
    for (std::uint32_t text = 0; text < 3; ++text)
        QCOMPARE(ranks.colourOf(text), std::uint8_t(text));
    QVERIFY(!ranks.hasOthers());
    QVERIFY(!ranks.adopt(std::vector<std::uint32_t>{100, 2, 7}));
    QVERIFY(ranks.adopt(std::vector<std::uint32_t>(8, 1)));
    QCOMPARE(ranks.colourOf(7), std::uint8_t(7));
    QVERIFY(!ranks.hasOthers());
    QCOMPARE(ranks.own().size(), std::size_t{8});
}

void tst_TextRanks::fewTextsKeepTheColoursThatTheyHave()
{
    TextRanks ranks;
    std::vector<std::uint32_t> counts(10, TextRanks::noText);
    counts[9] = 5;
    QVERIFY(ranks.adopt(counts));
    QCOMPARE(ranks.colourOf(9), std::uint8_t(0));   // its number is beyond all colours
    counts[0] = 3;
    QVERIFY(ranks.adopt(counts));
    QCOMPARE(ranks.colourOf(9), std::uint8_t(0));
    QCOMPARE(ranks.colourOf(0), std::uint8_t(1));
}

void tst_TextRanks::ofMoreTheSevenMostFrequentHave()
{
    TextRanks ranks;
    QVERIFY(ranks.adopt(std::vector<std::uint32_t>{1, 2, 3, 4, 5, 6, 7, 8, 9, 10}));
    QCOMPARE(ranks.colourOf(9), std::uint8_t(0));   // the most frequent first
    QCOMPARE(ranks.colourOf(3), std::uint8_t(6));
    for (const std::uint32_t text : {0U, 1U, 2U})
        QCOMPARE(ranks.colourOf(text), TextRanks::others);
    QVERIFY(ranks.hasOthers());
    QCOMPARE(ranks.own().size(), std::size_t{7});
    QCOMPARE(ranks.own().front().text, 9U);
}

void tst_TextRanks::aColourIsGivenAwayOnlyToATextThatTwiceAsManyHave()
{
    TextRanks ranks;
    QVERIFY(ranks.adopt(std::vector<std::uint32_t>{100, 90, 80, 70, 60, 50, 40, 30, 20}));
    QVERIFY(!ranks.adopt(std::vector<std::uint32_t>{100, 90, 80, 70, 60, 50, 30, 60, 20}));
    QVERIFY(ranks.adopt(std::vector<std::uint32_t>{100, 90, 80, 70, 60, 50, 30, 61, 20}));
    QCOMPARE(ranks.colourOf(7), std::uint8_t(6));
    QCOMPARE(ranks.colourOf(6), TextRanks::others);
    for (std::uint32_t text = 0; text < 6; ++text)
        QCOMPARE(ranks.colourOf(text), std::uint8_t(text));
}

void tst_TextRanks::aSampleTwiceAsLargeDecidesAnew()
{
    TextRanks ranks;
    QVERIFY(ranks.adopt(std::vector<std::uint32_t>{9, 8, 7, 6, 5, 4, 3, 2, 1}));
    QVERIFY(ranks.adopt(std::vector<std::uint32_t>{18, 16, 14, 12, 10, 8, 6, 7, 1}));
    QCOMPARE(ranks.colourOf(7), std::uint8_t(6));
    QCOMPARE(ranks.colourOf(0), std::uint8_t(0));   // who stays keeps its colour
}

void tst_TextRanks::aTextThatIsNotKnownYetIsOneOfTheOthers()
{
    TextRanks ranks;
    QCOMPARE(ranks.colourOf(0), TextRanks::others);
    QVERIFY(ranks.adopt(std::vector<std::uint32_t>{1}));
    QCOMPARE(ranks.colourOf(1), TextRanks::others);
}

void tst_TextRanks::textsThatNobodyHasLeaveTheirColoursFree()
{
    TextRanks ranks;
    QVERIFY(ranks.adopt(std::vector<std::uint32_t>{0, 0, 5, 0, 0, 0, 0, 0, 0, 4}));
    QCOMPARE(ranks.own().size(), std::size_t{2});
    QCOMPARE(ranks.colourOf(2), std::uint8_t(0));
    QCOMPARE(ranks.colourOf(9), std::uint8_t(1));
    QCOMPARE(ranks.colourOf(0), TextRanks::others);
}

void tst_TextRanks::aNumberThatStandsForNoTextTakesNoColour()
{
    constexpr std::uint32_t no = TextRanks::noText;
    TextRanks ranks;
    QVERIFY(ranks.adopt(std::vector<std::uint32_t>{no, 9, 8}));
    QCOMPARE(ranks.colourOf(1), std::uint8_t(1));
    QVERIFY(ranks.adopt(std::vector<std::uint32_t>{no, 9, 8, 7, 6, 5, 4, 3, 2}));   // eight texts
    QVERIFY(!ranks.hasOthers());
    QCOMPARE(ranks.own().size(), std::size_t{8});
    QCOMPARE(ranks.colourOf(1), std::uint8_t(1));   // who has a colour keeps it
    QCOMPARE(ranks.colourOf(8), std::uint8_t(0));   // and who is new has the one that is left
    QVERIFY(ranks.adopt(std::vector<std::uint32_t>{no, 9, 8, 7, 6, 5, 4, 3, 2, 1}));
    QVERIFY(ranks.hasOthers());
    QCOMPARE(ranks.own().size(), std::size_t{7});
}

WEIR_TEST(tst_TextRanks)
#include "tst_text_ranks.moc"
