#include "graph/node_search.h"
#include "base/utc_time.h"
#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <optional>

namespace weir::graph {

namespace {

using Hit = NodeSearch::Hit;

constexpr std::array<std::pair<std::string_view, SearchQuery::Comparison>, 5> operators{{{"<=", SearchQuery::Comparison::AtMost},
                                                                                         {">=", SearchQuery::Comparison::AtLeast},
                                                                                         {"<", SearchQuery::Comparison::Less},
                                                                                         {">", SearchQuery::Comparison::Greater},
                                                                                         {"=", SearchQuery::Comparison::Equal}}};

std::string_view trimmed(std::string_view text)
{
    const auto first = text.find_first_not_of(" \t");
    return first == std::string_view::npos ? std::string_view() : text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

char foldedByte(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; }

/// The second byte of a letter of two bytes, in lower case; the first may change with it.
std::pair<unsigned char, unsigned char> foldedPair(unsigned char first, unsigned char second)
{
    const unsigned point = (first & 0x1fU) << 6 | (second & 0x3fU);
    unsigned lower = point;
    if ((point >= 0xc0 && point <= 0xde && point != 0xd7) || (point >= 0x391 && point <= 0x3a9) || (point >= 0x410 && point <= 0x42f))
        lower = point + 0x20;
    else if (point >= 0x400 && point <= 0x40f)
        lower = point + 0x50;
    else if (point >= 0x100 && point <= 0x137)
        lower = point | 1U;
    return {static_cast<unsigned char>(0xc0U | lower >> 6), static_cast<unsigned char>(0x80U | (lower & 0x3fU))};
}

bool isTwoBytes(std::string_view text, std::size_t i)
{
    const auto first = static_cast<unsigned char>(text[i]);
    return first >= 0xc3 && first <= 0xd3 && i + 1 < text.size();
}

bool matchesAt(std::string_view text, std::size_t at, std::string_view folded)
{
    if (text.size() - at < folded.size())
        return false;
    for (std::size_t i = 0; i < folded.size(); ++i) {
        if (isTwoBytes(text, at + i) && i + 1 < folded.size()) {
            const auto [first, second] = foldedPair(static_cast<unsigned char>(text[at + i]), static_cast<unsigned char>(text[at + i + 1]));
            if (first != static_cast<unsigned char>(folded[i]) || second != static_cast<unsigned char>(folded[i + 1]))
                return false;
            ++i;
        } else if (foldedByte(text[at + i]) != folded[i]) {
            return false;
        }
    }
    return true;
}

bool isWordByte(char c)
{
    const char lower = foldedByte(c);
    return (lower >= 'a' && lower <= 'z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80;
}

/// The best match of `folded` in `text`.
std::optional<Hit::Match> matchOf(std::string_view text, std::string_view folded)
{
    if (text.size() < folded.size())
        return std::nullopt;
    std::optional<Hit::Match> best;
    const char first = folded.front();
    for (std::size_t at = 0; at + folded.size() <= text.size(); ++at) {
        // What begins with a letter of two bytes is compared whole.
        if (foldedByte(text[at]) != first && static_cast<unsigned char>(first) < 0x80)
            continue;
        if (!matchesAt(text, at, folded))
            continue;
        if (at == 0)
            return text.size() == folded.size() ? Hit::Match::Whole : Hit::Match::Beginning;
        if (!isWordByte(text[at - 1]))
            return Hit::Match::Word;
        best = Hit::Match::Inside;
    }
    return best;
}

bool holds(double value, const SearchQuery::Condition& condition)
{
    switch (condition.comparison) {
    case SearchQuery::Comparison::Less: return value < condition.number;
    case SearchQuery::Comparison::AtMost: return value <= condition.number;
    case SearchQuery::Comparison::Equal:
        return condition.attribute ? value == condition.number
                                   : static_cast<float>(value) == static_cast<float>(condition.number);   // as values are kept
    case SearchQuery::Comparison::AtLeast: return value >= condition.number;
    case SearchQuery::Comparison::Greater: return value > condition.number;
    }
    return false;
}

/// Of a number, a flag or a time.
std::optional<double> asNumber(const AttributeValue& value)
{
    if (const auto* const number = std::get_if<double>(&value))
        return *number;
    if (const auto* const flag = std::get_if<bool>(&value))
        return *flag ? 1 : 0;
    if (const auto* const time = std::get_if<Time>(&value))
        return static_cast<double>(time->us);   // exact, see Time
    return std::nullopt;
}

std::optional<double> numberIn(std::string_view text)
{
    double number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    const bool read = !text.empty() && error == std::errc() && end == text.data() + text.size() && std::isfinite(number);
    return read ? std::optional(number) : std::nullopt;
}

/// What an attribute's column is compared with; nothing: the text is no such value.
std::optional<double> comparedWith(AttributeKind kind, std::string_view text)
{
    const std::string word = foldCase(text);
    switch (kind) {
    case AttributeKind::Number:
        return numberIn(text);
    case AttributeKind::Flag:
        if (word == "true" || word == "yes" || word == "1")
            return 1;
        return word == "false" || word == "no" || word == "0" ? std::optional(0.0) : std::nullopt;
    case AttributeKind::Time:
        if (const auto time = readUtc(text))
            return static_cast<double>(time->time_since_epoch().count());
        return std::nullopt;
    case AttributeKind::Text:
        break;
    }
    return std::nullopt;
}

std::expected<SearchQuery, Error> attributeQuery(const AttributeColumn& column, AttributeNumber number, std::string_view sign,
                                                 SearchQuery::Comparison comparison, std::string_view text)
{
    const std::string asked = '"' + column.name + ' ' + std::string(sign) + '"';
    const bool ordered = column.kind == AttributeKind::Number || column.kind == AttributeKind::Time;
    if (!ordered && comparison != SearchQuery::Comparison::Equal)
        return std::unexpected(
            Error{"\"" + column.name + "\" is " + (column.kind == AttributeKind::Text ? "a text" : "yes or no") + ": ask with =."});
    if (text.size() > 2 && text.front() == '"' && text.back() == '"')
        text = text.substr(1, text.size() - 2);
    if (column.kind == AttributeKind::Text) {
        if (text.empty())
            return std::unexpected(Error{"After " + asked + " comes a text."});
        return SearchQuery{SearchQuery::AttributeText{number, foldCase(text)}};
    }
    const auto value = comparedWith(column.kind, text);
    if (!value) {
        const char* const example = column.kind == AttributeKind::Number ? "a number, such as 0.5"
            : column.kind == AttributeKind::Flag                         ? "true or false"
                                                                         : "a day or a time, such as 2026-11-30";
        return std::unexpected(Error{"After " + asked + " comes " + example + '.'});
    }
    return SearchQuery{SearchQuery::Condition{0, comparison, *value, number}};
}

bool better(const Hit& a, const Hit& b)
{
    if (a.match != b.match)
        return a.match < b.match;
    return a.order != b.order ? a.order < b.order : a.node < b.node;
}

} // namespace

std::string foldCase(std::string_view text)
{
    std::string folded(text);
    for (std::size_t i = 0; i < folded.size(); ++i) {
        if (isTwoBytes(text, i)) {
            const auto [first, second] = foldedPair(static_cast<unsigned char>(text[i]), static_cast<unsigned char>(text[i + 1]));
            folded[i] = static_cast<char>(first);
            folded[++i] = static_cast<char>(second);
        } else {
            folded[i] = foldedByte(text[i]);
        }
    }
    return folded;
}

std::expected<SearchQuery, Error> SearchQuery::parse(std::string_view text, const Schema& schema)
{
    text = trimmed(text);
    for (const auto& [sign, comparison] : operators) {
        const auto at = text.find(sign);
        if (at == std::string_view::npos)
            continue;
        const std::string_view written = trimmed(text.substr(0, at));
        const bool quoted = written.size() > 2 && written.front() == '"' && written.back() == '"';
        const std::string name = foldCase(quoted ? written.substr(1, written.size() - 2) : written);
        std::size_t column = 0;
        while (column < schema.nodeValues.size() && (quoted || foldCase(schema.nodeValues[column].name) != name))
            ++column;
        if (column == schema.nodeValues.size() && (quoted || name != "degree")) {
            const auto named = [&name](const AttributeColumn& attribute) { return foldCase(attribute.name) == name; };
            const auto found = std::ranges::find_if(schema.nodeAttributes, named);
            if (found == schema.nodeAttributes.end())
                break;   // a text that has such a sign
            return attributeQuery(*found, static_cast<AttributeNumber>(found - schema.nodeAttributes.begin()), sign, comparison,
                                  trimmed(text.substr(at + sign.size())));
        }
        const std::string_view number = trimmed(text.substr(at + sign.size()));
        Condition condition{column, comparison, 0};
        const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), condition.number);
        if (number.empty() || error != std::errc() || end != number.data() + number.size() || !std::isfinite(condition.number))
            return std::unexpected(Error{"After \"" + name + ' ' + std::string(sign) + "\" comes a number, such as " + name + ' '
                                         + std::string(sign) + " 0.5."});
        return SearchQuery{condition};
    }
    return SearchQuery{Text{foldCase(text)}};
}

std::optional<AttributeNumber> SearchQuery::attribute() const
{
    if (const auto* const condition = std::get_if<Condition>(&wanted))
        return condition->attribute;
    const auto* const text = std::get_if<AttributeText>(&wanted);
    return text ? std::optional(text->attribute) : std::nullopt;
}

std::optional<double> SearchQuery::valueOf(const GraphStore& store, Slot node, const Condition& condition)
{
    if (condition.attribute)
        return asNumber(store.attributes(ElementKind::Node).value(node, *condition.attribute));
    return condition.column < store.schema().nodeValues.size() ? double{store.nodeValue(node, condition.column)}
                                                               : static_cast<double>(store.degree(node));
}

bool NodeSearch::advance(const GraphStore& store, std::uint32_t slots)
{
    const auto end = static_cast<Slot>(std::min<std::uint64_t>(std::uint64_t{m_next} + slots, store.nodeSlots()));
    if (const auto* const condition = std::get_if<SearchQuery::Condition>(&m_query.wanted)) {
        for (; m_next < end; ++m_next) {
            if (!store.hasNode(m_next))
                continue;
            const auto value = SearchQuery::valueOf(store, m_next, *condition);
            if (value && holds(*value, *condition))
                keep({m_next, Hit::Match::Whole, -*value});
        }
    } else if (const auto* const wanted = std::get_if<SearchQuery::AttributeText>(&m_query.wanted)) {
        const AttributeStorage& column = store.attributes(ElementKind::Node).column(wanted->attribute);
        for (; m_next < end; ++m_next) {
            const AttributeValue value = store.hasNode(m_next) ? column.value(m_next) : AttributeValue();
            const auto* const text = std::get_if<std::string_view>(&value);
            if (text && text->size() == wanted->folded.size() && foldCase(*text) == wanted->folded)
                keep({m_next, Hit::Match::Whole, static_cast<double>(m_next)});
        }
    } else {
        const std::string& folded = std::get<SearchQuery::Text>(m_query.wanted).folded;
        for (; m_next < end && !folded.empty(); ++m_next) {
            if (!store.hasNode(m_next))
                continue;
            const NodeIdentity node = store.nodeIdentity(m_next);
            auto match = matchOf(node.key, folded);
            double length = static_cast<double>(node.key.size());
            if (!node.label.empty() && match != Hit::Match::Whole) {
                const auto ofLabel = matchOf(node.label, folded);
                if (ofLabel && (!match || *ofLabel < *match)) {
                    match = ofLabel;
                    length = static_cast<double>(node.label.size());
                }
            }
            if (match)
                keep({m_next, *match, length});
        }
        m_next = end;
    }
    return m_next < store.nodeSlots();
}

void NodeSearch::keep(Hit hit)
{
    ++m_found;
    if (m_hits.size() == m_mostHits) {
        if (!better(hit, m_hits.front()))
            return;
        std::ranges::pop_heap(m_hits, better);
        m_hits.pop_back();
    }
    m_hits.push_back(hit);
    std::ranges::push_heap(m_hits, better);
}

std::vector<Hit> NodeSearch::hits() const
{
    std::vector<Hit> sorted = m_hits;
    std::ranges::sort(sorted, better);
    return sorted;
}

} // namespace weir::graph
