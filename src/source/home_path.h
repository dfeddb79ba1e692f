#pragma once
#include <cstdlib>
#include <string>
#include <string_view>

namespace weir::source {

/// A path in which a person wrote ~ for the own home folder, as shells would read it: they leave it alone behind "file:".
[[nodiscard]] inline std::string withHome(std::string_view path)
{
    const char* const home = std::getenv("HOME");
    const bool named = path == "~" || path.starts_with("~/");
    return named && home != nullptr && *home != '\0' ? home + std::string(path.substr(1)) : std::string(path);
}

} // namespace weir::source
