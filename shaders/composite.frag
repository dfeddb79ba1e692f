#version 440
#extension GL_GOOGLE_include_directive : require
#include "view.glsl"

layout(binding = 1) uniform sampler2D developed;
layout(binding = 2) uniform sampler2D preview;
layout(location = 0) in vec2 place;
layout(location = 1) in vec2 seen;
layout(location = 0) out vec4 fragColour;

void main()
{
    bool inside = view.has.x > 0.5 && place.x >= 0.0 && place.x <= 1.0 && place.y >= 0.0 && place.y <= 1.0;
    vec3 colour = inside ? texture(developed, place).rgb : texture(preview, seen).rgb;
    float shown = inside || view.has.y > 0.5 ? 1.0 - view.ground.a : 0.0;
    fragColour = vec4(mix(view.ground.rgb, colour, shown), 1.0) * view.item.z;
}
