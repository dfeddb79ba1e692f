#pragma once
#include <string>
#include <string_view>

namespace weir::access {

/// The token of the value of an Authorization header (RFC 6750, 2.1): `Bearer TOKEN`, the scheme in any case (RFC 9110).
/// Empty where there is none. What is no token is for the TokenVerifier to say.
[[nodiscard]] std::string bearerToken(std::string_view authorization);

} // namespace weir::access
