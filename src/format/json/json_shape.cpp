#include "format/json/json_shape.h"
#include "format/json/json_text.h"
#include "format/table/column_names.h"
#include "format/text_check.h"
#include <algorithm>
#include <array>
#include <sstream>
#include <vector>

namespace weir::format {

namespace {

constexpr std::size_t mostMembers = 64;

/// A member of an object: its name, how its value begins, and, where that is an array or an object, what its first element or member is.
struct Member {
    std::string name;
    char begins = '\0', firstBegins = '\0';
    std::vector<std::string> firstNames;   ///< of the members of the first element, or of the first member's value, where it is an object
    bool firstIsEmpty = false;   ///< there is no first
};

std::vector<std::string> namesOfObject(JsonText& text)
{
    std::vector<std::string> names;
    for (std::string name; names.size() < mostMembers && text.nextMember(name); text.skip())
        names.push_back(name);
    return names;
}

/// What comes next, an array or an object, as far as its first element or member.
void lookInto(JsonText& text, Member& member)
{
    std::string name;
    const bool isArray = member.begins == '[';
    if (!text.open(member.begins))
        return;
    member.firstIsEmpty = isArray ? !text.nextElement() : !text.nextMember(name);
    if (member.firstIsEmpty || !text.fault().empty())
        return;
    member.firstBegins = text.peek();
    if (text.open('{'))
        member.firstNames = namesOfObject(text);
}

/// Members of the object that comes next; of those that are cut by the head's end as much as is there.
std::vector<Member> membersOf(JsonText& text)
{
    std::vector<Member> members;
    if (!text.open('{'))
        return members;
    for (std::string name; members.size() < mostMembers && text.nextMember(name);) {
        Member member;
        member.name = name;
        member.begins = text.peek();
        const JsonText::Place place = text.place();
        if (member.begins == '[' || member.begins == '{')
            lookInto(text, member);
        members.push_back(std::move(member));
        text.goTo(place);
        text.skip();
    }
    return members;
}

bool has(const std::vector<std::string>& names, std::string_view name) { return std::ranges::find(names, name) != names.end(); }

const Member* find(const std::vector<Member>& members, std::string_view name)
{
    const auto found = std::ranges::find(members, name, &Member::name);
    return found == members.end() ? nullptr : &*found;
}

bool holdsElements(const Member* member) { return member != nullptr && (member->begins == '[' || member->begins == '{'); }

JsonShape of(JsonDialect dialect, std::string words) { return {dialect, std::move(words)}; }

/// Whether all values are lists of neighbours, or objects with them.
bool areNeighbours(const std::vector<Member>& members)
{
    const auto isNode = [&](const Member& member) {
        if (member.firstIsEmpty)
            return true;
        if (member.begins == '[') {
            return member.firstBegins == '"' || (member.firstBegins >= '0' && member.firstBegins <= '9') || member.firstBegins == '-'
                || (member.firstBegins == '{' && has(member.firstNames, "id"));
        }
        return member.begins == '{' && member.firstBegins == '{';
    };
    const bool any = std::ranges::any_of(members, [](const Member& member) { return !member.firstIsEmpty; });
    return any && std::ranges::all_of(members, [&](const Member& member) {
               return (member.begins == '[' || member.begins == '{') && isNode(member);
           });
}

JsonShape ofMembers(const std::vector<Member>& members)
{
    static constexpr std::array operations{"an", "cn", "dn", "ae", "ce", "de", "cg"};
    if (members.empty())
        return of(JsonDialect::None, "JSON, without a graph in it");
    if (std::ranges::any_of(operations, [&](std::string_view name) { return members[0].name == name && members[0].begins == '{'; }))
        return of(JsonDialect::Events, "JSON, events one a line; they are shown by events:PATH");
    if (const Member* const elements = find(members, "elements"); holdsElements(elements))
        return of(JsonDialect::Cytoscape, "JSON (elements of Cytoscape)");
    const Member *const nodes = find(members, "nodes"), *const links = find(members, "links"), *const edges = find(members, "edges");
    if (holdsElements(nodes) || holdsElements(links) || holdsElements(edges)) {
        const bool keyed = nodes != nullptr && has(nodes->firstNames, "key") && !has(nodes->firstNames, "id");
        if (keyed
            && (find(members, "options") != nullptr || find(members, "attributes") != nullptr || has(nodes->firstNames, "attributes")))
            return of(JsonDialect::Graphology, "JSON (graphology)");
        if (nodes != nullptr && nodes->begins == '{')
            return of(JsonDialect::Jgf, "JSON (a graph of the JSON Graph Format)");
        return of(JsonDialect::NodeLink, "JSON (nodes and links)");
    }
    if (const Member* const graph = find(members, "graph"); holdsElements(graph) || holdsElements(find(members, "graphs")))
        return of(JsonDialect::Jgf, "JSON (a graph of the JSON Graph Format)");
    if (find(members, "resourceSpans") != nullptr)
        return of(JsonDialect::None, "JSON (spans of OpenTelemetry), not a graph");
    if (areNeighbours(members))
        return of(JsonDialect::Adjacency, "JSON (nodes and their neighbours)");
    std::string names;
    constexpr std::size_t shown = 6;
    for (std::size_t i = 0; i < std::min(members.size(), shown); ++i)
        names += (i == 0 ? "" : ", ") + quoted(members[i].name);
    return of(JsonDialect::None, "JSON, of which no graph is known: it has " + names + (members.size() > shown ? ", …" : ""));
}

}   // namespace

JsonShape JsonShape::foundIn(std::string_view head)
{
    std::istringstream stream{std::string(head)};
    FileInput input(stream);
    JsonText text(input);
    if (text.peek() == '{')
        return ofMembers(membersOf(text));
    if (!text.open('['))
        return of(JsonDialect::None, "JSON, not a graph");
    if (!text.nextElement())
        return of(JsonDialect::None, "JSON, an empty list");
    if (text.peek() != '{')
        return of(JsonDialect::None, "JSON, a list of values, not a graph");
    const std::vector<Member> first = membersOf(text);
    std::vector<std::string> names;
    for (const Member& member : first)
        names.push_back(member.name);
    if (has(names, "CXVersion"))
        return of(JsonDialect::Cx2, "JSON (CX2 of Cytoscape)");
    if (const Member* const data = find(first, "data"); data != nullptr && data->begins == '{')
        return of(JsonDialect::Cytoscape, "JSON (elements of Cytoscape)");
    if (endsByName(names))
        return of(JsonDialect::NodeLink, "JSON (a list of links)");
    return of(JsonDialect::None, "JSON, a list of objects of which no graph is known");
}

}   // namespace weir::format
