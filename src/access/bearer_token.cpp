#include "access/bearer_token.h"
#include <algorithm>

namespace weir::access {

namespace {

std::string_view trimmed(std::string_view text)
{
    constexpr const char* blank = " \t\r\n";
    const auto first = text.find_first_not_of(blank);
    return first == std::string_view::npos ? std::string_view() : text.substr(first, text.find_last_not_of(blank) - first + 1);
}

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

} // namespace

std::string bearerToken(std::string_view authorization)
{
    constexpr std::string_view scheme = "bearer ";
    const std::string_view header = trimmed(authorization);
    if (!std::ranges::equal(header.substr(0, scheme.size()), scheme, {}, lower))
        return {};
    return std::string(trimmed(header.substr(scheme.size())));
}

} // namespace weir::access
