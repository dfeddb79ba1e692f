#version 440
#extension GL_GOOGLE_include_directive : require
#include "picture.glsl"

layout(binding = 1) uniform sampler2D nodes;
layout(binding = 2) uniform sampler2D edges;
layout(location = 0) out vec4 fragColour;

void main()
{
    ivec2 at = ivec2(gl_FragCoord.xy);
    vec4 sums = texelFetch(edges, at, 0);
    float density = sums.r;
#ifdef COLOURED
    vec3 edge = density > 0.0 ? sums.gba / density : picture.edgeColour.rgb;
#else
    vec3 edge = picture.edgeColour.rgb;
#endif
    vec4 node = texelFetch(nodes, at, 0);
    float share = picture.edgeColour.a * density / (density + picture.tone.x);
    vec3 under = mix(picture.ground.rgb, edge, share);
    fragColour = vec4(node.rgb + under * (1.0 - node.a), 1.0);
}
