#include "graph/changes/change_set.h"
#include "graph/graph_store.h"
#include "support/heap.h"
#include "support/test_program.h"
#include <QtTest>
#include <optional>

using namespace weir;
using namespace weir::graph;

namespace {

constexpr std::uint32_t nodes = 50 * chunkSize;   // 204,800
constexpr std::uint32_t departments = 8, cities = 200;

enum class With : std::uint8_t { Nothing,
                                 FiveAttributes };

/// Two texts of few values, two numbers and a flag.
void declare(ChangeSet& set)
{
    for (const auto& [name, kind] : {std::pair{"department", AttributeKind::Text},
                                     {"city", AttributeKind::Text},
                                     {"age", AttributeKind::Number},
                                     {"salary", AttributeKind::Number},
                                     {"active", AttributeKind::Flag}})
        set.appendAttribute(ElementKind::Node, {name, kind});
    for (std::uint32_t i = 0; i < departments; ++i)
        set.appendText(ElementKind::Node, 0, "department " + std::to_string(i));
    for (std::uint32_t i = 0; i < cities; ++i)
        set.appendText(ElementKind::Node, 1, "city " + std::to_string(i));
}

void say(AttributeSet& rows, Slot node)
{
    rows.setEntry(node, 0, node * 7 % departments);
    rows.setEntry(node, 1, node * 31 % cities);
    rows.setNumber(node, 2, 18 + node % 50);
    rows.setNumber(node, 3, 100.5 * node);
    rows.setFlag(node, 4, node % 3 == 0);
}

/// What a store of these nodes takes.
std::uint64_t bytesOf(Stamps stamps, With with)
{
    const std::uint64_t before = heapBytes();
    std::optional<GraphStore> store(stamps);
    store->reset({});
    for (Slot first = 0; first < nodes; first += chunkSize) {
        ChangeSet set;
        if (first == 0 && with == With::FiveAttributes)
            declare(set);
        for (Slot node = first; node < first + chunkSize; ++node) {
            set.setNodeIdentity(node, 1, std::to_string(node), {}, 0);
            set.setNodeMotion(node, {0, 0, false, 1}, {});
            if (with == With::FiveAttributes)
                say(set.attributes(ElementKind::Node), node);
        }
        if (!store->apply(set.view(), 1))
            qFatal("the changes are refused");
    }
    return heapBytes() - before;
}

} // namespace

/// A graph pays for the attributes that it has, and for none that it has not.
class tst_AttributeCost : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void fiveAttributesTakeAtMostFortyBytesANode_data()
    {
        QTest::addColumn<bool>("server");
        QTest::newRow("server, with stamps") << true;
        QTest::newRow("client") << false;
    }

    void fiveAttributesTakeAtMostFortyBytesANode()
    {
        if (!heapIsCounted())
            QSKIP("this allocator does not count");
        QFETCH(bool, server);
        const Stamps stamps = server ? Stamps::All : Stamps::AgesOfNodes;
        const std::uint64_t without = bytesOf(stamps, With::Nothing), with = bytesOf(stamps, With::FiveAttributes);
        QVERIFY(with > without);
        const std::uint64_t each = (with - without) / nodes;
        qInfo("%llu bytes a node", static_cast<unsigned long long>(each));
        QVERIFY2(each <= 40, qPrintable(QString::number(each)));
        QVERIFY2(each >= 16, "two numbers take 16 bytes, or nothing was counted");
    }

    void whatHasNoAttributeTakesNothing()
    {
        if (!heapIsCounted())
            QSKIP("this allocator does not count");
        GraphStore store;
        store.reset({});
        const auto born = [&](Slot node) {
            ChangeSet set;
            set.setNodeIdentity(node, 1, "n" + std::to_string(node), {}, 0);
            set.setNodeMotion(node, {0, 0, false, 1}, {});
            return store.apply(set.view(), 1).has_value();
        };
        ChangeSet columns;
        declare(columns);
        QVERIFY(born(0) && born(300 * chunkSize));
        const std::uint64_t before = heapBytes();
        QVERIFY(store.apply(columns.view(), 1));
        const std::uint64_t declared = heapBytes() - before;
        QVERIFY2(declared < 64 * 1024, qPrintable(QString::number(declared)));   // columns and dictionaries, nothing an element
        ChangeSet one;
        say(one.attributes(ElementKind::Node), 0);
        QVERIFY(store.apply(one.view(), 2));
        const std::uint64_t said = heapBytes() - before - declared;
        QVERIFY2(said < 40 * chunkSize, qPrintable(QString::number(said)));   // of its chunk alone
        // It is forgotten with the element, and what the chunk says of its attributes stays true.
        ChangeSet gone;
        gone.removeNode(0);
        QVERIFY(store.apply(gone.view(), 3));
        QCOMPARE(store.digest().attributes, std::uint64_t(0));
        QCOMPARE(store.chunkNewest(ElementKind::Node, 0, Facet::Attributes), Tick(3));
        QCOMPARE(store.chunkNewest(ElementKind::Node, 300, Facet::Attributes), Tick(0));
    }
};

WEIR_TEST(tst_AttributeCost)
#include "tst_attribute_cost.moc"
