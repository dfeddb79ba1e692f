#pragma once
#include "scene/scene_builder.h"
#include <cmath>

namespace weir::render {

using scene::SceneBuilder;

/// A ring of nodes with chords, a hub in the middle: lines of every slope.
inline SceneBuilder wheel(int count)
{
    SceneBuilder builder;
    const Slot hub = builder.node(0, 0, 3, 1);
    for (int i = 0; i < count; ++i) {
        const double angle = 2 * 3.14159265358979 * i / count;
        builder.node(static_cast<float>(std::cos(angle)), static_cast<float>(std::sin(angle)), 1, 0);
    }
    for (int i = 0; i < count; ++i) {
        builder.edge(hub, static_cast<Slot>(1 + i));
        builder.edge(static_cast<Slot>(1 + i), static_cast<Slot>(1 + (i + 5) % count));
    }
    return builder;
}

/// The same graph with colours of edges: three in turn, but every fourth edge has none.
inline SceneBuilder coloured(SceneBuilder builder, Slot edges)
{
    constexpr std::uint32_t colours[] = {0xff56b4e9, 0xffe69f00, 0xffcc79a7};
    for (Slot edge = 0; edge < edges; ++edge)
        builder.colourEdge(edge, edge % 4 == 3 ? 0 : colours[edge % 3]);
    return builder;
}

/// `side` by `side` nodes in the square from -1 to 1, tied to the next and to the one below.
inline SceneBuilder meadow(int side)
{
    SceneBuilder builder;
    for (int i = 0; i < side * side; ++i) {
        builder.node(static_cast<float>(i % side) * 2 / static_cast<float>(side) - 1, static_cast<float>(i / side) * 2 / static_cast<float>(side) - 1, 1,
                     static_cast<std::uint16_t>(i % 2));
        if (i % side > 0)
            builder.edge(static_cast<Slot>(i - 1), static_cast<Slot>(i));
        if (i >= side)
            builder.edge(static_cast<Slot>(i - side), static_cast<Slot>(i));
    }
    return builder;
}

/// What edges look like close by: one and three between two nodes, a loop and a second one, thin and thick ones, arrows there and
/// back, a dimmed node and a hidden one.
inline SceneBuilder signpost()
{
    SceneBuilder builder;
    const Slot a = builder.node(-0.9F, -0.6F, 1, 0);
    const Slot b = builder.node(0.1F, -0.7F, 1.6F, 1);
    const Slot c = builder.node(0.9F, -0.3F, 1, 0);
    const Slot d = builder.node(-0.8F, 0.4F, 1, 1);
    const Slot e = builder.node(0, 0.2F, 2, 0);
    const Slot f = builder.node(0.8F, 0.7F, 1, 1);
    const Slot dimmed = builder.node(-0.2F, 0.85F, 1, 0);
    const Slot hidden = builder.node(-0.6F, 0.9F, 1, 0);
    builder.style(dimmed).standing = scene::Standing::Dimmed;
    builder.style(hidden).standing = scene::Standing::Hidden;
    builder.edge(a, b, true);
    for (int i = 0; i < 3; ++i)
        builder.edge(b, c);
    builder.edge(a, a, true);
    builder.edge(f, f);
    builder.edge(f, f);
    builder.edge(d, e, true, 4);
    builder.edge(e, f, true, 16);
    builder.edge(c, f, true);
    builder.edge(f, c, true);
    builder.edge(e, dimmed, true);
    builder.edge(e, hidden, true);
    builder.edge(d, a);
    builder.edge(b, e, false, 0.25F);
    return builder;
}

} // namespace weir::render
