#include "graph/schema_growth.h"
#include "graph/attributes/dictionary.h"
#include "graph/limits.h"
#include "graph/utf8.h"
#include <cassert>

namespace weir::graph {

namespace {

using Names = std::span<const std::string>;
using Columns = std::span<const AttributeColumn>;

constexpr std::size_t entryBytes = 16;   // of a text on the wire besides

std::unexpected<Error> fault(std::string text) { return std::unexpected(Error{std::move(text)}); }

template <typename T>
bool equalAsFarAsBothGo(std::span<const T> a, std::span<const T> b)
{
    const std::size_t both = std::min(a.size(), b.size());
    return std::ranges::equal(a.first(both), b.first(both));
}

std::uint32_t lengthWithin(Names names, std::uint32_t from, std::size_t bytes)
{
    std::size_t taken = 0;
    std::uint32_t length = from;
    while (length < names.size() && (length == from || taken + names[length].size() + entryBytes <= bytes))
        taken += names[length++].size() + entryBytes;
    return length;
}

/// Takes what it counts from `room`; the first text of all always fits.
AttributeLengths lengthWithin(Columns columns, const AttributeLengths& from, std::size_t bytes, std::size_t& taken)
{
    AttributeLengths lengths = from;
    lengths.texts.resize(columns.size());
    for (std::size_t column = 0; column < columns.size(); ++column) {
        const Dictionary* const texts = columns[column].texts.get();
        std::uint32_t& length = lengths.texts[column];
        while (texts && length < texts->size() && (taken == 0 || taken + (*texts)[length].size() + entryBytes <= bytes))
            taken += (*texts)[length++].size() + entryBytes;
    }
    return lengths;
}

AttributeLengths lengthsOf(Columns columns)
{
    AttributeLengths lengths;
    for (const AttributeColumn& column : columns)
        lengths.texts.push_back(column.texts ? column.texts->size() : 0);
    return lengths;
}

AttributeGrowth grownSince(Columns columns, const AttributeLengths& from) { return {columns.subspan(from.texts.size()), {}}; }

std::uint64_t bytesOf(Names names)
{
    std::uint64_t bytes = 0;
    for (const std::string& name : names)
        bytes += name.size();
    return bytes;
}

void add(ListBytes& bytes, const AttributeGrowth& growth)
{
    for (const AttributeColumn& column : growth.columns)
        bytes.names += column.name.size();
    for (const TextGrowth& grown : growth.texts)
        bytes.texts += bytesOf(grown.texts) + grown.texts.size() * dictionaryTextBytes;
}

std::expected<void, Error> checkName(const std::string& name, const char* what)
{
    if (name.size() > maxLabelBytes)
        return fault("a name of " + std::string(what) + " has " + std::to_string(name.size()) + " bytes; the limit is " + std::to_string(maxLabelBytes));
    if (!isUtf8(name))
        return fault("a name of " + std::string(what) + " is not UTF-8");
    return {};
}

std::expected<void, Error> checkNames(Names names, std::size_t length, const char* list)
{
    if (names.size() > maxListEntries - std::min<std::size_t>(length, maxListEntries)) {
        return fault(std::string(list) + " categories of " + std::to_string(length + names.size()) + " entries; the limit is "
                     + std::to_string(maxListEntries));
    }
    for (const std::string& name : names) {
        if (auto checked = checkName(name, "a category"); !checked)
            return checked;
    }
    return {};
}

std::expected<void, Error> checkAttributes(Columns columns, const AttributeGrowth& growth, const char* kind)
{
    if (columns.size() + growth.columns.size() > maxAttributeColumns)
        return fault(std::to_string(columns.size() + growth.columns.size()) + " columns of attributes of " + kind + "; the limit is "
                     + std::to_string(maxAttributeColumns));
    std::vector<AttributeColumn> all(columns.begin(), columns.end());
    for (const AttributeColumn& column : growth.columns) {
        if (auto checked = checkName(column.name, "a column"); !checked)
            return checked;
        if (column.name.empty() || column.name.size() > maxColumnNameBytes)
            return fault("a column of attributes has a name of " + std::to_string(column.name.size()) + " bytes; there are 1 to "
                         + std::to_string(maxColumnNameBytes));
        if (column.kind > AttributeKind::Time)
            return fault("the column '" + column.name + "' is of an unknown kind");
        if (std::ranges::any_of(all, [&](const AttributeColumn& other) { return other.name == column.name; }))
            return fault("two columns of attributes of " + std::string(kind) + " are named '" + column.name + "'");
        all.push_back({column.name, column.kind});
    }
    std::vector<std::size_t> lengths = std::vector<std::size_t>(all.size());
    for (std::size_t i = 0; i < columns.size(); ++i)
        lengths[i] = columns[i].texts ? columns[i].texts->size() : 0;
    for (const TextGrowth& grown : growth.texts) {
        if (grown.column >= all.size())
            return fault("texts for column " + std::to_string(grown.column) + " of " + kind + ", which is not there");
        const AttributeColumn& column = all[grown.column];
        if (column.kind != AttributeKind::Text)
            return fault("texts for the column '" + column.name + "', which is not of texts");
        lengths[grown.column] += grown.texts.size();
        if (lengths[grown.column] > maxDictionaryTexts)
            return fault("a dictionary of " + std::to_string(lengths[grown.column]) + " texts of the column '" + column.name + "'; the limit is "
                         + std::to_string(maxDictionaryTexts));
        for (const std::string& text : grown.texts) {
            if (text.size() > maxAttributeBytes)
                return fault("a text of the column '" + column.name + "' has " + std::to_string(text.size()) + " bytes; the limit is "
                             + std::to_string(maxAttributeBytes));
            if (!isUtf8(text))
                return fault("a text of the column '" + column.name + "' is not UTF-8");
        }
    }
    return {};
}

} // namespace

SchemaLengths lengthsOf(const Schema& schema)
{
    return {static_cast<std::uint32_t>(schema.nodeCategories.size()), static_cast<std::uint32_t>(schema.edgeCategories.size()),
            lengthsOf(Columns(schema.nodeAttributes)), lengthsOf(Columns(schema.edgeAttributes))};
}

SchemaGrowth grownSince(const Schema& schema, const SchemaLengths& from)
{
    assert(from.within(lengthsOf(schema)));
    return {Names(schema.nodeCategories).subspan(from.nodeCategories), Names(schema.edgeCategories).subspan(from.edgeCategories),
            grownSince(Columns(schema.nodeAttributes), from.nodeAttributes), grownSince(Columns(schema.edgeAttributes), from.edgeAttributes)};
}

SchemaLengths lengthsWithin(const Schema& schema, const SchemaLengths& from, std::size_t bytesEach)
{
    std::size_t taken = 0;
    SchemaLengths lengths{lengthWithin(schema.nodeCategories, from.nodeCategories, bytesEach),
                          lengthWithin(schema.edgeCategories, from.edgeCategories, bytesEach)};
    lengths.nodeAttributes = lengthWithin(schema.nodeAttributes, from.nodeAttributes, bytesEach, taken);
    lengths.edgeAttributes = lengthWithin(schema.edgeAttributes, from.edgeAttributes, bytesEach, taken);
    return lengths;
}

Schema cutTo(const Schema& schema, const SchemaLengths& lengths)
{
    assert(lengths.within(lengthsOf(schema)));
    const auto first = [](const std::vector<std::string>& names, std::uint32_t count) {
        return std::vector<std::string>(names.begin(), names.begin() + count);
    };
    const auto firstColumns = [](const std::vector<AttributeColumn>& columns, std::size_t count) {
        std::vector<AttributeColumn> cut;
        for (std::size_t i = 0; i < count; ++i)
            cut.push_back({columns[i].name, columns[i].kind});
        return cut;
    };
    return {schema.title, schema.nodeValues, schema.edgeValues, first(schema.nodeCategories, lengths.nodeCategories),
            first(schema.edgeCategories, lengths.edgeCategories), firstColumns(schema.nodeAttributes, lengths.nodeAttributes.texts.size()),
            firstColumns(schema.edgeAttributes, lengths.edgeAttributes.texts.size())};
}

bool agree(const Schema& a, const Schema& b)
{
    return a.title == b.title && a.nodeValues == b.nodeValues && a.edgeValues == b.edgeValues
           && equalAsFarAsBothGo(Names(a.nodeCategories), Names(b.nodeCategories))
           && equalAsFarAsBothGo(Names(a.edgeCategories), Names(b.edgeCategories));
}

bool attributesAgree(const Schema& a, const Schema& b)
{
    return equalAsFarAsBothGo(Columns(a.nodeAttributes), Columns(b.nodeAttributes))
           && equalAsFarAsBothGo(Columns(a.edgeAttributes), Columns(b.edgeAttributes));
}

ListBytes bytesOf(const SchemaGrowth& growth)
{
    ListBytes bytes{bytesOf(growth.nodeCategories) + bytesOf(growth.edgeCategories), 0};
    add(bytes, growth.nodeAttributes);
    add(bytes, growth.edgeAttributes);
    return bytes;
}

std::expected<void, Error> checkGrowth(const Schema& schema, const ListBytes& bytes, const SchemaGrowth& growth)
{
    if (auto checked = checkNames(growth.nodeCategories, schema.nodeCategories.size(), "node"); !checked)
        return checked;
    if (auto checked = checkNames(growth.edgeCategories, schema.edgeCategories.size(), "edge"); !checked)
        return checked;
    if (auto checked = checkAttributes(schema.nodeAttributes, growth.nodeAttributes, "nodes"); !checked)
        return checked;
    if (auto checked = checkAttributes(schema.edgeAttributes, growth.edgeAttributes, "edges"); !checked)
        return checked;
    const ListBytes grown = bytesOf(growth);
    if (const std::uint64_t all = bytes.names + grown.names; all > maxNameBytes)
        return fault("names of categories and columns of " + std::to_string(all) + " bytes in all; the limit is " + std::to_string(maxNameBytes));
    if (const std::uint64_t all = bytes.texts + grown.texts; all > maxDictionaryBytes)
        return fault("texts of dictionaries of " + std::to_string(all) + " bytes in all; the limit is " + std::to_string(maxDictionaryBytes));
    return {};
}

} // namespace weir::graph
