#pragma once
#include "base/ids.h"
#include "graph/changes/change_set.h"
#include "graph/schema.h"
#include <array>
#include <span>
#include <string_view>

namespace weir::graph {

/// Sum of the 64-bit hashes of a set of elements, modulo 2^64, so that order does not matter and one element can be
/// taken out and put back: who the elements are, how they stand, and what else is said of them. Equal digests mean equal graphs, against
/// faults, not against malice. The bytes that are hashed are laid down in src/protocol/README.md, with test vectors.
struct Digest {
    std::uint64_t structure = 0;
    std::uint64_t values = 0;
    std::uint64_t attributes = 0;

    bool operator==(const Digest&) const = default;
    Digest& operator+=(const Digest& other)
    {
        structure += other.structure;
        values += other.values;
        attributes += other.attributes;
        return *this;
    }
};

inline constexpr std::size_t valueLanes = 16;

/// Of elements themselves: the values are kept apart by `slot % valueLanes`, so that a part of them can be compared alone.
struct ElementDigest {
    std::uint64_t structure = 0;
    std::array<std::uint64_t, valueLanes> lanes{};
};

/// A digest whose values are kept apart.
struct LaneDigest : ElementDigest {
    std::uint64_t attributes = 0;

    /// Of the structure, the first `count` lanes of the values, and the attributes.
    [[nodiscard]] Digest sum(std::size_t count = valueLanes) const
    {
        Digest digest{structure, 0, attributes};
        for (const std::uint64_t lane : std::span(lanes).first(count))
            digest.values += lane;
        return digest;
    }
};

struct NodeIdentity {
    Slot slot = noSlot;
    Generation generation = 0;
    Category category = 0;
    std::uint32_t colour = 0;
    std::string_view key, label;
};

struct EdgeIdentity {
    Slot slot = noSlot;
    Generation generation = 0;
    Slot source = noSlot, target = noSlot;
    Category category = 0;
    bool directed = false;
};

[[nodiscard]] std::uint64_t hashOf(const NodeIdentity& node);
[[nodiscard]] std::uint64_t hashOf(const EdgeIdentity& edge);
[[nodiscard]] std::uint64_t hashOfNodeMotion(Slot slot, Generation generation, NodeMotion motion, std::span<const float> values);
[[nodiscard]] std::uint64_t hashOfEdgeMotion(Slot slot, Generation generation, float weight, std::span<const float> values);

} // namespace weir::graph
