#include "source/synthetic/synthetic_source.h"
#include "graph/limits.h"
#include "source/synthetic/pacer.h"
#include "source/synthetic/paced_changes.h"
#include <algorithm>
#include <array>
#include <cmath>

namespace weir::source {

namespace {

constexpr std::chrono::milliseconds slice{10}, standstill{50};

constexpr std::uint64_t edgesANode = 3;   // where nothing is said of edges

constexpr std::array parameters{
    Parameter{.key = "nodes", .placeholder = "N", .label = QT_TRANSLATE_NOOP("Source", "Nodes"), .kind = Parameter::Kind::Whole,
              .highest = SyntheticSource::mostNodes, .fallback = "2000"},
    Parameter{.key = "edges", .placeholder = "N", .label = QT_TRANSLATE_NOOP("Source", "Edges"), .kind = Parameter::Kind::Whole,
              .highest = SyntheticSource::mostEdges},
    Parameter{.key = "rate", .placeholder = "PER_SECOND", .label = QT_TRANSLATE_NOOP("Source", "Changes per second"),
              .kind = Parameter::Kind::Number, .highest = SyntheticSource::mostChangesPerSecond, .fallback = "500"},
    Parameter{.key = "churn", .placeholder = "SHARE", .kind = Parameter::Kind::Number, .highest = 1, .fallback = "0.05"},
    Parameter{.key = "seed", .placeholder = "N", .kind = Parameter::Kind::Whole, .highest = 1e15, .fallback = "1"},
    Parameter{.key = "attributes", .placeholder = "N", .kind = Parameter::Kind::Whole, .highest = graph::maxAttributeColumns, .fallback = "0"},
    Parameter{.key = "edge-attributes", .placeholder = "N", .kind = Parameter::Kind::Whole, .highest = graph::maxAttributeColumns, .fallback = "0"},
    Parameter{.key = "edits", .placeholder = "SHARE", .kind = Parameter::Kind::Number, .highest = 1, .fallback = "0.1"},
    Parameter{.key = "positions", .placeholder = "yes|no", .kind = Parameter::Kind::YesNo, .fallback = "yes"},
};

std::expected<std::unique_ptr<Source>, Error> make(const SpecValues& values)
{
    const std::uint64_t nodes = *values.whole("nodes");
    const std::uint64_t edges = values.whole("edges").value_or(std::min<std::uint64_t>(nodes * edgesANode, SyntheticSource::mostEdges));
    if (nodes == 0 && edges != 0)
        return std::unexpected(Error{"synthetic: edges need nodes: nodes=0 goes with edges=0 only"});
    SyntheticParameters wanted;
    wanted.nodes = static_cast<std::uint32_t>(nodes);
    wanted.edges = static_cast<std::uint32_t>(edges);
    wanted.churn = *values.number("churn");
    wanted.seed = *values.whole("seed");
    wanted.attributes = static_cast<std::uint32_t>(*values.whole("attributes"));
    wanted.edgeAttributes = static_cast<std::uint32_t>(*values.whole("edge-attributes"));
    wanted.edits = *values.number("edits");
    wanted.positions = values.yesNo("positions");
    return std::make_unique<SyntheticSource>(wanted, *values.number("rate"));
}

} // namespace

constexpr SourceKind SyntheticSource::kind{
    "synthetic",
    QT_TRANSLATE_NOOP("Source", "communities and hubs that change as fast as you ask (default 2000 nodes, three edges a node, "
                                "500 changes a second)"),
    parameters, &make};

SyntheticSource::SyntheticSource(const SyntheticParameters& parameters, double changesPerSecond)
    : m_parameters(parameters), m_schema(ChangeSequence::schema(parameters)), m_rate(changesPerSecond)
{}

bool SyntheticSource::setRate(double changesPerSecond)
{
    if (std::isfinite(changesPerSecond))
        m_rate = std::clamp(changesPerSecond, 0.0, mostChangesPerSecond);
    return true;
}

std::expected<void, Error> SyntheticSource::run(ChangeSink& sink, std::stop_token stop)
{
    sink.progress(0);   // the places of millions of nodes take some seconds
    ChangeSequence sequence(m_parameters);
    PacedChanges changes(sequence, sink);
    if (!changes.pushBirths(std::size_t{m_parameters.nodes} + m_parameters.edges, stop))
        return {};
    sink.whole();
    for (;;) {
        const double rate = m_rate;
        if (!changes.pushDue(Clock::now(), rate, stop) || !sink.waitFor(rate > 0 ? slice : standstill))
            return {};
    }
}

} // namespace weir::source
