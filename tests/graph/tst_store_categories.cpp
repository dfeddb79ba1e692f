#include "graph/limits.h"
#include "small_changes.h"
#include "support/test_program.h"
#include <QtTest>

using namespace weir;
using namespace weir::graph;
using namespace weir::graph::smallChanges;

/// Lists of categories grow ahead of the rows that need them.
class tst_StoreCategories : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aSetAppendsCategoriesBeforeItsRows();
    void categoriesAloneAreNoChangeAndNoPartOfTheDigest();
    void categoriesBeyondTheLimitLeaveTheStoreAsItWas();
};

void tst_StoreCategories::aSetAppendsCategoriesBeforeItsRows()
{
    GraphStore store = emptyStore();
    apply(store, 1, [](ChangeSet& c) {
        c.appendNodeCategory("new");
        c.appendNodeCategory("newer");
        c.appendEdgeCategory("along");
        c.setNodeIdentity(0, 1, "a", "", 1);
    });
    QCOMPARE(store.schema().nodeCategories, (std::vector<std::string>{"new", "newer"}));
    QCOMPARE(store.schema().edgeCategories, std::vector<std::string>{"along"});
    QCOMPARE(store.nodeIdentity(0).category, Category{1});
    // A set that is used again appends nothing twice; one that others are added to appends all of theirs.
    ChangeSet set = emptySet(), both = emptySet();
    set.appendNodeCategory("last");
    QVERIFY(!set.empty() && set.rows() == 0);
    both.append(set.view());
    both.append(set.view());
    QCOMPARE(both.view().growth.nodeCategories.size(), std::size_t{2});
    set.clear();
    QVERIFY(set.empty() && set.view().growth.empty());
}

void tst_StoreCategories::categoriesAloneAreNoChangeAndNoPartOfTheDigest()
{
    GraphStore store = emptyStore();
    apply(store, 1, [](ChangeSet& c) { c.setNodeIdentity(0, 1, "a", "", 0); });
    const Digest digest = store.digest();
    apply(store, 2, [](ChangeSet& c) { c.appendNodeCategory("new"); });
    QCOMPARE(store.schema().nodeCategories.size(), std::size_t{1});
    QVERIFY(store.digest() == digest);
    QCOMPARE(store.newestStamp(), Tick{1});
    QCOMPARE(store.changesTotal(), std::uint64_t{1});
}

void tst_StoreCategories::categoriesBeyondTheLimitLeaveTheStoreAsItWas()
{
    GraphStore store = emptyStore();
    ChangeSet set = emptySet();
    for (std::uint32_t i = 0; i < maxNameBytes / maxLabelBytes; ++i)
        set.appendNodeCategory(std::string(maxLabelBytes, 'x'));
    QVERIFY(store.apply(set.view(), 1).has_value());
    set.clear();
    set.appendEdgeCategory("e");
    set.setNodeIdentity(0, 1, "a", "", 0);
    QVERIFY(!store.apply(set.view(), 2).has_value());
    QVERIFY(!store.hasNode(0) && store.schema().edgeCategories.empty());
    // Neither do rows that are wrong leave their names.
    set.clear();
    set.appendEdgeCategory("");
    set.setNodeMotion(7, {}, std::array{0.0F});
    QVERIFY(!store.apply(set.view(), 2).has_value());
    QVERIFY(store.schema().edgeCategories.empty());
    store.reset({});
    set.clear();
    set.appendEdgeCategory("e");
    QVERIFY(store.apply(set.view(), 1).has_value());
}

WEIR_TEST(tst_StoreCategories)
#include "tst_store_categories.moc"
