#pragma once
#include <cstdlib>
#include <string>
#include <string_view>

namespace weir {

/// A path in which a person wrote ~ for the own home folder, as shells would read it: they leave it alone behind "file:", and a
/// window has no shell. Where HOME is not set it stays as it is.
[[nodiscard]] inline std::string withHome(std::string_view path)
{
    const char* const home = std::getenv("HOME");
    const bool named = path == "~" || path.starts_with("~/");
    return named && home != nullptr && *home != '\0' ? home + std::string(path.substr(1)) : std::string(path);
}

} // namespace weir
