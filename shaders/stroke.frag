#version 440

layout(location = 0) flat in vec4 line;
layout(location = 1) flat in vec4 form;
#ifdef COLOURED
layout(location = 2) flat in vec3 tint;
#endif
layout(location = 0) out vec4 density;

vec4 sumOf(float of)
{
#ifdef COLOURED
    return of * vec4(1.0, tint);
#else
    return vec4(of, 0.0, 0.0, 0.0);
#endif
}

// As edge.frag draws a line.
float lineDensity()
{
    bool steep = abs(line.w) > abs(line.z);
    vec2 at = steep ? gl_FragCoord.yx : gl_FragCoord.xy;
    vec2 a = steep ? line.yx : line.xy;
    vec2 along = steep ? line.wz : line.zw;
    if (along.x < 0.0) {
        a += along * form.w;
        along = -along;
    }
    float slope = along.y / along.x;
    float covered = clamp(min(at.x + 0.5, a.x + along.x * form.w) - max(at.x - 0.5, a.x), 0.0, 1.0);
    float away = abs(at.y - (a.y + (at.x - a.x) * slope));
    return sqrt(1.0 + slope * slope) * covered * max(0.0, 1.0 - away);
}

void main()
{
    if (form.x <= 0.5 && form.x == form.y) {
        density = sumOf(form.z * lineDensity());
        return;
    }
    vec2 at = gl_FragCoord.xy - line.xy;
    float along = dot(at, line.zw);
    float across = at.x * line.w - at.y * line.z;
    float inside = along >= 0.0 && along < form.w ? 1.0 : 0.0;
    float halfWidth = mix(form.x, form.y, along / form.w);
    float covered = clamp(halfWidth + 0.5 - abs(across), 0.0, 1.0) * min(1.0, 2.0 * halfWidth);
    density = sumOf(inside * form.z * covered);
}
