#include "graph/attributes/attribute_check.h"
#include "graph/attributes/attribute_walk.h"
#include "graph/changes/ends_rise.h"
#include "graph/limits.h"
#include "graph/utf8.h"
#include <algorithm>
#include <array>
#include <cmath>

namespace weir::graph {

namespace {

std::unexpected<Error> fault(std::string text) { return std::unexpected(Error{std::move(text)}); }
std::string number(std::uint64_t n) { return std::to_string(n); }

} // namespace

std::expected<void, Error> checkAttributeShapes(const AttributeRows& rows, std::span<const AttributeColumn> columns,
                                                std::span<const AttributeColumn> more)
{
    if (rows.columns.size() != rows.ends.size() || (rows.ends.empty() ? 0 : rows.ends.back()) != rows.slots.size())
        return fault("columns of attributes differ in length");
    if (!endsRise(rows.texts))
        return fault("end offsets of attributes' texts fall or leave the blob");
    std::array<std::size_t, 4> due{};   // values, by kind
    std::uint32_t begin = 0;
    for (std::size_t run = 0; run < rows.columns.size(); ++run) {
        const std::uint32_t end = rows.ends[run];
        const auto column = static_cast<std::size_t>(rows.columns[run] & ~AttributeRows::noValue);
        if (end < begin)
            return fault("ends of runs of attributes fall");
        const std::size_t count = columns.size() + more.size();
        if (column >= count)
            return fault("attributes of column " + number(column) + "; there are " + number(count) + " columns");
        const AttributeKind kind = column < columns.size() ? columns[column].kind : more[column - columns.size()].kind;
        if (kind > AttributeKind::Time)
            return fault("attributes of column " + number(column) + ", which is of an unknown kind");
        if ((rows.columns[run] & AttributeRows::noValue) == 0)
            due[static_cast<std::size_t>(kind)] += end - begin;
        begin = end;
    }
    const auto own = static_cast<std::size_t>(std::ranges::count(rows.entries, AttributeRows::ownText));
    if (rows.numbers.size() != due[0] || rows.entries.size() != due[1] || rows.flags.size() != due[2] || rows.times.size() != due[3]
        || rows.texts.size() != own)
        return fault("values of attributes are not as many as their columns' rows");
    return {};
}

std::expected<void, Error> AttributeCheck::check(const AttributeRows& rows) const
{
    if (rows.emptied.empty() && rows.columns.empty() && rows.ends.empty() && rows.slots.empty())
        return {};
    if (auto checked = checkAttributeShapes(rows, columns, growth.columns); !checked)
        return checked;
    if (!std::ranges::all_of(rows.numbers, [](double value) { return std::isfinite(value); }))
        return fault("an attribute is not a finite number");
    if (!std::ranges::all_of(rows.flags, [](std::uint8_t flag) { return flag <= 1; }))
        return fault("a flag of an attribute is neither 0 nor 1");
    if (!std::ranges::all_of(rows.times, [](std::int64_t us) { return us >= -maxTimeUs && us <= maxTimeUs; }))
        return fault("a time of an attribute is more than 2^53 microseconds from 1970");
    return checkTexts(rows);
}

std::expected<void, Error> AttributeCheck::notThere(Slot slot) const
{
    return fault(std::string("attributes of ") + elements + ' ' + number(slot) + ", which is not there");
}

std::expected<void, Error> AttributeCheck::checkTexts(const AttributeRows& rows) const
{
    if (rows.entries.empty())
        return {};
    const auto textOf = [&](AttributeNumber number, std::uint32_t entry) -> AttributeValue {
        const Dictionary* const known = number < columns.size() ? columns[number].texts.get() : nullptr;
        const std::uint32_t length = known ? known->size() : 0;
        if (entry < length)
            return std::string_view();   // it was looked at when it came
        // Texts that come with the rows have the numbers from the dictionary's end on.
        std::size_t at = entry - length;
        for (const TextGrowth& grown : growth.texts) {
            if (grown.column != number)
                continue;
            if (at < grown.texts.size())
                return std::string_view(grown.texts[at]);
            at -= grown.texts.size();
        }
        return {};
    };
    std::expected<void, Error> result;
    forEachRow(rows, [&](AttributeNumber number) { return column(number).kind; }, textOf, [&](const AttributeRow& row) {
        const auto* const text = std::get_if<std::string_view>(&row.value);
        if (!result)
            return;
        const std::string& name = column(row.column).name;
        if (!text && row.entry != AttributeRows::ownText)
            result = fault("text " + number(row.entry) + " of the column '" + name + "', whose dictionary does not have it");
        else if (text && text->size() > maxAttributeBytes)
            result = fault("a text of the column '" + name + "' has " + number(text->size()) + " bytes; the limit is "
                           + number(maxAttributeBytes));
        else if (text && row.entry == AttributeRows::ownText && !isUtf8(*text))
            result = fault("a text of the column '" + name + "' is not UTF-8"); });
    return result;
}

} // namespace weir::graph
