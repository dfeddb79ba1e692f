// What is drawn in the window's own pass. Item pixels, y down.
layout(std140, binding = 0) uniform View {
    mat4 clipFromItem;
    vec4 textureFromItem;   // scale x, scale y, offset x, offset y
    vec4 itemFromWorld;
    vec4 item;              // width, height, opacity, pixels an item pixel
    vec4 ground;            // and how much the picture is dimmed towards it
    vec4 label;             // colour of labels, and their strength
    vec4 has;               // 1 where there is a developed picture (x), a preview (y); seconds that marks fade by (z), 1 / how long (w)
} view;
