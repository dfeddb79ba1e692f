#version 440
#extension GL_GOOGLE_include_directive : require
#include "picture.glsl"

layout(location = 0) flat in vec4 colour;
layout(location = 1) flat in float radius;
layout(location = 2) in vec2 offset;
layout(location = 0) out vec4 fragColour;

void main()
{
    float away = length(offset);
    float disc = clamp(radius + 0.5 - away, 0.0, 1.0);
    // Below a pixel the coverage is the disc's area.
    float thin = min(1.0, radius * radius * 1.6);
    // A rim of the ground keeps touching discs apart once they are large enough to have a shape.
    float rim = clamp(radius + 1.5 - away, 0.0, 1.0) * smoothstep(2.0, 3.5, radius) * 0.7;
    float alpha = disc * thin * colour.a;
    fragColour = vec4(colour.rgb * alpha, alpha) + vec4(picture.ground.rgb, 1.0) * rim * (1.0 - alpha);
}
