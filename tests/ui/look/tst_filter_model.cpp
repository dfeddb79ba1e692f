#include "ui/look/filter_model.h"
#include "support/chosen_filters.h"
#include "support/test_program.h"

#include <QtTest/QAbstractItemModelTester>
#include <QtTest/QtTest>

using namespace weir;
using pipeline::Column;
using pipeline::endless;
using pipeline::LookSettings;
using ui::AgeRange;
using ui::FilterModel;

namespace {

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

ui::ColumnChoice& named(ui::ColumnFilters& columns, const char* name)
{
    const auto row = static_cast<int>(names(columns).indexOf(QString::fromLatin1(name)));
    Q_ASSERT(row >= 0);
    return columns.choice(row);
}
ui::ColumnChoice& of(FilterModel& model, const char* name) { return named(*model.nodeColumns(), name); }
ui::ColumnChoice& ofEdges(FilterModel& model, const char* name) { return named(*model.edgeColumns(), name); }

/// This category alone passes.
void only(FilterModel& model, const char* category) { of(model, "Category").texts()->choose({category}, false); }

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
    void whatIsChosenIsWhatIsWanted();
    void anAgeThatCannotBeUnderstoodLeavesNothingOut_data();
    void anAgeThatCannotBeUnderstoodLeavesNothingOut();
    void timesHaveUnits_data();
    void timesHaveUnits();
    void theSummarySaysHowManyPass();
    void anotherGraphIsNotFilteredByCategoriesOrAges();
    void theSameGraphAgainStaysFiltered();
    void whatIsChosenStaysWhileCategoriesGrow();
    void clearingSaysSoOnlyIfSomethingWasChosen();
    void columnsOfNodesAndEdgesAreFilteredBy();
    void columnsGrowAndWhatIsChosenStays();
    void anotherGraphKeepsFiltersOfColumnsThatItHasAsSoonAsTheyAreThere();
    void whatTheNextGraphDoesNotHaveIsSaid();
    void eachFilterIsAChip();
    void theSummaryIsOfWhatIsFiltered();
    void onlyColumnsThatAreLookedAtAreCounted();
    void aColumnIsCountedAmongWhatTheOthersLetThrough();
    void aLegendFindsWhatItsColumnIsFilteredBy();
};

void tst_FilterModel::atFirstAllPass()
{
    FilterModel model;
    const QAbstractItemModelTester tester(model.nodeColumns());
    QCOMPARE(settingsOf(model), LookSettings{});
    QCOMPARE(model.nodeColumns()->count(), 0);
    model.setSchema(schema(3, 2));
    QCOMPARE(settingsOf(model), LookSettings{});
    QCOMPARE(model.active(), 0);
    QCOMPARE(names(*model.nodeColumns()), words({"Category", "Degree", "Size", "value 0 (MiB)", "value 1 (MiB)"}));
    QVERIFY(of(model, "Category").open());   // what there is to choose is seen at once
    model.setSchema(schema(1, 0));
    QVERIFY(!of(model, "Category").open());
}

void tst_FilterModel::whatIsChosenIsWhatIsWanted()
{
    FilterModel model;
    model.setSchema(schema(3, 2));
    QSignalSpy changed(&model, &FilterModel::changed);
    of(model, "Degree").range()->setFrom(QStringLiteral("1,204"));
    model.age()->setTo(QStringLiteral(" 10 s "));
    model.age()->setTo(QStringLiteral(" 10 s "));   // the same
    of(model, "value 1 (MiB)").range()->setFrom(QStringLiteral("\u22122.5"));
    only(model, "category 1");
    model.setHides(true);
    model.setFromBirth(true);
    QCOMPARE(changed.count(), 6);
    QCOMPARE(model.active(), 4);
    const LookSettings settings = settingsOf(model);
    QCOMPARE(settings.nodeColumns.size(), std::size_t{3});
    QCOMPARE(settings.nodeColumns[0], pipeline::onlyCategories({"category 1"}));
    QCOMPARE(settings.nodeColumns[1], pipeline::within({Column::Of::Degree}, 1204, endless));
    QCOMPARE(settings.nodeColumns[2], pipeline::within(Column::value(1), -2.5, endless));
    QCOMPARE(settings.age, (pipeline::ValueRange{-endless, 10}));
    QCOMPARE(settings.failing, scene::Standing::Hidden);
    QCOMPARE(settings.ageOf, pipeline::AgeOf::Birth);
}

void tst_FilterModel::anAgeThatCannotBeUnderstoodLeavesNothingOut_data()
{
    QTest::addColumn<QString>("text");
    for (const char* const text : {"x", "1..2", "nan", "inf", "-inf", "1e999", "--1", "0x10", "%1", "-5 s", "min"})
        QTest::addRow("%s", text) << QString::fromLatin1(text);
}

void tst_FilterModel::anAgeThatCannotBeUnderstoodLeavesNothingOut()
{
    QFETCH(QString, text);
    AgeRange age;
    age.setFrom(text);
    QVERIFY(!age.active());
    QVERIFY(!age.fault().isEmpty());
    age.setFrom(QStringLiteral("  "));
    QVERIFY(age.fault().isEmpty());
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
    QCOMPARE(AgeRange::secondsOf(text), std::optional(seconds));
}

void tst_FilterModel::theSummarySaysHowManyPass()
{
    FilterModel model;
    model.setSchema(schema(1, 1));
    QSignalSpy changed(&model, &FilterModel::summaryChanged);
    pipeline::LookAnswer answer;
    answer.nodes = 63'440;
    answer.passing = 1204;
    model.setAnswer(answer);
    QCOMPARE(model.summary(), QStringLiteral("1,204 of 63,440 nodes pass"));
    QCOMPARE(changed.count(), 1);
    model.setAnswer(answer);
    QCOMPARE(changed.count(), 1);
}

void tst_FilterModel::anotherGraphIsNotFilteredByCategoriesOrAges()
{
    FilterModel model;
    model.setSchema(schema(3, 1));
    only(model, "category 1");
    model.age()->setFrom(QStringLiteral("1"));
    QSignalSpy changed(&model, &FilterModel::changed), dropped(&model, &FilterModel::dropped);
    model.setSchema(schema(2, 2));
    QVERIFY(changed.count() >= 1);
    QCOMPARE(settingsOf(model), LookSettings{});
    model.dropMissing();
    QCOMPARE(dropped.count(), 2);
    QCOMPARE(dropped[0][0].toString(), QStringLiteral("What was filtered by is not in this graph: Age"));
    QCOMPARE(dropped[1][0].toString(), QStringLiteral("What was filtered by is not in this graph: Category"));
    only(model, "category 1");
    model.setSchema(nullptr);
    QCOMPARE(settingsOf(model), LookSettings{});
    QCOMPARE(model.nodeColumns()->count(), 0);
}

void tst_FilterModel::theSameGraphAgainStaysFiltered()
{
    FilterModel model;
    model.setSchema(schema(3, 1));
    only(model, "category 1");
    QSignalSpy changed(&model, &FilterModel::changed);
    model.setSchema(schema(3, 1));   // as after the connection was lost
    QCOMPARE(changed.count(), 0);
    QCOMPARE(model.active(), 1);
}

void tst_FilterModel::whatIsChosenStaysWhileCategoriesGrow()
{
    FilterModel model;
    model.setSchema(schema(3, 1));
    only(model, "category 1");
    of(model, "value 0 (MiB)").range()->setFrom(QStringLiteral("1"));
    const LookSettings before = settingsOf(model);
    ui::ColumnChoice* const category = &of(model, "Category");
    model.setSchema(schema(20, 1));
    QCOMPARE(settingsOf(model), before);   // by name: what is new passes where the others do
    QCOMPARE(&of(model, "Category"), category);
}

void tst_FilterModel::clearingSaysSoOnlyIfSomethingWasChosen()
{
    FilterModel model;
    model.setSchema(schema(3, 1));
    QSignalSpy changed(&model, &FilterModel::changed);
    model.clear();
    QCOMPARE(changed.count(), 0);
    of(model, "Degree").range()->setTo(QStringLiteral("4"));
    model.clear();
    QCOMPARE(changed.count(), 2);
    QCOMPARE(settingsOf(model), LookSettings{});
}

void tst_FilterModel::columnsOfNodesAndEdgesAreFilteredBy()
{
    FilterModel model;
    model.setSchema(firm({"age", "size"}));
    QCOMPARE(names(*model.nodeColumns()), words({"Category", "Degree", "Size", "age", "\"size\""}));
    QCOMPARE(names(*model.edgeColumns()), words({"Category", "Weight", "load (MiB)", "\"weight\""}));
    QSignalSpy changed(&model, &FilterModel::changed);
    of(model, "\"size\"").range()->setFrom(QStringLiteral("5"));
    ofEdges(model, "load (MiB)").range()->setTo(QStringLiteral("7"));
    QCOMPARE(changed.count(), 2);
    QCOMPARE(model.active(), 2);
    const LookSettings settings = settingsOf(model);
    QCOMPARE(settings.nodeColumns.size(), std::size_t{1});
    QCOMPARE(settings.nodeColumns[0].column, Column::attribute(1));
    QCOMPARE(settings.nodeColumns[0].range, (pipeline::ValueRange{5, endless}));
    QCOMPARE(settings.edgeColumns[0].column, Column::value(0));
    model.clear();
    QCOMPARE(settingsOf(model), LookSettings{});
}

void tst_FilterModel::columnsGrowAndWhatIsChosenStays()
{
    FilterModel model;
    const QAbstractItemModelTester tester(model.nodeColumns());
    model.setSchema(firm({"age"}));
    of(model, "age").range()->setFrom(QStringLiteral("5"));
    ui::ColumnChoice* const age = &of(model, "age");
    model.setSchema(firm({"age", "salary"}));
    QCOMPARE(model.nodeColumns()->count(), 5);
    QCOMPARE(&of(model, "age"), age);
    QCOMPARE(model.active(), 1);
}

void tst_FilterModel::anotherGraphKeepsFiltersOfColumnsThatItHasAsSoonAsTheyAreThere()
{
    FilterModel model;
    model.setSchema(firm({"age", "salary"}));
    of(model, "salary").range()->setFrom(QStringLiteral("5"));
    of(model, "Degree").range()->setFrom(QStringLiteral("3"));
    ofEdges(model, "Weight").range()->setFrom(QStringLiteral("2"));
    QSignalSpy changed(&model, &FilterModel::changed), dropped(&model, &FilterModel::dropped);
    model.setSchema(firm({}, "another"));   // its columns are still to come
    QVERIFY(!changed.isEmpty() && model.waitsForColumns());
    const auto degree = pipeline::within({Column::Of::Degree}, 3, endless);   // all nodes have one
    QCOMPARE(settingsOf(model).nodeColumns, std::vector<pipeline::ColumnFilter>{degree});
    QCOMPARE(settingsOf(model).edgeColumns.size(), std::size_t{1});   // and all edges weights
    changed.clear();
    model.setSchema(firm({"name", "salary"}, "another"));
    QVERIFY(!changed.isEmpty());
    QCOMPARE(settingsOf(model).nodeColumns[1].column, Column::attribute(1));
    QVERIFY(!model.waitsForColumns());
    model.dropMissing();
    QCOMPARE(dropped.count(), 0);
}

void tst_FilterModel::whatTheNextGraphDoesNotHaveIsSaid()
{
    FilterModel model;
    auto other = std::make_shared<graph::Schema>(*firm({"age"}, "another"));
    model.setSchema(firm({"age", "salary"}));
    of(model, "salary").range()->setFrom(QStringLiteral("5"));
    ofEdges(model, "load (MiB)").range()->setFrom(QStringLiteral("5"));
    QSignalSpy dropped(&model, &FilterModel::dropped);
    other->edgeValues.clear();
    model.setSchema(other);
    QCOMPARE(model.active(), 0);
    QVERIFY(model.waitsForColumns());
    model.dropMissing();
    QCOMPARE(dropped.takeFirst()[0].toString(), QStringLiteral("What was filtered by is not in this graph: salary, load (MiB) of edges"));
    QVERIFY(!model.waitsForColumns());
    // A column of the same name and another kind is another one.
    of(model, "age").range()->setFrom(QStringLiteral("5"));
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
    only(model, "person");
    of(model, "Degree").range()->setFrom(QStringLiteral("3"));
    model.age()->setTo(QStringLiteral("10"));
    model.age()->setFrom(QStringLiteral("2 min"));
    of(model, "salary").range()->setTo(QStringLiteral("40"));
    ofEdges(model, "Weight").range()->setFrom(QStringLiteral("2"));
    ofEdges(model, "Weight").range()->setTo(QStringLiteral("2"));
    const auto texts = [&model] {
        QStringList list;
        for (const QVariant& chip : model.chips())
            list.append(chip.toMap()[QStringLiteral("text")].toString());
        return list;
    };
    QCOMPARE(texts(), words({"Category: person", "Degree: \u2265 3", "salary: \u2264 40", "Age: 2 min \u2013 10 s", "Edges, Weight: 2"}));
    for (int left = 5; left > 0; --left) {
        QCOMPARE(model.active(), left);
        model.clearChip(model.chips()[left / 2].toMap()[QStringLiteral("id")].toString());
    }
    QCOMPARE(settingsOf(model), LookSettings{});
    model.clearChip(QStringLiteral("node 77"));
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
    ofEdges(model, "Weight").range()->setFrom(QStringLiteral("2"));
    QVERIFY(!changed.isEmpty());
    QCOMPARE(model.summary(), QStringLiteral("12 of 3,000 edges pass"));
    of(model, "age").range()->setFrom(QStringLiteral("2"));
    QCOMPARE(model.summary(), QStringLiteral("400 of 1,000 nodes and 12 of 3,000 edges pass"));
}

void tst_FilterModel::onlyColumnsThatAreLookedAtAreCounted()
{
    FilterModel model;
    model.setSchema(firm({"age", "salary"}));
    QVERIFY(model.wishes().empty());
    QSignalSpy wishes(&model, &FilterModel::wishesChanged);
    of(model, "salary").setWatched(true);
    ofEdges(model, "Weight").setWatched(true);
    QCOMPARE(wishes.count(), 2);
    QCOMPARE(model.wishes().size(), std::size_t{2});
    QCOMPARE(model.wishes()[0].column, Column::attribute(1));
    QCOMPARE(model.wishes()[1].column, Column{Column::Of::Weight});
    pipeline::ColumnCounts counts;
    counts.wish = model.wishes()[0];
    counts.elements = counts.withValue = 7;
    model.setColumns({.question = 1, .columns = {counts}});
    QVERIFY(of(model, "salary").counted() && !of(model, "age").counted());
    of(model, "salary").setWatched(false);
    QCOMPARE(model.wishes().size(), std::size_t{1});
}

void tst_FilterModel::aColumnIsCountedAmongWhatTheOthersLetThrough()
{
    FilterModel model;
    model.setSchema(firm({"age", "salary"}));
    QCOMPARE(model.nodesCounted(), QStringLiteral("Numbers count all nodes."));
    of(model, "age").setWatched(true);
    of(model, "salary").setWatched(true);
    ofEdges(model, "Weight").setWatched(true);
    QSignalSpy wishes(&model, &FilterModel::wishesChanged);
    of(model, "age").range()->setFrom(QStringLiteral("30"));
    QCOMPARE(wishes.count(), 1);
    QVERIFY(model.wishes()[0].others.empty());   // not by its own filter
    QCOMPARE(model.wishes()[1].others, std::vector<pipeline::ColumnFilter>{pipeline::within(Column::attribute(0), 30, endless)});
    QVERIFY(model.wishes()[2].others.empty());   // nor edges by that of nodes
    QCOMPARE(model.nodesCounted(), QStringLiteral("Numbers count what the other filters of nodes let pass."));
    QCOMPARE(model.edgesCounted(), QStringLiteral("Numbers count all edges."));
    model.age()->setTo(QStringLiteral("10"));
    model.setFromBirth(true);
    QCOMPARE(wishes.count(), 3);
    QCOMPARE(model.wishes()[0].age, (pipeline::ValueRange{-endless, 10}));
    QCOMPARE(model.wishes()[0].ageOf, pipeline::AgeOf::Birth);
    QVERIFY(model.wishes()[2].age.everything());
    ofEdges(model, "load (MiB)").range()->setFrom(QStringLiteral("1"));
    QCOMPARE(model.wishes()[2].others, std::vector<pipeline::ColumnFilter>{pipeline::within(Column::value(0), 1, endless)});
    QCOMPARE(model.edgesCounted(), QStringLiteral("Numbers count what the other filters of edges let pass."));
}

void tst_FilterModel::aLegendFindsWhatItsColumnIsFilteredBy()
{
    FilterModel model;
    const QVariant age = QVariant::fromValue(Column::attribute(0)), weight = QVariant::fromValue(Column{Column::Of::Weight});
    QCOMPARE(model.ofNodes(age), nullptr);
    model.setSchema(firm({"age"}));
    QCOMPARE(model.ofNodes(age), &of(model, "age"));
    QCOMPARE(model.ofNodes(weight), nullptr);
    QCOMPARE(model.ofEdges(weight), &ofEdges(model, "Weight"));
    QCOMPARE(model.ofNodes({}), nullptr);
}

WEIR_TEST(tst_FilterModel)
#include "tst_filter_model.moc"
