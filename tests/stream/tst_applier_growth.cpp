#include "support/test_program.h"
#include "graph/limits.h"
#include "stream/applier.h"
#include "support/origin_graph.h"
#include <QtTest>

using namespace weir;
using namespace weir::protocol;
using weir::stream::Applier;

Q_DECLARE_METATYPE(std::function<weir::protocol::Growth(weir::Epoch)>)

/// Lists of the schema that grow within an epoch, as a client takes them.
class tst_ApplierGrowth : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void entriesAreAppended();
    void whatIsHeldMayBeToldAgain();
    void aWrongGrowthIsAnErrorAndLeavesTheLists_data();
    void aWrongGrowthIsAnErrorAndLeavesTheLists();
    void growthBeforeAnyManifestIsAnError();
    void growthIsThrownAwayWhileASnapshotIsAwaited();
    void aManifestOfTheSameEpochWithShorterListsKeepsThemAll();
    void aManifestWithLongerListsExtendsThem();
    void aWholeManifestWithOtherNamesBeginsAnewAndAPartialOneIsAnError();
    void ofAnotherEpochNothingIsHeldWhereANumberMayMeanAnotherCategory();
    void aManifestOverTheLimitsIsAnError();

private:
    static std::expected<Applier::Outcome, Error> give(Applier& applier, const Message& message) { return applier.apply(message, {}); }

    /// The lists of a graph with some elements, after all parts came.
    static void begin(Applier& applier, OriginGraph& origin, std::vector<std::string> nodes, std::vector<std::string> edges)
    {
        origin.grow(50);
        const auto parts = origin.parts();
        Manifest manifest = origin.manifest(origin.tick());
        manifest.schema.nodeCategories = std::move(nodes);
        manifest.schema.edgeCategories = std::move(edges);
        QVERIFY(give(applier, manifest).has_value());
        for (const auto& part : parts)
            QVERIFY(applier.apply(*decodeBinary(part.bytes), part.bytes).has_value());
    }

    using Texts = std::vector<std::string>;
    static constexpr Applier::Config config{1U << 20};
};

void tst_ApplierGrowth::entriesAreAppended()
{
    OriginGraph origin(1);
    Applier applier(config);
    begin(applier, origin, {"a"}, {});
    const auto digest = applier.store().digest();
    const Tick tick = applier.appliedTick();
    const auto given = give(applier, Growth{origin.epoch(), {1, {"b", ""}}, {0, {"e"}}});
    QVERIFY(given.has_value());
    QCOMPARE(*given, Applier::Outcome::Applied);
    QCOMPARE(applier.store().schema().nodeCategories, (Texts{"a", "b", ""}));
    QCOMPARE(applier.store().schema().edgeCategories, Texts{"e"});
    QVERIFY(applier.store().digest() == digest);
    QCOMPARE(applier.appliedTick(), tick);
}

void tst_ApplierGrowth::whatIsHeldMayBeToldAgain()
{
    OriginGraph origin(2);
    Applier applier(config);
    begin(applier, origin, {"a", "b", "c"}, {"e"});
    QVERIFY(give(applier, Growth{origin.epoch(), {1, {"b"}}, {}}).has_value());
    QVERIFY(give(applier, Growth{origin.epoch(), {1, {"b", "c", "d"}}, {0, {"e", "f"}}}).has_value());
    QCOMPARE(applier.store().schema().nodeCategories, (Texts{"a", "b", "c", "d"}));
    QCOMPARE(applier.store().schema().edgeCategories, (Texts{"e", "f"}));
}

void tst_ApplierGrowth::aWrongGrowthIsAnErrorAndLeavesTheLists_data()
{
    QTest::addColumn<std::function<Growth(Epoch)>>("made");
    QTest::addColumn<QString>("words");
    const auto row = [](const char* name, std::function<Growth(Epoch)> made, const char* words) {
        QTest::newRow(name) << std::move(made) << QString::fromLatin1(words);
    };
    row("of another epoch", [](Epoch epoch) { return Growth{epoch + 1, {2, {"c"}}, {}}; }, "another epoch");
    row("behind the end", [](Epoch epoch) { return Growth{epoch, {3, {"c"}}, {}}; }, "goes on at 3, but ends at 2");
    row(
        "behind the end of edges, after nodes that fit", [](Epoch epoch) { return Growth{epoch, {2, {"c"}}, {2, {"g"}}}; },
        "goes on at 2, but ends at 1");
    row("another name than before", [](Epoch epoch) { return Growth{epoch, {1, {"B", "c"}}, {}}; }, "not the one it was before");
    row("not UTF-8", [](Epoch epoch) { return Growth{epoch, {2, {"c", "\xff"}}, {}}; }, "not UTF-8");
    row("a name too long", [](Epoch epoch) { return Growth{epoch, {2, {std::string(graph::maxLabelBytes + 1, 'x')}}, {}}; }, "4097 bytes");
    row("too many entries", [](Epoch epoch) { return Growth{epoch, {2, Texts(graph::maxListEntries - 1)}, {}}; }, "65537 entries");
    row(
        "too many bytes", [](Epoch epoch) { return Growth{epoch, {2, Texts(graph::maxNameBytes / 4096, std::string(4096, 'x'))}, {}}; },
        "in all");
}

void tst_ApplierGrowth::aWrongGrowthIsAnErrorAndLeavesTheLists()
{
    QFETCH(std::function<Growth(Epoch)>, made);
    QFETCH(QString, words);
    OriginGraph origin(3);
    Applier applier(config);
    begin(applier, origin, {"a", "b"}, {"e"});
    const auto given = give(applier, made(origin.epoch()));
    QVERIFY(!given.has_value());
    QVERIFY2(QString::fromStdString(given.error().text).contains(words), given.error().text.c_str());
    QCOMPARE(applier.store().schema().nodeCategories, (Texts{"a", "b"}));
    QCOMPARE(applier.store().schema().edgeCategories, Texts{"e"});
}

void tst_ApplierGrowth::growthBeforeAnyManifestIsAnError()
{
    OriginGraph origin(4);
    Applier applier(config);
    QVERIFY(!give(applier, Growth{origin.epoch(), {0, {"a"}}, {}}).has_value());
    begin(applier, origin, {}, {});
    applier.onNewConnection();
    QVERIFY(!give(applier, Growth{origin.epoch(), {0, {"a"}}, {}}).has_value());
}

void tst_ApplierGrowth::growthIsThrownAwayWhileASnapshotIsAwaited()
{
    OriginGraph origin(5);
    Applier applier(config);
    begin(applier, origin, {"a"}, {});
    Delta gap;
    gap.from = origin.tick() + 5;
    gap.to = origin.tick() + 6;
    QCOMPARE(*give(applier, gap), Applier::Outcome::Resync);
    QCOMPARE(*give(applier, Growth{origin.epoch(), {7, {"h"}}, {}}), Applier::Outcome::Ignored);
    QCOMPARE(applier.store().schema().nodeCategories, Texts{"a"});
}

void tst_ApplierGrowth::aManifestOfTheSameEpochWithShorterListsKeepsThemAll()
{
    OriginGraph origin(6);
    Applier applier(config);
    begin(applier, origin, {"a", "b"}, {"e"});
    const auto nodes = applier.store().nodeCount();
    static_cast<void>(origin.parts());
    Manifest manifest = origin.manifest(origin.tick());
    manifest.schema.nodeCategories = {"a"};
    QVERIFY(give(applier, manifest).has_value());
    QCOMPARE(applier.store().nodeCount(), nodes);
    QCOMPARE(applier.store().schema().nodeCategories, (Texts{"a", "b"}));
    QCOMPARE(applier.store().schema().edgeCategories, Texts{"e"});
}

void tst_ApplierGrowth::aManifestWithLongerListsExtendsThem()
{
    OriginGraph origin(7);
    Applier applier(config);
    begin(applier, origin, {"a", "b"}, {});
    const auto nodes = applier.store().nodeCount();
    static_cast<void>(origin.parts());
    Manifest manifest = origin.manifest(origin.tick());
    manifest.schema.nodeCategories = {"a"};
    manifest.schema.edgeCategories = {"e", "f"};
    QVERIFY(give(applier, manifest).has_value());
    QCOMPARE(applier.store().nodeCount(), nodes);
    QCOMPARE(applier.store().schema().nodeCategories, (Texts{"a", "b"}));
    QCOMPARE(applier.store().schema().edgeCategories, (Texts{"e", "f"}));
}

void tst_ApplierGrowth::aWholeManifestWithOtherNamesBeginsAnewAndAPartialOneIsAnError()
{
    OriginGraph origin(8);
    Applier applier(config);
    begin(applier, origin, {"a", "b"}, {});
    static_cast<void>(origin.parts());
    Manifest manifest = origin.manifest(origin.tick());
    manifest.schema.nodeCategories = {"a", "c"};
    QVERIFY(give(applier, manifest).has_value());
    QCOMPARE(applier.store().nodeCount(), std::size_t{0});
    QCOMPARE(applier.store().schema().nodeCategories, (Texts{"a", "c"}));
    // The same while parts are due: what goes on is of the graph that was begun, with the names it has.
    manifest.partial = true;
    manifest.schema.nodeCategories = {"a"};
    QVERIFY(give(applier, manifest).has_value());
    QCOMPARE(applier.store().schema().nodeCategories, (Texts{"a", "c"}));
    manifest.schema.nodeCategories = {"b"};
    QVERIFY(!give(applier, manifest).has_value());
}

void tst_ApplierGrowth::ofAnotherEpochNothingIsHeldWhereANumberMayMeanAnotherCategory()
{
    const auto partsHeld = [](const Texts& ours, const Texts& theirs) {
        OriginGraph before(9, 1), after(9, 2);   // the same graph in two epochs
        Applier applier(config);
        begin(applier, before, ours, {});
        after.grow(50);
        static_cast<void>(after.parts());
        Manifest manifest = after.manifest(after.tick());
        manifest.schema.nodeCategories = theirs;
        manifest.waits = 1;
        const auto given = give(applier, manifest);
        if (!given || *given != Applier::Outcome::Need)
            throw std::logic_error("the manifest did not wait");
        if (applier.store().schema().nodeCategories != theirs)
            throw std::logic_error("the lists are not the manifest's");
        return applier.totals().partsHeld;
    };
    QVERIFY(partsHeld({"a", "b"}, {"a", "b"}) > 0);
    QVERIFY(partsHeld({"a", "b"}, {"a", "b", "c"}) > 0);
    QCOMPARE(partsHeld({"a", "b"}, {"a"}), std::uint64_t{0});
    QCOMPARE(partsHeld({"a", "b"}, {"b", "a"}), std::uint64_t{0});
}

void tst_ApplierGrowth::aManifestOverTheLimitsIsAnError()
{
    OriginGraph origin(10);
    Applier applier(config);
    origin.grow(5);
    static_cast<void>(origin.parts());
    Manifest manifest = origin.manifest(origin.tick());
    manifest.schema.nodeCategories = {"\xff"};
    QVERIFY(!give(applier, manifest).has_value());
    manifest.schema.nodeCategories = Texts(graph::maxListEntries + 1);
    QVERIFY(!give(applier, manifest).has_value());
    QCOMPARE(applier.epoch(), Epoch{0});
}

WEIR_TEST(tst_ApplierGrowth)
#include "tst_applier_growth.moc"
