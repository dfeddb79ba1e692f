#version 440

layout(location = 0) flat in vec4 line;
layout(location = 1) flat in vec2 walk;
#ifdef COLOURED
layout(location = 2) flat in vec3 tint;
#endif
layout(location = 0) out vec4 density;

void main()
{
    vec2 at = walk.x > 0.5 ? gl_FragCoord.yx : gl_FragCoord.xy;
    float covered = clamp(min(at.x + 0.5, line.y) - max(at.x - 0.5, line.x), 0.0, 1.0);
    float away = abs(at.y - (line.z + (at.x - line.x) * line.w));
    float of = walk.y * covered * max(0.0, 1.0 - away);
#ifdef COLOURED
    density = of * vec4(1.0, tint);
#else
    density = vec4(of, 0.0, 0.0, 0.0);
#endif
}
