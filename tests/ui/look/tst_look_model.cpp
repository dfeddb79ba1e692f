#include "ui/look/look_model.h"
#include "support/test_program.h"

#include <QtGui/QColor>
#include <QtTest/QtTest>

using namespace weir;
using pipeline::ColourBy;
using pipeline::LookSettings;
using pipeline::SizeBy;
using ui::LookModel;

namespace {

const QVariantList palette{QColor(Qt::red), QColor(Qt::blue), QColor(Qt::green), QColor(Qt::cyan),
                           QColor(Qt::magenta), QColor(Qt::yellow), QColor(Qt::white), QColor(Qt::gray)};

std::shared_ptr<const graph::Schema> schema(int columns)
{
    auto schema = std::make_shared<graph::Schema>();
    for (int i = 0; i < columns; ++i)
        schema->nodeValues.push_back({"value " + std::to_string(i), i == 0 ? "MiB" : ""});
    return schema;
}

std::shared_ptr<const graph::Schema> titled(const char* title)
{
    auto schema = std::make_shared<graph::Schema>();
    schema->title = title;
    return schema;
}

LookSettings settingsOf(const LookModel& model)
{
    LookSettings settings;
    model.applyTo(settings);
    return settings;
}

QStringList textsOf(const QVariantList& list, const QString& key)
{
    QStringList texts;
    for (const QVariant& item : list)
        texts << item.toMap().value(key).toString();
    return texts;
}

} // namespace

class tst_LookModel final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void atFirstNodesLookAsTheSourceSays();
    void columnsCanBeChosen();
    void whatIsNoChoiceDoesNothing();
    void aThemeGivesOtherColoursOnlyWhereTheyAreOurs();
    void anotherGraphForgetsTheColumnOfTheOneBefore();
    void coloursThatAreOfOneGraphStayWithIt_data();
    void coloursThatAreOfOneGraphStayWithIt();
    void aWishOfBeforeItWasKnownForWhichGraphIsNone();
    void whatWasChosenIsChosenAgainWhereThereIsSuchAColumn();
    void theScaleSaysWhatItsEndsStandFor();
    void agesHaveAColourEach();
    void componentsAreListedFromTheLargestOnWithTheirColours();
};

void tst_LookModel::atFirstNodesLookAsTheSourceSays()
{
    LookModel model;
    model.setPalette(palette);
    QCOMPARE(settingsOf(model).sizeBy, SizeBy::Source);
    QCOMPARE(settingsOf(model).colourBy, ColourBy::Category);
    QVERIFY(settingsOf(model).colours.empty());
    QCOMPARE(model.legend(), LookModel::Legend::Categories);
    QCOMPARE(model.sizeChoices().size(), 3);
    QCOMPARE(model.colourChoices().size(), 3);
}

void tst_LookModel::columnsCanBeChosen()
{
    LookModel model;
    model.setSchema(schema(2));
    QCOMPARE(textsOf(model.sizeChoices(), QStringLiteral("text")).mid(3), QStringList({QStringLiteral("value 0 (MiB)"), QStringLiteral("value 1")}));
    model.setSize(4);
    model.setColour(3);
    QCOMPARE(settingsOf(model).sizeBy, SizeBy::Value);
    QCOMPARE(settingsOf(model).sizeColumn, std::size_t{1});
    QCOMPARE(settingsOf(model).colourBy, ColourBy::Value);
    QCOMPARE(settingsOf(model).colourColumn, std::size_t{0});
    QCOMPARE(settingsOf(model).colours.size(), std::size_t{64});
    QCOMPARE(model.legend(), LookModel::Legend::Scale);
    QCOMPARE(model.legendTitle(), QStringLiteral("value 0 (MiB)"));
}

void tst_LookModel::whatIsNoChoiceDoesNothing()
{
    LookModel model;
    QSignalSpy changed(&model, &LookModel::changed);
    for (const int choice : {-1, 3, 99}) {
        model.setSize(choice);
        model.setColour(choice);
    }
    QCOMPARE(changed.count(), 0);
    QCOMPARE(model.size(), 0);
    QCOMPARE(model.colour(), 0);
}

void tst_LookModel::aThemeGivesOtherColoursOnlyWhereTheyAreOurs()
{
    LookModel model;
    model.setSchema(schema(1));
    const LookSettings before = settingsOf(model);
    model.setDark(false);
    QCOMPARE(settingsOf(model), before);
    model.setColour(LookModel::firstColourColumn);
    const LookSettings light = settingsOf(model);
    model.setDark(true);
    QVERIFY(settingsOf(model).colours != light.colours);
}

void tst_LookModel::anotherGraphForgetsTheColumnOfTheOneBefore()
{
    LookModel model;
    model.setSchema(schema(2));
    model.setSize(LookModel::firstSizeColumn + 1);
    model.setColour(LookModel::firstColourColumn);
    QSignalSpy changed(&model, &LookModel::changed);
    model.setSchema(schema(2));
    QCOMPARE(changed.count(), 0);
    model.setSchema(schema(1));
    QCOMPARE(changed.count(), 1);
    QCOMPARE(model.size(), 0);
    QCOMPARE(model.colour(), LookModel::firstColourColumn);   // which this one has, too
    model.setSchema(nullptr);
    QCOMPARE(model.colour(), 0);
}

void tst_LookModel::coloursThatAreOfOneGraphStayWithIt_data()
{
    QTest::addColumn<int>("colour");
    QTest::newRow("component") << LookModel::byComponent;
    QTest::newRow("age") << LookModel::byAge;
}

void tst_LookModel::coloursThatAreOfOneGraphStayWithIt()
{
    QFETCH(int, colour);
    LookModel model;
    model.setSchema(titled("Processes"));
    model.setSize(LookModel::byDegree);
    model.setColour(colour);
    model.setSchema(titled("Debian packages"));
    QCOMPARE(model.colour(), LookModel::byCategory);
    QCOMPARE(model.size(), LookModel::byDegree);   // every graph has degrees
    // The next start with another graph, and with the same.
    LookModel next;
    next.wish(model.sizeWish(), model.colourWish());
    next.setSchema(titled("Debian packages"));
    QCOMPARE(next.colour(), LookModel::byCategory);
    next.setSchema(titled("Processes"));
    QCOMPARE(next.colour(), colour);
    model.setSchema(titled("Processes"));
    QCOMPARE(model.colour(), colour);
    // More of the same source is the same graph to a person: columns of it may have come.
    auto more = std::make_shared<graph::Schema>(*titled("Processes"));
    more->nodeValues.push_back({"load", {}});
    model.setSchema(more);
    QCOMPARE(model.colour(), colour);
}

void tst_LookModel::aWishOfBeforeItWasKnownForWhichGraphIsNone()
{
    LookModel model;
    model.wish(QStringLiteral("degree"), QStringLiteral("component"));
    model.setSchema(titled("Debian packages"));
    QCOMPARE(model.colour(), LookModel::byCategory);
}

void tst_LookModel::whatWasChosenIsChosenAgainWhereThereIsSuchAColumn()
{
    LookModel first;
    QSignalSpy wished(&first, &LookModel::wishChanged);
    first.setSchema(schema(2));
    QCOMPARE(wished.count(), 0);
    first.setSize(LookModel::byDegree);
    first.setColour(LookModel::firstColourColumn + 1);
    QCOMPARE(wished.count(), 2);
    LookModel next;
    QSignalSpy changed(&next, &LookModel::changed);
    next.wish(first.sizeWish(), first.colourWish());
    QCOMPARE(next.size(), LookModel::byDegree);
    QCOMPARE(next.colour(), LookModel::byCategory);
    next.setSchema(schema(1));
    QCOMPARE(next.colour(), LookModel::byCategory);
    // The graph that has it comes back.
    next.setSchema(schema(3));
    QCOMPARE(next.colour(), LookModel::firstColourColumn + 1);
    QCOMPARE(changed.count(), 2);
    // What is usual, chosen by hand, holds where the column is missing, too.
    next.setSchema(schema(1));
    next.setColour(LookModel::byCategory);
    next.setSchema(schema(3));
    QCOMPARE(next.colour(), LookModel::byCategory);
    next.wish(QStringLiteral("value:"), QStringLiteral("nonsense"));
    QCOMPARE(next.size(), LookModel::bySource);
    QCOMPARE(next.colour(), LookModel::byCategory);
}

void tst_LookModel::theScaleSaysWhatItsEndsStandFor()
{
    LookModel model;
    model.setSchema(schema(1));
    model.setColour(LookModel::firstColourColumn);
    QCOMPARE(model.scaleFrom(), QString());
    pipeline::LookAnswer answer;
    answer.colourScale = {-2, 1204, true};
    model.setAnswer(answer);
    QCOMPARE(model.scaleFrom(), QStringLiteral("\u22122"));
    QCOMPARE(model.scaleTo(), QStringLiteral("1,204"));
    QCOMPARE(model.scaleNote(), QString());
    answer.logarithmic = true;
    model.setAnswer(answer);
    QCOMPARE(model.scaleNote(), QStringLiteral("logarithmic"));
    QVERIFY(model.scaleColours().size() > 4);
    model.setColour(LookModel::byCategory);
    QCOMPARE(model.scaleTo(), QString());
    QVERIFY(model.scaleColours().isEmpty());
}

void tst_LookModel::agesHaveAColourEach()
{
    LookModel model;
    model.setColour(LookModel::byAge);
    QCOMPARE(textsOf(model.steps(), QStringLiteral("name")),
             QStringList({QStringLiteral("up to 1 s"), QStringLiteral("1 s to 10 s"), QStringLiteral("10 s to 1 min"),
                          QStringLiteral("1 min to 10 min"), QStringLiteral("longer, or unknown")}));
    QCOMPARE(settingsOf(model).colours.size(), pipeline::ageColourBounds.size() + 1);
    QCOMPARE(model.legend(), LookModel::Legend::Steps);
}

void tst_LookModel::componentsAreListedFromTheLargestOnWithTheirColours()
{
    LookModel model;
    model.setPalette(palette);
    model.setColour(LookModel::byComponent);
    QVERIFY(model.steps().isEmpty());
    QCOMPARE(settingsOf(model).colours.size(), std::size_t{8});
    pipeline::LookAnswer answer;
    answer.components = 1;
    answer.componentNodes = {0, 1204, 0, 0, 0, 0, 0, 0};
    model.setAnswer(answer);
    QCOMPARE(textsOf(model.steps(), QStringLiteral("name")), QStringList({QStringLiteral("component 1")}));
    QCOMPARE(model.steps().front().toMap().value(QStringLiteral("color")), QVariant(QColor(Qt::blue)));
    answer.components = 30;
    answer.componentNodes = {4, 9, 7, 6, 5, 8, 3, 23};
    model.setAnswer(answer);
    QCOMPARE(textsOf(model.steps(), QStringLiteral("nodes")), QStringLiteral("9 8 7 6 5 4 3 23").split(QLatin1Char(' ')));
    QCOMPARE(model.steps().front().toMap().value(QStringLiteral("color")), QVariant(QColor(Qt::blue)));   // its own, wherever it stands
    QCOMPARE(textsOf(model.steps(), QStringLiteral("name")).back(), QStringLiteral("23 smaller ones"));
}

WEIR_TEST(tst_LookModel)
#include "tst_look_model.moc"
