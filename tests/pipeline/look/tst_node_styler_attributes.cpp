#include "support/described_model.h"
#include "support/test_program.h"
#include <QtTest>

using namespace weir;
using namespace weir::pipeline;
using namespace std::chrono_literals;
using graph::AttributeKind;
using graph::AttributeSet;
using scene::pageSize;

/// Colours and sizes of nodes by what a source says of them.
class tst_NodeStylerAttributes : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void numbersAreColouredByTheScaleOfThoseThatHaveOne();
    void textsHaveTheColoursOfTheMostFrequent();
    void flagsHaveTwoColours();
    void timesAreColouredFromTheFirstToTheLast();
    void aFewValuesAmongManyNodesAreFound();
    void sizesFollowANumber();
    void aTextIsNoSize();
    void onlyThePagesOfWhatChangedAreStyledAnew();
    void aTextThatComesLateIsCounted();
    void aColumnThatIsGoneIsTheDefault();

private:
    static LookSettings colouredBy(graph::AttributeNumber column, std::uint32_t colours)
    {
        LookSettings look;
        look.colourBy = ColourBy::Value;
        look.colourColumn = Column::attribute(column);
        for (std::uint32_t i = 0; i < colours; ++i)
            look.colours.push_back(0xff000000U + i);
        look.plainColour = 0xff777777U;
        return look;
    }
};

namespace {

/// So many nodes with the columns, but without values.
void begin(FollowedModel& followed, Slot count, std::size_t texts = 0)
{
    auto set = nodes(count);
    followed.apply(set);
    auto columns = columnsOf(ElementKind::Node, texts);
    followed.apply(columns);
}

} // namespace

void tst_NodeStylerAttributes::numbersAreColouredByTheScaleOfThoseThatHaveOne()
{
    FollowedModel followed;
    begin(followed, 1000);
    auto set = attributes(ElementKind::Node, [](AttributeSet& rows) {
        for (Slot node = 0; node < 500; ++node)
            rows.setNumber(node, ageColumn, node);
    });
    followed.apply(set);
    followed.builder.setLook(colouredBy(ageColumn, 10));
    followed.settle();
    QCOMPARE(followed.scene->style(0).colour, 0xff000000U);
    QCOMPARE(followed.scene->style(250).colour, 0xff000005U);
    QCOMPARE(followed.scene->style(499).colour, 0xff000009U);
    QCOMPARE(followed.scene->style(500).colour, 0xff777777U);
    const ColourKey key = followed.builder.lookAnswer().colours;
    QCOMPARE(key.kind, AttributeKind::Number);
    QVERIFY(key.scale.known && key.scale.from >= 0 && key.scale.to <= 499 && key.scale.to > 480);
    QCOMPARE(key.counts[0], std::uint64_t{500});
    QCOMPARE(key.counts[noBucket], std::uint64_t{500});
}

void tst_NodeStylerAttributes::textsHaveTheColoursOfTheMostFrequent()
{
    FollowedModel followed;
    begin(followed, 100, 10);
    // City n has n + 1 nodes; 45 nodes have none.
    auto set = attributes(ElementKind::Node, [](AttributeSet& rows) {
        Slot node = 0;
        for (std::uint32_t city = 0; city < 10; ++city) {
            for (std::uint32_t i = 0; i <= city; ++i)
                rows.setEntry(node++, cityColumn, city);
        }
    });
    followed.apply(set);
    followed.builder.setLook(colouredBy(cityColumn, TextRanks::colours));
    followed.settle();
    QCOMPARE(followed.scene->style(54).colour, 0xff000000U);   // of the city that most have
    QCOMPARE(followed.scene->style(6).colour, 0xff000006U);    // the first of the seventh
    for (const Slot node : {0U, 1U, 3U})
        QCOMPARE(followed.scene->style(node).colour, 0xff000007U);
    QCOMPARE(followed.scene->style(99).colour, 0xff777777U);
    const ColourKey key = followed.builder.lookAnswer().colours;
    QCOMPARE(key.texts.size(), std::size_t{7});
    QCOMPARE(key.texts.front(), (ColourKey::Text{0, "Suva"}));
    QVERIFY(key.others);
    QCOMPARE(key.counts[0], std::uint64_t{10});
    QCOMPARE(key.counts[TextRanks::others], std::uint64_t{6});
    QCOMPARE(key.counts[noBucket], std::uint64_t{45});
}

void tst_NodeStylerAttributes::flagsHaveTwoColours()
{
    FollowedModel followed;
    begin(followed, 3);
    auto set = attributes(ElementKind::Node, [](AttributeSet& rows) {
        rows.setFlag(0, freeColumn, false);
        rows.setFlag(1, freeColumn, true);
    });
    followed.apply(set);
    followed.builder.setLook(colouredBy(freeColumn, 2));
    followed.settle();
    QCOMPARE(followed.scene->style(0).colour, 0xff000000U);
    QCOMPARE(followed.scene->style(1).colour, 0xff000001U);
    QCOMPARE(followed.scene->style(2).colour, 0xff777777U);
    const ColourKey key = followed.builder.lookAnswer().colours;
    QCOMPARE(key.counts[0] + key.counts[1], std::uint64_t{2});
    QCOMPARE(key.counts[noBucket], std::uint64_t{1});
}

void tst_NodeStylerAttributes::timesAreColouredFromTheFirstToTheLast()
{
    FollowedModel followed;
    begin(followed, 200);
    auto set = attributes(ElementKind::Node, [](AttributeSet& rows) {
        for (Slot node = 0; node < 200; ++node)   // most of them early: a scale of numbers would be logarithmic
            rows.setTime(node, sinceColumn, {node < 190 ? node : std::int64_t{node} * 1'000'000});
    });
    followed.apply(set);
    followed.builder.setLook(colouredBy(sinceColumn, 10));
    followed.settle();
    QCOMPARE(followed.scene->style(100).colour, 0xff000000U);
    QCOMPARE(followed.scene->style(199).colour, 0xff000009U);
    QVERIFY(!followed.builder.lookAnswer().colours.logarithmic);
}

void tst_NodeStylerAttributes::aFewValuesAmongManyNodesAreFound()
{
    FollowedModel followed;
    begin(followed, 50'000);
    auto set = attributes(ElementKind::Node, [](AttributeSet& rows) {
        rows.setNumber(7, ageColumn, 1);
        rows.setNumber(40'001, ageColumn, 9);
    });
    followed.apply(set);
    followed.builder.setLook(colouredBy(ageColumn, 10));
    followed.settle();
    QCOMPARE(followed.scene->style(7).colour, 0xff000000U);
    QCOMPARE(followed.scene->style(40'001).colour, 0xff000009U);
}

void tst_NodeStylerAttributes::sizesFollowANumber()
{
    FollowedModel followed;
    begin(followed, 100);
    auto set = attributes(ElementKind::Node, [](AttributeSet& rows) {
        for (Slot node = 0; node < 90; ++node)
            rows.setNumber(node, ageColumn, node);
    });
    followed.apply(set);
    LookSettings look;
    look.sizeBy = SizeBy::Value;
    look.sizeColumn = Column::attribute(ageColumn);
    followed.builder.setLook(look);
    followed.settle();
    const auto radius = [&](Slot node) { return followed.scene->style(node).radius; };
    QVERIFY(radius(10) < radius(50) && radius(50) < radius(89));
    QCOMPARE(radius(95), radius(0));   // what has none is as small as the least
    QVERIFY(followed.builder.lookAnswer().sizes.known);
}

void tst_NodeStylerAttributes::aTextIsNoSize()
{
    FollowedModel followed;
    begin(followed, 10, 3);
    LookSettings look;
    look.sizeBy = SizeBy::Value;
    look.sizeColumn = Column::attribute(cityColumn);
    followed.builder.setLook(look);
    followed.settle();
    QCOMPARE(followed.scene->style(4).radius, 2.0F);   // the source's
}

void tst_NodeStylerAttributes::onlyThePagesOfWhatChangedAreStyledAnew()
{
    FollowedModel followed;
    begin(followed, 3 * pageSize, 2);
    auto all = attributes(ElementKind::Node, [](AttributeSet& rows) {
        for (Slot node = 0; node < 3 * pageSize; ++node)
            rows.setEntry(node, cityColumn, 0);
    });
    followed.apply(all);
    followed.builder.setLook(colouredBy(cityColumn, TextRanks::colours));
    followed.settle();
    const auto before = followed.scene;
    auto one = attributes(ElementKind::Node, [](AttributeSet& rows) { rows.setEntry(pageSize + 5, cityColumn, 1); });
    followed.apply(one);
    QVERIFY(followed.build());
    QCOMPARE(followed.scene->style(pageSize + 5).colour, 0xff000001U);
    QCOMPARE(slotsIn(followed.dirt.styles), std::size_t{1});
    QCOMPARE(followed.scene->styles[0], before->styles[0]);
    QVERIFY(followed.scene->styles[1] != before->styles[1]);
    QCOMPARE(followed.scene->styles[2], before->styles[2]);
    QCOMPARE(followed.builder.lookAnswer().colours.counts[1], std::uint64_t{1});
}

void tst_NodeStylerAttributes::aTextThatComesLateIsCounted()
{
    FollowedModel followed;
    begin(followed, 20, 1);
    auto all = attributes(ElementKind::Node, [](AttributeSet& rows) { rows.setEntry(0, cityColumn, 0); });
    followed.apply(all);
    followed.builder.setLook(colouredBy(cityColumn, TextRanks::colours));
    followed.settle();
    auto more = empty();
    more.appendText(ElementKind::Node, cityColumn, cities[1]);
    more.attributes(ElementKind::Node).setEntry(1, cityColumn, 1);
    followed.apply(more);
    followed.settle();
    followed.now += 3s;
    followed.settle();
    QCOMPARE(followed.scene->style(1).colour, 0xff000001U);
    const ColourKey key = followed.builder.lookAnswer().colours;
    QCOMPARE(key.texts.size(), std::size_t{2});
    QCOMPARE(key.counts[1], std::uint64_t{1});
}

void tst_NodeStylerAttributes::aColumnThatIsGoneIsTheDefault()
{
    FollowedModel followed;
    begin(followed, 3);
    followed.builder.setLook(colouredBy(ageColumn, 10));
    followed.settle();
    QCOMPARE(followed.scene->style(2).colour, 0xff777777U);
    followed.store.reset(schemaWithColumns(2, 0));
    ++followed.resets;
    auto set = nodes(3);
    followed.apply(set);
    followed.settle();
    QCOMPARE(followed.scene->style(2).colour, 0U);
    QCOMPARE(followed.scene->style(1).colour, 0xff112233U);
}

WEIR_TEST(tst_NodeStylerAttributes)
#include "tst_node_styler_attributes.moc"
