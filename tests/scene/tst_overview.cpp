#include "scene/overview.h"
#include "scene_builder.h"
#include "support/test_program.h"
#include <QtTest/QTest>
#include <algorithm>
#include <limits>

using namespace weir;
using namespace weir::scene;

class tst_Overview : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyDrawnNodeIsInThePictureInItsColour();
    void manyNodesAreMoreOpaqueThanOne();
    void whatIsNotDrawnOrOutsideIsLeftOut();
    void coloursAreMultipliedByTheirAlpha();
    void fewNodesAreLargerDots();
};

namespace {

const std::vector<std::uint32_t> categories{0xFFFF0000U, 0xFF00FF00U};

Camera camera() { return Camera().resized(10, 10).fittedTo({0, 0, 10, 10}, 0); }

std::uint32_t pixel(const Overview& overview, std::uint32_t x, std::uint32_t y) { return overview.pixels[y * overview.width + x]; }
std::uint32_t alpha(std::uint32_t pixel) { return pixel >> 24U; }

} // namespace

void tst_Overview::everyDrawnNodeIsInThePictureInItsColour()
{
    SceneBuilder builder;
    builder.node(1.5F, 2.5F);
    builder.node(4.5F, 4.5F, 1, 1);
    builder.node(6.5F, 6.5F, 1, 900);                    // beyond the last category
    builder.style(builder.node(8.5F, 8.5F)).colour = 0xFF0000FFU;
    const Overview overview = overviewOf(*builder.scene(), camera(), categories);
    QCOMPARE(overview.width, 10U);
    QCOMPARE(overview.height, 10U);
    QVERIFY((pixel(overview, 1, 2) & 0xFF0000U) > 0 && (pixel(overview, 1, 2) & 0xFFFFU) == 0);
    QVERIFY((pixel(overview, 4, 4) & 0xFF00U) > 0 && (pixel(overview, 4, 4) & 0xFF00FFU) == 0);
    QCOMPARE(pixel(overview, 6, 6), pixel(overview, 4, 4));
    QVERIFY((pixel(overview, 8, 8) & 0xFFU) > 0 && (pixel(overview, 8, 8) & 0xFFFF00U) == 0);
    QCOMPARE(std::ranges::count(overview.pixels, 0U), 96);
}

void tst_Overview::manyNodesAreMoreOpaqueThanOne()
{
    SceneBuilder builder;
    builder.node(1.5F, 1.5F);
    for (int i = 0; i < 40; ++i)
        builder.node(4.5F, 4.5F);
    builder.style(builder.node(8.5F, 8.5F)).standing = Standing::Dimmed;
    const Overview overview = overviewOf(*builder.scene(), camera(), categories);
    QVERIFY(alpha(pixel(overview, 4, 4)) > alpha(pixel(overview, 1, 1)));
    QVERIFY(alpha(pixel(overview, 1, 1)) > alpha(pixel(overview, 8, 8)));
    QVERIFY(alpha(pixel(overview, 8, 8)) > 0);
}

void tst_Overview::whatIsNotDrawnOrOutsideIsLeftOut()
{
    SceneBuilder builder;
    builder.freeNode();
    builder.unplacedNode();
    builder.style(builder.node(5, 5)).standing = Standing::Hidden;
    builder.node(-1, 5);
    builder.node(5, 10);
    builder.node(5, -1);
    builder.node(5, -0.5F);
    builder.node(std::numeric_limits<float>::quiet_NaN(), 5);
    builder.node(std::numeric_limits<float>::infinity(), 5);
    const Overview overview = overviewOf(*builder.scene(), camera(), {});
    QCOMPARE(std::ranges::count(overview.pixels, 0U), 100);
    SceneBuilder nothing;
    QCOMPARE(overviewOf(*nothing.scene(), camera(), categories).pixels.size(), 100U);
}

void tst_Overview::coloursAreMultipliedByTheirAlpha()
{
    SceneBuilder builder;
    for (int i = 0; i < 3; ++i)
        builder.node(5.5F, 5.5F, 1, static_cast<std::uint16_t>(i % 2));
    const std::uint32_t mixed = pixel(overviewOf(*builder.scene(), camera(), categories), 5, 5);
    for (const unsigned shift : {0U, 8U, 16U})
        QVERIFY((mixed >> shift & 0xFFU) <= alpha(mixed));
    // Red and green are the whole of it.
    const auto sum = (mixed >> 16U & 0xFFU) + (mixed >> 8U & 0xFFU);
    QVERIFY(sum + 1 >= alpha(mixed) && sum <= alpha(mixed) + 1);
}

void tst_Overview::fewNodesAreLargerDots()
{
    const Camera wide = Camera().resized(160, 100).fittedTo({0, 0, 160, 100}, 0);
    for (const auto& [nodes, side] : {std::pair(1, 3), std::pair(1000, 2), std::pair(8000, 1)}) {
        SceneBuilder builder;
        builder.node(80.5F, 50.5F);
        for (int i = 1; i < nodes; ++i)
            builder.node(1.5F, 1.5F);
        const Overview overview = overviewOf(*builder.scene(), wide, categories);
        int dotted = 0;
        for (std::uint32_t y = 40; y < 60; ++y) {
            for (std::uint32_t x = 70; x < 90; ++x)
                dotted += pixel(overview, x, y) != 0 ? 1 : 0;
        }
        QCOMPARE(dotted, side * side);
        QVERIFY(pixel(overview, 80, 50) != 0);
        QVERIFY(alpha(pixel(overview, 80, 50)) >= 100);
    }
    // At the border a dot is cut.
    SceneBuilder builder;
    builder.node(0, 0);
    builder.node(159.9F, 99.9F);
    const Overview overview = overviewOf(*builder.scene(), wide, categories);
    QVERIFY(pixel(overview, 0, 0) != 0 && pixel(overview, 159, 99) != 0);
}

WEIR_TEST(tst_Overview)
#include "tst_overview.moc"
