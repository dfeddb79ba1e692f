#pragma once
#include <QtCore/QStringList>
#include <span>
#include <string_view>

namespace weir::bench {

/// A measurement that weir-bench can make: prints one JSON object a line on standard output, units in the names.
struct Bench {
    std::string_view name;
    std::string_view text;   ///< for --help
    /// `words` are as CommandLine::parse takes them, the first being "weir-bench NAME". The status to exit with.
    int (*run)(const QStringList& words);
};

/// All of them, in the order of --help.
[[nodiscard]] std::span<const Bench> benches();

} // namespace weir::bench
