// Two positions a texel; where nothing is to be drawn x is beyond any place.
layout(binding = 2) uniform sampler2D positions;

const int texelsAcross = 1024;
const float nowhere = 1.0e37;

vec2 positionOf(int slot)
{
    int texel = slot >> 1;
    vec4 two = texelFetch(positions, ivec2(texel & (texelsAcross - 1), texel / texelsAcross), 0);
    return (slot & 1) == 0 ? two.xy : two.zw;
}

vec2 pixelOf(vec2 world)
{
    return world * picture.pixelFromWorld.xy + picture.pixelFromWorld.zw;
}

vec4 clipOf(vec2 pixel)
{
    return vec4(pixel / picture.size.xy * 2.0 - 1.0, 0.0, 1.0);
}
