#version 440
#extension GL_GOOGLE_include_directive : require
#include "picture.glsl"

layout(binding = 1) uniform sampler2D nodes;
layout(binding = 2) uniform sampler2D edges;
layout(location = 0) out vec4 fragColour;

void main()
{
    ivec2 at = ivec2(gl_FragCoord.xy);
    float density = texelFetch(edges, at, 0).r;
    vec4 node = texelFetch(nodes, at, 0);
    float share = picture.edgeColour.a * density / (density + picture.tone.x);
    vec3 under = mix(picture.ground.rgb, picture.edgeColour.rgb, share);
    fragColour = vec4(node.rgb + under * (1.0 - node.a), 1.0);
}
