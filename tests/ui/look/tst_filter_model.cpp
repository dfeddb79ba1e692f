#include "ui/look/filter_model.h"
#include "support/test_program.h"

#include <QtTest/QAbstractItemModelTester>
#include <QtTest/QtTest>
#include <limits>

using namespace weir;
using pipeline::LookSettings;
using ui::FilterModel;
using ui::RangeModel;

namespace {

constexpr double endless = std::numeric_limits<double>::infinity();

std::shared_ptr<const graph::Schema> schema(int categories, int columns)
{
    auto schema = std::make_shared<graph::Schema>();
    for (int i = 0; i < categories; ++i)
        schema->nodeCategories.push_back("category " + std::to_string(i));
    for (int i = 0; i < columns; ++i)
        schema->nodeValues.push_back({"value " + std::to_string(i), "MiB"});
    return schema;
}

/// Numbers of nodes by these names, and of edges a value and an attribute whose name is taken.
std::shared_ptr<const graph::Schema> firm(const std::vector<std::string>& numbers, const std::string& title = "a firm")
{
    auto schema = std::make_shared<graph::Schema>();
    schema->title = title;
    schema->nodeCategories = {"person", "thing"};
    schema->edgeValues = {{"load", "MiB"}};
    for (const std::string& name : numbers)
        schema->nodeAttributes.push_back({name, graph::AttributeKind::Number});
    schema->edgeAttributes = {{"weight", graph::AttributeKind::Text}};
    return schema;
}

/// Texts as UTF-8.
QStringList words(std::initializer_list<const char*> texts)
{
    QStringList words;
    for (const char* const text : texts)
        words.append(QString::fromUtf8(text));
    return words;
}

QStringList names(ui::ColumnFilters& columns)
{
    QStringList names;
    for (int row = 0; row < columns.count(); ++row)
        names.append(columns.choice(row).name());
    return names;
}

LookSettings settingsOf(const FilterModel& model)
{
    LookSettings settings;
    model.applyTo(settings);
    return settings;
}

} // namespace

class tst_FilterModel final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void atFirstAllPass();
    void theFirstChoiceIsAloneAndTheLastOneOutLetsAllIn();
    void aRowIsChosenWithoutTheOthers();
    void categoriesThatAreNotThereDoNothing();
    void rangesAreWhatWasTyped();
    void whatCannotBeUnderstoodLeavesNothingOut_data();
    void whatCannotBeUnderstoodLeavesNothingOut();
    void timesHaveUnits_data();
    void timesHaveUnits();
    void theSummarySaysHowManyPass();
    void anotherGraphIsNotFiltered();
    void theSameGraphAgainStaysFiltered();
    void manyCategoriesStandByNameAndAreFound();
    void whatIsChosenStaysWhileCategoriesGrow();
    void whereAllHaveACategoryThereIsNoRowForThoseWithout();
    void clearingSaysSoOnlyIfSomethingWasChosen();
    void columnsOfNodesAndEdgesAreFilteredBy();
    void columnsGrowAndWhatIsChosenStays();
    void anotherGraphKeepsFiltersOfColumnsThatItHasAsSoonAsTheyAreThere();
    void whatTheNextGraphDoesNotHaveIsSaid();
    void eachFilterIsAChip();
    void theSummaryIsOfWhatIsFiltered();
    void onlyColumnsThatAreLookedAtAreCounted();
};

void tst_FilterModel::atFirstAllPass()
{
    FilterModel model;
    const QAbstractItemModelTester tester(&model), ranges(model.ranges());
    QCOMPARE(settingsOf(model), LookSettings{});
    QCOMPARE(model.ranges()->rowCount(), 2);
    model.setSchema(schema(3, 2));
    QCOMPARE(settingsOf(model), LookSettings{});
    QCOMPARE(model.active(), 0);
    QCOMPARE(model.ranges()->rowCount(), 4);
    QCOMPARE(model.rowCount(), 3);
}

void tst_FilterModel::theFirstChoiceIsAloneAndTheLastOneOutLetsAllIn()
{
    FilterModel model;
    model.setSchema(schema(5, 0));
    QSignalSpy changed(&model, &FilterModel::changed);
    model.toggle({1});
    QCOMPARE(settingsOf(model).categories, std::vector<graph::Category>({1}));
    QCOMPARE(model.active(), 1);
    model.toggle({3, 4});   // as of a row "other"
    QCOMPARE(settingsOf(model).categories, std::vector<graph::Category>({1, 3, 4}));
    QVERIFY(model.passes({0, 4}));
    QVERIFY(!model.passes({0, 2}));
    model.toggle({1});
    QCOMPARE(settingsOf(model).categories, std::vector<graph::Category>({3, 4}));
    model.toggle({3, 4});
    QVERIFY(!settingsOf(model).categories);
    QCOMPARE(model.active(), 0);
    QCOMPARE(changed.count(), 4);
    // With all of them in one after the other nothing is filtered any more.
    for (const int category : {0, 1, 2, 3, 4})
        model.toggle({category});
    QVERIFY(!settingsOf(model).categories);
}

void tst_FilterModel::aRowIsChosenWithoutTheOthers()
{
    FilterModel model;
    model.setSchema(schema(2, 0));
    model.setPasses(0, false);
    QCOMPARE(settingsOf(model).categories, std::vector<graph::Category>({1}));
    QCOMPARE(model.index(0).data(FilterModel::PassesRole), false);
    model.setPasses(1, false);      // nobody passes: a checked list says what it says
    QCOMPARE(settingsOf(model).categories, std::vector<graph::Category>{});
    model.setPasses(0, true);
    model.setPasses(1, true);
    QVERIFY(!settingsOf(model).categories);
}

void tst_FilterModel::categoriesThatAreNotThereDoNothing()
{
    FilterModel model;
    model.toggle({0});
    model.setPasses(0, false);
    model.setPasses(-1, false);
    QCOMPARE(settingsOf(model), LookSettings{});
    model.setSchema(schema(2, 0));
    model.toggle({7, -1});
    QVERIFY(!settingsOf(model).categories);
    model.setCounts({1, 2, 3, 4});
    QCOMPARE(model.index(1).data(FilterModel::NodesRole), QStringLiteral("2"));
    model.setCounts({});
    QCOMPARE(model.index(1).data(FilterModel::NodesRole), QStringLiteral("0"));
}

void tst_FilterModel::rangesAreWhatWasTyped()
{
    FilterModel model;
    model.setSchema(schema(0, 2));
    QSignalSpy changed(&model, &FilterModel::changed);
    model.ranges()->setFrom(0, QStringLiteral("1,204"));
    model.ranges()->setTo(1, QStringLiteral(" 10 s "));
    model.ranges()->setFrom(3, QStringLiteral("\u22122.5"));
    model.ranges()->setTo(3, QStringLiteral("1e6"));
    model.ranges()->setTo(3, QStringLiteral("1e6"));   // the same
    model.ranges()->setTo(9, QStringLiteral("1"));
    model.ranges()->setTo(-1, QStringLiteral("1"));
    model.setHides(true);
    model.setFromBirth(true);
    QCOMPARE(changed.count(), 6);
    QCOMPARE(model.active(), 3);
    const LookSettings settings = settingsOf(model);
    QCOMPARE(settings.degree, (pipeline::ValueRange{1204, endless}));
    QCOMPARE(settings.age, (pipeline::ValueRange{-endless, 10}));
    QCOMPARE(settings.values, (std::vector<LookSettings::ColumnRange>{{1, {-2.5, 1e6}}}));
    QCOMPARE(settings.failing, scene::Standing::Hidden);
    QCOMPARE(settings.ageOf, pipeline::AgeOf::Birth);
}

void tst_FilterModel::whatCannotBeUnderstoodLeavesNothingOut_data()
{
    QTest::addColumn<int>("row");
    QTest::addColumn<QString>("text");
    for (const char* const text : {"x", "1..2", "nan", "inf", "-inf", "1e999", "--1", "0x10", "%1"}) {
        QTest::addRow("degree %s", text) << 0 << QString::fromLatin1(text);
        QTest::addRow("age %s", text) << 1 << QString::fromLatin1(text);
    }
    QTest::addRow("a negative age") << 1 << QStringLiteral("-5 s");
    QTest::addRow("a unit alone") << 1 << QStringLiteral("min");
}

void tst_FilterModel::whatCannotBeUnderstoodLeavesNothingOut()
{
    QFETCH(int, row);
    QFETCH(QString, text);
    RangeModel model;
    model.setSchema({});
    model.setFrom(row, text);
    QCOMPARE(model.active(), 0);
    QVERIFY(!model.index(row).data(RangeModel::FaultRole).toString().isEmpty());
    model.setFrom(row, QStringLiteral("  "));
    QVERIFY(model.index(row).data(RangeModel::FaultRole).toString().isEmpty());
}

void tst_FilterModel::timesHaveUnits_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<double>("seconds");
    QTest::newRow("plain") << QStringLiteral("10") << 10.0;
    QTest::newRow("seconds") << QStringLiteral("1.5 s") << 1.5;
    QTest::newRow("minutes") << QStringLiteral("5min") << 300.0;
    QTest::newRow("hours") << QStringLiteral("2 h") << 7200.0;
    QTest::newRow("days") << QStringLiteral("1 d") << 86'400.0;
}

void tst_FilterModel::timesHaveUnits()
{
    QFETCH(QString, text);
    QFETCH(double, seconds);
    QCOMPARE(RangeModel::secondsOf(text), std::optional(seconds));
}

void tst_FilterModel::theSummarySaysHowManyPass()
{
    FilterModel model;
    model.setSchema(schema(1, 1));
    QSignalSpy changed(&model, &FilterModel::summaryChanged);
    pipeline::LookAnswer answer;
    answer.nodes = 63'440;
    answer.passing = 1204;
    answer.degrees = {1, 12, true};
    answer.columns = {{-1, 2.5, true}, {1, 1, true}};   // one that is not declared
    model.setAnswer(answer);
    QCOMPARE(model.summary(), QStringLiteral("1,204 of 63,440 nodes pass"));
    QCOMPARE(changed.count(), 1);
    model.setAnswer(answer);
    QCOMPARE(changed.count(), 1);
    QCOMPARE(model.ranges()->index(0).data(RangeModel::ToHintRole), QStringLiteral("12"));
    QCOMPARE(model.ranges()->index(2).data(RangeModel::ToHintRole), QStringLiteral("2.50"));
}

void tst_FilterModel::anotherGraphIsNotFiltered()
{
    FilterModel model;
    model.setSchema(schema(3, 1));
    model.toggle({1});
    model.ranges()->setFrom(2, QStringLiteral("1"));
    QSignalSpy changed(&model, &FilterModel::changed);
    model.setSchema(schema(2, 2));
    QVERIFY(changed.count() >= 1);
    QCOMPARE(settingsOf(model), LookSettings{});
    model.toggle({1});
    model.setSchema(nullptr);
    QCOMPARE(settingsOf(model), LookSettings{});
    QCOMPARE(model.rowCount(), 0);
}

void tst_FilterModel::theSameGraphAgainStaysFiltered()
{
    FilterModel model;
    model.setSchema(schema(3, 1));
    model.toggle({1});
    QSignalSpy changed(&model, &FilterModel::changed);
    model.setSchema(schema(3, 1));   // as after the connection was lost
    QCOMPARE(changed.count(), 0);
    QCOMPARE(model.active(), 1);
}

void tst_FilterModel::manyCategoriesStandByNameAndAreFound()
{
    FilterModel model;
    const QAbstractItemModelTester tester(&model);
    auto many = std::make_shared<graph::Schema>();
    for (int i = 59; i >= 0; --i)
        many->nodeCategories.push_back(std::string(i % 2 == 0 ? "Animal " : "plant ") + char('a' + i / 26) + char('a' + i % 26));
    model.setSchema(many);
    QCOMPARE(model.rowCount(), 60);
    QCOMPARE(model.categories(), 60);
    QCOMPARE(model.index(0).data(FilterModel::NameRole), QStringLiteral("Animal aa"));
    QCOMPARE(model.index(0).data(FilterModel::CategoryRole), 59);
    QCOMPARE(model.index(59).data(FilterModel::NameRole), QStringLiteral("plant ch"));
    model.setCounts(std::vector<std::uint64_t>(60, 7));
    QCOMPARE(model.index(30).data(FilterModel::NodesRole), QStringLiteral("7"));

    model.setFind(QStringLiteral("PLANT B"));
    QCOMPARE(model.rowCount(), 13);
    QCOMPARE(model.categories(), 60);
    model.setAllPass(false);
    QCOMPARE(settingsOf(model).categories->size(), std::size_t{47});
    model.setFind({});
    QCOMPARE(model.rowCount(), 60);
    model.setAllPass(false);
    QCOMPARE(settingsOf(model).categories, std::vector<graph::Category>{});
    model.setPasses(model.index(59).data(FilterModel::CategoryRole).toInt(), true);
    QCOMPARE(settingsOf(model).categories, std::vector<graph::Category>{0});
    QCOMPARE(model.index(59).data(FilterModel::PassesRole), true);
    model.setAllPass(true);
    QVERIFY(!settingsOf(model).categories);
}

void tst_FilterModel::whatIsChosenStaysWhileCategoriesGrow()
{
    FilterModel model;
    const QAbstractItemModelTester tester(&model);
    model.setSchema(schema(3, 1));
    model.setCounts({4, 5, 6});
    model.toggle({1});
    model.ranges()->setFrom(2, QStringLiteral("1"));
    QSignalSpy changed(&model, &FilterModel::changed);
    model.setSchema(schema(20, 1));
    QCOMPARE(model.rowCount(), 20);
    QCOMPARE(model.active(), 2);
    QCOMPARE(settingsOf(model).categories, std::vector<graph::Category>({1}));   // few passed, so nothing new does
    model.setPasses(1, true);
    model.setAllPass(true);
    model.setPasses(4, false);
    changed.clear();
    model.setSchema(schema(30, 1));
    QCOMPARE(settingsOf(model).categories->size(), std::size_t{29});
    QCOMPARE(changed.count(), 1);
    // By name, also those that came later.
    QStringList names;
    for (int row = 0; row < model.rowCount(); ++row)
        names << model.index(row).data(FilterModel::NameRole).toString();
    QStringList sorted = names;
    sorted.sort(Qt::CaseInsensitive);
    QCOMPARE(names, sorted);
}

void tst_FilterModel::whereAllHaveACategoryThereIsNoRowForThoseWithout()
{
    FilterModel model;
    const QAbstractItemModelTester tester(&model);
    auto named = std::make_shared<graph::Schema>();
    named->nodeCategories = {"", "tree"};
    model.setSchema(named);
    QCOMPARE(model.rowCount(), 1);
    QCOMPARE(model.categories(), 1);
    model.setCounts({2, 3});
    QCOMPARE(model.rowCount(), 2);
    QCOMPARE(model.index(0).data(FilterModel::NameRole), QStringLiteral("no category"));
    QCOMPARE(model.index(0).data(FilterModel::NodesRole), QStringLiteral("2"));
    model.setCounts({0, 3});
    QCOMPARE(model.rowCount(), 1);
}

void tst_FilterModel::clearingSaysSoOnlyIfSomethingWasChosen()
{
    FilterModel model;
    model.setSchema(schema(3, 1));
    QSignalSpy changed(&model, &FilterModel::changed);
    model.clear();
    QCOMPARE(changed.count(), 0);
    model.ranges()->setTo(0, QStringLiteral("4"));
    model.clear();
    QCOMPARE(changed.count(), 2);
    QCOMPARE(settingsOf(model), LookSettings{});
}

void tst_FilterModel::columnsOfNodesAndEdgesAreFilteredBy()
{
    FilterModel model;
    model.setSchema(firm({"age", "salary"}));
    QCOMPARE(names(*model.nodeColumns()), words({"age", "salary"}));
    QCOMPARE(names(*model.edgeColumns()), words({"Weight", "Category", "load (MiB)", "\"weight\""}));
    QSignalSpy changed(&model, &FilterModel::changed);
    model.nodeColumns()->choice(1).range()->setFrom(QStringLiteral("5"));
    model.edgeColumns()->choice(2).range()->setTo(QStringLiteral("7"));
    QCOMPARE(changed.count(), 2);
    QCOMPARE(model.active(), 2);
    const LookSettings settings = settingsOf(model);
    QCOMPARE(settings.nodeColumns.size(), std::size_t{1});
    QCOMPARE(settings.nodeColumns[0].column, pipeline::Column::attribute(1));
    QCOMPARE(settings.nodeColumns[0].range, (pipeline::ValueRange{5, endless}));
    QCOMPARE(settings.edgeColumns[0].column, pipeline::Column::value(0));
    model.clear();
    QCOMPARE(settingsOf(model), LookSettings{});
}

void tst_FilterModel::columnsGrowAndWhatIsChosenStays()
{
    FilterModel model;
    const QAbstractItemModelTester tester(model.nodeColumns());
    model.setSchema(firm({"age"}));
    model.nodeColumns()->choice(0).range()->setFrom(QStringLiteral("5"));
    ui::ColumnChoice* const age = &model.nodeColumns()->choice(0);
    model.setSchema(firm({"age", "salary"}));
    QCOMPARE(model.nodeColumns()->count(), 2);
    QCOMPARE(&model.nodeColumns()->choice(0), age);
    QCOMPARE(model.active(), 1);
}

void tst_FilterModel::anotherGraphKeepsFiltersOfColumnsThatItHasAsSoonAsTheyAreThere()
{
    FilterModel model;
    model.setSchema(firm({"age", "salary"}));
    model.nodeColumns()->choice(1).range()->setFrom(QStringLiteral("5"));
    model.edgeColumns()->choice(0).range()->setFrom(QStringLiteral("2"));
    QSignalSpy changed(&model, &FilterModel::changed), dropped(&model, &FilterModel::dropped);
    model.setSchema(firm({}, "another"));   // its columns are still to come
    QVERIFY(!changed.isEmpty() && model.waitsForColumns());
    QVERIFY(settingsOf(model).nodeColumns.empty());
    QCOMPARE(settingsOf(model).edgeColumns.size(), std::size_t{1});   // all edges have weights
    changed.clear();
    model.setSchema(firm({"name", "salary"}, "another"));
    QVERIFY(!changed.isEmpty());
    QCOMPARE(settingsOf(model).nodeColumns[0].column, pipeline::Column::attribute(1));
    QVERIFY(!model.waitsForColumns());
    model.dropMissing();
    QCOMPARE(dropped.count(), 0);
}

void tst_FilterModel::whatTheNextGraphDoesNotHaveIsSaid()
{
    FilterModel model;
    auto other = std::make_shared<graph::Schema>(*firm({"age"}, "another"));
    model.setSchema(firm({"age", "salary"}));
    model.toggle({0});
    model.nodeColumns()->choice(1).range()->setFrom(QStringLiteral("5"));
    model.edgeColumns()->choice(2).range()->setFrom(QStringLiteral("5"));
    QSignalSpy dropped(&model, &FilterModel::dropped);
    other->edgeValues.clear();
    model.setSchema(other);
    QCOMPARE(dropped.takeFirst()[0].toString(), QStringLiteral("What was filtered by is not in this graph: Category"));
    QCOMPARE(model.active(), 0);
    QVERIFY(model.waitsForColumns());
    model.dropMissing();
    QCOMPARE(dropped.takeFirst()[0].toString(), QStringLiteral("What was filtered by is not in this graph: salary, load (MiB) of edges"));
    QVERIFY(!model.waitsForColumns());
    // A column of the same name and another kind is another one.
    model.nodeColumns()->choice(0).range()->setFrom(QStringLiteral("5"));
    auto texts = std::make_shared<graph::Schema>(*firm({}, "a third"));
    texts->nodeAttributes = {{"age", graph::AttributeKind::Text}};
    model.setSchema(texts);
    model.dropMissing();
    QCOMPARE(dropped.count(), 1);
    QCOMPARE(model.active(), 0);
}

void tst_FilterModel::eachFilterIsAChip()
{
    FilterModel model;
    model.setSchema(firm({"age", "salary"}));
    model.toggle({0});
    model.ranges()->setFrom(0, QStringLiteral("3"));
    model.ranges()->setTo(1, QStringLiteral("10"));
    model.ranges()->setFrom(1, QStringLiteral("2 min"));
    model.nodeColumns()->choice(1).range()->setTo(QStringLiteral("40"));
    model.edgeColumns()->choice(0).range()->setFrom(QStringLiteral("2"));
    model.edgeColumns()->choice(0).range()->setTo(QStringLiteral("2"));
    const auto texts = [&model] {
        QStringList list;
        for (const QVariant& chip : model.chips())
            list.append(chip.toMap()[QStringLiteral("text")].toString());
        return list;
    };
    QCOMPARE(texts(), words({"Category: person", "Degree: \u2265 3", "Age: 2 min \u2013 10 s", "salary: \u2264 40", "Edges, Weight: 2"}));
    for (int left = 5; left > 0; --left) {
        QCOMPARE(model.active(), left);
        model.clearChip(model.chips()[left / 2].toMap()[QStringLiteral("id")].toString());
    }
    QCOMPARE(settingsOf(model), LookSettings{});
    model.clearChip(QStringLiteral("node 77"));
    model.setPasses(0, false);
    QCOMPARE(texts(), words({"Category: thing"}));
}

void tst_FilterModel::theSummaryIsOfWhatIsFiltered()
{
    FilterModel model;
    model.setSchema(firm({"age"}));
    pipeline::LookAnswer answer;
    answer.nodes = 1000;
    answer.passing = 400;
    answer.edges = 3000;
    answer.passingEdges = 12;
    model.setAnswer(answer);
    QCOMPARE(model.summary(), QStringLiteral("400 of 1,000 nodes pass"));
    QSignalSpy changed(&model, &FilterModel::summaryChanged);
    model.edgeColumns()->choice(0).range()->setFrom(QStringLiteral("2"));
    QVERIFY(!changed.isEmpty());
    QCOMPARE(model.summary(), QStringLiteral("12 of 3,000 edges pass"));
    model.nodeColumns()->choice(0).range()->setFrom(QStringLiteral("2"));
    QCOMPARE(model.summary(), QStringLiteral("400 of 1,000 nodes and 12 of 3,000 edges pass"));
}

void tst_FilterModel::onlyColumnsThatAreLookedAtAreCounted()
{
    FilterModel model;
    model.setSchema(firm({"age", "salary"}));
    QVERIFY(model.wishes().empty());
    QSignalSpy wishes(&model, &FilterModel::wishesChanged);
    model.nodeColumns()->choice(1).setWatched(true);
    model.edgeColumns()->choice(0).setWatched(true);
    QCOMPARE(wishes.count(), 2);
    QCOMPARE(model.wishes().size(), std::size_t{2});
    QCOMPARE(model.wishes()[0].column, pipeline::Column::attribute(1));
    QCOMPARE(model.wishes()[1].column, pipeline::Column{pipeline::Column::Of::Weight});
    pipeline::ColumnCounts counts;
    counts.wish = model.wishes()[0];
    counts.elements = counts.withValue = 7;
    model.setColumns({.question = 1, .columns = {counts}});
    QVERIFY(model.nodeColumns()->choice(1).counted() && !model.nodeColumns()->choice(0).counted());
    model.nodeColumns()->choice(1).setWatched(false);
    QCOMPARE(model.wishes().size(), std::size_t{1});
}

WEIR_TEST(tst_FilterModel)
#include "tst_filter_model.moc"
