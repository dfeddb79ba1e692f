#pragma once
#include "base/error.h"
#include <cstdint>
#include <expected>
#include <map>
#include <span>
#include <string>
#include <string_view>

namespace weir::source {

/// What a person wrote behind --source: NAME[:rest], where the rest is either key=value pairs or one path.
/// A plain value.
struct Spec {
    std::string name;
    std::string rest;   ///< behind the first colon, as written

    [[nodiscard]] static Spec split(std::string_view text);
};

/// The key=value,... pairs of a spec. Each getter names the key, the range and what was written when it cannot serve.
/// A value ends at the next comma; there is no quoting. A plain value.
class SpecKeys final {
public:
    struct Range {
        double lowest, highest;
    };

    /// `known`: the keys the source `spec.name` has; another, a repeated or an empty one is an error that lists them.
    [[nodiscard]] static std::expected<SpecKeys, Error> parse(const Spec& spec,
                                                              std::span<const std::string_view> known);

    [[nodiscard]] bool has(std::string_view key) const { return m_values.contains(key); }
    [[nodiscard]] std::expected<double, Error> number(std::string_view key, Range range, double fallback) const;
    [[nodiscard]] std::expected<std::uint64_t, Error> whole(std::string_view key, Range range,
                                                            std::uint64_t fallback) const;
    [[nodiscard]] std::expected<bool, Error> yesNo(std::string_view key, bool fallback) const;
    [[nodiscard]] std::string text(std::string_view key, std::string_view fallback) const;

private:
    std::string m_source;
    std::map<std::string, std::string, std::less<>> m_values;
};

} // namespace weir::source
