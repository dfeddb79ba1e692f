#version 440
#extension GL_GOOGLE_include_directive : require
#include "picture.glsl"

// A straight piece of an edge an instance; render/stroke_splat.h says the same for the CPU.
layout(location = 0) in vec4 ends;     // from, to: pixels
layout(location = 1) in vec4 shape;    // half the width at both ends, strength
#ifdef COLOURED
layout(location = 2) in vec4 colour;   // as in edge.vert
layout(location = 2) flat out vec3 tint;
#endif

layout(location = 0) flat out vec4 line;     // from, direction
layout(location = 1) flat out vec4 form;     // half the width at both ends, strength, length

void main()
{
#ifdef COLOURED
    tint = colour.a > 0.0 ? colour.zyx : picture.edgeColour.rgb;
#endif
    vec2 way = ends.zw - ends.xy;
    float size = length(way);
    vec2 along = size > 0.0 ? way / size : vec2(1.0, 0.0);
    line = vec4(ends.xy, along);
    form = vec4(shape.xyz, size);
    float reach = max(shape.x, shape.y) + 1.0;
    vec2 corner = vec2((gl_VertexIndex & 1) == 0 ? -1.0 : size + 1.0, (gl_VertexIndex >> 1) == 0 ? -reach : reach);
    gl_Position = clipOf(ends.xy + along * corner.x + vec2(-along.y, along.x) * corner.y);
}
