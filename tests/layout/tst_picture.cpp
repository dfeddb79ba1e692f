#include "layout/force/force_layout.h"
#include "layout/graphs.h"
#include "layout/quality.h"
#include "support/test_program.h"
#include <QTest>
#include <algorithm>
#include <numbers>

using weir::layout::ForceLayout;
using weir::layout::Point;

namespace {

struct Disc {
    Point centre;
    float radius = 0;       // that nine of ten nodes lie within
};

Disc discOf(std::span<const Point> places)
{
    Disc disc;
    for (const Point& place : places) {
        disc.centre.x += place.x / static_cast<float>(places.size());
        disc.centre.y += place.y / static_cast<float>(places.size());
    }
    std::vector<float> distances;
    for (const Point& place : places)
        distances.push_back(graphs::distance(place, disc.centre));
    std::ranges::sort(distances);
    disc.radius = distances[distances.size() * 9 / 10];
    return disc;
}

} // namespace

/// What a person sees in a settled picture.
class tst_Picture final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void manyComponentsArePackedApart();
    void hubsDoNotCollapseThePicture();
    void theLeavesOfAStarHavePlacesOfTheirOwn();
    void manySmallComponentsAreNeitherHeapsNorDust();
    void manyPathsKeepTheirShape();
    void aTreeIsNotTornApart();
    void communitiesLieApart();
    void everySizeIsReadableWithoutSettings();
};

void tst_Picture::manyComponentsArePackedApart()
{
    graphs::Edges edges;
    std::vector<std::pair<std::uint32_t, std::uint32_t>> ranges;    // first node and count
    std::uint32_t nodes = 0;
    for (const std::uint32_t side : {30U, 12U, 12U, 10U, 9U, 8U, 8U, 8U, 6U, 6U, 5U, 5U, 5U, 4U, 4U, 4U, 4U}) {
        for (const auto& [source, target] : graphs::grid(side))
            edges.emplace_back(nodes + source, nodes + target);
        ranges.emplace_back(nodes, side * side);
        nodes += side * side;
    }
    ForceLayout layout({});
    layout.setTopology(graphs::topology(nodes, edges));
    QVERIFY(graphs::settle(layout));
    std::vector<Disc> discs;
    float area = 0;
    for (const auto& [first, count] : ranges) {
        discs.push_back(discOf(layout.positions().subspan(first, count)));
        area += std::numbers::pi_v<float> * discs.back().radius * discs.back().radius;
    }
    float outermost = 0;
    for (std::size_t a = 0; a < discs.size(); ++a) {
        outermost = std::max(outermost, graphs::distance(discs[a].centre, discs[0].centre) + discs[a].radius);
        for (std::size_t b = 0; b < a; ++b) {
            const float gap = graphs::distance(discs[a].centre, discs[b].centre);
            QVERIFY2(gap > 0.8F * (discs[a].radius + discs[b].radius),
                     qPrintable(QStringLiteral("%1 and %2: %3 < %4 + %5").arg(a).arg(b).arg(gap).arg(discs[a].radius).arg(discs[b].radius)));
        }
    }
    // Apart, and yet near: all of it lies in a disc of few times the area that the components fill.
    const float disc = std::numbers::pi_v<float> * outermost * outermost;
    QVERIFY2(disc < 6 * area, qPrintable(QString::number(disc / area)));
}

void tst_Picture::hubsDoNotCollapseThePicture()
{
    // Three hubs, each tied to a fifth of all nodes of a grid that is readable without them.
    constexpr std::uint32_t side = 50;
    graphs::Edges edges = graphs::grid(side);
    for (std::uint32_t node = 0; node < side * side; ++node) {
        const auto chance = weir::layout::scattered(node) % 15;
        if (chance < 9)
            edges.emplace_back(side * side + static_cast<std::uint32_t>(chance % 3), node);
    }
    ForceLayout layout({});
    layout.setTopology(graphs::topology(side * side + 3, edges));
    QVERIFY(graphs::settle(layout));
    const auto places = layout.positions();
    QVERIFY(graphs::allFinite(places));
    // No heap: no two hubs in one place, and the densest hundredth of the picture's area holds few of the nodes.
    for (std::uint32_t hub = 0; hub < 3; ++hub)
        QVERIFY(graphs::distance(places[side * side + hub], places[side * side + (hub + 1) % 3]) > 0.5F);
    const Disc all = discOf(places);
    for (std::uint32_t node = 0; node < side * side; node += 50) {
        const auto near = std::ranges::count_if(places, [&](Point place) { return graphs::distance(place, places[node]) < all.radius / 10; });
        QVERIFY2(near < side * side / 10, qPrintable(QString::number(near)));
    }
    const auto quality = weir::layout::quality(places, edges);
    QVERIFY2(quality.medianPairDistance > 5 * quality.medianEdgeLength, qPrintable(QString::number(quality.medianPairDistance)));
}

void tst_Picture::theLeavesOfAStarHavePlacesOfTheirOwn()
{
    constexpr std::uint32_t leaves = 10'000;
    ForceLayout layout({});
    layout.setTopology(graphs::topology(leaves + 1, graphs::star(leaves)));
    QVERIFY(graphs::settle(layout));
    // Evenly over the disc each has the room of a square; a leaf within a tenth of that square's side of another is drawn onto it.
    const Disc all = discOf(layout.positions());
    const float room = all.radius * std::sqrt(std::numbers::pi_v<float> / leaves);
    const auto places = layout.positions();
    std::uint32_t covered = 0;
    for (std::uint32_t leaf = 1; leaf <= leaves; leaf += 20) {
        covered += std::ranges::count_if(places, [&](Point place) { return graphs::distance(place, places[leaf]) < room / 10; }) > 1;
    }
    QVERIFY2(covered < leaves / 20 / 4, qPrintable(QString::number(covered)));
}

void tst_Picture::manySmallComponentsAreNeitherHeapsNorDust()
{
    constexpr std::uint32_t pairs = 2'000;
    ForceLayout layout({});
    layout.setTopology(graphs::topology(2 * pairs, graphs::paths(pairs, 2)));
    QVERIFY(graphs::settle(layout));
    const auto quality = weir::layout::quality(layout.positions(), graphs::paths(pairs, 2));
    QVERIFY2(quality.medianEdgeLength > 0.5 && quality.medianEdgeLength < 2, qPrintable(QString::number(quality.medianEdgeLength)));
    // The pairs fill the picture: each has a square some edges wide.
    const double room = discOf(layout.positions()).radius * std::sqrt(std::numbers::pi / pairs);
    QVERIFY2(room > 1 && room < 6, qPrintable(QString::number(room)));
}

void tst_Picture::manyPathsKeepTheirShape()
{
    const graphs::Edges edges = graphs::paths(30, 100);
    ForceLayout layout({});
    layout.setTopology(graphs::topology(3'000, edges));
    QVERIFY(graphs::settle(layout));
    const auto quality = weir::layout::quality(layout.positions(), edges);
    QVERIFY2(quality.stress < 0.1, qPrintable(QString::number(quality.stress)));
    QVERIFY2(quality.neighbourhoodPreservation > 0.95, qPrintable(QString::number(quality.neighbourhoodPreservation)));
}

void tst_Picture::aTreeIsNotTornApart()
{
    const graphs::Edges edges = graphs::tree(3'280, 3);
    ForceLayout layout({});
    layout.setTopology(graphs::topology(3'280, edges));
    QVERIFY(graphs::settle(layout));
    const auto places = layout.positions();
    std::vector<float> lengths;
    for (const auto& [a, b] : edges)
        lengths.push_back(graphs::distance(places[a], places[b]));
    std::ranges::sort(lengths);
    QVERIFY2(lengths.back() < 400 * lengths[lengths.size() / 2], qPrintable(QString::number(lengths.back() / lengths[lengths.size() / 2])));
}

void tst_Picture::communitiesLieApart()
{
    const graphs::Edges edges = graphs::planted(20, 100, 5, 1);
    ForceLayout layout({});
    layout.setTopology(graphs::topology(2000, edges));
    QVERIFY(graphs::settle(layout));
    const auto picture = weir::layout::communityPicture(layout.positions(), edges);
    QVERIFY2(picture.distanceRatio < 0.35, qPrintable(QString::number(picture.distanceRatio)));
    QVERIFY2(picture.nearbyShare > 0.85, qPrintable(QString::number(picture.nearbyShare)));
}

void tst_Picture::everySizeIsReadableWithoutSettings()
{
    for (const std::uint32_t side : {2U, 3U, 10U, 31U, 100U}) {
        const graphs::Edges edges = graphs::grid(side);
        ForceLayout layout({});
        layout.setTopology(graphs::topology(side * side, edges));
        QVERIFY(graphs::settle(layout));
        const auto quality = weir::layout::quality(layout.positions(), edges);
        QVERIFY2(quality.stress < 0.1, qPrintable(QStringLiteral("%1: %2").arg(side).arg(quality.stress)));
        QVERIFY2(quality.medianEdgeLength > 0.5 && quality.medianEdgeLength < 2, qPrintable(QString::number(quality.medianEdgeLength)));
    }
}

WEIR_TEST(tst_Picture)
#include "tst_picture.moc"
