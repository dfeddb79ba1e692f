// What all passes of a picture share. Pixels are those of the picture's textures, y down.
layout(std140, binding = 0) uniform Picture {
    vec4 pixelFromWorld;   // scale x, scale y, offset x, offset y
    vec4 size;             // width, height, radius of a node of relative radius 1, pixels an item pixel
    vec4 ground;           // opaque
    vec4 edgeColour;       // and its strongest share
    vec4 tone;             // density at which an edge has half of that share, density of an edge, least radius of a node, nodes that one stands for
    vec4 detail;           // length in pixels from which on edges are thinned, what is left of dimmed nodes and of edges at them
    vec4 palette[16];      // by category
} picture;

vec2 pixelOf(vec2 world)
{
    return world * picture.pixelFromWorld.xy + picture.pixelFromWorld.zw;
}

vec4 clipOf(vec2 pixel)
{
    return vec4(pixel / picture.size.xy * 2.0 - 1.0, 0.0, 1.0);
}
