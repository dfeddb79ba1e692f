#pragma once
#include <cstdint>
#include <string>

namespace weir {

/// What code tells errors apart by, where it does different things; the words are for people alone.
enum class ErrorKind : std::uint8_t {
    Other,       ///< nothing but words
    NotFound,    ///< what was named is not there: a host, a file
    NoAnswer,    ///< it is there, or may be, and nobody answers
    Denied,      ///< it is there and does not let in: rights, a token, a certificate that is not trusted
    Broken,      ///< what came is not what it should be
};

/// What went wrong through no fault of this program, in words for the person who can mend it: what was wrong and what to do.
struct Error {
    std::string text;
    ErrorKind kind = ErrorKind::Other;

    bool operator==(const Error&) const = default;
};

} // namespace weir
