#include "access/origin_rule.h"
#include <algorithm>
#include <optional>

namespace weir::access {

namespace {

struct Origin {
    std::string scheme, host, port;
};

std::string lowered(std::string_view text)
{
    std::string result(text);
    std::ranges::transform(result, result.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; });
    return result;
}

bool isNumber(std::string_view text)
{
    return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

/// scheme://host[:port] and nothing else (RFC 6454, 6.2).
std::optional<Origin> parse(const std::string& text)
{
    const auto colon = text.find("://");
    if (colon == std::string::npos || colon == 0)
        return std::nullopt;
    Origin origin{text.substr(0, colon), text.substr(colon + 3), {}};
    if (origin.host.find_first_of("/?#@\\ \t,") != std::string::npos)
        return std::nullopt;
    const auto bracket = origin.host.rfind(']');
    const auto portAt = origin.host.find(':', bracket == std::string::npos ? 0 : bracket);
    if (portAt != std::string::npos) {
        origin.port = origin.host.substr(portAt + 1);
        origin.host.resize(portAt);
        if (!isNumber(origin.port))
            return std::nullopt;
    }
    if (origin.host.empty())
        return std::nullopt;
    return origin;
}

/// The whole name is compared, or localhost.example.org would pass.
bool isLoopback(const std::string& host)
{
    if (host == "localhost" || host == "[::1]")
        return true;
    if (!host.starts_with("127."))
        return false;
    int dots = 0;
    std::string_view rest = host;
    for (;;) {
        const auto dot = rest.find('.');
        if (!isNumber(rest.substr(0, dot)))
            return false;
        if (dot == std::string_view::npos)
            return dots == 3;
        ++dots;
        rest.remove_prefix(dot + 1);
    }
}

} // namespace

std::expected<OriginRule, Error> OriginRule::create(const std::vector<std::string>& allowed)
{
    OriginRule rule;
    for (const std::string& entry : allowed) {
        std::string origin = lowered(entry);
        if (origin != "null" && !parse(origin))
            return std::unexpected(Error{"\"" + entry + "\" is no origin of pages; write SCHEME://HOST or SCHEME://HOST:PORT, without a path."});
        rule.m_allowed.push_back(std::move(origin));
    }
    return rule;
}

bool OriginRule::allows(std::string_view origin, Reach reach) const
{
    if (origin.empty())
        return true;
    const std::string stated = lowered(origin);
    if (std::ranges::find(m_allowed, stated) != m_allowed.end())
        return true;
    if (reach != Reach::Loopback)
        return false;
    const auto parsed = parse(stated);
    return parsed && (parsed->scheme == "http" || parsed->scheme == "https") && isLoopback(parsed->host);
}

} // namespace weir::access
