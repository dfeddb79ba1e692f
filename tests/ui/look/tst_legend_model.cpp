#include "ui/look/legend_model.h"
#include "support/test_program.h"

#include <QtTest/QtTest>

using namespace weir;
using ui::LegendModel;

namespace {

using Numbers = std::vector<std::uint8_t>;

const QVariantList palette{0, 1, 2, 3, 4, 5, 6, 7};   // numbers stand for colours

std::shared_ptr<const graph::Schema> schemaWith(int categories)
{
    auto schema = std::make_shared<graph::Schema>();
    for (int i = 0; i < categories; ++i)
        schema->nodeCategories.push_back("category " + std::to_string(i));
    return schema;
}

// `counts[i]` nodes of category i.
scene::Scene sceneWith(const std::vector<std::uint32_t>& counts, std::uint64_t epoch = 1)
{
    scene::Scene scene;
    scene.epochVersion = epoch;
    std::vector<scene::NodeStyle> styles;
    for (std::size_t category = 0; category < counts.size(); ++category) {
        scene::NodeStyle style;
        style.live = style.placed = true;
        style.category = static_cast<std::uint16_t>(category);
        styles.insert(styles.end(), counts[category], style);
    }
    scene.nodeSlots = scene.nodeCount = static_cast<std::uint32_t>(styles.size());
    for (std::size_t first = 0; first < styles.size(); first += scene::pageSize) {
        auto page = std::make_shared<scene::NodeStylePage>();
        std::copy_n(styles.begin() + static_cast<std::ptrdiff_t>(first),
                    std::min<std::size_t>(scene::pageSize, styles.size() - first), page->styles.begin());
        scene.styles.push_back(page);
    }
    return scene;
}

QStringList texts(const LegendModel& model)
{
    QStringList texts;
    for (int row = 0; row < model.count(); ++row) {
        const QModelIndex index = model.index(row);
        texts << index.data(LegendModel::NameRole).toString() + QLatin1Char(' ')
                + index.data(LegendModel::CountRole).toString();
    }
    return texts;
}

} // namespace

class tst_LegendModel final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aFewCategoriesKeepTheirOrder();
    void ofManyTheLargestSevenHaveColours();
    void whileAGraphIsYoungTheSevenAreTheLargest();
    void laterAColourGoesOnlyToWhoIsTwiceAsLarge();
    void aGraphThatDoubledIsRankedByItsSizes();
    void categoriesThatComeLaterLeaveTheColoursOfTheFirst();
    void whereAllHaveACategoryNothingIsSaidOfThoseWithout();
    void anEighthCategoryIsNotCalledOther();
    void whatARowStandsForIsAPartOfTheColumn();
    void anotherGraphIsRankedAnew();
    void onlyChangedPagesAreCountedAgain();
    void freeSlotsDoNotCount();
};

void tst_LegendModel::aFewCategoriesKeepTheirOrder()
{
    LegendModel model;
    model.setPalette(palette);
    model.setSchema(schemaWith(3));
    model.setScene(sceneWith({1, 2000, 3}));
    QCOMPARE(texts(model), QStringList({QStringLiteral("category 0 1"), QStringLiteral("category 1 2,000"),
                                        QStringLiteral("category 2 3")}));
    QCOMPARE(model.categoryColors(), QVariantList({0, 1, 2}));
}

void tst_LegendModel::ofManyTheLargestSevenHaveColours()
{
    LegendModel model;
    model.setPalette(palette);
    model.setSchema(schemaWith(10));
    model.setScene(sceneWith({1, 90, 80, 70, 60, 50, 40, 30, 2, 3}));
    QCOMPARE(model.count(), 8);
    QCOMPARE(texts(model).front(), QStringLiteral("category 1 90"));
    QCOMPARE(texts(model).back(), QStringLiteral("other 6"));
    QCOMPARE(model.categoryColors(), palette);
    QCOMPARE(model.paletteNumbers(), (Numbers{7, 0, 1, 2, 3, 4, 5, 6, 7, 7, 7}));   // and of what is not named yet
}

void tst_LegendModel::whileAGraphIsYoungTheSevenAreTheLargest()
{
    LegendModel model;
    model.setPalette(palette);
    model.setSchema(schemaWith(9));
    model.setScene(sceneWith({9, 8, 7, 6, 5, 4, 3, 2, 1}));
    QCOMPARE(model.paletteNumbers(), (Numbers{0, 1, 2, 3, 4, 5, 6, 7, 7, 7}));
    // Who stays among them keeps its colour; who is new has that of who went.
    model.setScene(sceneWith({9, 8, 7, 1, 5, 4, 3, 2, 6}));
    QCOMPARE(model.paletteNumbers(), (Numbers{0, 1, 2, 7, 4, 5, 6, 7, 3, 7}));
}

void tst_LegendModel::laterAColourGoesOnlyToWhoIsTwiceAsLarge()
{
    LegendModel model;
    model.setPalette(palette);
    model.setSchema(schemaWith(9));
    for (int counting = 0; counting < 10; ++counting)
        model.setScene(sceneWith({90, 80, 70, 60, 50, 40, 30, 20, 10}));
    const Numbers numbers = model.paletteNumbers();
    QSignalSpy changed(&model, &LegendModel::paletteNumbersChanged);
    model.setScene(sceneWith({90, 80, 70, 60, 50, 40, 30, 60, 10}));
    QCOMPARE(model.paletteNumbers(), numbers);
    QCOMPARE(changed.count(), 0);
    model.setScene(sceneWith({90, 80, 70, 60, 50, 40, 30, 61, 10}));
    QCOMPARE(model.paletteNumbers(), (Numbers{0, 1, 2, 3, 4, 5, 7, 6, 7, 7}));
    QCOMPARE(changed.count(), 1);
    QCOMPARE(texts(model).back(), QStringLiteral("other 40"));
}

void tst_LegendModel::aGraphThatDoubledIsRankedByItsSizes()
{
    LegendModel model;
    model.setPalette(palette);
    model.setSchema(schemaWith(9));
    for (int counting = 0; counting < 10; ++counting)
        model.setScene(sceneWith({90, 80, 70, 60, 50, 40, 30, 20, 10}));
    // Who is somewhat larger than the smallest of the seven has to wait for that.
    model.setScene(sceneWith({180, 160, 140, 120, 100, 80, 50, 60, 10}));
    QCOMPARE(model.paletteNumbers(), (Numbers{0, 1, 2, 3, 4, 5, 6, 7, 7, 7}));
    model.setScene(sceneWith({180, 160, 140, 120, 100, 80, 50, 60, 11}));
    QCOMPARE(model.paletteNumbers(), (Numbers{0, 1, 2, 3, 4, 5, 7, 6, 7, 7}));
    // And from then on it counts from that size.
    model.setScene(sceneWith({180, 160, 140, 120, 100, 80, 65, 60, 11}));
    QCOMPARE(model.paletteNumbers(), (Numbers{0, 1, 2, 3, 4, 5, 7, 6, 7, 7}));
}

void tst_LegendModel::categoriesThatComeLaterLeaveTheColoursOfTheFirst()
{
    LegendModel model;
    model.setPalette(palette);
    model.setSchema(schemaWith(8));
    for (int counting = 0; counting < 10; ++counting)
        model.setScene(sceneWith({90, 80, 70, 60, 50, 40, 30, 20}));
    QCOMPARE(model.paletteNumbers(), Numbers{});
    QCOMPARE(model.count(), 8);
    model.setSchema(schemaWith(60));
    QCOMPARE(model.counts().size(), std::size_t{8});   // they are still known
    QCOMPARE(model.paletteNumbers().size(), std::size_t{61});
    for (std::uint8_t category = 0; category < 60; ++category)
        QCOMPARE(model.paletteNumbers()[category], std::min<std::uint8_t>(category, 7));
    QCOMPARE(texts(model).back(), QStringLiteral("other 20"));
}

void tst_LegendModel::whereAllHaveACategoryNothingIsSaidOfThoseWithout()
{
    LegendModel model;
    model.setPalette(palette);
    auto schema = std::make_shared<graph::Schema>();
    schema->nodeCategories = {"", "tree", "bush"};
    model.setSchema(schema);
    model.setScene(sceneWith({0, 3, 2}));
    QCOMPARE(texts(model), QStringList({QStringLiteral("tree 3"), QStringLiteral("bush 2")}));
    model.setScene(sceneWith({1, 3, 2}));
    QCOMPARE(texts(model).front(), QStringLiteral("no category 1"));
}

void tst_LegendModel::anEighthCategoryIsNotCalledOther()
{
    LegendModel model;
    model.setPalette(palette);
    auto schema = std::make_shared<graph::Schema>(*schemaWith(9));
    schema->nodeCategories[0] = "";   // of nodes without one, as files have it
    model.setSchema(schema);
    model.setScene(sceneWith({0, 9, 8, 7, 6, 5, 4, 3, 2}));
    QCOMPARE(model.count(), 8);
    QCOMPARE(texts(model).back(), QStringLiteral("category 8 2"));
    QCOMPARE(model.entries().back().toMap()[QStringLiteral("color")], QVariant(7));
    QCOMPARE(model.paletteNumbers()[8], std::uint8_t{7});
    model.setScene(sceneWith({1, 9, 8, 7, 6, 5, 4, 3, 2}));   // now there are nine
    QCOMPARE(texts(model).back(), QStringLiteral("other 3"));
}

void tst_LegendModel::whatARowStandsForIsAPartOfTheColumn()
{
    using ui::ColumnPart;
    LegendModel model;
    model.setPalette(palette);
    auto schema = std::make_shared<graph::Schema>(*schemaWith(10));
    schema->nodeCategories[0] = "";
    model.setSchema(schema);
    QSignalSpy changed(&model, &LegendModel::entriesChanged);
    model.setScene(sceneWith({1, 90, 80, 70, 60, 50, 40, 30, 2, 3}));
    QVERIFY(changed.count() > 0);
    const auto part = [&model](qsizetype row) { return model.parts()[row].value<ColumnPart>(); };
    QCOMPARE(part(0), (ColumnPart{ColumnPart::Of::Texts, {"category 1"}}));
    std::vector<std::string> own;
    for (int category = 1; category <= 7; ++category)
        own.push_back("category " + std::to_string(category));
    QCOMPARE(part(7), (ColumnPart{ColumnPart::Of::OtherTexts, own, true}));   // with those without a category
    changed.clear();
    model.setScene(sceneWith({1, 90, 80, 70, 60, 50, 40, 30, 2, 3}));
    QCOMPARE(changed.count(), 0);
    model.setScene(sceneWith({100, 90, 80, 70, 60, 50, 40, 30, 2, 3}));
    QCOMPARE(model.parts().size(), qsizetype{8});
    QVERIFY(std::ranges::any_of(model.parts(), [](const QVariant& other) { return other.value<ColumnPart>() == ColumnPart{ColumnPart::Of::Without}; }));
}

void tst_LegendModel::anotherGraphIsRankedAnew()
{
    LegendModel model;
    model.setPalette(palette);
    model.setSchema(schemaWith(9));
    model.setScene(sceneWith({9, 8, 7, 6, 5, 4, 3, 2, 1}));
    model.setScene(sceneWith({1, 2, 3, 4, 5, 6, 7, 8, 900}, 2));
    QCOMPARE(model.paletteNumbers()[8], std::uint8_t{0});
}

void tst_LegendModel::onlyChangedPagesAreCountedAgain()
{
    ui::CategoryCounts counts;
    scene::Scene scene = sceneWith({scene::pageSize, 5});
    counts.count(scene);
    QCOMPARE(counts.totals(), (std::vector<std::uint64_t>{scene::pageSize, 5}));

    auto page = std::make_shared<scene::NodeStylePage>(*scene.styles[1]);
    page->styles[0].category = 2;
    scene.styles[1] = page;
    counts.count(scene);
    QCOMPARE(counts.totals(), (std::vector<std::uint64_t>{scene::pageSize, 4, 1}));

    scene.styles.pop_back();
    scene.nodeSlots = scene::pageSize;
    counts.count(scene);
    QCOMPARE(counts.totals(), (std::vector<std::uint64_t>{scene::pageSize, 0, 0}));
}

void tst_LegendModel::freeSlotsDoNotCount()
{
    ui::CategoryCounts counts;
    scene::Scene scene = sceneWith({3});
    auto page = std::make_shared<scene::NodeStylePage>(*scene.styles[0]);
    page->styles[1].live = false;
    scene.styles[0] = page;
    counts.count(scene);
    QCOMPARE(counts.totals(), std::vector<std::uint64_t>{2});
}

WEIR_TEST(tst_LegendModel)
#include "tst_legend_model.moc"
