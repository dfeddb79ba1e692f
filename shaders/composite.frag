#version 440
#extension GL_GOOGLE_include_directive : require
#include "view.glsl"

layout(binding = 1) uniform sampler2D developed;
layout(location = 0) in vec2 place;
layout(location = 0) out vec4 fragColour;

void main()
{
    vec3 colour = texture(developed, place).rgb;
    bool inside = place.x >= 0.0 && place.x <= 1.0 && place.y >= 0.0 && place.y <= 1.0;
    float shown = inside ? 1.0 - view.ground.a : 0.0;
    fragColour = vec4(mix(view.ground.rgb, colour, shown), 1.0) * view.item.z;
}
