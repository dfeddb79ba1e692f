#version 440
#extension GL_GOOGLE_include_directive : require
#include "view.glsl"

// A highlighted node (radius > 0: a disc at a with a ring around it) or edge (a line from a to b), or a node's badge (radius < 0).
layout(location = 0) in vec4 ends;      // world
// Radius of the disc, gap to the ring (below 0: a halo instead), width of the ring, since when it fades (0: it stays). Of a line: 0,
// half its width at b and at a. Of a badge: its radius below 0, how far it is to the left and above.
layout(location = 1) in vec4 shape;
layout(location = 2) in vec4 colour;    // of the disc or line
layout(location = 3) in vec4 ring;

layout(location = 0) flat out vec4 fill;
layout(location = 1) flat out vec4 rim;
layout(location = 2) flat out vec4 form;
layout(location = 3) out vec2 offset;

void main()
{
    float left = shape.w != 0.0 ? clamp(1.0 - (view.has.z - shape.w) * view.has.w, 0.0, 1.0) : 1.0;
    fill = vec4(colour.rgb, colour.a * left);
    rim = vec4(ring.rgb, ring.a * left);
    gl_Position = vec4(2.0, 2.0, 0.0, 1.0);
    if (left <= 0.0)
        return;
    vec2 a = ends.xy * view.itemFromWorld.xy + view.itemFromWorld.zw;
    vec2 corner = vec2(float(gl_VertexIndex & 1), float(gl_VertexIndex >> 1)) * 2.0 - 1.0;
    form = shape;
    vec2 at;
    if (shape.x < 0.0) {
        offset = corner * (2.0 - shape.x);
        at = a - shape.yy + offset;
    } else if (shape.x > 0.0) {
        offset = corner * (shape.x + max(shape.y, 0.0) + shape.z + 1.0);
        at = a + offset;
    } else {
        vec2 b = ends.zw * view.itemFromWorld.xy + view.itemFromWorld.zw;
        float along = max(length(b - a), 1.0e-4);
        vec2 forward = (b - a) / along;
        vec2 side = vec2(-forward.y, forward.x);
        form.w = along;
        offset = vec2(corner.x > 0.0 ? along + 1.0 : -1.0, corner.y * (max(shape.y, shape.z) + 1.0));
        at = a + forward * offset.x + side * offset.y;
    }
    gl_Position = view.clipFromItem * vec4(at, 0.0, 1.0);
}
