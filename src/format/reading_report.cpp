#include "format/reading_report.h"
#include "format/text_check.h"
#include <algorithm>
#include <cmath>

namespace weir::format {

namespace {

constexpr std::size_t mostKinds = 16, mostNames = 12, mostNotes = 4, mostCauseBytes = 300, mostNameBytes = 60;

} // namespace

void ReadingReport::leaveOut(std::string_view kind, std::uint64_t line, std::string_view cause, std::uint64_t count)
{
    auto found = std::ranges::find(m_kinds, kind, &Kind::name);
    if (found == m_kinds.end()) {
        if (m_kinds.size() == mostKinds)
            found = m_kinds.end() - 1;
        else
            found = m_kinds.insert(m_kinds.end(), {std::string(kind), cleaned(cause, mostCauseBytes), 0, line});
    }
    found->count += count;
}

void ReadingReport::passOver(std::string_view name)
{
    const std::string shown = cleaned(name, mostNameBytes);
    if (std::ranges::find(m_passedOver, shown) != m_passedOver.end())
        return;
    if (m_passedOver.size() < mostNames)
        m_passedOver.push_back(shown);
    else
        ++m_morePassedOver;
}

void ReadingReport::note(std::string_view sentence)
{
    if (m_notes.size() < mostNotes && std::ranges::find(m_notes, sentence) == m_notes.end())
        m_notes.emplace_back(sentence);
}

std::optional<float> ReadingReport::figure(std::string_view what, std::string_view text, std::uint64_t line, DecimalSign sign)
{
    const NumberText number = readNumber(text, sign);
    switch (number.kind) {
    case NumberText::Kind::Empty:
        return std::nullopt;
    case NumberText::Kind::Number:
        if (std::isfinite(number.narrowed()))
            return number.narrowed();
        leaveOut(what, line, quoted(text) + " is too large for a 32-bit float");
        return std::nullopt;
    case NumberText::Kind::NoValue:
        leaveOut(what, line, quoted(text) + " is no value");
        return std::nullopt;
    case NumberText::Kind::Infinite:
        leaveOut(what, line, quoted(text) + " is not a finite number");
        return std::nullopt;
    case NumberText::Kind::Words:
        break;
    }
    leaveOut(what, line, quoted(text) + " is not a number");
    return std::nullopt;
}

std::string ReadingReport::counted(std::uint64_t count, std::string_view noun)
{
    std::string digits = std::to_string(count);
    for (std::size_t at = digits.size(); at > 3; at -= 3)
        digits.insert(at - 3, 1, ',');
    if (count == 1)
        return digits + ' ' + std::string(noun);
    if (const std::size_t of = noun.find(" of "); of != std::string_view::npos)
        return counted(count, noun.substr(0, of)) + std::string(noun.substr(of));
    const bool y = noun.ends_with('y') && !noun.ends_with("ey");
    return digits + ' ' + (y ? std::string(noun.substr(0, noun.size() - 1)) + "ies" : std::string(noun) + 's');
}

std::string ReadingReport::text() const
{
    std::string all;
    const auto part = [&all](const std::string& text) { all += all.empty() ? text : "; " + text; };
    for (const Kind& kind : m_kinds) {
        const std::string place =
            kind.firstLine == 0 ? std::string{}
                                : (kind.count > 1 ? "first line " : "line ") + std::to_string(kind.firstLine) + ": ";
        part(counted(kind.count, kind.name) + " left out (" + place + kind.firstCause + ')');
    }
    if (!m_passedOver.empty()) {
        std::string names;
        for (const std::string& name : m_passedOver)
            names += (names.empty() ? "" : ", ") + name;
        if (m_morePassedOver > 0)
            names += " and more";
        part("passed over: " + names);
    }
    for (const std::string& note : m_notes)
        part(note);
    return all;
}

std::string ReadingReport::sentence(std::uint64_t nodes, std::uint64_t edges) const
{
    const std::string more = text();
    return counted(nodes, "node") + " and " + counted(edges, "edge") + (more.empty() ? "" : "; " + more);
}

} // namespace weir::format
