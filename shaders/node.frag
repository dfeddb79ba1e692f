#version 440
#extension GL_GOOGLE_include_directive : require
#include "picture.glsl"

layout(location = 0) flat in vec4 colour;
layout(location = 1) flat in vec2 shape;
layout(location = 2) in vec2 offset;
layout(location = 0) out vec4 fragColour;

void main()
{
    float inside = shape.x + 0.5 - length(offset);
    vec4 disc = colour * clamp(inside, 0.0, 1.0);
    float rim = clamp(inside + 1.0, 0.0, 1.0) * shape.y;
    fragColour = disc + vec4(picture.ground.rgb, 1.0) * rim * (1.0 - disc.a);
}
