#include "pipeline/columns/column_tests.h"
#include "support/attributed_model.h"
#include "support/test_program.h"
#include <QtTest>

using namespace weir;
using namespace weir::pipeline;
using graph::AttributeKind;

/// Which elements pass filters of columns.
class tst_ColumnTests : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void numbersAndTimesPassWithinARange();
    void flagsPassThreeWays();
    void textsPassByAListOrAllButThose();
    void textsBeyondTheDictionaryPassAsThoseInIt();
    void whatHasNoValueIsAChoice();
    void edgesPassByWeightCategoryAndValue();
    void ofSeveralFiltersAllMustBePassed();
    void aColumnThatIsNotThereOrAnotherKindHasNoEffect();

private:
    static QList<Slot> passing(const AttributedModel& model, std::vector<ColumnFilter> filters, ElementKind kind = ElementKind::Node)
    {
        ColumnTests tests;
        tests.set(filters, kind, model.store.schema());
        QList<Slot> slots;
        for (Slot slot = 0; slot < model.store.slots(kind); ++slot) {
            if ((kind == ElementKind::Node ? model.store.hasNode(slot) : model.store.hasEdge(slot)) && tests.passes(model.store, slot))
                slots.append(slot);
        }
        return slots;
    }
};

void tst_ColumnTests::numbersAndTimesPassWithinARange()
{
    AttributedModel model;
    ColumnFilter age = model.filter("age");
    age.range = {20, 30};
    age.withoutPass = false;
    QCOMPARE(passing(model, {age}), QList<Slot>({2, 3}));
    age.range.to = std::numeric_limits<double>::infinity();
    QCOMPARE(passing(model, {age}), QList<Slot>({2, 3, 4}));
    ColumnFilter since = model.filter("since");
    since.range = {2e6, 4e6};
    since.withoutPass = false;
    QCOMPARE(passing(model, {since}), QList<Slot>({2, 3, 4}));
}

void tst_ColumnTests::flagsPassThreeWays()
{
    AttributedModel model;
    ColumnFilter active = model.filter("active");
    QCOMPARE(passing(model, {active}), QList<Slot>({0, 1, 2, 3, 4, 5}));
    active.no = active.withoutPass = false;
    QCOMPARE(passing(model, {active}), QList<Slot>({0, 2, 4}));
    std::swap(active.yes, active.no);
    QCOMPARE(passing(model, {active}), QList<Slot>({1, 3}));
}

void tst_ColumnTests::textsPassByAListOrAllButThose()
{
    AttributedModel model;
    ColumnFilter team = model.filter("team");
    team.texts = {"east"};
    QCOMPARE(passing(model, {team}), QList<Slot>({1, 3, 5}));   // all but this one, and what has none
    team.othersPass = team.withoutPass = false;
    QCOMPARE(passing(model, {team}), QList<Slot>({0, 2, 4}));
    team.texts = {"east", "no such", "west"};
    QCOMPARE(passing(model, {team}), QList<Slot>({0, 1, 2, 3, 4}));
    team.texts.clear();
    QCOMPARE(passing(model, {team}), QList<Slot>());
}

void tst_ColumnTests::textsBeyondTheDictionaryPassAsThoseInIt()
{
    AttributedModel model;
    model.setOwnText(5, "team", "far");
    ColumnFilter team = model.filter("team");
    team.texts = {"far", "west"};
    team.othersPass = team.withoutPass = false;
    ColumnTests tests;
    tests.set(std::vector{team}, ElementKind::Node, model.store.schema());
    QVERIFY(tests.passes(model.store, 1) && tests.passes(model.store, 5) && !tests.passes(model.store, 0));
    model.appendText("team", "far");   // the dictionary grows while the filter stands
    model.setText(0, "team", "far");
    QVERIFY(tests.passes(model.store, 0));
}

void tst_ColumnTests::whatHasNoValueIsAChoice()
{
    AttributedModel model;
    for (const char* const name : {"age", "team", "active", "since"}) {
        ColumnFilter filter = model.filter(name);
        filter.withoutPass = false;
        QCOMPARE(passing(model, {filter}), QList<Slot>({0, 1, 2, 3, 4}));
        filter.withoutPass = true;
        filter.valuesPass = false;
        QCOMPARE(passing(model, {filter}), QList<Slot>({5}));
    }
}

void tst_ColumnTests::edgesPassByWeightCategoryAndValue()
{
    AttributedModel model;
    ColumnFilter weight{.column = Column{Column::Of::Weight}};
    weight.range = {0.1, 0.3};   // as floats are kept
    QCOMPARE(passing(model, {weight}, ElementKind::Edge), QList<Slot>({1, 2, 3}));
    ColumnFilter category{.column = Column{Column::Of::Category}, .kind = AttributeKind::Text};
    category.texts = {"knows"};
    category.othersPass = category.withoutPass = false;
    QCOMPARE(passing(model, {category}, ElementKind::Edge), QList<Slot>({1, 3}));
    category.texts.clear();
    category.withoutPass = true;
    QCOMPARE(passing(model, {category}, ElementKind::Edge), QList<Slot>({0, 2, 4}));
    ColumnFilter value{.column = Column::value(0)};
    value.range = {3, 4};
    QCOMPARE(passing(model, {value}, ElementKind::Edge), QList<Slot>({3, 4}));
}

void tst_ColumnTests::ofSeveralFiltersAllMustBePassed()
{
    AttributedModel model;
    ColumnFilter age = model.filter("age"), team = model.filter("team");
    age.range.from = 20;
    team.texts = {"west"};
    QCOMPARE(passing(model, {age, team}), QList<Slot>({2, 4, 5}));
}

void tst_ColumnTests::aColumnThatIsNotThereOrAnotherKindHasNoEffect()
{
    AttributedModel model;
    ColumnFilter none{.column = Column::attribute(40)};
    none.valuesPass = false;
    ColumnFilter other = model.filter("team");
    other.kind = AttributeKind::Number;
    other.valuesPass = false;
    ColumnTests tests;
    tests.set(std::vector{none, other, model.filter("age")}, ElementKind::Node, model.store.schema());
    QVERIFY(tests.empty());
    QCOMPARE(passing(model, {none, other}).size(), 6);
}

WEIR_TEST(tst_ColumnTests)
#include "tst_column_tests.moc"
