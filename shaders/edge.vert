#version 440
#extension GL_GOOGLE_include_directive : require
#include "picture.glsl"
#include "positions.glsl"

// One edge an instance. The line is walked along its longer axis; render/line_walk.h says the same for the CPU.
layout(location = 0) in uvec2 ends;         // the last bit of the second: the edge is dimmed by itself
#ifdef COLOURED
layout(location = 1) in vec4 colour;        // as it lies in memory: blue, green, red, alpha; 0: that of edges
layout(location = 2) flat out vec3 tint;
#endif

layout(location = 0) flat out vec4 line;    // from, to (along), height at 0, slope
layout(location = 1) flat out vec2 walk;    // 1: along y; strength

void main()
{
    gl_Position = vec4(2.0, 2.0, 0.0, 1.0);
#ifdef COLOURED
    tint = colour.a > 0.0 ? colour.zyx : picture.edgeColour.rgb;
#endif
    if (ends.x == 0xffffffffu || ends.y == 0xffffffffu)
        return;
    vec2 worldA = positionOf(int(ends.x));
    vec2 worldB = positionOf(int(ends.y & 0x7fffffffu));
    bool dimmed = (ends.y & 0x80000000u) != 0u;
    if (worldA.x > nowhere || worldB.x > nowhere)
        return;
    vec2 a = pixelOf(worldA);
    vec2 b = pixelOf(worldB);
    bool steep = abs(b.y - a.y) > abs(b.x - a.x);
    if (steep) {
        a = a.yx;
        b = b.yx;
    }
    if (a.x > b.x) {
        vec2 swapped = a;
        a = b;
        b = swapped;
    }
    float along = b.x - a.x;
    if (along <= 0.0)
        return;
    float slope = (b.y - a.y) / along;
    line = vec4(a.x, b.x, a.y, slope);
    float slant = sqrt(1.0 + slope * slope);
    float whole = slant * along;
    float share = dimmed || dimmedAt(worldA) || dimmedAt(worldB) ? picture.detail.z : 1.0;
    if (whole > picture.detail.x)
        share *= sqrt(picture.detail.x / whole);
    walk = vec2(steep ? 1.0 : 0.0, slant * picture.tone.y * share);
    float x = (gl_VertexIndex & 1) == 0 ? a.x - 0.5 : b.x + 0.5;
    float y = a.y + (x - a.x) * slope + ((gl_VertexIndex >> 1) == 0 ? -1.0 : 1.0);
    gl_Position = clipOf(steep ? vec2(y, x) : vec2(x, y));
}
