#include "graph/schema_growth.h"
#include "graph/limits.h"
#include "graph/utf8.h"
#include <algorithm>
#include <cassert>

namespace weir::graph {

namespace {

using Names = std::span<const std::string>;

bool equalAsFarAsBothGo(Names a, Names b)
{
    const std::size_t both = std::min(a.size(), b.size());
    return std::ranges::equal(a.first(both), b.first(both));
}

std::uint32_t lengthWithin(Names names, std::uint32_t from, std::size_t bytes)
{
    constexpr std::size_t entryBytes = 16;   // of a text on the wire besides
    std::size_t taken = 0;
    std::uint32_t length = from;
    while (length < names.size() && (length == from || taken + names[length].size() + entryBytes <= bytes))
        taken += names[length++].size() + entryBytes;
    return length;
}

std::uint64_t bytesOf(Names names)
{
    std::uint64_t bytes = 0;
    for (const std::string& name : names)
        bytes += name.size();
    return bytes;
}

std::expected<void, Error> checkNames(Names names, std::uint32_t length, const char* list)
{
    if (names.size() > maxListEntries - std::min(length, maxListEntries)) {
        return std::unexpected(Error{std::string(list) + " categories of " + std::to_string(length + names.size())
                                     + " entries; the limit is " + std::to_string(maxListEntries)});
    }
    for (const std::string& name : names) {
        if (name.size() > maxLabelBytes) {
            return std::unexpected(
                Error{"a name of a category has " + std::to_string(name.size()) + " bytes; the limit is " + std::to_string(maxLabelBytes)});
        }
        if (!isUtf8(name))
            return std::unexpected(Error{"a name of a category is not UTF-8"});
    }
    return {};
}

} // namespace

SchemaLengths lengthsOf(const Schema& schema)
{
    return {static_cast<std::uint32_t>(schema.nodeCategories.size()), static_cast<std::uint32_t>(schema.edgeCategories.size())};
}

SchemaGrowth grownSince(const Schema& schema, const SchemaLengths& from)
{
    assert(from.within(lengthsOf(schema)));
    return {Names(schema.nodeCategories).subspan(from.nodeCategories), Names(schema.edgeCategories).subspan(from.edgeCategories)};
}

SchemaLengths lengthsWithin(const Schema& schema, const SchemaLengths& from, std::size_t bytesEach)
{
    return {lengthWithin(schema.nodeCategories, from.nodeCategories, bytesEach),
            lengthWithin(schema.edgeCategories, from.edgeCategories, bytesEach)};
}

Schema cutTo(const Schema& schema, const SchemaLengths& lengths)
{
    assert(lengths.within(lengthsOf(schema)));
    const auto first = [](const std::vector<std::string>& names, std::uint32_t count) {
        return std::vector<std::string>(names.begin(), names.begin() + count);
    };
    return {schema.title, schema.nodeValues, schema.edgeValues, first(schema.nodeCategories, lengths.nodeCategories),
            first(schema.edgeCategories, lengths.edgeCategories)};
}

bool agree(const Schema& a, const Schema& b)
{
    return a.title == b.title && a.nodeValues == b.nodeValues && a.edgeValues == b.edgeValues
           && equalAsFarAsBothGo(a.nodeCategories, b.nodeCategories) && equalAsFarAsBothGo(a.edgeCategories, b.edgeCategories);
}

std::uint64_t nameBytes(const SchemaGrowth& names) { return bytesOf(names.nodeCategories) + bytesOf(names.edgeCategories); }

std::expected<void, Error> checkGrowth(const SchemaLengths& lengths, std::uint64_t bytes, const SchemaGrowth& growth)
{
    if (auto checked = checkNames(growth.nodeCategories, lengths.nodeCategories, "node"); !checked)
        return checked;
    if (auto checked = checkNames(growth.edgeCategories, lengths.edgeCategories, "edge"); !checked)
        return checked;
    if (const std::uint64_t all = bytes + nameBytes(growth); all > maxNameBytes)
        return std::unexpected(
            Error{"names of categories of " + std::to_string(all) + " bytes in all; the limit is " + std::to_string(maxNameBytes)});
    return {};
}

} // namespace weir::graph
