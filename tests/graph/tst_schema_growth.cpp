#include "support/test_program.h"
#include "graph/limits.h"
#include "graph/schema_growth.h"
#include <QtTest>

using namespace weir;
using namespace weir::graph;

/// The lists of a schema: how long they are, what was appended, and how much they may be.
class tst_SchemaGrowth : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aPieceOfTheListsIsWhatFitsAndNeverNothing();
    void aSchemaIsCutToItsBeginning();
    void schemasAgreeWhereBothGo();
    void noListIsLongerThanItsNumbers();
    void allNamesTogetherHaveALimit();
    void aNameIsNoLongerThanALabelAndUtf8();

private:
    static Schema schema(std::vector<std::string> nodes, std::vector<std::string> edges)
    {
        return {.title = "t",
                .nodeValues = {{"n", ""}},
                .edgeValues = {},
                .nodeCategories = std::move(nodes),
                .edgeCategories = std::move(edges)};
    }
};

void tst_SchemaGrowth::aPieceOfTheListsIsWhatFitsAndNeverNothing()
{
    const std::string ten(10, 'x');   // 26 bytes on the wire
    const Schema lists = schema({ten, ten, ten, ten}, {ten});
    QCOMPARE(lengthsOf(lists), (SchemaLengths{4, 1}));
    QCOMPARE(lengthsWithin(lists, {}, 52), (SchemaLengths{2, 1}));
    QCOMPARE(lengthsWithin(lists, {}, 51), (SchemaLengths{1, 1}));
    QCOMPARE(lengthsWithin(lists, {2, 0}, 1), (SchemaLengths{3, 1}));
    QCOMPARE(lengthsWithin(lists, {4, 1}, 1000), (SchemaLengths{4, 1}));
    const SchemaGrowth rest = grownSince(lists, {3, 1});
    QCOMPARE(rest.nodeCategories.size(), std::size_t{1});
    QVERIFY(rest.edgeCategories.empty() && !rest.empty());
    QVERIFY(grownSince(lists, {4, 1}).empty());
    QCOMPARE(nameBytes(grownSince(lists, {1, 0})), std::uint64_t{40});
    QVERIFY((SchemaLengths{4, 0}.within({4, 1})) && !(SchemaLengths{5, 0}.within({4, 1})) && !(SchemaLengths{0, 2}.within({4, 1})));
}

void tst_SchemaGrowth::aSchemaIsCutToItsBeginning()
{
    const Schema lists = schema({"a", "b", "c"}, {"e", "f"});
    QCOMPARE(cutTo(lists, {2, 1}), schema({"a", "b"}, {"e"}));
    QCOMPARE(cutTo(lists, {3, 2}), lists);
    QCOMPARE(cutTo(lists, {}), schema({}, {}));
}

void tst_SchemaGrowth::schemasAgreeWhereBothGo()
{
    const Schema lists = schema({"a", "b"}, {"e"});
    QVERIFY(agree(lists, schema({"a", "b", "c"}, {})));
    QVERIFY(agree(lists, schema({}, {"e", "f"})));
    QVERIFY(!agree(lists, schema({"a", "c"}, {"e"})));
    QVERIFY(!agree(lists, schema({"a"}, {"f"})));
    Schema titled = lists, columned = lists, edged = lists;
    titled.title.push_back('u');
    columned.nodeValues = {{"n", "%"}};
    edged.edgeValues = {{"v", ""}};
    QVERIFY(!agree(lists, titled) && !agree(lists, columned) && !agree(lists, edged));
}

void tst_SchemaGrowth::noListIsLongerThanItsNumbers()
{
    const std::vector<std::string> two{"a", "b"};
    QVERIFY(checkGrowth({maxListEntries - 2, 0}, 0, {two, {}}));
    QVERIFY(!checkGrowth({maxListEntries - 1, 0}, 0, {two, {}}));
    QVERIFY(!checkGrowth({maxListEntries, 0}, 0, {two, {}}));
    const auto over = checkGrowth({0, maxListEntries - 1}, 0, {{}, two});
    QVERIFY(!over);
    QVERIFY(over.error().text.find("65537 entries; the limit is 65536") != std::string::npos);
    QCOMPARE(maxListEntries, std::uint32_t{1} + std::numeric_limits<Category>::max());
}

void tst_SchemaGrowth::allNamesTogetherHaveALimit()
{
    const std::vector<std::string> name{"abcd"};
    QVERIFY(checkGrowth({}, maxNameBytes - 8, {name, name}));
    QVERIFY(!checkGrowth({}, maxNameBytes - 7, {name, name}));
}

void tst_SchemaGrowth::aNameIsNoLongerThanALabelAndUtf8()
{
    const std::vector<std::string> longest{std::string(maxLabelBytes, 'x')}, tooLong{std::string(maxLabelBytes + 1, 'x')}, broken{"\xff"};
    QVERIFY(checkGrowth({}, 0, {longest, longest}));
    QVERIFY(!checkGrowth({}, 0, {tooLong, {}}) && !checkGrowth({}, 0, {{}, tooLong}));
    QVERIFY(!checkGrowth({}, 0, {broken, {}}) && !checkGrowth({}, 0, {{}, broken}));
}

WEIR_TEST(tst_SchemaGrowth)
#include "tst_schema_growth.moc"
