#pragma once
#include <cstdint>

namespace weir::render {

/// Learns from past frames how many elements a frame may draw. Drawing is deferred, so it cannot be timed while it is
/// recorded: what counts is how long whole frames took, with and without it. Not thread-safe; lives with its GraphNode.
class DrawBudget final {
public:
    enum class Device : std::uint8_t { Cpu, Gpu };

    /// What a frame draws for the graph.
    struct Work {
        std::uint32_t nodes = 0;  ///< places of blocks in view
        std::uint32_t edges = 0;
        bool developed = false;   ///< and developed the picture, or took one that the CPU did: costs the same for any number of elements
    };

    explicit DrawBudget(Device device);

    /// A frame that drew `work` took `ms` from synchronizing to the swap.
    void frameTook(double ms, Work work);

    [[nodiscard]] std::uint32_t nodes() const;   ///< that a frame may draw, at least leastElements
    [[nodiscard]] std::uint32_t edges() const;

    static constexpr std::uint32_t leastElements = 8192;

private:
    double m_emptyMs = 8;     // a frame without graph work
    double m_nodeMs;          // each
    double m_edgeMs;
};

} // namespace weir::render
