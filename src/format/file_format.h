#pragma once
#include "format/format_catalogue.h"
#include <string>
#include <string_view>

namespace weir::format {

/// What a file is, told by what is in it.
struct FileFormat {
    const Format* format = nullptr;   ///< one that is read; nullptr: `words` say what it is instead
    std::string words;                ///< "the file is GDF (of GUESS), which is not read; save it as GraphML or as a table (CSV)"
};

/// From the first bytes as they lie in the file, some 64 KiB; `name` is looked at only where bytes say nothing.
[[nodiscard]] FileFormat recognised(std::string_view bytes, std::string_view name);

/// Of what cannot be lines of text in UTF-8: compressed, another encoding, a program's own format. "": it may be.
[[nodiscard]] std::string notLinesOfText(std::string_view bytes);

} // namespace weir::format
