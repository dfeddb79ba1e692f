#include "source/spec.h"
#include <algorithm>
#include <charconv>
#include <cmath>

namespace weir::source {

namespace {

std::string listed(std::span<const std::string_view> words)
{
    std::string text;
    for (const std::string_view word : words) {
        if (!text.empty())
            text += ", ";
        text += word;
    }
    return text;
}

/// Whole numbers without exponent or fraction, others shortest.
std::string shown(double number)
{
    char buffer[32];
    const bool whole = std::abs(number) < 1e15 && number == std::floor(number);
    const auto end = whole ? std::to_chars(buffer, buffer + sizeof buffer, static_cast<std::int64_t>(number)).ptr
                           : std::to_chars(buffer, buffer + sizeof buffer, number).ptr;
    return std::string(buffer, end);
}

std::unexpected<Error> outOfRange(const std::string& source, std::string_view key, const std::string& written,
                                  std::string_view kind, SpecKeys::Range range)
{
    return std::unexpected(Error{source + ": " + std::string(key) + "=" + written + " must be " + std::string(kind)
                                 + " from " + shown(range.lowest) + " to " + shown(range.highest)});
}

} // namespace

Spec Spec::split(std::string_view text)
{
    const std::size_t colon = text.find(':');
    if (colon == std::string_view::npos)
        return {std::string(text), {}};
    return {std::string(text.substr(0, colon)), std::string(text.substr(colon + 1))};
}

std::expected<SpecKeys, Error> SpecKeys::parse(const Spec& spec, std::span<const std::string_view> known)
{
    SpecKeys keys;
    keys.m_source = spec.name;
    const std::string possible = known.empty() ? " takes no keys" : " takes the keys " + listed(known);
    std::string_view rest = spec.rest;
    while (!rest.empty()) {
        const std::size_t comma = rest.find(',');
        const std::string_view pair = rest.substr(0, comma);
        rest = comma == std::string_view::npos ? std::string_view{} : rest.substr(comma + 1);
        const std::size_t equals = pair.find('=');
        if (equals == std::string_view::npos)
            return std::unexpected(
                Error{spec.name + ": \"" + std::string(pair) + "\" is not key=value; " + spec.name + possible});
        const std::string key(pair.substr(0, equals));
        if (std::ranges::find(known, std::string_view(key)) == known.end())
            return std::unexpected(Error{spec.name + ": unknown key \"" + key + "\"; " + spec.name + possible});
        if (!keys.m_values.emplace(key, pair.substr(equals + 1)).second)
            return std::unexpected(Error{spec.name + ": the key " + key + " is given twice"});
    }
    return keys;
}

std::expected<double, Error> SpecKeys::number(std::string_view key, Range range, double fallback) const
{
    const auto found = m_values.find(key);
    if (found == m_values.end())
        return fallback;
    const std::string& written = found->second;
    double value = 0;
    const auto [end, fault] = std::from_chars(written.data(), written.data() + written.size(), value);
    if (fault != std::errc{} || end != written.data() + written.size()
        || !(value >= range.lowest && value <= range.highest))
        return outOfRange(m_source, key, written, "a number", range);
    return value;
}

std::expected<std::uint64_t, Error> SpecKeys::whole(std::string_view key, Range range, std::uint64_t fallback) const
{
    const auto found = m_values.find(key);
    if (found == m_values.end())
        return fallback;
    const std::string& written = found->second;
    std::uint64_t value = 0;
    const auto [end, fault] = std::from_chars(written.data(), written.data() + written.size(), value);
    const auto asNumber = static_cast<double>(value);
    if (fault != std::errc{} || end != written.data() + written.size() || asNumber < range.lowest
        || asNumber > range.highest)
        return outOfRange(m_source, key, written, "a whole number", range);
    return value;
}

std::expected<bool, Error> SpecKeys::yesNo(std::string_view key, bool fallback) const
{
    const auto found = m_values.find(key);
    if (found == m_values.end())
        return fallback;
    if (found->second == "yes")
        return true;
    if (found->second == "no")
        return false;
    return std::unexpected(Error{m_source + ": " + std::string(key) + "=" + found->second + " must be yes or no"});
}

std::string SpecKeys::text(std::string_view key, std::string_view fallback) const
{
    const auto found = m_values.find(key);
    return found == m_values.end() ? std::string(fallback) : found->second;
}

} // namespace weir::source
