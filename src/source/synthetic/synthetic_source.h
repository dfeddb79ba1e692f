#pragma once
#include "source/synthetic/change_sequence.h"
#include "source/catalogue.h"
#include <atomic>

namespace weir::source {

/// `synthetic`: a ChangeSequence at a pace. Never ends by itself. run() on the source's thread, setRate() on any.
class SyntheticSource final : public Source {
public:
    static constexpr std::uint32_t mostNodes = 10'000'000, mostEdges = 50'000'000;
    static constexpr double mostChangesPerSecond = 1e8;

    static const SourceKind kind;

    SyntheticSource(const SyntheticParameters& parameters, double changesPerSecond);

    [[nodiscard]] const graph::Schema& schema() const override { return m_schema; }
    [[nodiscard]] std::expected<void, Error> run(ChangeSink& sink, std::stop_token stop) override;
    /// Clamped to 0 (stand still) to mostChangesPerSecond.
    bool setRate(double changesPerSecond) override;
    [[nodiscard]] std::optional<double> rate() const override { return m_rate; }

private:
    SyntheticParameters m_parameters;
    graph::Schema m_schema;
    std::atomic<double> m_rate;
};

} // namespace weir::source
