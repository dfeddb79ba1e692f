#include "source/attribute_feed.h"
#include "format/text_check.h"
#include "format/time_text.h"
#include "format/value_text.h"
#include "graph/limits.h"
#include "graph/utf8.h"
#include <cmath>

namespace weir::source {

using format::cleaned;
using format::DecimalSign;
using format::NumberText;
using graph::AttributeKind;
using graph::AttributeValue;

AttributeFeed::AttributeFeed(ElementKind kind, const std::vector<graph::AttributeColumn>& declared, DictionaryBytes& bytes)
    : m_kind(kind), m_bytes(bytes)
{
    for (const graph::AttributeColumn& column : declared) {
        m_byName.emplace(column.name, static_cast<Number>(m_columns.size()));
        m_columns.push_back({column.name, column.kind});
    }
}

std::optional<AttributeFeed::Number> AttributeFeed::column(graph::ChangeSet& set, std::string_view name, AttributeKind kind)
{
    if (const auto found = m_byName.find(name); found != m_byName.end())
        return found->second;
    std::string kept = cleaned(name, graph::maxColumnNameBytes);
    if (const auto found = m_byName.find(kept); found != m_byName.end())
        return found->second;
    if (kept.empty() || m_columns.size() == graph::maxAttributeColumns) {
        ++m_leftOut.columns;
        return std::nullopt;
    }
    const auto number = static_cast<Number>(m_columns.size());
    set.appendAttribute(m_kind, {kept, kind});
    m_byName.emplace(kept, number);
    m_columns.push_back({std::move(kept), kind});
    return number;
}

void AttributeFeed::set(graph::ChangeSet& set, Slot slot, Number column, const AttributeValue& value)
{
    graph::AttributeSet& rows = set.attributes(m_kind);
    const AttributeKind kind = m_columns[column].kind;
    if (hasValue(value) && kind == AttributeKind::Text) {
        const auto* const text = std::get_if<std::string_view>(&value);
        return text ? setText(set, slot, column, *text) : setText(set, slot, column, format::writtenValue(value));
    }
    if (hasValue(value) && graph::kindOf(value) != kind)
        return setMisfit(set, slot, column, format::writtenValue(value));
    if (const auto* const number = std::get_if<double>(&value); number && !std::isfinite(*number)) {
        ++m_leftOut.noNumbers;
        return;
    }
    clearMisfit(set, slot, column);
    if (!hasValue(value))
        return rows.setNone(slot, column);
    switch (kind) {
    case AttributeKind::Number:
        return rows.setNumber(slot, column, std::get<double>(value));
    case AttributeKind::Flag:
        return rows.setFlag(slot, column, std::get<bool>(value));
    case AttributeKind::Time:
        return rows.setTime(slot, column, std::get<graph::Time>(value));
    case AttributeKind::Text:
        break;
    }
}

AttributeValue AttributeFeed::read(Number column, std::string_view text, DecimalSign sign)
{
    const std::string_view word = format::trimmed(text);
    if (word.empty())
        return {};
    switch (m_columns[column].kind) {
    case AttributeKind::Text:
        return text;
    case AttributeKind::Number:
        switch (const NumberText number = format::readNumber(word, sign); number.kind) {
        case NumberText::Kind::Number:
            if (format::losesAsNumber(word))
                break;
            return number.value;
        case NumberText::Kind::Empty:
            return {};
        case NumberText::Kind::NoValue:
        case NumberText::Kind::Infinite:
            ++m_leftOut.noNumbers;
            return {};
        case NumberText::Kind::Words:
            break;
        }
        break;
    case AttributeKind::Flag:
        if (const auto flag = format::readFlag(word))
            return *flag;
        break;
    case AttributeKind::Time:
        if (const auto time = format::readTime(word))
            return *time;
        break;
    }
    if (format::readNumber(word, sign).kind == NumberText::Kind::NoValue)
        return {};
    return text;
}

void AttributeFeed::setWritten(graph::ChangeSet& set, Slot slot, Number column, std::string_view text, DecimalSign sign)
{
    if (const AttributeValue value = read(column, text, sign); hasValue(value))
        this->set(set, slot, column, value);
}

/// What it was before may have gone to the column of texts.
void AttributeFeed::clearMisfit(graph::ChangeSet& set, Slot slot, Number column)
{
    if (m_columns[column].texts)
        set.attributes(m_kind).setNone(slot, *m_columns[column].texts);
}

void AttributeFeed::setMisfit(graph::ChangeSet& set, Slot slot, Number column, std::string_view text)
{
    ++m_leftOut.misfits;
    if (!m_columns[column].texts) {
        const auto other = this->column(set, m_columns[column].name + " (text)", AttributeKind::Text);
        if (!other || m_columns[*other].kind != AttributeKind::Text)
            return;
        m_columns[column].texts = other;
    }
    set.attributes(m_kind).setNone(slot, column);   // what it was is not so any more
    setText(set, slot, *m_columns[column].texts, text);
}

void AttributeFeed::setText(graph::ChangeSet& set, Slot slot, Number number, std::string_view text)
{
    if (text.size() > graph::maxAttributeBytes) {
        ++m_leftOut.tooLong;
        return;
    }
    graph::AttributeSet& rows = set.attributes(m_kind);
    Column& column = m_columns[number];
    if (const auto found = column.numbers.find(text); found != column.numbers.end())
        return rows.setEntry(slot, number, found->second);
    if (!graph::isUtf8(text))
        return setText(set, slot, number, cleaned(text, graph::maxAttributeBytes));
    const std::uint64_t bytes = text.size() + graph::dictionaryTextBytes;
    column.full = column.full || column.numbers.size() == graph::maxDictionaryTexts || m_bytes.texts + bytes > graph::maxDictionaryBytes;
    if (column.full)
        return rows.setOwnText(slot, number, text);
    const auto entry = static_cast<std::uint32_t>(column.numbers.size());
    column.numbers.emplace(text, entry);
    m_bytes.texts += bytes;
    set.appendText(m_kind, number, text);
    rows.setEntry(slot, number, entry);
}

void AttributeFeed::tellLeftOut(std::string_view elements, format::ReadingReport& report, const LeftOut& before) const
{
    const auto say = [&](std::uint64_t LeftOut::* count, std::string_view what, std::string_view cause) {
        if (const std::uint64_t more = m_leftOut.*count - before.*count; more != 0)
            report.note(format::ReadingReport::counted(more, what) + " of " + std::string(elements) + ' ' + std::string(cause));
    };
    say(&LeftOut::columns, "value",
        "left out, of columns beyond the " + std::to_string(graph::maxAttributeColumns) + " that a graph can hold");
    say(&LeftOut::noNumbers, "value", "left out, which are no numbers");
    say(&LeftOut::tooLong, "text", "left out, longer than " + std::to_string(graph::maxAttributeBytes) + " bytes");
    say(&LeftOut::misfits, "value", "not of their column's kind: they are in a column of texts, named \"… (text)\"");
}

} // namespace weir::source
