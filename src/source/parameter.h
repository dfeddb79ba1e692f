#pragma once
#include <QtCore/qglobal.h>
#include <cstdint>
#include <string_view>

namespace weir::source {

/// One thing that a source can be told: a key of its spec, a line of its help, a field of the window's form. Made at compile time.
/// What people read of it is marked for translators where it stands: QT_TRANSLATE_NOOP("Source", ...), of <QtCore/qglobal.h>.
struct Parameter {
    enum class Kind : std::uint8_t {
        Whole,    ///< a whole number, 0 or more
        Number,
        YesNo,
        Folder,   ///< a path, as the value of a key
        Text,
        Path,     ///< a path, before all keys, which must be there
    };

    std::string_view key{};           ///< e.g. "nodes"
    std::string_view placeholder{};   ///< behind the = in help, e.g. "PER_SECOND"; of a Path all that is said
    std::string_view label{};         ///< of its field, e.g. "Changes per second"; empty: the form has none
    Kind kind = Kind::Whole;
    double lowest = 0, highest = 0;  ///< both allowed, of numbers
    std::string_view fallback{};      ///< as it would be written; empty: the source finds one, or needs none
    std::string_view missing{};       ///< of a Path, said where it is missing
};

} // namespace weir::source
