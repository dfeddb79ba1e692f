#version 440
#extension GL_GOOGLE_include_directive : require
#include "view.glsl"

layout(location = 0) flat in vec4 fill;
layout(location = 1) flat in vec4 rim;
layout(location = 2) flat in vec4 form;
layout(location = 3) in vec2 offset;
layout(location = 0) out vec4 fragColour;

float edge(float inside)
{
    return clamp(inside * view.item.w + 0.5, 0.0, 1.0);
}

float inBox(vec2 at, vec4 box)
{
    vec2 beyond = abs(at - box.xy) - box.zw;
    return -max(beyond.x, beyond.y);
}

// A pin in a disc; render/badge.h says what it looks like.
vec4 badge(float radius)
{
    vec2 at = offset / radius;
    float pin = max(max(inBox(at, vec4(0.0, -0.48, 0.36, 0.12)), inBox(at, vec4(0.0, -0.16, 0.20, 0.22))),
                    max(inBox(at, vec4(0.0, 0.14, 0.50, 0.12)), inBox(at, vec4(0.0, 0.44, 0.09, 0.22))));
    float away = length(offset);
    vec4 disc = vec4(mix(fill.rgb, rim.rgb, edge(pin * radius)), 1.0) * edge(radius - away);
    // A rim of the ground keeps it apart from the node.
    return (disc + vec4(rim.rgb, 1.0) * edge(radius + 1.0 - away) * (1.0 - disc.a)) * fill.a;
}

void main()
{
    vec4 result;
    if (form.x < 0.0) {
        result = badge(-form.x);
    } else if (form.x > 0.0 && form.y < 0.0) {
        float away = length(offset);
        float beyond = clamp((away - form.x) / form.z, 0.0, 1.0);
        float halo = rim.a * (1.0 - beyond) * (1.0 - beyond) * (1.0 - edge(form.x - away));
        result = vec4(fill.rgb, 1.0) * fill.a * edge(form.x - away) + vec4(rim.rgb, 1.0) * halo;
    } else if (form.x > 0.0) {
        float away = length(offset);
        float disc = edge(form.x - away);
        float middle = form.x + form.y + form.z * 0.5;
        float band = edge(form.z * 0.5 - abs(away - middle)) * step(0.001, form.z);
        result = vec4(fill.rgb, 1.0) * fill.a * disc;
        vec4 around = vec4(rim.rgb, 1.0) * rim.a * band;
        result = around + result * (1.0 - around.a);
    } else {
        float halfWidth = mix(form.z, form.y, clamp(offset.x / form.w, 0.0, 1.0));
        float across = edge(halfWidth - abs(offset.y)) * min(1.0, 2.0 * halfWidth * view.item.w);
        float ends = edge(min(offset.x, form.w - offset.x) + 0.5);
        result = vec4(fill.rgb, 1.0) * fill.a * across * ends;
    }
    fragColour = result * view.item.z;
}
