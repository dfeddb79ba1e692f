#pragma once
#include "base/error.h"
#include "format/out/graph_cursor.h"
#include "format/out/loss.h"
#include "format/out/target.h"
#include <cstdint>
#include <expected>
#include <functional>
#include <stop_token>
#include <string>

namespace weir::format {

/// What was written.
struct Exported {
    std::uint64_t nodes = 0, edges = 0;
    Losses losses;
    std::string nodesPath;   ///< of a pair: where the nodes are; "": it has one file
};

/// How writing goes, and its end.
struct ExportRun {
    std::stop_token stop{};                          ///< asked for: nothing is written, or what was there stays
    std::function<void(double)> progress{};          ///< the share that is done, 0 to 1, some hundred times
};

/// Writes the graph to `path` by `target`, whole or not at all; ".gz" at its end packs it, "-" is standard output. An error is in words:
/// what cannot be written and why, or that it was given up. Any thread. Memory flat: a buffer a file, and 4 to 8 bytes a node.
[[nodiscard]] std::expected<Exported, Error> exportGraph(GraphCursor& cursor, const Target& target, const std::string& path,
                                                         const ExportRun& run = {});

/// The same into outputs that are there; `nodes`: of a pair.
[[nodiscard]] std::expected<Exported, Error> exportGraph(GraphCursor& cursor, const Target& target, TextOutput& output, TextOutput* nodes,
                                                         const ExportRun& run = {});

/// What exportGraph() would write and lose, without writing; half the time of it.
[[nodiscard]] std::expected<Exported, Error> surveyExport(GraphCursor& cursor, const Target& target, const ExportRun& run = {});

} // namespace weir::format
