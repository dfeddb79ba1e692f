#include "graph/changes/change_selection.h"
#include "graph/graph_model.h"
#include "graph/limits.h"
#include "graph/row_digest.h"
#include "support/test_program.h"
#include <QtTest>
#include <functional>

using namespace weir;
using namespace weir::graph;

using Distortion = std::function<void(ChangeView&)>;
Q_DECLARE_METATYPE(Distortion)

/// The digest of a part's rows is that of the chunk they came from; rows that do not fit are refused, not read.
class tst_RowDigest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void noRowsHaveTheZeroDigest();
    void rowsHaveTheDigestOfTheirChunk();
    void oneChangedRowIsAnotherDigest();
    void rowsThatDoNotFitAreRefused_data();
    void rowsThatDoNotFitAreRefused();
};

namespace {

struct FilledStore {
    GraphStore store;
    FilledStore()
    {
        store.reset(schemaWithColumns(2, 1));
        RandomChanges changes(9, 2, 1);
        [&] { QVERIFY(store.apply(changes.grow(5000).view(), 1)); }();
        for (Tick tick = 2; tick < 20; ++tick)
            [&] { QVERIFY(store.apply(changes.next(100).view(), tick)); }();
    }
    void gather(ElementKind kind, std::uint32_t chunk, ChangeSet& out) const
    {
        ChangeSelection selection;
        selection.selectAll(store, store.chunkRange(kind, chunk));
        out.setValueColumns(2, 1);
        selection.gather(store, out);
    }
};

} // namespace

void tst_RowDigest::noRowsHaveTheZeroDigest() { QVERIFY(rowDigest({}, 2, 1).value() == Digest()); }

void tst_RowDigest::rowsHaveTheDigestOfTheirChunk()
{
    const FilledStore filled;
    for (const ElementKind kind : {ElementKind::Node, ElementKind::Edge}) {
        QVERIFY(filled.store.chunkCount(kind) > 1);
        for (std::uint32_t chunk = 0; chunk < filled.store.chunkCount(kind); ++chunk) {
            ChangeSet rows;
            filled.gather(kind, chunk, rows);
            QVERIFY(rowDigest(rows.view(), 2, 1).value() == filled.store.chunkDigest(kind, chunk).sum());
        }
    }
}

void tst_RowDigest::oneChangedRowIsAnotherDigest()
{
    ChangeSet one, other;
    one.setNodeIdentity(0, 1, "a", "", 0);
    one.setNodeMotion(0, {1, 2, true, 3}, {});
    other.setNodeIdentity(0, 1, "a", "", 0);
    other.setNodeMotion(0, {1, 2, true, 4}, {});
    const Digest first = rowDigest(one.view(), 0, 0).value(), second = rowDigest(other.view(), 0, 0).value();
    QCOMPARE(first.structure, second.structure);
    QVERIFY(first.values != second.values);
}

void tst_RowDigest::rowsThatDoNotFitAreRefused_data()
{
    QTest::addColumn<Distortion>("distort");
    static const std::array<std::uint32_t, 3> falling{3, 2, 3}, beyond{1, 2, 4000};
    static const std::array<std::uint8_t, 1> oneByte{1};
    static const std::string longText(maxLabelBytes + 3, 'l');
    static const std::array<std::uint32_t, 3> longEnds{1, 2, maxLabelBytes + 3};
    const auto row = [](const char* name, Distortion distort) { QTest::newRow(name) << std::move(distort); };
    row("fewer motions", [](ChangeView& c) { c.nodeMotions.slots = c.nodeMotions.slots.first(2); });
    row("motions of other nodes", [](ChangeView& c) { c.nodeMotions.slots = c.edgeIdentities.slots; });
    row("fewer generations", [](ChangeView& c) { c.nodeIdentities.generations = c.nodeIdentities.generations.first(2); });
    row("no categories", [](ChangeView& c) { c.nodeIdentities.categories = {}; });
    row("fewer colours", [](ChangeView& c) { c.nodeIdentities.colours = c.nodeIdentities.slots.first(1); });
    row("fewer keys", [](ChangeView& c) { c.nodeIdentities.keys.ends = c.nodeIdentities.keys.ends.first(1); });
    row("falling ends", [](ChangeView& c) { c.nodeIdentities.keys.ends = falling; });
    row("ends beyond the blob", [](ChangeView& c) { c.nodeIdentities.labels.ends = beyond; });
    row("a label over the limit", [](ChangeView& c) { c.nodeIdentities.labels = {longText, longEnds}; });
    row("a key over the limit", [](ChangeView& c) { c.nodeIdentities.keys = {longText, longEnds}; });
    row("x without y", [](ChangeView& c) { c.nodeMotions.y = {}; });
    row("fewer positions", [](ChangeView& c) { c.nodeMotions.x = c.nodeMotions.y = c.nodeMotions.x.first(1); });
    row("fewer positioned", [](ChangeView& c) { c.nodeMotions.positioned = oneByte; });
    row("no sizes", [](ChangeView& c) { c.nodeMotions.sizes = {}; });
    row("fewer values", [](ChangeView& c) { c.nodeMotions.values = c.nodeMotions.values.first(5); });
    row("edge motions missing", [](ChangeView& c) { c.edgeMotions = {}; });
    row("fewer edge generations", [](ChangeView& c) { c.edgeIdentities.generations = {}; });
    row("fewer sources", [](ChangeView& c) { c.edgeIdentities.sources = {}; });
    row("fewer targets", [](ChangeView& c) { c.edgeIdentities.targets = {}; });
    row("fewer edge categories", [](ChangeView& c) { c.edgeIdentities.categories = {}; });
    row("fewer directed", [](ChangeView& c) { c.edgeIdentities.directed = {}; });
    row("fewer weights", [](ChangeView& c) { c.edgeMotions.weights = {}; });
    row("fewer edge values", [](ChangeView& c) { c.edgeMotions.values = {}; });
}

void tst_RowDigest::rowsThatDoNotFitAreRefused()
{
    QFETCH(const Distortion, distort);
    ChangeSet set;
    set.setValueColumns(2, 1);
    for (Slot slot = 0; slot < 3; ++slot) {
        set.setNodeIdentity(slot, 1, "k", "l", 0);
        set.setNodeMotion(slot, {1, 2, true, 3}, std::array{4.0F, 5.0F});
        set.setEdgeIdentity(slot + 7, 1, 0, 1, 0, false);
        set.setEdgeMotion(slot + 7, 1, std::array{2.0F});
    }
    ChangeView view = set.view();
    QVERIFY(rowDigest(view, 2, 1));
    distort(view);
    const auto digest = rowDigest(view, 2, 1);
    QVERIFY(!digest);
    QVERIFY(!digest.error().text.empty());
}

WEIR_TEST(tst_RowDigest)
#include "tst_row_digest.moc"
