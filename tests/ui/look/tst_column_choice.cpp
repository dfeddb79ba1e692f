#include "support/test_program.h"
#include "ui/look/column_choice.h"
#include <QtTest/QAbstractItemModelTester>
#include <QtTest/QtTest>

using namespace weir;
using graph::AttributeKind;
using pipeline::ColumnCounts;
using pipeline::ColumnFilter;
using ui::ColumnChoice;
using ui::TextChoice;

namespace {

ui::ElementColumn column(AttributeKind kind)
{
    return {.column = pipeline::Column::attribute(3), .kind = kind, .name = QStringLiteral("team")};
}

ColumnCounts textCounts(std::vector<ColumnCounts::Text> texts, const std::string& find = {})
{
    ColumnCounts counts;
    counts.wish = {ElementKind::Node, pipeline::Column::attribute(3), find, {}};
    counts.kind = AttributeKind::Text;
    counts.elements = 100;
    for (const auto& text : texts)
        counts.withValue += text.elements;
    counts.anyWith = counts.withValue > 0;
    counts.anyWithout = counts.withValue < counts.elements;
    counts.matching = texts.size();
    counts.texts = std::move(texts);
    return counts;
}

/// Texts as UTF-8.
QStringList words(std::initializer_list<const char*> texts)
{
    QStringList words;
    for (const char* const text : texts)
        words.append(QString::fromUtf8(text));
    return words;
}

QStringList rows(const TextChoice& texts)
{
    QStringList rows;
    for (int row = 0; row < texts.count(); ++row)
        rows.append(texts.data(texts.index(row), TextChoice::TextRole).toString());
    return rows;
}

} // namespace

/// What of a column passes, of any kind; and its words.
class tst_ColumnChoice final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void atFirstAllPasses();
    void textsAreChosenInOutAloneAndAllAtOnce();
    void ofTextsThatAreLookedForAllAreThoseOfTheList();
    void anAnswerForWhatWasLookedForBeforeIsIgnored();
    void theListSaysHowManyMoreThereAre();
    void rowsStayWhereTheyAreUnderAHand();
    void flagsHaveThreeWays();
    void whatHasNoValuePassesUnlessValuesAreChosen();
    void onlyWhatHasNoValue();
    void wordsSayWhatPasses();
    void aFilterIsTakenOver();
    void countsOfAnotherColumnAreIgnored();
    void whoLooksWishesForCounts();
    void aRowOfALegendIsAloneOrOneMoreOrOneLess();
    void theRowOfOtherTextsIsAllButThoseWithRows();
    void flagsAndWhatHasNoValueArePickedByRows();
    void ofAScaleWhatHasNoValueIsPicked();
    void theOnlyRowLeftIsToldHoweverItCameToBeThat();
};

void tst_ColumnChoice::atFirstAllPasses()
{
    for (const AttributeKind kind : {AttributeKind::Number, AttributeKind::Text, AttributeKind::Flag, AttributeKind::Time}) {
        ColumnChoice choice(ElementKind::Node, column(kind), nullptr);
        QVERIFY(!choice.active() && choice.filter().everything() && choice.withoutPass());
        QCOMPARE(choice.words(), QString());
        QCOMPARE(choice.filter().kind, kind);
        QCOMPARE(choice.filter().column, pipeline::Column::attribute(3));
    }
}

void tst_ColumnChoice::textsAreChosenInOutAloneAndAllAtOnce()
{
    ColumnChoice choice(ElementKind::Node, column(AttributeKind::Text), nullptr);
    TextChoice& texts = *choice.texts();
    const QAbstractItemModelTester tester(&texts);
    choice.setCounts(textCounts({{"east", 30}, {"west", 20}, {"", 1}}));
    QCOMPARE(rows(texts), words({"east", "west", "(empty)"}));
    QCOMPARE(texts.data(texts.index(0), TextChoice::NodesRole).toString(), QStringLiteral("30"));
    QSignalSpy changed(&choice, &ColumnChoice::changed);
    texts.setPasses(0, false);
    texts.setPasses(0, false);
    QCOMPARE(changed.count(), 1);
    QCOMPARE(choice.filter().texts, std::vector<std::string>({"east"}));
    QVERIFY(choice.filter().othersPass);
    QCOMPARE(texts.data(texts.index(0), TextChoice::PassesRole).toBool(), false);
    texts.setPasses(0, true);
    QVERIFY(!choice.active());
    texts.only(1);
    QCOMPARE(choice.filter().texts, std::vector<std::string>({"west"}));
    QVERIFY(!choice.filter().othersPass);
    texts.setAllPass(false);
    QVERIFY(choice.filter().texts.empty() && !choice.filter().othersPass);
    texts.setPasses(2, true);
    QCOMPARE(choice.filter().texts, std::vector<std::string>({""}));
    texts.setAllPass(true);
    QVERIFY(!choice.active());
    texts.setPasses(7, false);   // no such row
    texts.only(-1);
    QVERIFY(!choice.active());
}

void tst_ColumnChoice::ofTextsThatAreLookedForAllAreThoseOfTheList()
{
    ColumnChoice choice(ElementKind::Node, column(AttributeKind::Text), nullptr);
    TextChoice& texts = *choice.texts();
    choice.setCounts(textCounts({{"east", 30}, {"west", 20}, {"north-west", 1}}));
    texts.setFind(QStringLiteral("WEST"));
    choice.setCounts(textCounts({{"west", 20}, {"north-west", 1}}, "west"));
    QCOMPARE(texts.count(), 2);
    texts.setAllPass(false);
    QCOMPARE(choice.filter().texts, std::vector<std::string>({"north-west", "west"}));
    QVERIFY(choice.filter().othersPass);
    texts.setAllPass(true);
    QVERIFY(!choice.active());
}

void tst_ColumnChoice::anAnswerForWhatWasLookedForBeforeIsIgnored()
{
    ColumnChoice choice(ElementKind::Node, column(AttributeKind::Text), nullptr);
    QSignalSpy wishes(&choice, &ColumnChoice::wishChanged);
    choice.texts()->setFind(QStringLiteral("We"));
    QCOMPARE(wishes.count(), 1);
    QCOMPARE(choice.wish().find, std::string("we"));
    choice.setCounts(textCounts({{"east", 30}}));
    QCOMPARE(choice.texts()->count(), 0);
}

void tst_ColumnChoice::theListSaysHowManyMoreThereAre()
{
    ColumnChoice choice(ElementKind::Node, column(AttributeKind::Text), nullptr);
    ColumnCounts counts = textCounts({{"east", 30}});
    choice.setCounts(counts);
    QCOMPARE(choice.texts()->more(), QString());
    QVERIFY(!choice.texts()->many());
    for (int i = 0; i < 199; ++i)
        counts.texts.push_back({"t" + std::to_string(i), 1});
    counts.matching = 1404;
    choice.setCounts(counts);
    QCOMPARE(choice.texts()->more(), QStringLiteral("and 1,204 more"));
    QVERIFY(choice.texts()->many());
    counts.all = false;
    choice.setCounts(counts);
    QCOMPARE(choice.texts()->more(), QStringLiteral("and more than 1,204 more"));
}

void tst_ColumnChoice::rowsStayWhereTheyAreUnderAHand()
{
    ColumnChoice choice(ElementKind::Node, column(AttributeKind::Text), nullptr);
    choice.setCounts(textCounts({{"east", 3}, {"west", 2}}));
    choice.texts()->setHeld(true);
    choice.setCounts(textCounts({{"north", 9}, {"west", 5}, {"east", 3}}));
    QCOMPARE(rows(*choice.texts()), words({"east", "west", "north"}));
    choice.texts()->setHeld(false);
    choice.setCounts(textCounts({{"north", 9}, {"west", 5}, {"east", 3}}));
    QCOMPARE(rows(*choice.texts()), words({"north", "west", "east"}));
}

void tst_ColumnChoice::flagsHaveThreeWays()
{
    ColumnChoice choice(ElementKind::Edge, column(AttributeKind::Flag), nullptr);
    choice.setFlag(ColumnChoice::Yes);
    QVERIFY(choice.filter().yes && !choice.filter().no && !choice.filter().withoutPass);
    choice.setFlag(ColumnChoice::No);
    QVERIFY(!choice.filter().yes && choice.filter().no);
    choice.setFlag(7);
    QCOMPARE(choice.flag(), int(ColumnChoice::No));
    choice.setFlag(ColumnChoice::Both);
    QVERIFY(!choice.active());
}

void tst_ColumnChoice::whatHasNoValuePassesUnlessValuesAreChosen()
{
    ColumnChoice choice(ElementKind::Node, column(AttributeKind::Number), nullptr);
    choice.range()->setFrom(QStringLiteral("5"));
    QVERIFY(!choice.withoutPass());
    choice.setWithoutPass(true);
    QVERIFY(choice.filter().withoutPass);
    choice.range()->setFrom(QString());
    QVERIFY(!choice.active());
    choice.clear();
    choice.setWithoutPass(false);
    QVERIFY(choice.active());   // what has a value, whichever
    choice.setWithoutPass(true);
    QVERIFY(!choice.active());
}

void tst_ColumnChoice::onlyWhatHasNoValue()
{
    ColumnChoice choice(ElementKind::Node, column(AttributeKind::Number), nullptr);
    choice.range()->setFrom(QStringLiteral("5"));
    choice.onlyWithout();
    QVERIFY(!choice.filter().valuesPass && choice.filter().withoutPass);
    QCOMPARE(choice.range()->from(), QString());
    choice.setWithoutPass(false);
    QVERIFY(choice.filter().valuesPass);   // not nothing at all
    choice.onlyWithout();
    choice.range()->setTo(QStringLiteral("7"));
    QVERIFY(choice.filter().valuesPass && !choice.filter().withoutPass);
}

void tst_ColumnChoice::wordsSayWhatPasses()
{
    ColumnChoice number(ElementKind::Node, column(AttributeKind::Number), nullptr);
    number.range()->setFrom(QStringLiteral("5"));
    QCOMPARE(number.words(), QString::fromUtf8("\u2265 5"));
    number.setWithoutPass(true);
    QCOMPARE(number.words(), QString::fromUtf8("\u2265 5, or without a value"));
    number.onlyWithout();
    QCOMPARE(number.words(), QStringLiteral("without a value"));
    number.clear();
    number.setWithoutPass(false);
    QCOMPARE(number.words(), QStringLiteral("with a value"));

    ColumnChoice text(ElementKind::Node, column(AttributeKind::Text), nullptr);
    text.setCounts(textCounts({{"east", 30}, {"west", 20}, {"north", 1}}));
    text.texts()->only(0);
    QCOMPARE(text.words(), QStringLiteral("east"));
    text.texts()->setPasses(1, true);
    QCOMPARE(text.words(), QStringLiteral("east and 1 more"));
    text.texts()->setAllPass(false);
    QCOMPARE(text.words(), QStringLiteral("nothing"));
    text.texts()->setAllPass(true);
    text.texts()->setPasses(2, false);
    QCOMPARE(text.words(), QStringLiteral("not north"));
    text.texts()->setPasses(1, false);
    QCOMPARE(text.words(), QStringLiteral("all but 2"));

    ColumnChoice flag(ElementKind::Node, column(AttributeKind::Flag), nullptr);
    flag.setFlag(ColumnChoice::No);
    QCOMPARE(flag.words(), QStringLiteral("no"));
}

void tst_ColumnChoice::aFilterIsTakenOver()
{
    ColumnChoice before(ElementKind::Node, column(AttributeKind::Text), nullptr);
    before.setCounts(textCounts({{"east", 30}, {"west", 20}}));
    before.texts()->only(1);
    before.setWithoutPass(true);
    ColumnChoice after(ElementKind::Node, column(AttributeKind::Text), nullptr);
    QSignalSpy changed(&after, &ColumnChoice::changed);
    after.choose(before.filter());
    QCOMPARE(after.filter(), before.filter());
    QCOMPARE(after.words(), before.words());
    QCOMPARE(changed.count(), 1);
    after.choose(before.filter());
    QCOMPARE(changed.count(), 1);
    after.clear();
    QVERIFY(!after.active());
    ColumnChoice number(ElementKind::Node, column(AttributeKind::Number), nullptr);
    ColumnFilter range{.column = pipeline::Column::attribute(3)};
    range.range = {2, 7.5};
    range.withoutPass = false;
    number.choose(range);
    QCOMPARE(number.filter(), range);
    QCOMPARE(number.range()->to(), QStringLiteral("7.5"));
}

void tst_ColumnChoice::countsOfAnotherColumnAreIgnored()
{
    ColumnChoice choice(ElementKind::Node, column(AttributeKind::Text), nullptr);
    ColumnCounts counts = textCounts({{"east", 30}});
    counts.wish.column = pipeline::Column::attribute(2);
    choice.setCounts(counts);
    counts.wish = {ElementKind::Edge, pipeline::Column::attribute(3), {}, {}};
    choice.setCounts(counts);
    QVERIFY(!choice.counted());
    choice.setCounts(textCounts({{"east", 30}}));
    QVERIFY(choice.counted() && choice.hasValues());
    QCOMPARE(choice.without(), QStringLiteral("70"));
}

void tst_ColumnChoice::whoLooksWishesForCounts()
{
    ColumnChoice choice(ElementKind::Edge, column(AttributeKind::Text), nullptr);
    QSignalSpy wishes(&choice, &ColumnChoice::wishChanged);
    choice.setWatched(true);
    choice.setWatched(true);
    QCOMPARE(wishes.count(), 1);
    choice.setCounts([] {
        ColumnCounts counts = textCounts({{"east", 30}});
        counts.wish.element = ElementKind::Edge;
        return counts;
    }());
    choice.texts()->only(0);
    QCOMPARE(choice.wish(), (pipeline::ColumnWish{ElementKind::Edge, pipeline::Column::attribute(3), {}, {"east"}, {}, {}, {}}));
}

namespace {

using ui::ColumnPart;

QVariantList parts(const std::vector<ColumnPart>& parts)
{
    QVariantList list;
    for (const ColumnPart& part : parts)
        list.append(QVariant::fromValue(part));
    return list;
}

const QVariantList byText = parts({{ColumnPart::Of::Texts, {"east"}},
                                   {ColumnPart::Of::Texts, {"west"}},
                                   {ColumnPart::Of::OtherTexts, {"east", "west"}},
                                   {ColumnPart::Of::Without}});
const QVariantList byFlag = parts({{ColumnPart::Of::Yes}, {ColumnPart::Of::No}, {ColumnPart::Of::Without}});

/// Which rows pass, as "1010".
QString passing(const ColumnChoice& choice, const QVariantList& parts)
{
    QString passing;
    for (const QVariant& part : parts)
        passing.append(choice.passes(part) ? QLatin1Char('1') : QLatin1Char('0'));
    return passing;
}

enum Held { Plain,
            Ctrl };

} // namespace

void tst_ColumnChoice::aRowOfALegendIsAloneOrOneMoreOrOneLess()
{
    ColumnChoice choice(ElementKind::Node, column(AttributeKind::Text), nullptr);
    const auto after = [&](int row, Held held) {
        choice.pick(byText, row, held == Ctrl);
        return passing(choice, byText);
    };
    QCOMPARE(passing(choice, byText), QStringLiteral("1111"));
    QCOMPARE(after(1, Plain), QStringLiteral("0100"));
    QCOMPARE(choice.words(), QStringLiteral("west"));
    QCOMPARE(after(0, Plain), QStringLiteral("1000"));   // another one, alone
    QCOMPARE(after(1, Ctrl), QStringLiteral("1100"));
    QCOMPARE(after(3, Ctrl), QStringLiteral("1101"));
    QCOMPARE(choice.filter().texts, std::vector<std::string>({"east", "west"}));
    QVERIFY(choice.filter().withoutPass && !choice.filter().othersPass);
    QCOMPARE(after(0, Ctrl), QStringLiteral("0101"));
    QCOMPARE(after(3, Ctrl), QStringLiteral("0100"));
    QCOMPARE(after(1, Ctrl), QStringLiteral("1111"));    // with the last one out all are in
    QVERIFY(!choice.active());
    QCOMPARE(after(0, Ctrl), QStringLiteral("0111"));    // of all, one less
    QCOMPARE(choice.words(), QStringLiteral("not east"));
    QCOMPARE(after(0, Ctrl), QStringLiteral("1111"));
    QVERIFY(!choice.active());
    QCOMPARE(after(0, Plain), QStringLiteral("1000"));
    QCOMPARE(after(0, Plain), QStringLiteral("1111"));   // the only one left
    QVERIFY(!choice.active());
    QCOMPARE(after(7, Plain), QStringLiteral("1111"));   // there is no such row
}

void tst_ColumnChoice::theRowOfOtherTextsIsAllButThoseWithRows()
{
    ColumnChoice choice(ElementKind::Node, column(AttributeKind::Text), nullptr);
    choice.pick(byText, 2, false);
    QCOMPARE(passing(choice, byText), QStringLiteral("0010"));
    QVERIFY(choice.filter().othersPass && choice.filter().texts == std::vector<std::string>({"east", "west"}));
    choice.pick(byText, 0, true);
    QCOMPARE(passing(choice, byText), QStringLiteral("1010"));
    choice.pick(byText, 2, true);
    QCOMPARE(passing(choice, byText), QStringLiteral("1000"));
    QCOMPARE(choice.filter().texts, std::vector<std::string>({"east"}));
    choice.pick(byText, 2, true);
    QCOMPARE(passing(choice, byText), QStringLiteral("1010"));
    // Where the panel chose one of the others alone, some of them pass.
    choice.texts()->choose({"south"}, false);
    QCOMPARE(passing(choice, byText), QStringLiteral("0010"));
    // Where what has no value is among them, it goes with them.
    const QVariantList withRest = parts({{ColumnPart::Of::Texts, {"east"}}, {ColumnPart::Of::OtherTexts, {"east"}, true}});
    choice.clear();
    choice.pick(withRest, 1, false);
    QVERIFY(choice.active() && choice.filter().withoutPass && choice.filter().othersPass);
    choice.pick(withRest, 0, false);
    QVERIFY(!choice.filter().withoutPass);
    QCOMPARE(passing(choice, withRest), QStringLiteral("10"));
    choice.pick(withRest, 1, true);
    QVERIFY(!choice.active());
}

void tst_ColumnChoice::flagsAndWhatHasNoValueArePickedByRows()
{
    ColumnChoice choice(ElementKind::Node, column(AttributeKind::Flag), nullptr);
    const auto after = [&](int row, Held held) {
        choice.pick(byFlag, row, held == Ctrl);
        return passing(choice, byFlag);
    };
    QCOMPARE(after(0, Plain), QStringLiteral("100"));
    QCOMPARE(choice.words(), QStringLiteral("yes"));
    QCOMPARE(after(2, Ctrl), QStringLiteral("101"));
    QCOMPARE(after(0, Ctrl), QStringLiteral("001"));
    QCOMPARE(choice.words(), QStringLiteral("without a value"));
    QCOMPARE(after(1, Ctrl), QStringLiteral("011"));
    QCOMPARE(after(0, Ctrl), QStringLiteral("111"));
    QVERIFY(!choice.active());
    QCOMPARE(after(2, Ctrl), QStringLiteral("110"));
    QCOMPARE(choice.words(), QStringLiteral("with a value"));
    QCOMPARE(after(2, Plain), QStringLiteral("001"));
    QCOMPARE(after(2, Plain), QStringLiteral("111"));
    QCOMPARE(after(1, Plain), QStringLiteral("010"));
    QCOMPARE(after(1, Ctrl), QStringLiteral("111"));
}

void tst_ColumnChoice::ofAScaleWhatHasNoValueIsPicked()
{
    ColumnChoice choice(ElementKind::Node, column(AttributeKind::Number), nullptr);
    const QVariantList rows = parts({{ColumnPart::Of::Without}});
    QVERIFY(!choice.isOnly(rows, 0));   // the values pass as well
    choice.pick(rows, 0, false);
    QCOMPARE(choice.words(), QStringLiteral("without a value"));
    QVERIFY(choice.isOnly(rows, 0));
    choice.pick(rows, 0, false);
    QVERIFY(!choice.active());
    choice.pick(rows, 0, true);
    QCOMPARE(choice.words(), QStringLiteral("with a value"));
    choice.pick(rows, 0, true);
    QVERIFY(!choice.active());
    choice.range()->setFrom(QStringLiteral("5"));
    choice.pick(rows, 0, true);
    QVERIFY(choice.withoutPass() && choice.filter().range.from == 5);   // beside what is chosen of the values
}

void tst_ColumnChoice::theOnlyRowLeftIsToldHoweverItCameToBeThat()
{
    ColumnChoice choice(ElementKind::Node, column(AttributeKind::Text), nullptr);
    for (const int row : {0, 2, 3})
        choice.pick(byText, row, true);
    QCOMPARE(passing(choice, byText), QStringLiteral("0100"));
    QVERIFY(choice.isOnly(byText, 1) && !choice.isOnly(byText, 0));
    choice.pick(byText, 1, false);
    QVERIFY(!choice.active());
    const QVariantList two = parts({{ColumnPart::Of::Texts, {"east"}}, {ColumnPart::Of::Texts, {"west"}}});   // all that there are
    choice.pick(two, 0, true);
    QVERIFY(choice.filter().othersPass);
    choice.pick(two, 1, false);
    QVERIFY(!choice.active());
}

WEIR_TEST(tst_ColumnChoice)
#include "tst_column_choice.moc"
