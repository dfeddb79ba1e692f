#version 440

layout(location = 0) flat in vec4 line;
layout(location = 1) flat in vec4 form;
layout(location = 0) out vec4 density;

void main()
{
    vec2 at = gl_FragCoord.xy - line.xy;
    float along = dot(at, line.zw);
    float across = at.x * line.w - at.y * line.z;
    float inside = along >= 0.0 && along < form.w ? 1.0 : 0.0;
    float halfWidth = mix(form.x, form.y, along / form.w);
    float covered = clamp(halfWidth + 0.5 - abs(across), 0.0, 1.0) * min(1.0, 2.0 * halfWidth);
    density = vec4(inside * form.z * covered, 0.0, 0.0, 0.0);
}
