#include "base/http_head.h"
#include <algorithm>

namespace weir {

namespace {

constexpr std::string_view endOfLine = "\r\n", endOfHead = "\r\n\r\n";

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

std::string_view trimmed(std::string_view text)
{
    constexpr const char* blank = " \t";
    const auto first = text.find_first_not_of(blank);
    return first == std::string_view::npos ? std::string_view() : text.substr(first, text.find_last_not_of(blank) - first + 1);
}

/// RFC 9110, 5.6.2.
bool isToken(std::string_view text)
{
    return !text.empty() && std::ranges::all_of(text, [](char c) {
        return (c >= '0' && c <= '9') || (lower(c) >= 'a' && lower(c) <= 'z') || std::string_view("!#$%&'*+-.^_`|~").contains(c);
    });
}

bool isVisible(char c) { return static_cast<unsigned char>(c) > 0x20 && c != 0x7f; }

std::unexpected<Error> fault(const char* words) { return std::unexpected(Error{words}); }

} // namespace

std::size_t HttpHead::lengthIn(std::string_view text)
{
    const auto end = text.find(endOfHead);
    return end == std::string_view::npos ? 0 : end + endOfHead.size();
}

std::expected<HttpHead, Error> HttpHead::parse(std::string_view head)
{
    HttpHead result;
    const auto takeLine = [&head] {
        const std::string_view line = head.substr(0, head.find(endOfLine));
        head.remove_prefix(std::min(head.size(), line.size() + endOfLine.size()));
        return line;
    };
    const std::string_view request = takeLine();
    const auto afterMethod = request.find(' '), afterTarget = request.rfind(' ');
    if (afterMethod == std::string_view::npos || afterMethod == afterTarget)
        return fault("the first line is not METHOD TARGET HTTP/1.1");
    result.method = request.substr(0, afterMethod);
    result.target = request.substr(afterMethod + 1, afterTarget - afterMethod - 1);
    const std::string_view version = request.substr(afterTarget + 1);
    if (!isToken(result.method) || result.target.empty() || !std::ranges::all_of(result.target, isVisible))
        return fault("the first line is not METHOD TARGET HTTP/1.1");
    if (version != "HTTP/1.1" && version != "HTTP/1.0")
        return fault("only HTTP/1.1 is spoken here");

    for (std::string_view line = takeLine(); !line.empty(); line = takeLine()) {
        const auto colon = line.find(':');
        if (colon == std::string_view::npos || !isToken(line.substr(0, colon)))
            return fault("a line of the head is not NAME: VALUE");
        const std::string_view value = trimmed(line.substr(colon + 1));
        if (!std::ranges::all_of(value, [](char c) { return isVisible(c) || c == ' ' || c == '\t'; }))
            return fault("a value in the head has control characters");
        Field field{std::string(line.substr(0, colon)), std::string(value)};
        std::ranges::transform(field.name, field.name.begin(), lower);
        result.fields.push_back(std::move(field));
    }
    return result;
}

std::optional<std::string> HttpHead::field(std::string_view name) const
{
    std::optional<std::string> joined;
    for (const Field& field : fields) {
        if (field.name != name)
            continue;
        joined = joined ? *joined + ", " + field.value : field.value;
    }
    return joined;
}

std::vector<std::string> HttpHead::list(std::string_view name) const
{
    std::vector<std::string> entries;
    const std::string all = field(name).value_or(std::string());
    for (std::string_view rest = all; !rest.empty();) {
        const auto comma = rest.find(',');
        if (const std::string_view entry = trimmed(rest.substr(0, comma)); !entry.empty())
            entries.emplace_back(entry);
        rest = comma == std::string_view::npos ? std::string_view() : rest.substr(comma + 1);
    }
    return entries;
}

bool HttpHead::lists(std::string_view name, std::string_view word) const
{
    return std::ranges::any_of(list(name), [word](const std::string& entry) { return std::ranges::equal(entry, word, {}, lower, lower); });
}

bool HttpHead::endsRequest() const { return !field("transfer-encoding") && field("content-length").value_or("0") == "0"; }

std::string httpAnswer(std::string_view statusAndReason, std::string_view text, std::string_view fields, std::string_view type)
{
    std::string answer = "HTTP/1.1 ";
    answer.append(statusAndReason).append("\r\nContent-Type: ").append(type);
    answer.append("\r\nContent-Length: ").append(std::to_string(text.size())).append("\r\nConnection: close\r\n");
    return answer.append(fields).append("\r\n").append(text);
}

} // namespace weir
