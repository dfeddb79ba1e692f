#include "replay_sink.h"
#include "source/catalogue.h"
#include "source/synthetic/change_sequence.h"
#include "source/synthetic/community_map.h"
#include "source/synthetic/pacer.h"
#include "source/synthetic/synthetic_source.h"
#include "support/test_program.h"
#include "source/synthetic/paced_changes.h"
#include <algorithm>
#include <cmath>
#include <set>
#include <utility>
#include <QtTest/QtTest>

using namespace weir;
using namespace weir::source;
using namespace std::chrono_literals;

namespace {

graph::ChangeSet emptySet()
{
    graph::ChangeSet set;
    set.setValueColumns(1, 0);
    return set;
}

/// The graph after its births and `steps` changes, made in sets of at most `inSet` changes.
ReplayModel grown(const SyntheticParameters& parameters, std::size_t steps, std::size_t inSet)
{
    ChangeSequence sequence(parameters);
    ReplayModel model(ChangeSequence::schema(parameters));
    for (graph::ChangeSet set = emptySet(); sequence.appendBirths(set, 1000); set = emptySet())
        model.apply(set.view());
    for (std::size_t made = 0; made < steps;) {
        graph::ChangeSet set = emptySet();
        made += sequence.appendSteps(set, std::min(inSet, steps - made), 1000);
        if (set.empty())
            break;
        model.apply(set.view());
    }
    return model;
}

/// Counts changes as a server does that ticks when it is told to: an element of a tick once.
class TickingSink final : public ChangeSink {
public:
    [[nodiscard]] graph::ChangeSet takeEmptySet() override { return emptySet(); }
    [[nodiscard]] bool push(graph::ChangeSet changes) override
    {
        const graph::ChangeView view = changes.view();
        const auto touch = [this](ElementKind kind, std::span<const Slot> slots) {
            for (const Slot slot : slots)
                m_touched.insert({kind, slot});
        };
        touch(ElementKind::Edge, view.edgeTombstones);
        touch(ElementKind::Node, view.nodeTombstones);
        touch(ElementKind::Node, view.nodeIdentities.slots);
        touch(ElementKind::Node, view.nodeMotions.slots);
        touch(ElementKind::Edge, view.edgeIdentities.slots);
        touch(ElementKind::Edge, view.edgeMotions.slots);
        touch(ElementKind::Node, view.nodeAttributes.slots);
        touch(ElementKind::Edge, view.edgeAttributes.slots);
        rowsSeen += changes.rows();
        ++m_sets;
        return true;
    }
    [[nodiscard]] bool waitFor(std::chrono::nanoseconds) override { return true; }
    void report(Error) override {}
    [[nodiscard]] Taken taken() override { return m_taken; }

    void tick()
    {
        m_taken = {m_sets, m_taken.changes + m_touched.size()};
        m_touched.clear();
    }
    [[nodiscard]] std::uint64_t changes() const { return m_taken.changes; }

    std::size_t rowsSeen = 0;

private:
    std::set<std::pair<ElementKind, Slot>> m_touched;
    std::uint64_t m_sets = 0;
    Taken m_taken;
};

} // namespace

class tst_Synthetic final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyPlaceBelongsToItsNearestHub_data()
    {
        QTest::addColumn<quint32>("places");
        for (const quint32 places : {1U, 7U, 61U, 500U, 20'000U})
            QTest::addRow("%u", places) << places;
    }

    void everyPlaceBelongsToItsNearestHub()
    {
        QFETCH(quint32, places);
        Random random(places);
        const CommunityMap map(places, random);
        for (std::uint32_t number = 0; number < places; ++number) {
            const CommunityMap::Place& place = map.places()[number];
            if (map.isHub(number)) {
                QCOMPARE(place.hub, number);
                continue;
            }
            const auto distanceTo = [&](std::uint32_t hub) {
                const float dx = place.x - map.places()[hub].x, dy = place.y - map.places()[hub].y;
                return dx * dx + dy * dy;
            };
            QCOMPARE(place.hub, *std::ranges::min_element(map.communities()[place.community].hubs, {}, distanceTo));
        }
    }

    void theFirstGraphHasExactlyTheNodesAndEdgesAskedFor_data()
    {
        QTest::addColumn<quint32>("nodes");
        QTest::addColumn<quint32>("edges");
        QTest::newRow("nothing") << 0U << 0U;
        QTest::newRow("one node") << 1U << 0U;
        QTest::newRow("one node with loops") << 1U << 3U;
        QTest::newRow("two") << 2U << 5U;
        QTest::newRow("nodes only") << 500U << 0U;
        QTest::newRow("fewer edges than nodes") << 500U << 100U;
        QTest::newRow("usual") << 2000U << 6000U;
        QTest::newRow("dense") << 100U << 5000U;
    }

    void theFirstGraphHasExactlyTheNodesAndEdgesAskedFor()
    {
        QFETCH(quint32, nodes);
        QFETCH(quint32, edges);
        const ReplayModel model = grown({.nodes = nodes, .edges = edges}, 0, 1);
        QCOMPARE(model.breaches, QStringList());
        QCOMPARE(model.nodes.size(), std::size_t(nodes));
        QCOMPARE(model.edges.size(), std::size_t(edges));
    }

    void changesKeepTheRulesAndTheCountsNearThoseAskedFor_data()
    {
        QTest::addColumn<quint32>("nodes");
        QTest::addColumn<quint32>("edges");
        QTest::addColumn<double>("churn");
        QTest::newRow("nothing") << 0U << 0U << 1.0;
        QTest::newRow("one node") << 1U << 1U << 1.0;
        QTest::newRow("few") << 12U << 30U << 1.0;
        QTest::newRow("usual") << 2000U << 6000U << 0.05;
        QTest::newRow("all churn") << 1000U << 3000U << 1.0;
        QTest::newRow("dense churn") << 1000U << 8000U << 1.0;
        QTest::newRow("sparse churn") << 1000U << 300U << 1.0;
        QTest::newRow("no churn") << 1000U << 3000U << 0.0;
    }

    void changesKeepTheRulesAndTheCountsNearThoseAskedFor()
    {
        QFETCH(quint32, nodes);
        QFETCH(quint32, edges);
        QFETCH(double, churn);
        const ReplayModel model = grown({.nodes = nodes, .edges = edges, .churn = churn}, 150000, 700);
        QCOMPARE(model.breaches, QStringList());
        const double nodeSlack = churn > 0 ? 8 + nodes * 0.05 : 0;
        const double edgeSlack = churn > 0 ? 60 + edges * 0.04 : 0;
        QVERIFY2(std::abs(double(model.nodes.size()) - nodes) <= nodeSlack,
                 qPrintable(QString::number(model.nodes.size())));
        QVERIFY2(std::abs(double(model.edges.size()) - edges) <= edgeSlack,
                 qPrintable(QString::number(model.edges.size())));
    }

    void theSameSeedGivesTheSameGraphHoweverTheChangesAreCut()
    {
        const SyntheticParameters parameters{.nodes = 300, .edges = 900, .churn = 0.4, .seed = 7};
        const ReplayModel once = grown(parameters, 20000, 500);
        QVERIFY(once.sameGraph(grown(parameters, 20000, 500)));
        // One change a set: every step that would share a set now has its own.
        const ReplayModel byOne = grown(parameters, 20000, 1);
        QCOMPARE(byOne.breaches, QStringList());
        QVERIFY(once.sameGraph(byOne));
    }

    void attributesAreTwoTextsTwoNumbersAndAFlagInTurn()
    {
        const ReplayModel model = grown({.nodes = 400, .edges = 300, .attributes = 7, .edgeAttributes = 6}, 0, 1);
        QCOMPARE(model.breaches, QStringList());
        const auto namesOf = [](const auto& elements, const std::vector<graph::AttributeColumn>& columns) {
            std::map<std::string, std::set<std::string>> values;
            for (const auto& [slot, element] : elements) {
                if (element.attributes.size() != columns.size())
                    return QStringList{QStringLiteral("%1 has %2").arg(slot).arg(element.attributes.size())};
                for (const auto& [name, value] : element.attributes)
                    values[name].insert(value);
            }
            QStringList names;
            for (const graph::AttributeColumn& column : columns) {
                const std::size_t different = values[column.name].size();
                const bool asItsKind = column.kind == graph::AttributeKind::Flag ? different == 2
                    : column.kind == graph::AttributeKind::Text                  ? different >= 5 && different <= 24
                                                                                 : different > 24;
                names << QString::fromStdString(asItsKind ? column.name : "not " + column.name);
            }
            return names;
        };
        QCOMPARE(namesOf(model.nodes, model.schema().nodeAttributes),
                 QStringList({u"department"_qs, u"city"_qs, u"age"_qs, u"salary"_qs, u"active"_qs, u"department 2"_qs, u"city 2"_qs}));
        QCOMPARE(namesOf(model.edges, model.schema().edgeAttributes),
                 QStringList({u"relation"_qs, u"channel"_qs, u"years"_qs, u"messages"_qs, u"mutual"_qs, u"relation 2"_qs}));
    }

    void theGraphIsTheSameWithAttributesAndWithout()
    {
        const SyntheticParameters plain{.nodes = 300, .edges = 900, .churn = 0.4};
        SyntheticParameters told = plain;
        told.attributes = told.edgeAttributes = 64;
        told.edits = 0;
        ReplayModel with = grown(told, 5000, 500);
        QCOMPARE(with.breaches, QStringList());
        for (auto& [slot, node] : with.nodes) {
            QCOMPARE(node.attributes.size(), std::size_t(64));
            node.attributes.clear();
        }
        for (auto& [slot, edge] : with.edges) {
            QCOMPARE(edge.attributes.size(), std::size_t(64));
            edge.attributes.clear();
        }
        QVERIFY(with.sameGraph(grown(plain, 5000, 500)));
    }

    void someOfTheChangesAreOfAttributes()
    {
        const SyntheticParameters parameters{.nodes = 500, .edges = 900, .attributes = 5, .edgeAttributes = 5, .edits = 0.5};
        const ReplayModel before = grown(parameters, 0, 1), after = grown(parameters, 20000, 500);
        QCOMPARE(after.breaches, QStringList());
        std::size_t changed = 0;
        for (const auto& [slot, node] : after.nodes) {
            const auto found = before.nodes.find(slot);
            changed += found != before.nodes.end() && found->second.key == node.key && found->second.attributes != node.attributes ? 1 : 0;
        }
        QVERIFY2(changed > before.nodes.size() / 2, qPrintable(QString::number(changed)));
        std::size_t changedEdges = 0;
        for (const auto& [slot, edge] : after.edges) {
            const auto found = before.edges.find(slot);
            changedEdges += found != before.edges.end() && found->second.generation == edge.generation && found->second.attributes != edge.attributes ? 1 : 0;
        }
        QVERIFY2(changedEdges > before.edges.size() / 2, qPrintable(QString::number(changedEdges)));
        QVERIFY(after.sameGraph(grown(parameters, 20000, 1)));   // however they are cut
        // Of nothing but edits, positions stay.
        SyntheticParameters edited = parameters;
        edited.edits = 1;
        const ReplayModel still = grown(edited, 2000, 500);
        for (const auto& [slot, node] : before.nodes)
            QCOMPARE(still.nodes.at(slot).x, node.x);
    }

    void anotherSeedGivesAnotherGraph()
    {
        QVERIFY(!grown({.nodes = 300, .edges = 900, .seed = 1}, 0, 1)
                     .sameGraph(grown({.nodes = 300, .edges = 900, .seed = 2}, 0, 1)));
    }

    void nodesDriftAboutTheirHomeWithoutLeavingIt()
    {
        const SyntheticParameters parameters{.nodes = 200, .edges = 0, .churn = 0};
        const ReplayModel start = grown(parameters, 0, 1), later = grown(parameters, 100000, 1000);
        int moved = 0;
        for (const auto& [slot, node] : start.nodes) {
            const ReplayModel::Node& now = later.nodes.at(slot);
            QVERIFY(std::hypot(now.x - node.x, now.y - node.y) < 0.6F);
            QVERIFY(now.values[0] >= 0 && now.values[0] <= 100);
            moved += now.x != node.x ? 1 : 0;
        }
        QCOMPARE(moved, 200);
    }

    void typicalEdgesAreAboutOneLong()
    {
        const ReplayModel model = grown({.nodes = 20000, .edges = 60000}, 0, 1);
        std::vector<float> lengths;
        for (const auto& [slot, edge] : model.edges) {
            const auto &a = model.nodes.at(edge.source), &b = model.nodes.at(edge.target);
            lengths.push_back(std::hypot(a.x - b.x, a.y - b.y));
        }
        std::ranges::sort(lengths);
        const float median = lengths[lengths.size() / 2];
        QVERIFY2(median > 0.7F && median < 2.0F, qPrintable(QString::number(median)));
    }

    void withoutPositionsNoNodeHasOne()
    {
        for (const auto& [slot, node] : grown({.nodes = 50, .edges = 100, .positions = false}, 500, 50).nodes)
            QVERIFY(!node.positioned);
    }

    void hubsHaveLabelsAndAreLarger()
    {
        const ReplayModel model = grown({}, 0, 1);
        float hubs = 0, others = 0;
        std::size_t hubCount = 0;
        std::set<std::uint16_t> categories;
        for (const auto& [slot, node] : model.nodes) {
            (node.label.empty() ? others : hubs) += node.size;
            hubCount += node.label.empty() ? 0 : 1;
            categories.insert(node.category);
        }
        QVERIFY(hubCount > 10 && hubCount < 100);
        QVERIFY(hubs / float(hubCount) > 1.5F * others / float(model.nodes.size() - hubCount));
        QCOMPARE(categories.size(), std::size_t(8));
    }

    void thePacerPaysFractionsAndForgetsLongPauses()
    {
        const TimePoint start{};
        Pacer pacer(start);
        std::uint64_t total = 0;
        for (int i = 1; i <= 100; ++i)
            total += pacer.take(start + i * 10ms, 25);
        QVERIFY(total == 24 || total == 25);
        QCOMPARE(pacer.take(start + 1h, 1000), std::uint64_t(250));
        QCOMPARE(pacer.take(start + 1h + 1s, 0), std::uint64_t(0));
    }

    void thePacerPaysForWhatCameToNothing()
    {
        const TimePoint start{};
        Pacer pacer(start);
        QCOMPARE(pacer.take(start + 100ms, 1000), std::uint64_t(100));
        pacer.cameToNothing(20);
        QCOMPARE(pacer.take(start + 200ms, 1000), std::uint64_t(120));
        QCOMPARE(pacer.take(start + 300ms, 1000), std::uint64_t(100));
        pacer.alsoMade(30);
        QCOMPARE(pacer.take(start + 400ms, 1000), std::uint64_t(70));
        // A graph too small for the rate: bounded, and forgotten where it is too much.
        pacer.cameToNothing(1'000'000);
        QCOMPARE(pacer.take(start + 500ms, 1000), std::uint64_t(400));
        std::uint64_t after = 0;
        for (int i = 6; i <= 10; ++i)
            after += pacer.take(start + i * 100ms, 1000);
        QCOMPARE(after, std::uint64_t(750));
    }

    void whatIsAskedForIsWhatComesOverAnySecond_data()
    {
        QTest::addColumn<QString>("spec");
        QTest::addColumn<double>("rate");
        QTest::newRow("usual") << QStringLiteral("nodes=2000,edges=6000,churn=0.05") << 20'000.0;
        QTest::newRow("much churn") << QStringLiteral("nodes=2000,edges=6000,churn=0.3") << 20'000.0;
        QTest::newRow("all churn") << QStringLiteral("nodes=2000,edges=6000,churn=1") << 5'000.0;
        QTest::newRow("attributes") << QStringLiteral("nodes=2000,edges=6000,churn=0.05,attributes=5") << 20'000.0;
        QTest::newRow("of edges, too") << QStringLiteral("nodes=2000,edges=6000,churn=0.05,attributes=5,edge-attributes=5") << 20'000.0;
        QTest::newRow("few elements") << QStringLiteral("nodes=300,edges=500,churn=0") << 20'000.0;
        QTest::newRow("slow") << QStringLiteral("nodes=2000,edges=6000,churn=0.3") << 500.0;
        QTest::newRow("fast") << QStringLiteral("nodes=50000,edges=150000,churn=0.1") << 500'000.0;
    }

    void whatIsAskedForIsWhatComesOverAnySecond()
    {
        QFETCH(QString, spec);
        QFETCH(double, rate);
        constexpr int secondsMade = 4, ticksInSecond = 50;
        SyntheticParameters parameters;
        for (const QString& word : spec.split(u',')) {
            const double value = word.section(u'=', 1).toDouble();
            if (word.startsWith(u'n'))
                parameters.nodes = static_cast<std::uint32_t>(value);
            else if (word.startsWith(u"edge-"_qs))
                parameters.edgeAttributes = static_cast<std::uint32_t>(value);
            else if (word.startsWith(u'e'))
                parameters.edges = static_cast<std::uint32_t>(value);
            else if (word.startsWith(u'a'))
                parameters.attributes = static_cast<std::uint32_t>(value);
            else
                parameters.churn = value;
        }
        ChangeSequence sequence(parameters);
        TickingSink sink;
        PacedChanges changes(sequence, sink);
        QVERIFY(changes.pushBirths(1, {}));
        sink.tick();
        std::vector<std::uint64_t> counted;   // at each tick
        // The source looks each 10 ms and somewhat, the server ticks each 20 ms.
        auto now = TimePoint{}, tickDue = now + 20ms;
        while (counted.size() <= std::size_t{secondsMade * ticksInSecond}) {
            QVERIFY(changes.pushDue(now, rate, {}));
            now += 10'130us;
            if (now >= tickDue) {
                tickDue += 20ms;
                sink.tick();
                counted.push_back(sink.changes());
            }
        }
        // What is under way at either end of a second is of a tick or two.
        for (std::size_t i = ticksInSecond / 2; i + ticksInSecond < counted.size(); ++i) {
            const double came = double(counted[i + ticksInSecond] - counted[i]);
            QVERIFY2(std::abs(came - rate) <= 0.03 * rate, qPrintable(QStringLiteral("%1 of %2 from tick %3 on").arg(came).arg(rate).arg(i)));
        }
        const double all = double(counted.back() - counted.front()), due = rate * secondsMade;
        QVERIFY2(std::abs(all - due) <= 0.01 * due, qPrintable(QStringLiteral("%1 of %2").arg(all).arg(due)));
    }

    void aGraphThatIsTooSmallForARateDoesNotTakeTheCore()
    {
        ChangeSequence sequence({.nodes = 10, .edges = 0, .churn = 0});
        TickingSink sink;
        PacedChanges changes(sequence, sink);
        QVERIFY(changes.pushBirths(1, {}));
        auto now = TimePoint{};
        for (int i = 0; i < 100; ++i, now += 10ms) {
            QVERIFY(changes.pushDue(now, 10'000, {}));
            sink.tick();
        }
        // Each step of a graph without edges and churn moves a node.
        QVERIFY2(sink.rowsSeen < 40'000, qPrintable(QString::number(sink.rowsSeen)));
        QVERIFY(sink.changes() > 100 * 9);
    }

    void theSourceFeedsTheGraphAndStopsWhenAsked()
    {
        const auto source = makeSource("synthetic:nodes=3000,edges=20000,rate=1000000");
        QVERIFY(source.has_value());
        ReplaySink sink((*source)->schema(), [&](int wait) { return wait < 5; });
        QVERIFY((*source)->run(sink, {}).has_value());
        QCOMPARE(sink.model.breaches, QStringList());
        QVERIFY(sink.pushes > 2);
        QVERIFY(std::abs(double(sink.model.edges.size()) - 20000) < 1000);
    }

    void aRateOfNothingStandsStillUntilItIsRaised()
    {
        const auto source = makeSource("synthetic:nodes=20,edges=30,rate=0");
        int pushesAtRest = -1;
        ReplaySink* seen = nullptr;
        ReplaySink sink((*source)->schema(), [&](int wait) {
            if (wait == 3) {
                pushesAtRest = seen->pushes;
                (*source)->setRate(1e8);
            }
            return wait < 1000 && seen->pushes < 3;
        });
        seen = &sink;
        QVERIFY((*source)->run(sink, {}).has_value());
        QCOMPARE(pushesAtRest, 1);
        QVERIFY(sink.pushes > 1);
        QCOMPARE(sink.model.breaches, QStringList());
    }
};

WEIR_TEST(tst_Synthetic)
#include "tst_synthetic.moc"
