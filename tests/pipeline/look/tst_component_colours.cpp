#include "pipeline/look/component_colours.h"
#include "pipeline/look/component_finder.h"
#include "support/test_program.h"
#include <QtTest>
#include <atomic>

using namespace weir;
using pipeline::ComponentColours;
using pipeline::ComponentFinder;

namespace {

/// Paths of so many nodes each, one behind the other in the slots; 0 is a free slot.
std::shared_ptr<scene::Scene> paths(const std::vector<std::uint32_t>& lengths, std::uint64_t structure = 1)
{
    auto scene = std::make_shared<scene::Scene>();
    scene->structureVersion = structure;
    scene->epochVersion = 1;
    std::vector<scene::NodeStyle> styles;
    std::vector<scene::SceneEdge> edges;
    for (const std::uint32_t length : lengths) {
        for (std::uint32_t i = 0; i < std::max(length, 1U); ++i) {
            if (i > 0)
                edges.push_back({static_cast<Slot>(styles.size()), static_cast<Slot>(styles.size() - 1)});
            styles.push_back({.live = length > 0});
        }
    }
    scene->nodeSlots = static_cast<std::uint32_t>(styles.size());
    scene->edgeSlots = static_cast<std::uint32_t>(edges.size());
    for (std::size_t first = 0; first < styles.size(); first += scene::pageSize) {
        auto page = std::make_shared<scene::NodeStylePage>();
        std::copy_n(styles.begin() + static_cast<std::ptrdiff_t>(first), std::min<std::size_t>(scene::pageSize, styles.size() - first), page->styles.begin());
        scene->styles.push_back(page);
    }
    for (std::size_t first = 0; first < edges.size(); first += scene::pageSize) {
        auto page = std::make_shared<scene::EdgePage>();
        std::copy_n(edges.begin() + static_cast<std::ptrdiff_t>(first), std::min<std::size_t>(scene::pageSize, edges.size() - first), page->edges.begin());
        scene->edges.push_back(page);
    }
    return scene;
}

/// The number of each path's nodes, which must be one.
std::vector<int> numbersOf(const ComponentColours& colours, const std::vector<std::uint32_t>& lengths)
{
    std::vector<int> numbers;
    std::size_t slot = 0;
    for (const std::uint32_t length : lengths) {
        numbers.push_back(colours.numbers[slot]);
        for (std::uint32_t i = 0; i < std::max(length, 1U); ++i, ++slot) {
            if (colours.numbers[slot] != numbers.back())
                numbers.back() = -1;
        }
    }
    return numbers;
}

} // namespace

class tst_ComponentColours : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void withoutNodesThereAreNone();
    void theLargestHaveNumbersOfTheirOwn();
    void aNumberStaysWithItsComponent();
    void twoOfAboutOneSizeDoNotChangePlaces();
    void manySmallOnesAreOthers();
    void toldToStopItHasNoAnswer();
    void theFinderAnswersWhenTheStructureChanges();
    void theFinderCanGoAtAnyTime();
};

void tst_ComponentColours::withoutNodesThereAreNone()
{
    const auto colours = ComponentColours::of(*paths({}), nullptr, {});
    QCOMPARE(colours->components, std::uint64_t{0});
    QVERIFY(colours->numbers.empty());
    const auto free = ComponentColours::of(*paths({0, 0}), nullptr, {});
    QCOMPARE(free->components, std::uint64_t{0});
    QCOMPARE(free->numbers[1], ComponentColours::none);
}

void tst_ComponentColours::theLargestHaveNumbersOfTheirOwn()
{
    const std::vector<std::uint32_t> lengths{3, 50, 0, 2000, 1, 1, 7, 8, 9, 10, 4};
    const auto colours = ComponentColours::of(*paths(lengths), nullptr, {});
    QCOMPARE(colours->components, std::uint64_t{10});
    QCOMPARE(numbersOf(*colours, lengths), (std::vector<int>{7, 1, 255, 0, 7, 7, 5, 4, 3, 2, 6}));
    QCOMPARE(colours->nodes, (std::vector<std::uint64_t>{2000, 50, 10, 9, 8, 7, 4, 5}));
}

void tst_ComponentColours::aNumberStaysWithItsComponent()
{
    const auto first = ComponentColours::of(*paths({100, 60, 10, 10}), nullptr, {});
    QCOMPARE(numbersOf(*first, {100, 60, 10, 10}), (std::vector<int>{0, 1, 2, 3}));
    // The first falls apart: its larger part keeps the number, whatever the sizes are now.
    const std::vector<std::uint32_t> later{70, 30, 60, 10, 10, 500};
    const auto second = ComponentColours::of(*paths(later), first.get(), {});
    const auto numbers = numbersOf(*second, later);
    QCOMPARE(numbers[0], 0);
    QCOMPARE(numbers[2], 1);
    QCOMPARE(numbers[3], 2);
    QCOMPARE(numbers[4], 3);
    QVERIFY(numbers[5] > 3 && numbers[5] < 7 && numbers[1] > 3 && numbers[1] < 7 && numbers[1] != numbers[5]);
}

void tst_ComponentColours::twoOfAboutOneSizeDoNotChangePlaces()
{
    std::vector<std::uint32_t> lengths(12, 100);
    auto colours = ComponentColours::of(*paths(lengths), nullptr, {});
    const auto before = numbersOf(*colours, lengths);
    lengths.back() = 110;   // the last slots, so that all others keep theirs
    colours = ComponentColours::of(*paths(lengths), colours.get(), {});
    QCOMPARE(numbersOf(*colours, lengths), before);
    lengths.back() = 200;
    colours = ComponentColours::of(*paths(lengths), colours.get(), {});
    QVERIFY(numbersOf(*colours, lengths) != before);
}

void tst_ComponentColours::manySmallOnesAreOthers()
{
    const std::vector<std::uint32_t> lengths(5000, 1);
    const auto colours = ComponentColours::of(*paths(lengths), nullptr, {});
    QCOMPARE(colours->components, std::uint64_t{5000});
    QCOMPARE(colours->nodes.back(), std::uint64_t{5000 - ComponentColours::own});
}

void tst_ComponentColours::toldToStopItHasNoAnswer()
{
    std::stop_source stop;
    stop.request_stop();
    QVERIFY(!ComponentColours::of(*paths({5, 5}), nullptr, stop.get_token()));
}

void tst_ComponentColours::theFinderAnswersWhenTheStructureChanges()
{
    std::atomic<int> found{0};
    ComponentFinder finder([&] { ++found; });
    QVERIFY(!finder.take());
    finder.setScene(paths({4, 3}));
    QTRY_COMPARE(found.load(), 1);
    const auto first = finder.take();
    QVERIFY(first);
    QCOMPARE(first->components, std::uint64_t{2});
    QCOMPARE(first->epochVersion, std::uint64_t{1});
    finder.setScene(paths({4, 3}));   // the same structure
    finder.setScene(paths({4, 3, 2}, 2));
    QTRY_COMPARE(found.load(), 2);
    QCOMPARE(finder.take()->components, std::uint64_t{3});
    QVERIFY(!finder.take());
}

void tst_ComponentColours::theFinderCanGoAtAnyTime()
{
    for (int i = 0; i < 20; ++i) {
        ComponentFinder finder([] {});
        if (i % 2 == 0)
            finder.setScene(paths(std::vector<std::uint32_t>(2000, 3), static_cast<std::uint64_t>(i) + 1));
    }
}

WEIR_TEST_IN(QCoreApplication, tst_ComponentColours)
#include "tst_component_colours.moc"
