#include "protocol/messages.h"
#include <charconv>

namespace weir::protocol {

std::string toText(const Policy& policy)
{
    switch (policy.kind) {
    case PolicyKind::Latest: return "latest:" + std::to_string(policy.intervalMs);
    case PolicyKind::Sample: return "sample:" + std::to_string(policy.lanes);
    case PolicyKind::Every: break;
    }
    return "every";
}

std::optional<Policy> policyFrom(std::string_view text)
{
    if (text == "every")
        return Policy{};
    const std::size_t colon = text.find(':');
    if (colon == std::string_view::npos)
        return std::nullopt;
    const std::string_view digits = text.substr(colon + 1);
    std::uint32_t number = 0;
    const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    if (read.ec != std::errc() || read.ptr != digits.data() + digits.size())
        return std::nullopt;
    const std::string_view kind = text.substr(0, colon);
    if (kind == "latest" && number <= mostPolicyIntervalMs)
        return Policy{PolicyKind::Latest, number, 0};
    if (kind == "sample" && number >= 1 && number < graph::valueLanes)
        return Policy{PolicyKind::Sample, 0, static_cast<std::uint8_t>(number)};
    return std::nullopt;
}

} // namespace weir::protocol
