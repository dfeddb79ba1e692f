#pragma once
#include <string>
#include <string_view>

namespace weir::format {

/// What a file is, told by what is in it.
struct FileFormat {
    enum class Kind {
        EdgeList,   ///< text of rows, or nothing that is known
        GraphMl,
        Other   ///< `words` say what, and what can be done
    };
    Kind kind = Kind::EdgeList;
    std::string words;   ///< "the file is GEXF (XML), which is not read yet"
};

/// From the first bytes as they lie in the file, some 64 KiB; `name` is looked at only where bytes say nothing.
[[nodiscard]] FileFormat recognised(std::string_view bytes, std::string_view name);

/// Of what cannot be lines of text in UTF-8: compressed, another encoding, a program's own format. "": it may be.
[[nodiscard]] std::string notLinesOfText(std::string_view bytes);

} // namespace weir::format
