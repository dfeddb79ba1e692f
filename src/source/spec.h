#pragma once
#include "base/error.h"
#include "source/parameter.h"
#include <cstdint>
#include <expected>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace weir::source {

/// What a person wrote behind --source: NAME[:rest], where the rest is key=value pairs, or a path and then such pairs; of a key that is
/// answered with yes or no its name alone says yes.
/// A plain value.
struct Spec {
    std::string name;
    std::string rest;   ///< behind the first colon, as written

    [[nodiscard]] static Spec split(std::string_view text);
};

/// The values of a spec, checked against what its source can be told. A value ends at the next comma; there is no quoting.
/// Getters give the parameter's fallback where nothing was written, and nothing where it has none. Asking for what is no
/// parameter, or for another kind, is a bug. A plain value.
class SpecValues final {
public:
    /// An error names the key, its range and what was written, or lists the keys there are. `parameters` must outlive the values.
    [[nodiscard]] static std::expected<SpecValues, Error> parse(const Spec& spec, std::span<const Parameter> parameters);

    [[nodiscard]] std::optional<std::uint64_t> whole(std::string_view key) const;
    [[nodiscard]] std::optional<double> number(std::string_view key) const;
    [[nodiscard]] bool yesNo(std::string_view key) const;
    [[nodiscard]] std::string text(std::string_view key) const;   ///< of a folder, text or path; empty: none

private:
    [[nodiscard]] std::string_view written(std::string_view key, Parameter::Kind kind) const;

    std::span<const Parameter> m_parameters;
    std::map<std::string, std::string, std::less<>> m_values;   // as written
};

} // namespace weir::source
