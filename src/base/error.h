#pragma once
#include <string>

namespace weir {

/// What went wrong through no fault of this program, in words for the person who can mend it: what was wrong and what to do.
struct Error {
    std::string text;

    bool operator==(const Error&) const = default;
};

} // namespace weir
