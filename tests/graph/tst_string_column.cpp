#include "graph/string_column.h"
#include <QtTest>
#include <map>
#include <random>

using namespace weir;
using namespace weir::graph;

class tst_StringColumn : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aNewCellIsEmpty();
    void packingKeepsEveryString();
    void aStringMayBeSetFromTheColumnItself();
    void chunksDoNotTouchEachOther();
};

void tst_StringColumn::aNewCellIsEmpty()
{
    StringColumn column;
    column.makeRoomFor(3 * chunkSize + 5);
    QVERIFY(column[3 * chunkSize].empty());
    QVERIFY(column[3 * chunkSize + chunkSize - 1].empty());
}

void tst_StringColumn::packingKeepsEveryString()
{
    StringColumn column;
    column.makeRoomFor(0);
    std::map<Slot, std::string> model;
    std::mt19937 random(2);
    for (int i = 0; i < 200'000; ++i) {   // some 10 MB through 100 cells, so packing happens often
        const auto slot = static_cast<Slot>(random() % 100);
        model[slot] = std::string(random() % 100, static_cast<char>('a' + random() % 26));
        column.set(slot, model[slot]);
        if (i % 97 == 0) {
            for (const auto& [at, text] : model)
                QCOMPARE(column[at], std::string_view(text));
        }
    }
}

void tst_StringColumn::aStringMayBeSetFromTheColumnItself()
{
    StringColumn column;
    column.makeRoomFor(0);
    column.set(0, std::string(3000, 'x'));
    for (Slot slot = 1; slot < 200; ++slot)
        column.set(slot, column[slot - 1]);
    for (int round = 0; round < 5; ++round) {
        column.set(0, std::string(3000 - static_cast<std::size_t>(round), 'y'));
        column.set(7, column[0]);
        QCOMPARE(column[7], column[0]);
    }
    QCOMPARE(column[199], std::string_view(std::string(3000, 'x')));
}

void tst_StringColumn::chunksDoNotTouchEachOther()
{
    StringColumn column;
    column.makeRoomFor(chunkSize - 1);
    column.makeRoomFor(chunkSize);
    column.set(chunkSize - 1, "left");
    column.set(chunkSize, "right");
    column.set(chunkSize - 1, {});
    QCOMPARE(column[chunkSize], std::string_view("right"));
    QVERIFY(column[chunkSize - 1].empty());
}

QTEST_APPLESS_MAIN(tst_StringColumn)
#include "tst_string_column.moc"
