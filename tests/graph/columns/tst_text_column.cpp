#include "graph/columns/text_column.h"
#include "support/test_program.h"
#include <QtTest>
#include <map>
#include <random>

using namespace weir;
using namespace weir::graph;

class tst_TextColumn : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aNewCellIsEmpty();
    void packingKeepsEveryText();
    void aTextMayBeSetFromTheColumnItself();
    void chunksDoNotTouchEachOther();
    void theLongestTextsFit();
};

void tst_TextColumn::aNewCellIsEmpty()
{
    TextColumn column;
    column.makeRoomFor(3 * chunkSize + 5);
    QVERIFY(column.key(3 * chunkSize).empty());
    QVERIFY(column.label(3 * chunkSize + chunkSize - 1).empty());
}

void tst_TextColumn::packingKeepsEveryText()
{
    TextColumn column;
    column.makeRoomFor(0);
    std::map<Slot, std::pair<std::string, std::string>> model;
    std::mt19937 random(2);
    const auto text = [&random](char from) { return std::string(random() % 100, static_cast<char>(from + random() % 26)); };
    for (int i = 0; i < 200'000; ++i) {   // some 20 MB through 100 cells, so packing happens often
        const auto slot = static_cast<Slot>(random() % 100);
        model[slot] = {text('a'), text('A')};
        column.set(slot, model[slot].first, model[slot].second);
        if (i % 97 == 0) {
            for (const auto& [at, texts] : model) {
                QCOMPARE(column.key(at), std::string_view(texts.first));
                QCOMPARE(column.label(at), std::string_view(texts.second));
            }
        }
    }
}

void tst_TextColumn::aTextMayBeSetFromTheColumnItself()
{
    TextColumn column;
    column.makeRoomFor(0);
    column.set(0, std::string(1000, 'x'), std::string(2000, 'X'));
    for (Slot slot = 1; slot < 200; ++slot)
        column.set(slot, column.key(slot - 1), column.label(slot - 1));
    for (int round = 0; round < 5; ++round) {
        column.set(0, std::string(1000 - static_cast<std::size_t>(round), 'y'), column.label(1));
        column.set(7, column.key(0), column.label(0));
        QCOMPARE(column.key(7), column.key(0));
        QCOMPARE(column.label(7), std::string_view(std::string(2000, 'X')));
    }
    QCOMPARE(column.key(199), std::string_view(std::string(1000, 'x')));
}

void tst_TextColumn::chunksDoNotTouchEachOther()
{
    TextColumn column;
    column.makeRoomFor(chunkSize - 1);
    column.makeRoomFor(chunkSize);
    column.set(chunkSize - 1, "left", "l");
    column.set(chunkSize, "right", "r");
    column.set(chunkSize - 1, {}, {});
    QCOMPARE(column.key(chunkSize), std::string_view("right"));
    QCOMPARE(column.label(chunkSize), std::string_view("r"));
    QVERIFY(column.key(chunkSize - 1).empty());
    QVERIFY(column.label(chunkSize - 1).empty());
}

void tst_TextColumn::theLongestTextsFit()
{
    TextColumn column;
    column.makeRoomFor(1);
    column.set(1, std::string(maxKeyBytes, 'k'), std::string(maxLabelBytes, 'l'));
    column.set(0, "a", "b");
    QCOMPARE(column.key(1), std::string_view(std::string(maxKeyBytes, 'k')));
    QCOMPARE(column.label(1), std::string_view(std::string(maxLabelBytes, 'l')));
}

WEIR_TEST(tst_TextColumn)
#include "tst_text_column.moc"
