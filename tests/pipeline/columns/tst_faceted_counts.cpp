#include "graph/graph_model.h"
#include "pipeline/columns/column_counting.h"
#include "support/attributed_model.h"
#include "support/chosen_filters.h"
#include "support/test_program.h"
#include <QtTest>
#include <map>
#include <numeric>
#include <random>

using namespace weir;
using namespace weir::pipeline;
using namespace std::chrono_literals;
using graph::AttributeKind;

namespace {

ColumnCounts counted(const graph::GraphStore& store, const ColumnWish& wish, const AgeTest& ages = {})
{
    ColumnCounting counting(store, wish, nullptr, ages);
    while (counting.advance(store)) {
    }
    return counting.take();
}

std::map<std::string, std::uint64_t> texts(const ColumnCounts& counts)
{
    std::map<std::string, std::uint64_t> texts;
    for (const ColumnCounts::Text& text : counts.texts)
        texts[text.text] = text.elements;
    return texts;
}

/// A graph by chance, whose nodes and edges have columns of each kind, with gaps; and what is said of it, element by element.
class RandomGraph {
public:
    explicit RandomGraph(unsigned seed) : m_random(seed)
    {
        graph::Schema schema;
        schema.nodeCategories = {"", "a", "b", "c"};
        schema.edgeCategories = {"", "x", "y"};
        schema.nodeValues = {{"load", ""}};
        schema.edgeValues = {{"rate", ""}};
        for (auto* const attributes : {&schema.nodeAttributes, &schema.edgeAttributes}) {
            *attributes = {{"number", AttributeKind::Number}, {"text", AttributeKind::Text}, {"flag", AttributeKind::Flag}, {"time", AttributeKind::Time}};
        }
        m_store.reset(schema);
        grow(150 + below(150), 0);
        grow(150, 1);
        remove();
    }

    [[nodiscard]] const graph::GraphStore& store() const { return m_store; }
    [[nodiscard]] bool chance(unsigned oneIn) { return below(oneIn) == 0; }

    [[nodiscard]] static std::vector<Column> columns(ElementKind kind)
    {
        std::vector<Column> columns{{Column::Of::Category}, Column::value(0)};
        if (kind == ElementKind::Node)
            columns.insert(columns.end(), {{Column::Of::Degree}, {Column::Of::Size}});
        else
            columns.push_back({Column::Of::Weight});
        for (std::size_t attribute = 0; attribute < 4; ++attribute)
            columns.push_back(Column::attribute(attribute));
        return columns;
    }

    /// Any filter of a column, which may leave nothing out.
    [[nodiscard]] ColumnFilter filter(ElementKind kind, Column column)
    {
        ColumnFilter filter{.column = column, .kind = *kindOf(m_store.schema(), kind, column)};
        filter.withoutPass = chance(2);
        switch (filter.kind) {
        case AttributeKind::Number:
        case AttributeKind::Time:
            filter.range.from = below(4);
            filter.range.to = chance(3) ? endless : filter.range.from + below(5);
            break;
        case AttributeKind::Text:
            for (const char* const text : {"a", "b", "own 1", "t1", "t2", "x"}) {
                if (chance(2))
                    filter.texts.emplace_back(text);
            }
            filter.othersPass = chance(2);
            break;
        case AttributeKind::Flag:
            filter.yes = chance(2);
            filter.no = !filter.yes || chance(2);
            break;
        }
        return filter;
    }

    /// As a person would say it, one element at a time.
    [[nodiscard]] bool passes(const ColumnFilter& filter, ElementKind kind, Slot slot) const
    {
        const graph::AttributeValue value = valueIn(m_store, kind, slot, filter.column);
        if (!graph::hasValue(value))
            return filter.withoutPass;
        if (const auto* const text = std::get_if<std::string_view>(&value))
            return (std::ranges::find(filter.texts, *text) != filter.texts.end()) != filter.othersPass;
        if (const auto* const flag = std::get_if<bool>(&value))
            return *flag ? filter.yes : filter.no;
        const double number = numberIn(m_store, kind, slot, filter.column);
        return number >= filter.range.from && number <= filter.range.to;
    }

    [[nodiscard]] std::vector<Slot> live(ElementKind kind) const
    {
        std::vector<Slot> live;
        for (Slot slot = 0; slot < m_store.slots(kind); ++slot) {
            if (kind == ElementKind::Node ? m_store.hasNode(slot) : m_store.hasEdge(slot))
                live.push_back(slot);
        }
        return live;
    }

private:
    [[nodiscard]] unsigned below(unsigned end) { return static_cast<unsigned>(m_random() % end); }

    void apply(graph::ChangeSet& set)
    {
        const auto applied = m_store.apply(set.view(), ++m_stamp);
        QVERIFY2(applied.has_value(), applied ? "" : applied.error().text.c_str());
    }

    void grow(Slot count, int round)
    {
        graph::ChangeSet set;
        set.setValueColumns(1, 1);
        const Slot first = m_store.nodeSlots();
        for (const ElementKind kind : {ElementKind::Node, ElementKind::Edge}) {
            for (int text = 0; text < 3; ++text)
                set.appendText(kind, 1, "t" + std::to_string(3 * round + text));
        }
        const auto texts = static_cast<std::uint32_t>(3 * round + 3);
        for (Slot node = first; node < first + count; ++node) {
            set.setNodeIdentity(node, 1, "k" + std::to_string(node), "", static_cast<graph::Category>(below(4)));
            set.setNodeMotion(node, {0, 0, true, static_cast<float>(below(5))}, std::array{static_cast<float>(below(6))});
        }
        for (Slot edge = first; edge < first + count; ++edge) {
            set.setEdgeIdentity(edge, 1, below(first + count), below(first + count), static_cast<graph::Category>(below(3)), chance(2));
            set.setEdgeMotion(edge, static_cast<float>(below(5)), std::array{static_cast<float>(below(6))});
        }
        for (const ElementKind kind : {ElementKind::Node, ElementKind::Edge}) {
            auto& attributes = set.attributes(kind);
            const auto some = [&](auto&& say) {
                for (Slot slot = first; slot < first + count; ++slot) {
                    if (!chance(4))
                        say(slot);
                }
            };
            some([&](Slot slot) { attributes.setNumber(slot, 0, below(6)); });
            some([&](Slot slot) {
                if (chance(5))
                    attributes.setOwnText(slot, 1, "own " + std::to_string(below(3)));
                else
                    attributes.setEntry(slot, 1, below(texts));
            });
            some([&](Slot slot) { attributes.setFlag(slot, 2, chance(2)); });
            some([&](Slot slot) { attributes.setTime(slot, 3, {std::int64_t{below(6)}}); });
        }
        apply(set);
    }

    void remove()
    {
        graph::ChangeSet set;
        set.setValueColumns(1, 1);
        for (Slot node = 0; node < m_store.nodeSlots(); ++node) {
            if (chance(5))
                set.removeNode(node);
        }
        apply(set);
    }

    std::mt19937 m_random;
    graph::GraphStore m_store;
    Tick m_stamp = 0;
};

} // namespace

/// How the values of a column spread among what the filters of the other columns let through.
class tst_FacetedCounts : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aColumnCountsWhatTheOtherFiltersLetThrough();
    void aValueOfWhichNothingIsLeftStaysWithNought();
    void theScaleIsThatOfAllElements();
    void agesLetThroughToo();
    void whatIsCountedIsWhatOneCountsByHand_data();
    void whatIsCountedIsWhatOneCountsByHand();
};

void tst_FacetedCounts::aColumnCountsWhatTheOtherFiltersLetThrough()
{
    AttributedModel model;
    ColumnFilter age = model.filter("age");
    age.range = {10, 30};
    age.withoutPass = false;
    const ColumnWish wish{.column = Column::attribute(model.number("team")), .find = {}, .also = {}, .others = {age}};
    const ColumnCounts counts = counted(model.store, wish);
    QCOMPARE(counts.elements, std::uint64_t{3});
    QCOMPARE(counts.withValue, std::uint64_t{3});
    QCOMPARE(texts(counts), (std::map<std::string, std::uint64_t>{{"east", 1}, {"west", 2}}));
    QCOMPARE(counts.texts.front().text, std::string("west"));   // most of those that count first
    ColumnWish flags = wish;
    flags.column = Column::attribute(model.number("active"));
    QCOMPARE(counted(model.store, flags).yes, std::uint64_t{1});
    const ColumnWish edges{.element = ElementKind::Edge, .column = {Column::Of::Category}, .find = {}, .also = {}, .others = {within({Column::Of::Weight}, 0.3, endless)}};
    QCOMPARE(texts(counted(model.store, edges)), (std::map<std::string, std::uint64_t>{{"knows", 1}}));
}

void tst_FacetedCounts::aValueOfWhichNothingIsLeftStaysWithNought()
{
    AttributedModel model;
    model.setOwnText(5, "team", "alone");
    ColumnFilter active = model.filter("active");
    active.no = active.withoutPass = false;
    const ColumnWish wish{.column = Column::attribute(model.number("team")), .find = {}, .also = {}, .others = {active}};
    const ColumnCounts counts = counted(model.store, wish);
    QCOMPARE(texts(counts), (std::map<std::string, std::uint64_t>{{"alone", 0}, {"east", 3}, {"west", 0}}));
    QCOMPARE(counts.matching, std::uint64_t{3});
    QVERIFY(counts.anyWith && !counts.anyWithout);
    ColumnWish ages = wish;
    ages.column = Column::attribute(model.number("age"));
    const ColumnCounts without = counted(model.store, ages);
    QVERIFY(without.anyWithout && without.elements == without.withValue);   // the one without an age does not count
}

void tst_FacetedCounts::theScaleIsThatOfAllElements()
{
    AttributedModel model;
    ColumnWish wish{.column = Column::attribute(model.number("age")), .find = {}, .also = {}};
    const ColumnCounts all = counted(model.store, wish);
    ColumnFilter team = model.filter("team");
    team.texts = {"west"};
    team.othersPass = team.withoutPass = false;
    wish.others = {team};
    const ColumnCounts some = counted(model.store, wish);
    QVERIFY(some.scale == all.scale);
    QCOMPARE(some.least, 0.0);
    QCOMPARE(some.greatest, 40.0);
    QCOMPARE(std::accumulate(some.bins.begin(), some.bins.end(), std::uint64_t{0}), std::uint64_t{2});
    QCOMPARE(some.bins[10], std::uint64_t{1});
    team.texts.clear();   // nothing is left, and the scale still stands
    wish.others = {team};
    QVERIFY(counted(model.store, wish).scale == all.scale);
}

void tst_FacetedCounts::agesLetThroughToo()
{
    AttributedModel model;   // its stamp is 1
    auto moved = AttributedModel::empty();
    moved.setNodeMotion(0, {0, 1, true, 1}, {});
    model.apply(moved);
    StampTimes times;
    const TimePoint begin{1h};
    times.note(1, begin);
    times.note(2, begin + 30s);
    const ColumnWish wish{.column = Column::attribute(model.number("team")), .find = {}, .also = {}};
    const auto young = [&](AgeOf of, TimePoint now) { return counted(model.store, wish, AgeTest({-endless, 10}, of, times, now)).elements; };
    QCOMPARE(young(AgeOf::Change, begin + 5s), std::uint64_t{6});
    QCOMPARE(young(AgeOf::Change, begin + 35s), std::uint64_t{1});
    QCOMPARE(young(AgeOf::Birth, begin + 35s), std::uint64_t{0});
    QCOMPARE(counted(model.store, wish, AgeTest({}, AgeOf::Birth, times, begin + 1h)).elements, std::uint64_t{6});
    const ColumnWish edges{.element = ElementKind::Edge, .column = {Column::Of::Weight}, .find = {}, .also = {}};
    QCOMPARE(counted(model.store, edges, AgeTest({-endless, 10}, AgeOf::Birth, times, begin + 1h)).elements, std::uint64_t{5});   // are filtered by no age
}

void tst_FacetedCounts::whatIsCountedIsWhatOneCountsByHand_data()
{
    QTest::addColumn<unsigned>("seed");
    for (unsigned seed = 1; seed <= 40; ++seed)
        QTest::addRow("seed %u", seed) << seed;
}

void tst_FacetedCounts::whatIsCountedIsWhatOneCountsByHand()
{
    QFETCH(unsigned, seed);
    RandomGraph graph(seed);
    for (const ElementKind kind : {ElementKind::Node, ElementKind::Edge}) {
        std::vector<ColumnFilter> filters;
        for (const Column column : RandomGraph::columns(kind)) {
            if (graph.chance(3))
                filters.push_back(graph.filter(kind, column));
        }
        for (const Column column : RandomGraph::columns(kind)) {
            ColumnWish wish{.element = kind, .column = column, .find = {}, .also = {}};
            std::ranges::copy_if(filters, std::back_inserter(wish.others), [column](const ColumnFilter& filter) { return filter.column != column; });
            const ColumnCounts counts = counted(graph.store(), wish);

            std::uint64_t elements = 0, withValue = 0, yes = 0;
            std::vector<std::uint64_t> bins(counts.bins.size());
            std::map<std::string, std::uint64_t> byText;
            for (const Slot slot : graph.live(kind)) {
                const bool among = std::ranges::all_of(wish.others, [&](const ColumnFilter& filter) { return graph.passes(filter, kind, slot); });
                const graph::AttributeValue value = valueIn(graph.store(), kind, slot, column);
                if (const auto* const text = std::get_if<std::string_view>(&value))
                    byText[std::string(*text)] += among ? 1 : 0;
                if (!among)
                    continue;
                ++elements;
                withValue += graph::hasValue(value) ? 1 : 0;
                yes += std::get_if<bool>(&value) && std::get<bool>(value) ? 1 : 0;
                if (const double number = numberIn(graph.store(), kind, slot, column); !bins.empty() && std::isfinite(number))
                    ++bins[counts.scale.binOf(number)];
            }
            QCOMPARE(counts.elements, elements);
            QCOMPARE(counts.withValue, withValue);
            QCOMPARE(counts.yes, yes);
            QCOMPARE(counts.bins, bins);
            QCOMPARE(texts(counts), byText);
        }
    }
}

WEIR_TEST(tst_FacetedCounts)
#include "tst_faceted_counts.moc"
