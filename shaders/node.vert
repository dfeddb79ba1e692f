#version 440
#extension GL_GOOGLE_include_directive : require
#include "picture.glsl"
#include "positions.glsl"

// One node an instance: colour 0xAARRGGBB or 0, and radius in 1/256 | category << 16.
layout(location = 0) in uvec2 style;

layout(std140, binding = 1) uniform Draw {
    ivec4 first;   // slot of the first instance; x only
} draw;

layout(location = 0) flat out vec4 colour;    // premultiplied
layout(location = 1) flat out vec2 shape;     // radius, strength of the rim
layout(location = 2) out vec2 offset;

void main()
{
    vec2 world = positionOf(draw.first.x + gl_InstanceIndex);
    float relative = float(style.y & 0xffffu) / 256.0;
    if (world.x > nowhere || relative == 0.0) {
        gl_Position = vec4(2.0, 2.0, 0.0, 1.0);
        return;
    }
    float radius = min(picture.size.z * relative, 40.0 * picture.size.w);
    vec3 hue;
    if (style.x != 0u) {
        hue = vec3(float((style.x >> 16) & 0xffu), float((style.x >> 8) & 0xffu), float(style.x & 0xffu)) / 255.0;
    } else {
        hue = picture.palette[int(style.y >> 16) & 15].rgb;
    }
    // Hubs at full strength, the many small ones a little back. Below a pixel the coverage is the disc's area.
    float alpha = mix(0.78, 1.0, smoothstep(0.9, 2.2, relative)) * min(1.0, radius * radius * 1.6);
    colour = vec4(hue * alpha, alpha);
    // A rim of the ground keeps touching discs apart once they are large enough to have a shape.
    shape = vec2(radius, smoothstep(2.0, 3.5, radius) * 0.7);
    vec2 corner = vec2(float(gl_VertexIndex & 1), float(gl_VertexIndex >> 1)) * 2.0 - 1.0;
    offset = corner * (radius + (shape.y > 0.0 ? 1.5 : 0.5));
    gl_Position = clipOf(pixelOf(world) + offset);
}
