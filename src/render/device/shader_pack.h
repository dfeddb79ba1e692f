#pragma once
#include "render/device/rhi_compat.h"

namespace weir::render {

/// The compiled shader `name` (as "node.vert") of this program; invalid only if the program was built wrongly.
[[nodiscard]] QShader shaderOf(const char* name);

} // namespace weir::render
