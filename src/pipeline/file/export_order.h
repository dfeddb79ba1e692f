#pragma once
#include "base/ids.h"
#include "scene/element_set.h"
#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

namespace weir::format {
struct Target;
}

namespace weir::pipeline {

/// What of a graph goes into a file.
enum class ExportPart : std::uint8_t {
    Everything,
    Shown,       ///< what passes the filters: neither dimmed nor hidden, and of edges those between such nodes
    Selection,   ///< see ExportChoice
};

/// Which elements a person selected, in a scene of this epoch. nullptr: none.
struct ExportSelection {
    std::uint64_t epochVersion = 0;
    std::shared_ptr<const scene::ElementSet> elements;
};

/// A file that is to be written, or looked at ahead. A plain value.
struct ExportOrder {
    std::uint64_t number = 0;                   ///< comes back in the answer
    ExportPart part = ExportPart::Everything;
    ExportSelection selection{};                ///< where that is the part
    const format::Target* target = nullptr;     ///< of the catalogue
    std::string path;                           ///< empty: only what would be written and lost is wanted
    std::optional<std::chrono::milliseconds> mostHeld{};   ///< that it may hold up the stream; nothing: as long as it takes
    bool placesAsShown = true;                  ///< the layout's and those by hand, too; false: as the source says
};

/// How an order goes.
struct ExportProgress {
    std::uint64_t number = 0;
    std::optional<double> share;   ///< 0 to 1; nothing: part of the graph is still on its way, and the rest is waited for
};

/// What became of an order.
struct ExportAnswer {
    enum class Outcome : std::uint8_t {
        Done,
        GivenUp,
        Failed,
        GraphReplaced,   ///< the selection was of another graph
        TooLong,         ///< it would have held up the stream for longer than it may
    };
    std::uint64_t number = 0;
    Outcome outcome = Outcome::Done;
    std::string problem;                        ///< why it failed, for people
    Tick tick = 0;                              ///< the file is the graph as of this tick of the server's
    std::uint64_t nodes = 0, edges = 0;         ///< that are in it
    std::uint64_t allNodes = 0, allEdges = 0;   ///< of the whole graph
    std::uint64_t gone = 0;                     ///< elements of the selection that were there no more
    std::string losses;                         ///< what the format cannot say of it, in a sentence; empty: nothing
    std::string path, nodesPath;                ///< that was written; nodesPath: of a pair, where the nodes are
};

/// How many nodes and edges there are of each part. A plain value.
struct ExportCounts {
    struct Count {
        std::uint64_t nodes = 0, edges = 0;
        bool operator==(const Count&) const = default;
    };
    std::uint64_t question = 0;
    Count everything, shown, selection;
};

} // namespace weir::pipeline
