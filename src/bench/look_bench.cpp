#include "bench/look_bench.h"
#include "base/clock.h"
#include "common/command_line.h"
#include "graph/changes/change_set.h"
#include "pipeline/scene_builder.h"
#include "bench/rig/bench_child.h"
#include <algorithm>
#include <array>
#include <cstdio>
#include <random>
#include <string>
#include <tuple>

namespace weir::bench {

namespace {

using pipeline::ColourBy;
using pipeline::Column;
using pipeline::LookSettings;
using pipeline::SizeBy;

constexpr int scenesPerSecond = 60;

/// A model, the builder that follows it, and a time of its own.
class FollowedModel {
public:
    [[nodiscard]] bool fill(Slot nodes, std::uint64_t edges)
    {
        graph::Schema schema;
        schema.nodeValues = {{"load", "%"}, {"size", "MiB"}};
        for (int category = 0; category < 12; ++category)
            schema.nodeCategories.push_back(std::to_string(category));
        m_store.reset(schema);
        m_nodes = nodes;
        graph::ChangeSet set;
        set.setValueColumns(2, 0);
        for (const ElementKind kind : {ElementKind::Node, ElementKind::Edge}) {
            set.appendAttribute(kind, {"group", graph::AttributeKind::Text});
            set.appendAttribute(kind, {"rank", graph::AttributeKind::Number});
            for (std::uint32_t text = 0; text < groups; ++text)
                set.appendText(kind, 0, "group " + std::to_string(text));
        }
        for (Slot node = 0; node < nodes; ++node) {
            set.setNodeIdentity(node, 1, "node-" + std::to_string(node), {}, static_cast<graph::Category>(node % 12));
            set.setNodeMotion(node, at(node), values());
            describe(set, ElementKind::Node, node);
            if ((node % 10'000 == 9'999 || node + 1 == nodes) && !apply(set))
                return false;
        }
        for (Slot edge = 0; edge < edges; ++edge) {
            set.setEdgeIdentity(edge, 1, anyNode(), anyNode(), 0, false);
            set.setEdgeMotion(edge, 1, {});
            describe(set, ElementKind::Edge, edge);
            if ((edge % 10'000 == 9'999 || edge + 1 == edges) && !apply(set))
                return false;
        }
        static_cast<void>(m_builder.build(1, {m_now, true}));
        static_cast<void>(m_builder.build(1, {m_now, false}));
        return true;
    }

    struct Cost {
        double ms = 0, longestMs = 0;
    };

    /// Until all nodes look as wanted.
    [[nodiscard]] Cost take(const LookSettings& look)
    {
        m_builder.setLook(look);
        Cost cost;
        do
            build(cost);
        while (m_builder.nextDue() && *m_builder.nextDue() <= m_now);
        return cost;
    }

    /// Scenes while so many nodes a second change.
    [[nodiscard]] Cost live(int seconds, int changesPerSecond)
    {
        Cost cost;
        graph::ChangeSet set;
        set.setValueColumns(2, 0);
        for (int scene = 0; scene < seconds * scenesPerSecond; ++scene) {
            for (int i = 0; i < changesPerSecond / scenesPerSecond; ++i) {
                const Slot node = anyNode();
                set.setNodeMotion(node, at(node), values());
            }
            static_cast<void>(apply(set));
            m_now += std::chrono::microseconds(1'000'000 / scenesPerSecond);
            build(cost);
        }
        return cost;
    }

private:
    static constexpr std::uint32_t groups = 20;

    [[nodiscard]] Slot anyNode() { return static_cast<Slot>(m_random() % m_nodes); }
    [[nodiscard]] static graph::NodeMotion at(Slot node) { return {static_cast<float>(node % 1000), static_cast<float>(node / 1000), true, 1}; }
    [[nodiscard]] std::array<float, 2> values() { return {static_cast<float>(m_random() % 100), static_cast<float>(m_random() % 5000)}; }

    void describe(graph::ChangeSet& set, ElementKind kind, Slot slot)
    {
        set.attributes(kind).setEntry(slot, 0, static_cast<std::uint32_t>(m_random() % groups));
        set.attributes(kind).setNumber(slot, 1, static_cast<double>(m_random() % 1000));
    }

    [[nodiscard]] bool apply(graph::ChangeSet& set)
    {
        const bool applied = m_store.apply(set.view(), ++m_stamp).has_value();
        set.clear();
        return applied;
    }

    void build(Cost& cost)
    {
        const TimePoint began = Clock::now();
        static_cast<void>(m_builder.build(m_stamp, {m_now, false}));
        const double ms = milliseconds(Clock::now() - began);
        cost.ms += ms;
        cost.longestMs = std::max(cost.longestMs, ms);
    }

    graph::GraphStore m_store;
    pipeline::ShownModel m_model{m_store, [] { return 0U; }};
    pipeline::SceneBuilder m_builder{m_model};
    Slot m_nodes = 0;
    Tick m_stamp = 0;
    TimePoint m_now = Clock::now();
    std::mt19937 m_random{1};
};

} // namespace

int runLook(const QStringList& arguments)
{
    app::CommandLine line(QStringLiteral("weir-bench look"),
                          QStringLiteral("Gives all nodes and edges other looks, and lets nodes change under some; says how long the scenes of that take to make."));
    line.addOption(QStringLiteral("nodes"), QStringLiteral("how many nodes the graph has"), QStringLiteral("N"), QStringLiteral("1000000"));
    line.addOption(QStringLiteral("edges"), QStringLiteral("how many edges"), QStringLiteral("M"), QStringLiteral("3000000"));
    line.addOption(QStringLiteral("seconds"), QStringLiteral("how long nodes change, 10,000 a second, in a time of its own"), QStringLiteral("S"), QStringLiteral("30"));
    if (const auto status = line.parse(arguments))
        return *status;
    const auto nodes = line.count(QStringLiteral("nodes"), 1, 20'000'000);
    const auto edges = line.count(QStringLiteral("edges"), 0, 60'000'000);
    const auto seconds = line.count(QStringLiteral("seconds"), 1, 600);
    if (const auto status = line.status())
        return *status;

    FollowedModel model;
    if (!model.fill(static_cast<Slot>(*nodes), *edges)) {
        std::fputs("weir-bench look: the made-up graph was refused\n", stderr);
        return 1;
    }
    constexpr int changes = 10'000;
    const int watched = static_cast<int>(*seconds);
    LookSettings filter, scale, age;
    for (const auto& [column, from, to] : {std::tuple(Column{Column::Of::Degree}, 2.0, 40.0), std::tuple(Column::value(0), 10.0, 90.0)}) {
        filter.nodeColumns.push_back({.column = column});
        filter.nodeColumns.back().range = {from, to};
    }
    filter.nodeColumns.push_back({.column = {Column::Of::Category}, .kind = graph::AttributeKind::Text});
    filter.nodeColumns.back().texts = {"1", "2", "3"};
    filter.nodeColumns.back().othersPass = false;
    scale.colourBy = ColourBy::Value;
    scale.sizeBy = SizeBy::Value;
    scale.sizeColumn = pipeline::Column::value(1);
    scale.colours.assign(64, 0xff808080);
    age.colourBy = ColourBy::Age;
    age.colours.assign(5, 0xff808080);
    age.age = {0, 10};

    LookSettings attributes, edgeLook;
    attributes.colourBy = ColourBy::Value;
    attributes.colourColumn = pipeline::Column::attribute(0);
    attributes.colours.assign(pipeline::TextRanks::colours, 0xff808080);
    attributes.sizeBy = SizeBy::Value;
    attributes.sizeColumn = pipeline::Column::attribute(1);
    edgeLook.edgeColour = pipeline::Column::attribute(0);
    edgeLook.edgeColours.assign(pipeline::TextRanks::colours, 0xff808080);
    edgeLook.edgeWidthBy = pipeline::EdgeWidthBy::Value;
    edgeLook.edgeWidthColumn = pipeline::Column::attribute(1);

    const auto plain = model.live(watched, changes);
    double restyle = 0, longest = 0, filterLive = 0, ageLive = 0;
    for (const LookSettings* const look : {&filter, &scale, &age}) {
        const auto taken = model.take(*look);
        restyle = std::max(restyle, taken.ms);
        const auto live = model.live(watched, changes);
        longest = std::max({longest, taken.longestMs, live.longestMs});
        double& ms = look == &age ? ageLive : filterLive;
        ms = std::max(ms, live.ms);
    }
    const auto byAttributes = model.take(attributes);
    const auto ofEdges = model.take(edgeLook);
    longest = std::max({longest, byAttributes.longestMs, ofEdges.longestMs});
    printResult({{QStringLiteral("bench"), QStringLiteral("look")},
                 {QStringLiteral("nodes"), static_cast<qint64>(*nodes)},
                 {QStringLiteral("edges"), static_cast<qint64>(*edges)},
                 {QStringLiteral("restyle_ms"), rounded(restyle)},
                 {QStringLiteral("attributes_restyle_ms"), rounded(byAttributes.ms)},
                 {QStringLiteral("edges_restyle_ms"), rounded(ofEdges.ms)},
                 {QStringLiteral("longest_piece_ms"), rounded(longest)},
                 {QStringLiteral("plain_ms_per_s"), rounded(plain.ms / watched)},
                 {QStringLiteral("filter_ms_per_s"), rounded(filterLive / watched)},
                 {QStringLiteral("age_ms_per_s"), rounded(ageLive / watched)}});
    return 0;
}

} // namespace weir::bench
