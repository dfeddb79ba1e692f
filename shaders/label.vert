#version 440
#extension GL_GOOGLE_include_directive : require
#include "view.glsl"

// A glyph of a label, or its halo, an instance.
layout(location = 0) in vec3 node;     // world, and 1 for the halo, 2 for the plate under all glyphs, 3 for quiet text
layout(location = 1) in vec4 rect;     // item pixels from there: left, top, width, height
layout(location = 2) in vec4 source;   // in the image of glyphs: left, top, width, height

layout(location = 0) out vec2 place;
layout(location = 1) flat out float halo;

void main()
{
    vec2 corner = vec2(float(gl_VertexIndex & 1), float(gl_VertexIndex >> 1));
    place = source.xy + corner * source.zw;
    halo = node.z;
    // On whole pixels, so that all letters of a label are as sharp and keep their distances.
    vec2 anchor = node.xy * view.itemFromWorld.xy + view.itemFromWorld.zw;
    anchor = floor(anchor * view.item.w + 0.5) / view.item.w;
    gl_Position = view.clipFromItem * vec4(anchor + rect.xy + corner * rect.zw, 0.0, 1.0);
}
