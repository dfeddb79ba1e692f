#version 440
#extension GL_GOOGLE_include_directive : require
#include "view.glsl"

layout(location = 0) out vec2 place;   // in the developed picture
layout(location = 1) out vec2 seen;    // in a picture of the present view

void main()
{
    seen = vec2(float(gl_VertexIndex & 1), float(gl_VertexIndex >> 1));
    vec2 at = seen * view.item.xy;
    place = at * view.textureFromItem.xy + view.textureFromItem.zw;
    gl_Position = view.clipFromItem * vec4(at, 0.0, 1.0);
}
