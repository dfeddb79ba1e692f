#version 440
#extension GL_GOOGLE_include_directive : require
#include "picture.glsl"
#include "positions.glsl"

// One node an instance: colour 0xAARRGGBB or 0, and radius in 1/256 | category << 16.
layout(location = 0) in uvec2 style;

layout(std140, binding = 1) uniform Draw {
    ivec4 first;   // slot of the first instance; x only
} draw;

layout(location = 0) flat out vec4 colour;
layout(location = 1) flat out float radius;
layout(location = 2) out vec2 offset;

void main()
{
    vec2 world = positionOf(draw.first.x + gl_InstanceIndex);
    float relative = float(style.y & 0xffffu) / 256.0;
    if (world.x > nowhere || relative == 0.0) {
        gl_Position = vec4(2.0, 2.0, 0.0, 1.0);
        return;
    }
    radius = min(picture.size.z * relative, 40.0 * picture.size.w);
    if (style.x != 0u) {
        colour = vec4(float((style.x >> 16) & 0xffu), float((style.x >> 8) & 0xffu), float(style.x & 0xffu), 255.0) / 255.0;
    } else {
        colour = picture.palette[int(style.y >> 16) & 15];
    }
    // Hubs at full strength, the many small ones a little back.
    colour.a = mix(0.78, 1.0, smoothstep(0.9, 2.2, relative));
    vec2 corner = vec2(float(gl_VertexIndex & 1), float(gl_VertexIndex >> 1)) * 2.0 - 1.0;
    offset = corner * (radius + 1.5);
    gl_Position = clipOf(pixelOf(world) + offset);
}
