#include "bench/layout/layout_bench.h"
#include "base/clock.h"
#include "common/command_line.h"
#include "layout/force/force_layout.h"
#include "layout/quality.h"
#include "bench/rig/edge_list.h"
#include "bench/layout/layout_from_random.h"
#include "bench/layout/layout_stability.h"
#include "bench/rig/peer_graph.h"
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>
#include <cstdio>

namespace weir::bench {

namespace {

constexpr std::uint64_t mostNodes = 4'000'000;
constexpr std::uint64_t mostEdges = 40'000'000;

EdgeList peerEdges(std::size_t nodes, std::size_t edges)
{
    EdgeList list;
    list.nodes = nodes;
    const PeerGraph graph = makePeerGraph(nodes, edges);
    list.edges.reserve(edges);
    for (std::size_t i = 0; i < edges; ++i)
        list.edges.emplace_back(graph.ends[2 * i], graph.ends[2 * i + 1]);
    return list;
}

struct Figures {
    QString start;                  // where from
    double seconds = 0;             // until now
    double iteratingMs = 0;         // of these
    std::uint64_t iterations = 0;   // of all nodes
    bool settled = false;
};

void insertCommunities(QJsonObject& line, const EdgeList& graph, std::span<const layout::Point> places)
{
    const layout::CommunityPicture picture = layout::communityPicture(places, graph.edges);
    line.insert(QStringLiteral("communities"), static_cast<qint64>(picture.communities));
    line.insert(QStringLiteral("modularity"), picture.modularity);
    line.insert(QStringLiteral("community_distance_ratio"), picture.distanceRatio);
    line.insert(QStringLiteral("community_nearby_share"), picture.nearbyShare);
    line.insert(QStringLiteral("community_nearby_share_of_chance"), picture.nearbyShareOfChance);
}

void print(const EdgeList& graph, const Figures& figures, std::span<const layout::Point> places, bool communities)
{
    const layout::Quality quality = layout::quality(places, graph.edges);
    QJsonObject line;
    line.insert(QStringLiteral("bench"), QStringLiteral("layout"));
    line.insert(QStringLiteral("nodes"), static_cast<qint64>(graph.nodes));
    line.insert(QStringLiteral("edges"), static_cast<qint64>(graph.edges.size()));
    line.insert(QStringLiteral("start"), figures.start);
    line.insert(QStringLiteral("seconds"), figures.seconds);
    line.insert(QStringLiteral("iteration_ms"),
                figures.iterations > 0 ? QJsonValue(figures.iteratingMs / static_cast<double>(figures.iterations)) : QJsonValue());
    line.insert(QStringLiteral("iterations"), static_cast<qint64>(figures.iterations));
    line.insert(QStringLiteral("settle_s"), figures.settled ? QJsonValue(figures.seconds) : QJsonValue());
    line.insert(QStringLiteral("median_edge_length"), quality.medianEdgeLength);
    line.insert(QStringLiteral("median_pair_distance"), quality.medianPairDistance);
    line.insert(QStringLiteral("edge_to_pair_ratio"), quality.edgeToPairRatio);
    line.insert(QStringLiteral("stress"), quality.stress);
    line.insert(QStringLiteral("neighbourhood_preservation"), quality.neighbourhoodPreservation);
    if (communities)
        insertCommunities(line, graph, places);
    std::puts(QJsonDocument(line).toJson(QJsonDocument::Compact).constData());
    std::fflush(stdout);
}

class Measurement final {
public:
    Measurement(const EdgeList& graph, unsigned threads) : m_graph(graph), m_layout({.threads = threads})
    {
        auto topology = std::make_shared<layout::Topology>();
        topology->live.assign(graph.nodes, 1);
        topology->edges.reserve(graph.edges.size());
        for (const auto& [source, target] : graph.edges)
            topology->edges.push_back({source, target});
        const auto begin = Clock::now();
        m_layout.setTopology(std::move(topology));
        m_working += Clock::now() - begin;
    }

    /// One step. False: settled.
    bool step()
    {
        const auto begin = Clock::now();
        const bool more = m_layout.step();
        const auto took = Clock::now() - begin;
        m_working += took;
        // What an iteration costs is that of the whole graph; the coarser ones on the way are far cheaper.
        if (more && m_layout.level() == 0 && m_layout.meanStep() > 0) {
            m_iterating += took;
            ++m_iterations;
        }
        return more;
    }

    [[nodiscard]] double seconds() const { return milliseconds(m_working) / 1000; }

    [[nodiscard]] Figures figures(bool settled) const
    {
        return {QStringLiteral("own"), seconds(), milliseconds(m_iterating), m_iterations, settled};
    }
    [[nodiscard]] std::span<const layout::Point> places() const { return m_layout.positions().first(m_graph.nodes); }

private:
    const EdgeList& m_graph;
    layout::ForceLayout m_layout;
    Clock::duration m_working{};
    Clock::duration m_iterating{};
    std::uint64_t m_iterations = 0;
};

} // namespace

int runLayout(const QStringList& arguments)
{
    app::CommandLine line(QStringLiteral("weir-bench layout"),
                          QStringLiteral("Lays out a graph from nothing until it settles; says how long that took and how good it is."));
    line.addOption(QStringLiteral("nodes"), QStringLiteral("how many nodes the graph has"), QStringLiteral("N"),
                   QStringLiteral("10000"));
    line.addOption(QStringLiteral("edges"), QStringLiteral("how many edges the graph has"), QStringLiteral("M"),
                   QStringLiteral("30000"));
    line.addOption(QStringLiteral("source"), QStringLiteral("lay out the first graph of this source instead, as of weir-server"), QStringLiteral("SPEC"));
    line.addOption(QStringLiteral("start"), QStringLiteral("own: as in the window; random: the forces alone, from random places (those from which "
                                                           "other programs start), cooling over --seconds"), QStringLiteral("WHERE"), QStringLiteral("own"));
    line.addOption(QStringLiteral("seconds"), QStringLiteral("stop after so long, settled or not"), QStringLiteral("S"),
                   QStringLiteral("600"));
    line.addOption(QStringLiteral("every"), QStringLiteral("also print how it stands each so many seconds"), QStringLiteral("S"));
    line.addOption(QStringLiteral("communities"), QStringLiteral("also find the graph's communities and say how well the picture shows them"));
    line.addOption(QStringLiteral("stability"), QStringLiteral("instead let it settle, add a hundredth more nodes, and say how far the old ones went"));
    line.addOption(QStringLiteral("threads"), QStringLiteral("how many threads may work"), QStringLiteral("T"),
                   QStringLiteral("2"));
    if (const auto status = line.parse(arguments))
        return *status;
    const auto nodes = line.count(QStringLiteral("nodes"), 1, mostNodes);
    const auto edges = line.count(QStringLiteral("edges"), 0, mostEdges);
    const auto threads = line.count(QStringLiteral("threads"), 1, 256);
    const auto limit = line.number(QStringLiteral("seconds"), 0, 86'400);
    const auto every = line.number(QStringLiteral("every"), 0.01, 86'400);
    const auto spec = line.text(QStringLiteral("source"));
    const auto start = line.oneOf(QStringLiteral("start"), {QStringLiteral("own"), QStringLiteral("random")});
    if (const auto status = line.status())
        return *status;

    EdgeList graph;
    if (spec) {
        auto list = firstGraphOf(spec->toStdString());
        if (!list)
            return line.fail(QString::fromStdString(list.error().text));
        graph = std::move(*list);
    } else {
        graph = peerEdges(*nodes, *edges);
    }
    if (line.has(QStringLiteral("stability")))
        return runLayoutStability(graph, static_cast<unsigned>(*threads));
    const bool communities = line.has(QStringLiteral("communities"));
    if (start == QStringLiteral("random")) {
        const LayoutFromRandom random = layOutFromRandom(graph, static_cast<unsigned>(*threads), *limit);
        print(graph, {*start, random.seconds, 1000 * random.seconds, random.rounds}, random.places, communities);
        return 0;
    }
    Measurement measurement(graph, static_cast<unsigned>(*threads));
    double next = every.value_or(*limit);
    bool more = true;
    while (more && measurement.seconds() < *limit) {
        more = measurement.step();
        if (every && more && measurement.seconds() >= next) {
            print(graph, measurement.figures(false), measurement.places(), communities);
            while (next <= measurement.seconds())
                next += *every;
        }
    }
    print(graph, measurement.figures(!more), measurement.places(), communities);
    return 0;
}

} // namespace weir::bench
