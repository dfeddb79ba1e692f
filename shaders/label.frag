#version 440
#extension GL_GOOGLE_include_directive : require
#include "view.glsl"

// A distance field: 0.5 at the outline of the glyph, more inside.
layout(binding = 1) uniform sampler2D glyphs;
layout(location = 0) in vec2 place;
layout(location = 1) flat in float halo;
layout(location = 0) out vec4 fragColour;

void main()
{
    float inside = texture(glyphs, place).r;
    float soft = clamp(fwidth(inside), 0.02, 0.35) * 0.6;
    float fill = smoothstep(0.47 - soft, 0.47 + soft, inside);
    float around = smoothstep(0.02, 0.32, inside) * 0.9;
    if (halo > 1.5)
        around = 0.72;
    vec4 colour = vec4(view.label.rgb, 1.0) * fill;
    if (halo > 2.5)
        colour = vec4(mix(view.label.rgb, view.ground.rgb, 0.25), 1.0) * fill;
    else if (halo > 0.5)
        colour = vec4(view.ground.rgb, 1.0) * around;
    fragColour = colour * view.item.z * view.label.a;
}
