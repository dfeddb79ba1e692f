#include "format/table/python_dictionary.h"
#include "format/number_text.h"
#include <algorithm>

namespace weir::format {

std::vector<std::pair<std::string_view, std::string_view>> membersOfDictionary(std::string_view text)
{
    std::vector<std::pair<std::string_view, std::string_view>> members;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t open = text.find_first_of("'\"", at);
        if (open == std::string_view::npos)
            break;
        const std::size_t close = text.find(text[open], open + 1);
        if (close == std::string_view::npos)
            break;
        const std::string_view key = text.substr(open + 1, close - open - 1);
        const std::size_t colon = text.find_first_not_of(' ', close + 1);
        at = close + 1;
        if (colon == std::string_view::npos || text[colon] != ':')
            continue;
        std::size_t begin = std::min(text.find_first_not_of(' ', colon + 1), text.size()), end = begin;
        if (begin < text.size() && (text[begin] == '\'' || text[begin] == '"')) {
            end = std::min(text.find(text[begin], begin + 1), text.size());
            ++begin;
        } else {
            end = std::min(text.find_first_of(",}", begin), text.size());
        }
        members.emplace_back(key, trimmed(text.substr(begin, end - begin)));
        at = end + 1;
    }
    return members;
}

} // namespace weir::format
