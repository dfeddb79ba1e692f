#include "pipeline/columns/column_counting.h"
#include "support/attributed_model.h"
#include "support/test_program.h"
#include <QtTest>
#include <numeric>

using namespace weir;
using namespace weir::pipeline;

namespace {

ColumnCounts counted(const AttributedModel& model, const ColumnWish& wish, const BinScale* before = nullptr)
{
    ColumnCounting counting(model.store, wish, before);
    while (counting.advance(model.store)) {
    }
    return counting.take();
}

ColumnWish wishFor(const AttributedModel& model, std::string_view name)
{
    return {ElementKind::Node, Column::attribute(model.number(name)), {}, {}};
}

std::vector<std::pair<std::string, std::uint64_t>> texts(const ColumnCounts& counts)
{
    std::vector<std::pair<std::string, std::uint64_t>> texts;
    for (const ColumnCounts::Text& text : counts.texts)
        texts.emplace_back(text.text, text.elements);
    return texts;
}

using Texts = std::vector<std::pair<std::string, std::uint64_t>>;

/// More nodes, behind those of the model, each with a text of its own for "team".
void addOwnTexts(AttributedModel& model, Slot count, const auto& textOf)
{
    auto set = AttributedModel::empty();
    for (Slot node = 6; node < 6 + count; ++node) {
        set.setNodeIdentity(node, 1, "more " + std::to_string(node), "", 0);
        set.setNodeMotion(node, {0, 0, true, 1}, {});
    }
    for (Slot node = 6; node < 6 + count; ++node)
        set.attributes(ElementKind::Node).setOwnText(node, model.number("team"), textOf(node - 6));
    model.apply(set);
}

} // namespace

/// How the values of a column spread.
class tst_ColumnCounting : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void numbersAndTimesAreCountedInBins();
    void flagsAreCountedByBothAnswers();
    void textsStandByHowManyHaveThem();
    void textsAreLookedFor();
    void textsThatAreAskedForAreThereInAnyCase();
    void ofManyDifferentTextsThoseOfMostElementsAreKept();
    void textsBeyondTheDictionaryAreCountedAndLookedFor();
    void whatIsTooMuchIsSaid();
    void edgesAreCountedByWeightCategoryAndAttribute();
    void aColumnWithoutAValueHasNoBins();
    void theScaleStaysWhileItFits();
    void elementsFarApartAreFound();
};

void tst_ColumnCounting::numbersAndTimesAreCountedInBins()
{
    AttributedModel model;
    const ColumnCounts ages = counted(model, wishFor(model, "age"));
    QCOMPARE(ages.elements, std::uint64_t{6});
    QCOMPARE(ages.withValue, std::uint64_t{5});
    QCOMPARE(ages.least, 0.0);
    QCOMPARE(ages.greatest, 40.0);
    QCOMPARE(ages.bins.size(), std::size_t{41});
    for (std::size_t bin = 0; bin < ages.bins.size(); ++bin)
        QCOMPARE(ages.bins[bin], std::uint64_t{bin % 10 == 0});
    const ColumnCounts since = counted(model, wishFor(model, "since"));
    QCOMPARE(since.bins, std::vector<std::uint64_t>({1, 1, 1, 1, 1}));
    QCOMPARE(since.scale.edge(1), 1e6);
}

void tst_ColumnCounting::flagsAreCountedByBothAnswers()
{
    AttributedModel model;
    const ColumnCounts counts = counted(model, wishFor(model, "active"));
    QCOMPARE(counts.kind, graph::AttributeKind::Flag);
    QCOMPARE(counts.yes, std::uint64_t{3});
    QCOMPARE(counts.withValue, std::uint64_t{5});
    QCOMPARE(counts.elements, std::uint64_t{6});
}

void tst_ColumnCounting::textsStandByHowManyHaveThem()
{
    AttributedModel model;
    QCOMPARE(texts(counted(model, wishFor(model, "team"))), Texts({{"east", 3}, {"west", 2}}));
    model.appendText("team", "alps");
    model.setText(0, "team", "alps");
    model.setText(5, "team", "alps");
    const ColumnCounts counts = counted(model, wishFor(model, "team"));
    QCOMPARE(texts(counts), Texts({{"alps", 2}, {"east", 2}, {"west", 2}}));   // as many: by name
    QCOMPARE(counts.matching, std::uint64_t{3});
    QVERIFY(counts.all);
}

void tst_ColumnCounting::textsAreLookedFor()
{
    AttributedModel model;
    model.appendText("team", "Ost und WEST");
    model.setText(5, "team", "Ost und WEST");
    ColumnWish wish = wishFor(model, "team");
    wish.find = "west";
    const ColumnCounts counts = counted(model, wish);
    QCOMPARE(texts(counts), Texts({{"west", 2}, {"Ost und WEST", 1}}));
    QCOMPARE(counts.matching, std::uint64_t{2});
    QCOMPARE(counts.withValue, std::uint64_t{6});
}

void tst_ColumnCounting::textsThatAreAskedForAreThereInAnyCase()
{
    AttributedModel model;
    addOwnTexts(model, 300, [](Slot i) { return "own " + std::to_string(i % 100) + (i < 100 ? " a" : i < 200 ? " b"
                                                                                                             : " c"); });
    ColumnWish wish = wishFor(model, "team");
    wish.also = {"nobody", "own 99 c", "west"};
    const ColumnCounts counts = counted(model, wish);
    QCOMPARE(counts.matching, std::uint64_t{302});
    QCOMPARE(counts.texts.size(), ColumnCounts::mostTexts + 2);
    QCOMPARE(counts.texts[1].text, std::string("west"));   // where it is anyway
    QCOMPARE(texts(counts)[ColumnCounts::mostTexts], std::pair(std::string("nobody"), std::uint64_t{0}));
    QCOMPARE(texts(counts)[ColumnCounts::mostTexts + 1], std::pair(std::string("own 99 c"), std::uint64_t{1}));
    wish.find = "a";
    for (const ColumnCounts::Text& text : counted(model, wish).texts)
        QVERIFY(text.text.contains('a'));   // but not where others are looked for
}

void tst_ColumnCounting::ofManyDifferentTextsThoseOfMostElementsAreKept()
{
    AttributedModel model;
    auto set = AttributedModel::empty();
    const graph::AttributeNumber team = model.number("team");
    for (int text = 0; text < 1000; ++text)
        set.appendText(ElementKind::Node, team, "t" + std::to_string(text));
    for (Slot node = 6; node < 2006; ++node) {
        set.setNodeIdentity(node, 1, "n" + std::to_string(node), "", 0);
        set.setNodeMotion(node, {0, 0, true, 1}, {});
    }
    for (Slot node = 6; node < 2006; ++node)
        set.attributes(ElementKind::Node).setEntry(node, team, 2 + (node < 1006 ? node - 6 : 777));   // 777 has 1001
    model.apply(set);
    const ColumnCounts counts = counted(model, wishFor(model, "team"));
    QCOMPARE(counts.matching, std::uint64_t{1002});
    QCOMPARE(counts.texts.size(), ColumnCounts::mostTexts);
    QCOMPARE(texts(counts)[0], std::pair(std::string("t777"), std::uint64_t{1001}));
    QCOMPARE(texts(counts)[1], std::pair(std::string("east"), std::uint64_t{3}));
    QCOMPARE(texts(counts)[3], std::pair(std::string("t0"), std::uint64_t{1}));
}

void tst_ColumnCounting::textsBeyondTheDictionaryAreCountedAndLookedFor()
{
    AttributedModel model;
    addOwnTexts(model, 10, [](Slot i) { return "own " + std::to_string(i % 2); });
    QCOMPARE(texts(counted(model, wishFor(model, "team"))), Texts({{"own 0", 5}, {"own 1", 5}, {"east", 3}, {"west", 2}}));
    ColumnWish wish = wishFor(model, "team");
    wish.find = "n 1";
    QCOMPARE(texts(counted(model, wish)), Texts({{"own 1", 5}}));
}

void tst_ColumnCounting::whatIsTooMuchIsSaid()
{
    AttributedModel model;
    constexpr Slot many = ColumnCounting::mostOwnTexts + 100;
    addOwnTexts(model, many, [](Slot i) { return "own " + std::to_string(i); });
    const ColumnCounts counts = counted(model, wishFor(model, "team"));
    QVERIFY(!counts.all);
    QCOMPARE(counts.matching, std::uint64_t{ColumnCounting::mostOwnTexts + 2});
    QCOMPARE(counts.withValue, std::uint64_t{many + 5});
    ColumnWish wish = wishFor(model, "team");
    wish.find = std::to_string(many - 1);   // one of those beyond
    QVERIFY(counted(model, wish).all);
    QCOMPARE(texts(counted(model, wish)), Texts({{"own " + std::to_string(many - 1), 1}}));
}

void tst_ColumnCounting::edgesAreCountedByWeightCategoryAndAttribute()
{
    AttributedModel model;
    const ColumnCounts weights = counted(model, {ElementKind::Edge, Column{Column::Of::Weight}, {}, {}});
    QCOMPARE(weights.elements, std::uint64_t{5});
    QCOMPARE(std::accumulate(weights.bins.begin(), weights.bins.end(), std::uint64_t{0}), std::uint64_t{5});
    const ColumnCounts categories = counted(model, {ElementKind::Edge, Column{Column::Of::Category}, {}, {}});
    QCOMPARE(texts(categories), Texts({{"knows", 2}}));
    QCOMPARE(categories.withValue, std::uint64_t{2});
    QCOMPARE(texts(counted(model, {ElementKind::Edge, Column::attribute(0), {}, {}})), Texts({{"a", 2}}));
    QCOMPARE(counted(model, {ElementKind::Edge, Column::value(0), {}, {}}).bins, std::vector<std::uint64_t>({1, 1, 1, 1, 1}));
}

void tst_ColumnCounting::aColumnWithoutAValueHasNoBins()
{
    AttributedModel model;
    auto set = AttributedModel::empty();
    set.appendAttribute(ElementKind::Node, {"nothing yet", graph::AttributeKind::Number});
    model.apply(set);
    const ColumnCounts counts = counted(model, wishFor(model, "nothing yet"));
    QCOMPARE(counts.withValue, std::uint64_t{0});
    QCOMPARE(counts.scale.bins(), 0U);
    QVERIFY(counts.bins.empty());
}

void tst_ColumnCounting::theScaleStaysWhileItFits()
{
    AttributedModel model;
    const BinScale before = counted(model, wishFor(model, "age")).scale;
    model.setNumber(4, "age", 35);
    QCOMPARE(counted(model, wishFor(model, "age"), &before).scale, before);
    QVERIFY(counted(model, wishFor(model, "age")).scale != before);
    model.setNumber(4, "age", 43);   // beyond
    QVERIFY(counted(model, wishFor(model, "age"), &before).scale.edge(43) == 43);
    model.setNumber(4, "age", 3);
    QVERIFY(counted(model, wishFor(model, "age"), &before).scale != before);   // too much of it would be empty
}

void tst_ColumnCounting::elementsFarApartAreFound()
{
    AttributedModel model;
    auto set = AttributedModel::empty();
    const Slot far = 5'000'000;
    set.setNodeIdentity(far, 1, "far", "", 0);
    set.setNodeMotion(far, {0, 0, true, 1}, {});
    set.attributes(ElementKind::Node).setNumber(far, model.number("age"), 12);
    model.apply(set);
    ColumnCounting counting(model.store, wishFor(model, "age"), nullptr);
    int pieces = 0;
    while (counting.advance(model.store))
        ++pieces;
    QCOMPARE(counting.take().withValue, std::uint64_t{6});
    QVERIFY(pieces < 10);
}

WEIR_TEST(tst_ColumnCounting)
#include "tst_column_counting.moc"
