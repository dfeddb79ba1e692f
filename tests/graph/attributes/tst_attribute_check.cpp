#include "graph/changes/change_set.h"
#include "graph/graph_store.h"
#include "graph/limits.h"
#include "support/test_program.h"
#include <QtTest>
#include <limits>

using namespace weir;
using namespace weir::graph;

/// What is wrong with rows of attributes is said, and nothing of their set is applied.
class tst_AttributeCheck : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void whatIsRightIsTaken();
    void columnsThatDoNotFitEachOtherAreRefused();
    void valuesThatAreNoneAreRefused();
    void elementsThatAreNotThereAreRefusedOrLeftOut();
    void aTextComesWithItsColumnAndDictionary();

private:
    /// Rows of node 0, one of each kind, as a reader of a frame would have them.
    struct Rows {
        std::vector<Slot> emptied{0};
        std::vector<std::uint8_t> columns{0, 1, 2, 3, 1 | AttributeRows::noValue};
        std::vector<std::uint32_t> ends{1, 3, 4, 5, 6};
        std::vector<Slot> slots{0, 0, 0, 0, 0, 0};
        std::vector<double> numbers{1.5};
        std::vector<std::int64_t> times{7};
        std::vector<std::uint8_t> flags{1};
        std::vector<std::uint32_t> entries{0, AttributeRows::ownText};
        std::string blob = "own";
        std::vector<std::uint32_t> textEnds{3};

        [[nodiscard]] ChangeView view() const
        {
            ChangeView changes;
            changes.nodeAttributes = {emptied, columns, ends, slots, numbers, times, flags, entries, {blob, textEnds}};
            return changes;
        }
    };
    /// "": they are taken.
    QString fault(const Rows& rows, DanglingEdges dangling = DanglingEdges::Reject)
    {
        const Digest before = m_store.digest();
        const auto applied = m_store.apply(rows.view(), ++m_tick, dangling);
        if (!applied && m_store.digest() != before)
            return QStringLiteral("half applied");
        return applied ? QString() : QString::fromStdString(applied.error().text);
    }

    GraphStore m_store;
    Tick m_tick = 0;
};

void tst_AttributeCheck::init()
{
    m_store.reset({});
    m_tick = 0;
    ChangeSet set;
    set.setNodeIdentity(0, 1, "a", "", 0);
    for (const auto& [name, kind] :
         {std::pair{"n", AttributeKind::Number}, {"t", AttributeKind::Text}, {"f", AttributeKind::Flag}, {"d", AttributeKind::Time}})
        set.appendAttribute(ElementKind::Node, {name, kind});
    set.appendText(ElementKind::Node, 1, "known");
    QVERIFY(m_store.apply(set.view(), ++m_tick));
}

void tst_AttributeCheck::whatIsRightIsTaken()
{
    QCOMPARE(fault({}), QString());
    QVERIFY(m_store.attributes(ElementKind::Node).value(0, 0) == AttributeValue(1.5));
    QVERIFY(!hasValue(m_store.attributes(ElementKind::Node).value(0, 1)));   // its last row took it away
    QVERIFY(m_store.attributes(ElementKind::Node).value(0, 2) == AttributeValue(true));
    QVERIFY(m_store.attributes(ElementKind::Node).value(0, 3) == AttributeValue(Time{7}));
}

void tst_AttributeCheck::columnsThatDoNotFitEachOtherAreRefused()
{
    const auto refused = [this](auto&& change) {
        Rows rows;
        change(rows);
        return !fault(rows).isEmpty() && fault(rows) != QLatin1String("half applied");
    };
    QVERIFY(refused([](Rows& rows) { rows.ends.pop_back(); }));
    QVERIFY(refused([](Rows& rows) { rows.ends.back() = 5; }));
    QVERIFY(refused([](Rows& rows) { rows.ends[1] = 0; }));
    QVERIFY(refused([](Rows& rows) { rows.columns[0] = 4; }));
    QVERIFY(refused([](Rows& rows) { rows.columns.back() = 4 | AttributeRows::noValue; }));
    QVERIFY(refused([](Rows& rows) { rows.numbers.push_back(1); }));
    QVERIFY(refused([](Rows& rows) { rows.times.clear(); }));
    QVERIFY(refused([](Rows& rows) { rows.flags.clear(); }));
    QVERIFY(refused([](Rows& rows) { rows.entries.pop_back(); }));
    QVERIFY(refused([](Rows& rows) { rows.textEnds.clear(); }));
    QVERIFY(refused([](Rows& rows) { rows.textEnds = {4}; }));
    QVERIFY(refused([](Rows& rows) { rows.slots.push_back(0); }));
}

void tst_AttributeCheck::valuesThatAreNoneAreRefused()
{
    Rows rows;
    rows.numbers = {std::numeric_limits<double>::quiet_NaN()};
    QVERIFY(fault(rows).contains(QLatin1String("finite")));
    rows = {};
    rows.numbers = {std::numeric_limits<double>::infinity()};
    QVERIFY(fault(rows).contains(QLatin1String("finite")));
    rows = {};
    rows.flags = {2};
    QVERIFY(fault(rows).contains(QLatin1String("flag")));
    for (const std::int64_t us : {maxTimeUs + 1, -maxTimeUs - 1, std::numeric_limits<std::int64_t>::min()}) {
        rows = {};
        rows.times = {us};
        QVERIFY(fault(rows).contains(QLatin1String("2^53")));
    }
    rows = {};
    rows.times = {maxTimeUs};
    QCOMPARE(fault(rows), QString());
    rows = {};
    rows.entries[0] = 1;
    QVERIFY(fault(rows).contains(QLatin1String("dictionary")));
    rows = {};
    rows.blob = "\xff\xfe\xfd";
    QVERIFY(fault(rows).contains(QLatin1String("UTF-8")));
    rows = {};
    rows.blob = std::string(maxAttributeBytes + 1, 'x');
    rows.textEnds = {static_cast<std::uint32_t>(rows.blob.size())};
    QVERIFY(fault(rows).contains(QLatin1String("limit")));
}

void tst_AttributeCheck::elementsThatAreNotThereAreRefusedOrLeftOut()
{
    Rows rows;
    rows.slots[0] = 1;
    QVERIFY(fault(rows).contains(QLatin1String("not there")));
    rows = {};
    rows.emptied = {noSlot};
    QVERIFY(fault(rows).contains(QLatin1String("not there")));
    rows.slots[0] = noSlot;
    QCOMPARE(fault(rows, DanglingEdges::LeaveOut), QString());
    QVERIFY(!hasValue(m_store.attributes(ElementKind::Node).value(0, 0)));   // that row was of another
    QVERIFY(m_store.attributes(ElementKind::Node).value(0, 2) == AttributeValue(true));
}

void tst_AttributeCheck::aTextComesWithItsColumnAndDictionary()
{
    ChangeSet set;
    set.appendAttribute(ElementKind::Node, {"new", AttributeKind::Text});
    set.appendText(ElementKind::Node, 4, "first");
    set.appendText(ElementKind::Node, 1, "second of another");
    set.attributes(ElementKind::Node).setEntry(0, 4, 0);
    set.attributes(ElementKind::Node).setEntry(0, 1, 1);
    QVERIFY(m_store.apply(set.view(), ++m_tick));
    QVERIFY(m_store.attributes(ElementKind::Node).value(0, 4) == AttributeValue("first"));
    QVERIFY(m_store.attributes(ElementKind::Node).value(0, 1) == AttributeValue("second of another"));
    set.clear();
    set.appendText(ElementKind::Node, 4, "third");
    set.attributes(ElementKind::Node).setEntry(0, 4, 2);   // there are two with it
    QVERIFY(!m_store.apply(set.view(), ++m_tick));
    QCOMPARE(m_store.schema().nodeAttributes[4].texts->size(), 1U);   // and nothing of the set was taken
}

WEIR_TEST(tst_AttributeCheck)
#include "tst_attribute_check.moc"
