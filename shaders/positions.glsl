// Where nodes are. Where nothing is to be drawn x is beyond any place. The last bit of x says that the node is dimmed.
const float nowhere = 1.0e37;

#ifdef POSITIONS_IN_BUFFER

layout(std430, binding = 2) readonly buffer Positions { vec2 positions[]; };

vec2 positionOf(int slot)
{
    return positions[slot];
}

#else

// Two a texel.
layout(binding = 2) uniform sampler2D positions;

const int texelsAcross = 1024;

vec2 positionOf(int slot)
{
    int texel = slot >> 1;
    vec4 two = texelFetch(positions, ivec2(texel & (texelsAcross - 1), texel / texelsAcross), 0);
    return (slot & 1) == 0 ? two.xy : two.zw;
}

#endif

bool dimmedAt(vec2 world)
{
    return (floatBitsToUint(world.x) & 1u) != 0u;
}
