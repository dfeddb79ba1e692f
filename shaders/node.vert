#version 440
#extension GL_GOOGLE_include_directive : require
#include "picture.glsl"
#include "positions.glsl"

// One node an instance: slot, colour 0xAARRGGBB or 0, and radius in 1/256 | category << 16.
layout(location = 0) in uvec3 node;

layout(location = 0) flat out vec4 colour;    // premultiplied
layout(location = 1) flat out vec2 shape;     // radius, strength of the rim
layout(location = 2) out vec2 offset;

void main()
{
    gl_Position = vec4(2.0, 2.0, 0.0, 1.0);
    if (node.x == 0xffffffffu)
        return;
    vec2 world = positionOf(int(node.x));
    float relative = float(node.z & 0xffffu) / 256.0;
    float radius = min(picture.size.z * relative, 40.0 * picture.size.w);
    if (world.x > nowhere || radius < picture.tone.z)
        return;
    vec3 hue;
    if (node.y != 0u) {
        hue = vec3(float((node.y >> 16) & 0xffu), float((node.y >> 8) & 0xffu), float(node.y & 0xffu)) / 255.0;
    } else {
        hue = picture.palette[int(node.z >> 16) & 15].rgb;
    }
    // Hubs at full strength, the many small ones a little back. Below a pixel the coverage is the disc's area.
    float alpha = mix(0.78, 1.0, smoothstep(0.9, 2.2, relative)) * min(1.0, radius * radius * 1.6);
    if (dimmedAt(world))
        alpha *= picture.detail.y;
    alpha = 1.0 - pow(1.0 - alpha, picture.tone.w);
    colour = vec4(hue * alpha, alpha);
    // A rim of the ground keeps touching discs apart once they are large enough to have a shape.
    shape = vec2(radius, smoothstep(2.0, 3.5, radius) * 0.7);
    vec2 corner = vec2(float(gl_VertexIndex & 1), float(gl_VertexIndex >> 1)) * 2.0 - 1.0;
    offset = corner * (radius + (shape.y > 0.0 ? 1.5 : 0.5));
    gl_Position = clipOf(pixelOf(world) + offset);
}
