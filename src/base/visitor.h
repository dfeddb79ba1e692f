#pragma once
#include <concepts>

namespace weir {

/// What std::visit() calls: a call for each type. Without one that takes anything, a type that is forgotten does not compile.
template <typename... Calls>
struct Visitor : Calls... {
    using Calls::operator()...;
};

/// For a call that does the same for several types, by their names: `[](const OneOf<Ping, Pong> auto& message)`.
template <typename T, typename... Types>
concept OneOf = (std::same_as<T, Types> || ...);

} // namespace weir
