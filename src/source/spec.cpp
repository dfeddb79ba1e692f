#include "source/spec.h"
#include <algorithm>
#include <cassert>
#include <charconv>
#include <cmath>
#include <filesystem>

namespace weir::source {

namespace {

std::string keysOf(std::span<const Parameter> parameters)
{
    std::string text;
    for (const Parameter& parameter : parameters)
        text += (text.empty() ? "" : ", ") + std::string(parameter.key);
    return text.empty() ? " takes no keys" : " takes the keys " + text;
}

template <typename Number>
std::optional<Number> numberFrom(std::string_view written)
{
    Number value{};
    const auto [end, fault] = std::from_chars(written.data(), written.data() + written.size(), value);
    return fault == std::errc{} && end == written.data() + written.size() ? std::optional(value) : std::nullopt;
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

/// What is wrong with a value, as in "nodes=-1 must be ..."; empty: nothing is.
std::string problemOf(const Parameter& parameter, std::string_view written)
{
    const auto within = [&parameter](double value) { return value >= parameter.lowest && value <= parameter.highest; };
    const auto range = [&parameter](std::string_view kind) {
        return std::string(kind) + " from " + shown(parameter.lowest) + " to " + shown(parameter.highest);
    };
    switch (parameter.kind) {
    case Parameter::Kind::Whole: {
        const auto value = numberFrom<std::uint64_t>(written);
        return value && within(static_cast<double>(*value)) ? std::string() : range("a whole number");
    }
    case Parameter::Kind::Number: {
        const auto value = numberFrom<double>(written);
        return value && within(*value) ? std::string() : range("a number");
    }
    case Parameter::Kind::YesNo: return written == "yes" || written == "no" ? std::string() : "yes or no";
    case Parameter::Kind::Folder:
    case Parameter::Kind::Text:
    case Parameter::Kind::Path: return {};
    }
    return {};
}

/// Where the first key=value begins behind a colon or a comma of what begins with a path; its end: it is all path, as where there is such a
/// file.
std::size_t pathEnd(const std::string& rest, std::span<const Parameter> parameters)
{
    std::error_code fault;
    if (std::filesystem::exists(rest, fault))
        return rest.size();
    for (std::size_t at = rest.find_first_of(":,"); at != std::string::npos; at = rest.find_first_of(":,", at + 1)) {
        const std::size_t end = std::min(rest.find_first_of(",=", at + 1), rest.size());
        const auto parameter = std::ranges::find(parameters, std::string_view(rest).substr(at + 1, end - at - 1), &Parameter::key);
        const bool hasValue = end < rest.size() && rest[end] == '=';
        if (parameter != parameters.end() && (hasValue || parameter->kind == Parameter::Kind::YesNo))
            return at;
    }
    return rest.size();
}

} // namespace

Spec Spec::split(std::string_view text)
{
    const std::size_t colon = text.find(':');
    if (colon == std::string_view::npos)
        return {std::string(text), {}};
    return {std::string(text.substr(0, colon)), std::string(text.substr(colon + 1))};
}

std::expected<SpecValues, Error> SpecValues::parse(const Spec& spec, std::span<const Parameter> parameters)
{
    SpecValues values;
    values.m_parameters = parameters;
    std::string_view rest = spec.rest;
    if (!parameters.empty() && parameters.front().kind == Parameter::Kind::Path) {
        if (spec.rest.empty())
            return std::unexpected(Error{spec.name + ": " + std::string(parameters.front().missing)});
        const std::size_t end = pathEnd(spec.rest, parameters.subspan(1));
        values.m_values.emplace(parameters.front().key, rest.substr(0, end));
        rest = end == rest.size() ? std::string_view{} : rest.substr(end + 1);
        parameters = parameters.subspan(1);
    }
    while (!rest.empty()) {
        const std::size_t comma = rest.find(',');
        const std::string_view pair = rest.substr(0, comma);
        rest = comma == std::string_view::npos ? std::string_view{} : rest.substr(comma + 1);
        const std::size_t equals = pair.find('=');
        const std::string key(pair.substr(0, equals));
        const auto parameter = std::ranges::find(parameters, std::string_view(key), &Parameter::key);
        const bool isWord = parameter != parameters.end() && parameter->kind == Parameter::Kind::YesNo;   // which alone says yes
        if (equals == std::string_view::npos && !isWord)
            return std::unexpected(Error{spec.name + ": \"" + std::string(pair) + "\" is not key=value; " + spec.name + keysOf(parameters)});
        const std::string written(equals == std::string_view::npos ? std::string_view("yes") : pair.substr(equals + 1));
        if (parameter == parameters.end())
            return std::unexpected(Error{spec.name + ": unknown key \"" + key + "\"; " + spec.name + keysOf(parameters)});
        if (const std::string problem = problemOf(*parameter, written); !problem.empty())
            return std::unexpected(Error{spec.name + ": " + key + '=' + written + " must be " + problem});
        if (!values.m_values.emplace(key, written).second)
            return std::unexpected(Error{spec.name + ": the key " + key + " is given twice"});
    }
    return values;
}

std::string_view SpecValues::written(std::string_view key, Parameter::Kind kind) const
{
    const auto parameter = std::ranges::find(m_parameters, key, &Parameter::key);
    assert(parameter != m_parameters.end() && parameter->kind == kind);
    static_cast<void>(kind);
    const auto found = m_values.find(key);
    return found == m_values.end() ? parameter->fallback : std::string_view(found->second);
}

std::optional<std::uint64_t> SpecValues::whole(std::string_view key) const
{
    return numberFrom<std::uint64_t>(written(key, Parameter::Kind::Whole));
}

std::optional<double> SpecValues::number(std::string_view key) const
{
    return numberFrom<double>(written(key, Parameter::Kind::Number));
}

bool SpecValues::yesNo(std::string_view key) const { return written(key, Parameter::Kind::YesNo) == "yes"; }

std::string SpecValues::text(std::string_view key) const
{
    const auto parameter = std::ranges::find(m_parameters, key, &Parameter::key);
    assert(parameter != m_parameters.end());
    return std::string(written(key, parameter->kind));
}

} // namespace weir::source
