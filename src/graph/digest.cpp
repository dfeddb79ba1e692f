#include "graph/digest.h"
#include "graph/limits.h"
#include <bit>
#include <cstring>

// Hashes of a few dozen bytes, twice a change: inlined, their length and seed are constants to the compiler.
#define XXH_INLINE_ALL
#include <xxhash.h>

namespace weir::graph {

static_assert(std::endian::native == std::endian::little, "hashes are of little-endian bytes");

namespace {

enum Seed : std::uint64_t { NodeIdentitySeed = 1, NodeMotionSeed = 2, EdgeIdentitySeed = 3, EdgeMotionSeed = 4 };

struct NodeIdentityHead {
    std::uint32_t slot, generation;
    std::uint16_t category, zero;
    std::uint32_t colour, keyBytes, labelBytes;
};
static_assert(sizeof(NodeIdentityHead) == 24);

struct EdgeIdentityBytes {
    std::uint32_t slot, generation, source, target;
    std::uint16_t category, directed;
};
static_assert(sizeof(EdgeIdentityBytes) == 20);

struct NodeMotionBytes {
    std::uint32_t slot, generation, positioned;
    float x, y, size;
    std::array<float, maxValueColumns> values;
};

struct EdgeMotionBytes {
    std::uint32_t slot, generation;
    float weight;
    std::array<float, maxValueColumns> values;
};

float withoutMinusZero(float value) { return value + 0.0F; }   // -0 and 0 are the same value, so they hash alike

} // namespace

std::uint64_t hashOf(const NodeIdentity& node)
{
    std::array<char, sizeof(NodeIdentityHead) + maxKeyBytes + maxLabelBytes> bytes;
    const NodeIdentityHead head{node.slot, node.generation, node.category, 0, node.colour,
                                static_cast<std::uint32_t>(node.key.size()), static_cast<std::uint32_t>(node.label.size())};
    char* end = bytes.data();
    std::memcpy(end, &head, sizeof head);
    end += sizeof head;
    end = std::copy(node.key.begin(), node.key.end(), end);
    end = std::copy(node.label.begin(), node.label.end(), end);
    return XXH3_64bits_withSeed(bytes.data(), static_cast<std::size_t>(end - bytes.data()), NodeIdentitySeed);
}

std::uint64_t hashOf(const EdgeIdentity& edge)
{
    const EdgeIdentityBytes bytes{edge.slot, edge.generation, edge.source, edge.target, edge.category,
                                  static_cast<std::uint16_t>(edge.directed ? 1 : 0)};
    return XXH3_64bits_withSeed(&bytes, sizeof bytes, EdgeIdentitySeed);
}

std::uint64_t hashOfNodeMotion(Slot slot, Generation generation, NodeMotion motion, std::span<const float> values)
{
    NodeMotionBytes bytes{slot, generation, motion.positioned ? 1U : 0U,
                          motion.positioned ? withoutMinusZero(motion.x) : 0.0F,
                          motion.positioned ? withoutMinusZero(motion.y) : 0.0F, withoutMinusZero(motion.size), {}};
    for (std::size_t c = 0; c < values.size(); ++c)
        bytes.values[c] = withoutMinusZero(values[c]);
    return XXH3_64bits_withSeed(&bytes, offsetof(NodeMotionBytes, values) + values.size_bytes(), NodeMotionSeed);
}

std::uint64_t hashOfEdgeMotion(Slot slot, Generation generation, float weight, std::span<const float> values)
{
    EdgeMotionBytes bytes{slot, generation, withoutMinusZero(weight), {}};
    for (std::size_t c = 0; c < values.size(); ++c)
        bytes.values[c] = withoutMinusZero(values[c]);
    return XXH3_64bits_withSeed(&bytes, offsetof(EdgeMotionBytes, values) + values.size_bytes(), EdgeMotionSeed);
}

} // namespace weir::graph
