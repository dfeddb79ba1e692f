#pragma once
#include <cstdint>
#include <string>

namespace weir {

/// What code tells errors apart by, where it does different things; the words are for people alone.
enum class ErrorKind : std::uint8_t {
    Other,    ///< nothing but words
    NotFound, ///< what was named is not there: a host, a file
    Denied,   ///< it is there and does not let in: rights, a token, a certificate that is not trusted
};

/// What went wrong through no fault of this program, in words for the person who can mend it: what was wrong and what to do.
struct Error {
    std::string text;
    ErrorKind kind = ErrorKind::Other;

    bool operator==(const Error&) const = default;
};

} // namespace weir
