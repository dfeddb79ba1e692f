#pragma once
#include <cstdint>
#include <QtCore/QString>

namespace weir::app {
class CommandLine;
}

namespace weir::bench {

/// The graph of a measurement, as --nodes, --edges and --rate ask for it.
struct SyntheticGraph {
    std::uint64_t nodes = 0, edges = 0;
    double rate = 0;   ///< changes a second

    /// Adds the options, which mean this graph where they are left out. `rateText` is for --help.
    void addOptions(app::CommandLine& line, const QString& rateText = QStringLiteral("changes a second")) const;
    /// What the line says; of use where its status() has nothing to say.
    [[nodiscard]] static SyntheticGraph from(app::CommandLine& line, double leastRate = 1);

    /// `synthetic:…` with these figures.
    [[nodiscard]] QString spec() const;
};

}   // namespace weir::bench
