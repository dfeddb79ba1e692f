#pragma once
#include "pipeline/columns/colour_key.h"
#include <cstdint>
#include <vector>

namespace weir::pipeline {

/// What became of the settings of the look; a plain value.
struct LookAnswer {
    std::uint64_t nodes = 0;
    std::uint64_t passing = 0;                  ///< of them: those that pass the filter
    std::uint64_t edges = 0;
    std::uint64_t passingEdges = 0;             ///< of them: those that pass the filter of edges, whatever their nodes
    bool complete = true;                       ///< false: some still look as the settings before wanted it
    ColourKey colours;                          ///< what colours stand for, where they are of values
    ValueExtent sizes;                          ///< what the smallest and the largest size stand for, where they are of values
    ColourKey edgeColours;                      ///< likewise, of edges
    ValueExtent edgeWidths;
    std::uint64_t components = 0;               ///< connected ones, where they are coloured; 0: not known yet
    std::vector<std::uint64_t> componentNodes;  ///< of the largest, by colour, and last of all others

    bool operator==(const LookAnswer&) const = default;
};

} // namespace weir::pipeline
