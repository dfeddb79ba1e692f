#include "support/test_program.h"
#include "graph/attributes/dictionary.h"
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
    void columnsAreAppendedOnceAndWithinTheirLimits();
    void textsGoToColumnsOfTexts();
    void columnsTravelWholeAndTextsAsFarAsTheyFit();

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
    QCOMPARE(bytesOf(grownSince(lists, {1, 0})).names, std::uint64_t{40});
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
    const auto named = [](std::uint32_t nodes, std::uint32_t edges) {
        return schema(std::vector<std::string>(nodes), std::vector<std::string>(edges));
    };
    QVERIFY(checkGrowth(named(maxListEntries - 2, 0), {}, {two, {}}));
    QVERIFY(!checkGrowth(named(maxListEntries - 1, 0), {}, {two, {}}));
    QVERIFY(!checkGrowth(named(maxListEntries, 0), {}, {two, {}}));
    const auto over = checkGrowth(named(0, maxListEntries - 1), {}, {{}, two});
    QVERIFY(!over);
    QVERIFY(over.error().text.find("65537 entries; the limit is 65536") != std::string::npos);
    QCOMPARE(maxListEntries, std::uint32_t{1} + std::numeric_limits<Category>::max());
}

void tst_SchemaGrowth::allNamesTogetherHaveALimit()
{
    const std::vector<std::string> name{"abcd"};
    QVERIFY(checkGrowth({}, {maxNameBytes - 8, 0}, {name, name}));
    QVERIFY(!checkGrowth({}, {maxNameBytes - 7, 0}, {name, name}));
}

void tst_SchemaGrowth::aNameIsNoLongerThanALabelAndUtf8()
{
    const std::vector<std::string> longest{std::string(maxLabelBytes, 'x')}, tooLong{std::string(maxLabelBytes + 1, 'x')}, broken{"\xff"};
    QVERIFY(checkGrowth({}, {}, {longest, longest}));
    QVERIFY(!checkGrowth({}, {}, {tooLong, {}}) && !checkGrowth({}, {}, {{}, tooLong}));
    QVERIFY(!checkGrowth({}, {}, {broken, {}}) && !checkGrowth({}, {}, {{}, broken}));
}

void tst_SchemaGrowth::columnsAreAppendedOnceAndWithinTheirLimits()
{
    Schema lists = schema({}, {});
    const std::vector<AttributeColumn> age{{"age", AttributeKind::Number}}, twice{{"a", AttributeKind::Text}, {"a", AttributeKind::Flag}};
    const auto grows = [&](const std::vector<AttributeColumn>& columns) {
        return checkGrowth(lists, {}, {{}, {}, {columns, {}}, {}}).has_value()
            && checkGrowth(lists, {}, {{}, {}, {}, {columns, {}}}).has_value();
    };
    QVERIFY(grows(age) && !grows(twice));
    QVERIFY(!grows({{"", AttributeKind::Text}}) && !grows({{"\xff", AttributeKind::Text}}));
    QVERIFY(grows({{std::string(maxColumnNameBytes, 'x'), AttributeKind::Time}})
            && !grows({{std::string(maxColumnNameBytes + 1, 'x'), AttributeKind::Time}}));
    QVERIFY(!grows({{"k", static_cast<AttributeKind>(4)}}));
    lists.nodeAttributes = lists.edgeAttributes = age;
    QVERIFY(!grows(age));
    std::vector<AttributeColumn> many;
    for (std::size_t i = 1; i < maxAttributeColumns; ++i)
        many.push_back({std::to_string(i), AttributeKind::Number});
    QVERIFY(grows(many));
    many.push_back({"one more", AttributeKind::Number});
    QVERIFY(!grows(many));
    QVERIFY(checkGrowth(lists, {maxNameBytes - 1, 0}, {{}, {}, {std::span(many).first(1), {}}, {}}));
    QVERIFY(!checkGrowth(lists, {maxNameBytes, 0}, {{}, {}, {std::span(many).first(1), {}}, {}}));
}

void tst_SchemaGrowth::textsGoToColumnsOfTexts()
{
    Schema lists = schema({}, {});
    lists.nodeAttributes = {{"age", AttributeKind::Number}};
    const std::vector<AttributeColumn> city{{"city", AttributeKind::Text}};
    const std::vector<std::string> two{"Paris", "Ulm"}, broken{"\xff"}, longest{std::string(maxAttributeBytes, 'x')},
        tooLong{std::string(maxAttributeBytes + 1, 'x')};
    const auto grows = [&](AttributeNumber column, std::span<const std::string> texts, std::uint64_t before = 0) {
        const std::vector<TextGrowth> grown{{column, texts}};
        return checkGrowth(lists, {0, before}, {{}, {}, {city, grown}, {}}).has_value();
    };
    QVERIFY(grows(1, two));                              // of the column that comes with them
    QVERIFY(!grows(0, two) && !grows(2, two));           // numbers, and none
    QVERIFY(!grows(1, broken) && grows(1, longest) && !grows(1, tooLong));
    const std::uint64_t bytes = 5 + 3 + 2 * dictionaryTextBytes;
    QVERIFY(grows(1, two, maxDictionaryBytes - bytes) && !grows(1, two, maxDictionaryBytes - bytes + 1));
    QVERIFY(grows(1, std::vector<std::string>(maxDictionaryTexts)) && !grows(1, std::vector<std::string>(maxDictionaryTexts + 1)));
}

void tst_SchemaGrowth::columnsTravelWholeAndTextsAsFarAsTheyFit()
{
    const auto texts = std::make_shared<Dictionary>();
    for (int i = 0; i < 4; ++i)
        texts->append(std::string(10, 'x'));   // 26 bytes on the wire
    Schema lists = schema({}, {});
    lists.nodeAttributes = {{"n", AttributeKind::Number}, {"t", AttributeKind::Text, texts}};
    lists.edgeAttributes = {{"t", AttributeKind::Text, texts}};
    const auto lengths = [](std::vector<std::uint32_t> nodes, std::vector<std::uint32_t> edges) {
        return SchemaLengths{0, 0, {std::move(nodes)}, {std::move(edges)}};
    };
    QCOMPARE(lengthsOf(lists), lengths({0, 4}, {4}));
    QCOMPARE(lengthsWithin(lists, {}, 52), lengths({0, 2}, {0}));
    QCOMPARE(lengthsWithin(lists, lengths({0, 2}, {0}), 1), lengths({0, 3}, {0}));
    QCOMPARE(lengthsWithin(lists, lengths({0, 3}, {}), 60), lengths({0, 4}, {1}));
    QVERIFY(lengths({0, 3}, {}).within(lengths({0, 4}, {1})) && !lengths({0, 4}, {}).within(lengths({0, 3}, {1}))
            && !lengths({0, 0}, {}).within(lengths({0}, {})));
    const Schema cut = cutTo(lists, lengths({0, 0}, {}));
    QCOMPARE(cut.nodeAttributes, lists.nodeAttributes);
    QVERIFY(!cut.nodeAttributes[1].texts && cut.edgeAttributes.empty());
    QVERIFY(attributesAgree(cut, lists) && agree(cut, lists));
    lists.nodeAttributes[0].kind = AttributeKind::Flag;
    QVERIFY(!attributesAgree(cut, lists) && agree(cut, lists));
}

WEIR_TEST(tst_SchemaGrowth)
#include "tst_schema_growth.moc"
