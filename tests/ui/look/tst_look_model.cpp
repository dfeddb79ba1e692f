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
    void attributesAreOfferedUnderTheirOwnNames();
    void whatMayStandForItIsOffered_data();
    void whatMayStandForItIsOffered();
    void columnsThatComeLaterAreOffered();
    void anAttributeOfTheSameNameIsTakenOver();
    void theSameNameOfAnotherKindHasItsOwnColours();
    void attributesHaveColoursByTheirKind();
    void edgesHaveLooksOfTheirOwn();
    void labelsSayColumns();
    void theLegendCountsTextsAndWhatHasNone();
    void theLegendWritesTimesAsDays();
    void theLegendSaysWhatSizesAndWidthsStandFor();
};

void tst_LookModel::atFirstNodesLookAsTheSourceSays()
{
    LookModel model;
    model.setPalette(palette);
    QCOMPARE(settingsOf(model).sizeBy, SizeBy::Source);
    QCOMPARE(settingsOf(model).colourBy, ColourBy::Category);
    QVERIFY(settingsOf(model).colours.empty());
    QCOMPARE(model.nodeLegend().kind, LookModel::Categories);
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
    QCOMPARE(settingsOf(model).sizeColumn.number, std::uint8_t{1});
    QCOMPARE(settingsOf(model).colourBy, ColourBy::Value);
    QCOMPARE(settingsOf(model).colourColumn.number, std::uint8_t{0});
    QCOMPARE(settingsOf(model).colours.size(), std::size_t{64});
    QCOMPARE(model.nodeLegend().kind, LookModel::Scale);
    QCOMPARE(model.nodeLegend().title, QStringLiteral("value 0 (MiB)"));
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
    next.setWish(LookModel::NodeSize, model.wish(LookModel::NodeSize));
    next.setWish(LookModel::NodeColour, model.wish(LookModel::NodeColour));
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
    model.setWish(LookModel::NodeSize, QStringLiteral("degree"));
    model.setWish(LookModel::NodeColour, QStringLiteral("component"));
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
    next.setWish(LookModel::NodeSize, first.wish(LookModel::NodeSize));
    next.setWish(LookModel::NodeColour, first.wish(LookModel::NodeColour));
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
    next.setWish(LookModel::NodeSize, QStringLiteral("value:"));
    next.setWish(LookModel::NodeColour, QStringLiteral("nonsense"));
    QCOMPARE(next.size(), LookModel::bySource);
    QCOMPARE(next.colour(), LookModel::byCategory);
}

void tst_LookModel::theScaleSaysWhatItsEndsStandFor()
{
    LookModel model;
    model.setSchema(schema(1));
    model.setColour(LookModel::firstColourColumn);
    QCOMPARE(model.nodeLegend().from, QString());
    pipeline::LookAnswer answer;
    answer.colours.scale = {-2, 1204, true};
    model.setAnswer(answer);
    QCOMPARE(model.nodeLegend().from, QStringLiteral("\u22122"));
    QCOMPARE(model.nodeLegend().to, QStringLiteral("1,204"));
    QCOMPARE(model.nodeLegend().note, QString());
    answer.colours.logarithmic = true;
    model.setAnswer(answer);
    QCOMPARE(model.nodeLegend().note, QStringLiteral("logarithmic"));
    QVERIFY(model.nodeLegend().colours.size() > 4);
    model.setColour(LookModel::byCategory);
    QCOMPARE(model.nodeLegend().to, QString());
    QVERIFY(model.nodeLegend().colours.isEmpty());
}

void tst_LookModel::agesHaveAColourEach()
{
    LookModel model;
    model.setColour(LookModel::byAge);
    QCOMPARE(textsOf(model.nodeLegend().steps, QStringLiteral("name")),
             QStringList({QStringLiteral("up to 1 s"), QStringLiteral("1 s to 10 s"), QStringLiteral("10 s to 1 min"),
                          QStringLiteral("1 min to 10 min"), QStringLiteral("longer, or unknown")}));
    QCOMPARE(settingsOf(model).colours.size(), pipeline::ageColourBounds.size() + 1);
    QCOMPARE(model.nodeLegend().kind, LookModel::Steps);
}

void tst_LookModel::componentsAreListedFromTheLargestOnWithTheirColours()
{
    LookModel model;
    model.setPalette(palette);
    model.setColour(LookModel::byComponent);
    QVERIFY(model.nodeLegend().steps.isEmpty());
    QCOMPARE(settingsOf(model).colours.size(), std::size_t{8});
    pipeline::LookAnswer answer;
    answer.components = 1;
    answer.componentNodes = {0, 1204, 0, 0, 0, 0, 0, 0};
    model.setAnswer(answer);
    QCOMPARE(textsOf(model.nodeLegend().steps, QStringLiteral("name")), QStringList({QStringLiteral("component 1")}));
    QCOMPARE(model.nodeLegend().steps.front().toMap().value(QStringLiteral("color")), QVariant(QColor(Qt::blue)));
    answer.components = 30;
    answer.componentNodes = {4, 9, 7, 6, 5, 8, 3, 23};
    model.setAnswer(answer);
    QCOMPARE(textsOf(model.nodeLegend().steps, QStringLiteral("nodes")), QStringLiteral("9 8 7 6 5 4 3 23").split(QLatin1Char(' ')));
    QCOMPARE(model.nodeLegend().steps.front().toMap().value(QStringLiteral("color")), QVariant(QColor(Qt::blue)));   // its own, wherever it stands
    QCOMPARE(textsOf(model.nodeLegend().steps, QStringLiteral("name")).back(), QStringLiteral("23 smaller ones"));
}

namespace {

using graph::AttributeKind;

std::shared_ptr<const graph::Schema> people()
{
    auto schema = std::make_shared<graph::Schema>();
    schema->title = "People";
    schema->nodeValues = {{"load", "%"}};
    schema->nodeAttributes = {{"age", AttributeKind::Number}, {"city", AttributeKind::Text}, {"free", AttributeKind::Flag},
                              {"since", AttributeKind::Time}, {"Degree", AttributeKind::Number}};
    schema->edgeAttributes = {{"relation", AttributeKind::Text}, {"calls", AttributeKind::Number}};
    return schema;
}

/// The number of a choice.
int choiceOf(const QVariantList& choices, const char* text)
{
    for (const QVariant& choice : choices) {
        if (choice.toMap().value(QStringLiteral("text")) == QLatin1StringView(text))
            return choice.toMap().value(QStringLiteral("value")).toInt();
    }
    return -1;
}

QString textsIn(const QVariantList& choices) { return textsOf(choices, QStringLiteral("text")).join(QLatin1Char('|')); }

} // namespace

void tst_LookModel::attributesAreOfferedUnderTheirOwnNames()
{
    LookModel model;
    model.setSchema(people());
    QCOMPARE(textsIn(model.colourChoices()), QStringLiteral("Category|Component|Time since a change|load (%)|age|city|free|since|\"Degree\""));
    QCOMPARE(textsOf(model.colourChoices(), QStringLiteral("group")).join(QLatin1Char('|')),
             QStringLiteral("||||Attributes|Attributes|Attributes|Attributes|Attributes"));
}

void tst_LookModel::whatMayStandForItIsOffered_data()
{
    QTest::addColumn<QString>("choices");
    QTest::addColumn<QString>("texts");
    QTest::newRow("sizes") << "sizeChoices" << "Source's size|Degree|All the same|load (%)|age|since|\"Degree\"";
    QTest::newRow("labels") << "labelChoices" << "Label|load (%)|age|city|free|since|\"Degree\"";
    QTest::newRow("edge colours") << "edgeColourChoices" << "All the same|Category|Weight|relation|calls";
    QTest::newRow("edge widths") << "edgeWidthChoices" << "Weight|All the same|calls";
    QTest::newRow("edge labels") << "edgeLabelChoices" << "None|Category|Weight|relation|calls";
}

void tst_LookModel::whatMayStandForItIsOffered()
{
    QFETCH(QString, choices);
    QFETCH(QString, texts);
    LookModel model;
    model.setSchema(people());
    QCOMPARE(textsIn(model.property(choices.toLatin1().constData()).toList()), texts);
}

void tst_LookModel::columnsThatComeLaterAreOffered()
{
    LookModel model;
    model.setSchema(people());
    model.setColour(choiceOf(model.colourChoices(), "city"));
    QSignalSpy changed(&model, &LookModel::changed), choices(&model, &LookModel::choicesChanged);
    auto more = std::make_shared<graph::Schema>(*people());
    more->nodeAttributes.push_back({"late", AttributeKind::Text});
    model.setSchema(more);
    QCOMPARE(choices.count(), 1);
    QCOMPARE(changed.count(), 0);
    QVERIFY(choiceOf(model.colourChoices(), "late") > 0);
    QCOMPARE(model.nodeLegend().title, QStringLiteral("city"));
}

void tst_LookModel::anAttributeOfTheSameNameIsTakenOver()
{
    LookModel model;
    model.setSchema(people());
    model.setColour(choiceOf(model.colourChoices(), "age"));
    model.setEdgeLabel(choiceOf(model.edgeLabelChoices(), "relation"));
    model.setSchema(titled("Debian packages"));
    QCOMPARE(model.colour(), LookModel::byCategory);
    QCOMPARE(model.edgeLabel(), LookModel::noEdgeLabel);
    auto other = std::make_shared<graph::Schema>();
    other->nodeAttributes = {{"height", AttributeKind::Number}, {"age", AttributeKind::Number}};
    model.setSchema(other);
    QCOMPARE(model.colour(), LookModel::firstColourColumn + 1);
    // The next start.
    LookModel next;
    next.setWish(LookModel::NodeColour, model.wish(LookModel::NodeColour));
    next.setWish(LookModel::EdgeLabel, model.wish(LookModel::EdgeLabel));
    next.setSchema(people());
    QCOMPARE(next.nodeLegend().title, QStringLiteral("age"));
    QCOMPARE(next.edgeLabel(), LookModel::firstEdgeLabelColumn);
    // A declared value is another thing than an attribute of its name.
    auto value = std::make_shared<graph::Schema>();
    value->nodeValues = {{"age", {}}};
    next.setSchema(value);
    QCOMPARE(next.colour(), LookModel::byCategory);
}

void tst_LookModel::theSameNameOfAnotherKindHasItsOwnColours()
{
    LookModel model;
    model.setPalette(palette);
    auto numbers = std::make_shared<graph::Schema>(), texts = std::make_shared<graph::Schema>();
    numbers->nodeAttributes = {{"rank", AttributeKind::Number}};
    texts->nodeAttributes = {{"rank", AttributeKind::Text}};
    model.setSchema(numbers);
    model.setColour(LookModel::firstColourColumn);
    QSignalSpy changed(&model, &LookModel::changed);
    model.setSchema(texts);
    QCOMPARE(changed.count(), 1);
    QCOMPARE(settingsOf(model).colours.size(), std::size_t{8});
}

void tst_LookModel::attributesHaveColoursByTheirKind()
{
    LookModel model;
    model.setPalette(palette);
    model.setSchema(people());
    const auto colours = [&](const char* name) {
        model.setColour(choiceOf(model.colourChoices(), name));
        return settingsOf(model).colours;
    };
    QCOMPARE(colours("age").size(), std::size_t{64});
    QCOMPARE(colours("since").size(), std::size_t{64});
    QCOMPARE(colours("city").size(), std::size_t{8});
    QCOMPARE(colours("city").front(), QColor(Qt::red).rgba());
    QCOMPARE(colours("free"), (std::vector<std::uint32_t>{QColor(Qt::blue).rgba(), QColor(Qt::red).rgba()}));   // no, yes
    QVERIFY(settingsOf(model).plainColour != 0);
    QVERIFY(settingsOf(model).colourColumn == pipeline::Column::attribute(2));
}

void tst_LookModel::edgesHaveLooksOfTheirOwn()
{
    using pipeline::Column;
    LookModel model;
    model.setPalette(palette);
    model.setSchema(people());
    QVERIFY(!settingsOf(model).edgeColour);
    QCOMPARE(settingsOf(model).edgeWidthBy, pipeline::EdgeWidthBy::Weight);
    QCOMPARE(model.edgeLegend().kind, LookModel::Nothing);
    model.setEdgeColour(LookModel::byEdgeCategory);
    QVERIFY(settingsOf(model).edgeColour == (Column{Column::Of::Category, 0}));
    QCOMPARE(settingsOf(model).edgeColours.size(), std::size_t{8});
    model.setEdgeColour(LookModel::byWeight);
    QVERIFY(settingsOf(model).edgeColour == (Column{Column::Of::Weight, 0}));
    QCOMPARE(model.edgeLegend().kind, LookModel::Scale);
    model.setEdgeColour(choiceOf(model.edgeColourChoices(), "relation"));
    QVERIFY(settingsOf(model).edgeColour == Column::attribute(0));
    QCOMPARE(model.edgeLegend().title, QStringLiteral("relation"));
    model.setEdgeWidth(LookModel::fixedWidth);
    QCOMPARE(settingsOf(model).edgeWidthBy, pipeline::EdgeWidthBy::Fixed);
    model.setEdgeWidth(LookModel::firstEdgeWidthColumn);   // of texts
    QCOMPARE(model.edgeWidth(), LookModel::fixedWidth);
    model.setEdgeWidth(choiceOf(model.edgeWidthChoices(), "calls"));
    QCOMPARE(settingsOf(model).edgeWidthBy, pipeline::EdgeWidthBy::Value);
    QVERIFY(settingsOf(model).edgeWidthColumn == Column::attribute(1));
}

void tst_LookModel::labelsSayColumns()
{
    using pipeline::Column;
    LookModel model;
    model.setSchema(people());
    QVERIFY(model.labels() == pipeline::LabelColumns{});
    model.setLabel(choiceOf(model.labelChoices(), "city"));
    QVERIFY(model.labels().nodes == Column::attribute(1));
    model.setLabel(choiceOf(model.labelChoices(), "load (%)"));
    QVERIFY(model.labels().nodes == Column::value(0));
    model.setEdgeLabel(LookModel::edgeLabelWeight);
    QVERIFY(model.labels().edges == (Column{Column::Of::Weight, 0}));
    model.setEdgeLabel(LookModel::edgeLabelCategory);
    QVERIFY(model.labels().edges == (Column{Column::Of::Category, 0}));
    model.setEdgeLabel(choiceOf(model.edgeLabelChoices(), "calls"));
    QVERIFY(model.labels().edges == Column::attribute(1));
    model.setLabel(LookModel::byLabel);
    model.setEdgeLabel(LookModel::noEdgeLabel);
    QVERIFY(model.labels() == pipeline::LabelColumns{});
}

void tst_LookModel::theLegendCountsTextsAndWhatHasNone()
{
    LookModel model;
    model.setPalette(palette);
    model.setSchema(people());
    model.setColour(choiceOf(model.colourChoices(), "city"));
    model.setEdgeColour(choiceOf(model.edgeColourChoices(), "relation"));
    pipeline::LookAnswer answer;
    answer.colours.kind = AttributeKind::Text;
    answer.colours.texts = {{0, "Rome"}, {1, ""}, {2, "Oslo"}, {3, "Bern"}};
    answer.colours.others = true;
    answer.colours.counts = {4, 1204, 9, 0, 0, 0, 0, 55, 3};
    answer.edgeColours.kind = AttributeKind::Text;
    answer.edgeColours.texts = {{0, "knows"}};
    answer.edgeColours.counts = {7, 0, 0, 0, 0, 0, 0, 0, 0};
    model.setAnswer(answer);
    QCOMPARE(model.nodeLegend().kind, LookModel::Steps);
    QCOMPARE(textsOf(model.nodeLegend().steps, QStringLiteral("name")).join(QLatin1Char('|')), QStringLiteral("(empty)|Oslo|Rome|other|no value"));
    QCOMPARE(textsOf(model.nodeLegend().steps, QStringLiteral("nodes")).join(QLatin1Char('|')), QStringLiteral("1,204|9|4|55|3"));
    QCOMPARE(model.nodeLegend().steps.front().toMap().value(QStringLiteral("color")), QVariant(QColor(Qt::blue)));
    QCOMPARE(textsOf(model.edgeLegend().steps, QStringLiteral("name")).join(QLatin1Char('|')), QStringLiteral("knows"));
    // Of a number what has none stands below the scale.
    model.setColour(choiceOf(model.colourChoices(), "age"));
    QVERIFY(model.nodeLegend().steps.isEmpty());   // nothing is known of it yet
    answer.colours = {};
    answer.colours.scale = {18, 64, true};
    answer.colours.counts[pipeline::noBucket] = 12;
    model.setAnswer(answer);
    QCOMPARE(model.nodeLegend().kind, LookModel::Scale);
    QCOMPARE(model.nodeLegend().to, QStringLiteral("64"));
    QCOMPARE(textsOf(model.nodeLegend().steps, QStringLiteral("name")).join(QLatin1Char('|')), QStringLiteral("no value"));
}

void tst_LookModel::theLegendWritesTimesAsDays()
{
    LookModel model;
    model.setSchema(people());
    model.setColour(choiceOf(model.colourChoices(), "since"));
    pipeline::LookAnswer answer;
    answer.colours.kind = AttributeKind::Time;
    constexpr double day = 86'400e6;
    answer.colours.scale = {10 * day + 5e6, 400 * day + 7e6, true};
    model.setAnswer(answer);
    QCOMPARE(model.nodeLegend().from, QStringLiteral("1970-01-11"));
    QCOMPARE(model.nodeLegend().to, QStringLiteral("1971-02-05"));
    answer.colours.scale = {10 * day + 3600e6, 10 * day + 7260e6, true};
    model.setAnswer(answer);
    QCOMPARE(model.nodeLegend().from, QStringLiteral("1970-01-11 01:00"));
    QCOMPARE(model.nodeLegend().to, QStringLiteral("1970-01-11 02:01"));
}

void tst_LookModel::theLegendSaysWhatSizesAndWidthsStandFor()
{
    LookModel model;
    model.setSchema(people());
    model.setSize(choiceOf(model.sizeChoices(), "age"));
    model.setEdgeWidth(choiceOf(model.edgeWidthChoices(), "calls"));
    QVERIFY(model.sizeNotes().isEmpty());
    pipeline::LookAnswer answer;
    answer.sizes = {18, 64, true};
    answer.edgeWidths = {1, 1204, true};
    model.setAnswer(answer);
    QCOMPARE(textsOf(model.sizeNotes(), QStringLiteral("name")).join(QLatin1Char('|')), QStringLiteral("Size: age|Width: calls"));
    QCOMPARE(textsOf(model.sizeNotes(), QStringLiteral("text")).join(QLatin1Char('|')), QStringLiteral("18 \u2013 64|1 \u2013 1,204"));
    model.setSize(LookModel::byDegree);
    QCOMPARE(model.sizeNotes().size(), 1);
}

WEIR_TEST(tst_LookModel)
#include "tst_look_model.moc"
