#version 440

// The picture as it is, for a camera that has not moved since: on a device that is a CPU this is most of a frame.
layout(binding = 1) uniform sampler2D developed;
layout(location = 0) in vec2 place;
layout(location = 0) out vec4 fragColour;

void main()
{
    fragColour = texture(developed, place);
}
