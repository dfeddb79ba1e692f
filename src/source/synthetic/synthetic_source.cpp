#include "source/synthetic/synthetic_source.h"
#include "source/pacer.h"
#include <algorithm>
#include <array>
#include <cmath>

namespace weir::source {

namespace {

constexpr std::size_t rowsInSet = 16'384;
constexpr std::chrono::milliseconds slice{10}, standstill{50};

} // namespace

std::expected<std::unique_ptr<Source>, Error> SyntheticSource::make(const Spec& spec)
{
    static constexpr std::array<std::string_view, 6> known{"nodes", "edges", "rate", "churn", "seed", "positions"};
    const auto keys = SpecKeys::parse(spec, known);
    if (!keys)
        return std::unexpected(keys.error());
    const auto nodes = keys->whole("nodes", {0, mostNodes}, 2000);
    if (!nodes)
        return std::unexpected(nodes.error());
    const auto edges = keys->whole("edges", {0, mostEdges}, std::min<std::uint64_t>(*nodes * 3, mostEdges));
    if (!edges)
        return std::unexpected(edges.error());
    if (*nodes == 0 && *edges != 0)
        return std::unexpected(Error{"synthetic: edges need nodes: nodes=0 goes with edges=0 only"});
    const auto rate = keys->number("rate", {0, mostChangesPerSecond}, 500);
    if (!rate)
        return std::unexpected(rate.error());
    const auto churn = keys->number("churn", {0, 1}, 0.05);
    if (!churn)
        return std::unexpected(churn.error());
    const auto seed = keys->whole("seed", {0, 1e15}, 1);
    if (!seed)
        return std::unexpected(seed.error());
    const auto positions = keys->yesNo("positions", true);
    if (!positions)
        return std::unexpected(positions.error());
    SyntheticParameters parameters;
    parameters.nodes = static_cast<std::uint32_t>(*nodes);
    parameters.edges = static_cast<std::uint32_t>(*edges);
    parameters.churn = *churn;
    parameters.seed = *seed;
    parameters.positions = *positions;
    return std::make_unique<SyntheticSource>(parameters, *rate);
}

SyntheticSource::SyntheticSource(const SyntheticParameters& parameters, double changesPerSecond)
    : m_parameters(parameters), m_rate(changesPerSecond)
{}

bool SyntheticSource::setRate(double changesPerSecond)
{
    if (std::isfinite(changesPerSecond))
        m_rate = std::clamp(changesPerSecond, 0.0, mostChangesPerSecond);
    return true;
}

std::expected<void, Error> SyntheticSource::run(ChangeSink& sink, std::stop_token stop)
{
    ChangeSequence sequence(m_parameters);
    const double births = std::max(1.0, static_cast<double>(m_parameters.nodes) + m_parameters.edges);
    for (double born = 0;;) {
        graph::ChangeSet set = sink.takeEmptySet();
        if (!sequence.appendBirths(set, rowsInSet))
            break;
        const graph::ChangeView rows = set.view();
        born += static_cast<double>(rows.nodeIdentities.slots.size() + rows.edgeIdentities.slots.size());
        if (stop.stop_requested() || !sink.push(std::move(set)))
            return {};
        sink.progress(std::min(1.0, born / births));
    }
    sink.whole();
    Pacer pacer(Clock::now());
    while (!stop.stop_requested()) {
        const double rate = m_rate;
        if (!sink.waitFor(rate > 0 ? slice : standstill))
            break;
        const std::uint64_t due = pacer.take(Clock::now(), rate);
        // A set may end early where an element needs a new one; an empty graph makes nothing.
        for (std::uint64_t made = 0; made < due;) {
            graph::ChangeSet set = sink.takeEmptySet();
            made += sequence.appendSteps(set, due - made, rowsInSet);
            if (set.empty())
                break;
            if (stop.stop_requested() || !sink.push(std::move(set)))
                return {};
        }
    }
    return {};
}

} // namespace weir::source
