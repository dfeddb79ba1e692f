#include "format/json/json_element.h"
#include "format/table/column_names.h"
#include "format/table/table_shape.h"
#include <algorithm>

namespace weir::format {

namespace {

using simdjson::dom::element_type;

constexpr std::size_t mostNames = 4096;   // beyond it, names of members are not remembered

std::string_view innerName(JsonDialect dialect)
{
    switch (dialect) {
    case JsonDialect::Graphology: return "attributes";
    case JsonDialect::Cytoscape: return "data";
    case JsonDialect::Jgf: return "metadata";
    case JsonDialect::Cx2: return "v";
    default: return {};
    }
}

bool isNumber(const JsonElement::Value& value) { return value.is_number(); }

/// Whether the value can be what the role says.
bool fits(JsonRole role, const JsonElement::Value& value)
{
    switch (role) {
    case JsonRole::X:
    case JsonRole::Y:
    case JsonRole::Size:
    case JsonRole::Red:
    case JsonRole::Green:
    case JsonRole::Blue:
    case JsonRole::Weight: return isNumber(value);
    case JsonRole::Label:
    case JsonRole::Name:
    case JsonRole::Colour: return value.is_string() || isNumber(value);
    case JsonRole::Kind: return value.is_string();
    case JsonRole::Directed:
    case JsonRole::Undirected: return value.is_bool() || (value.is_string() && directionIn(std::string_view(value)) != DirectionWord::None);
    case JsonRole::Position: return value.is_object();
    default: return true;
    }
}

} // namespace

JsonRole JsonElement::roleOf(std::string_view name, bool inner) const
{
    if (!inner && !innerName(m_dialect).empty() && name == innerName(m_dialect))
        return JsonRole::Inner;
    const bool named = !inner || m_dialect == JsonDialect::Cytoscape;   // where ids and ends stand
    if (m_dialect == JsonDialect::Cytoscape && !inner) {
        static constexpr std::array states{"selected", "selectable", "locked", "grabbable", "grabbed", "pannable", "removed"};
        if (name == "group")
            return JsonRole::Group;
        if (std::ranges::any_of(states, [name](std::string_view state) { return state == name; }))
            return JsonRole::Nothing;
        return name == "position" ? JsonRole::Position : JsonRole::Attribute;
    }
    const std::string plain = plainName(name);
    if (m_kind == ElementKind::Node) {
        if (named && name == m_id)
            return JsonRole::Id;
        struct Row {
            std::string_view name;
            JsonRole role;
        };
        static constexpr std::array rows{Row{"label", JsonRole::Label}, Row{"name", JsonRole::Name}, Row{"x", JsonRole::X},
                                         Row{"y", JsonRole::Y}, Row{"size", JsonRole::Size}, Row{"color", JsonRole::Colour},
                                         Row{"colour", JsonRole::Colour}, Row{"r", JsonRole::Red}, Row{"g", JsonRole::Green},
                                         Row{"b", JsonRole::Blue}, Row{"category", JsonRole::Kind}};
        const auto row = std::ranges::find(rows, std::string_view(plain), &Row::name);
        return row == rows.end() ? JsonRole::Attribute : row->role;
    }
    if (named && name == m_source)
        return JsonRole::Source;
    if (named && name == m_target)
        return JsonRole::Target;
    if (plain == "directed")
        return JsonRole::Directed;
    if (plain == "undirected")
        return JsonRole::Undirected;
    switch (format::roleOf(name)) {
    case ColumnRole::Weight: return JsonRole::Weight;
    case ColumnRole::Kind:
    case ColumnRole::Direction: return JsonRole::Kind;
    default: return JsonRole::Attribute;
    }
}

JsonMember& JsonElement::memberOf(Names& names, std::string_view name, std::size_t place, bool inner)
{
    // Members nearly always come in the same order.
    if (place < names.usual.size() && names.usual[place]->name == name)
        return *names.usual[place];
    JsonMember* member = nullptr;
    if (const auto found = names.byName.find(name); found != names.byName.end()) {
        member = found->second;
    } else if (names.members.size() < mostNames) {
        member = &names.members.emplace_back();
        member->name = member->column = name;
        member->role = roleOf(name, inner);
        member->rank = member->role == JsonRole::Weight ? weightRank(name) : 0;
        names.byName.emplace(member->name, member);
    } else {
        m_others = {};
        m_others.name = m_others.column = name;
        return m_others;
    }
    if (place == names.usual.size())
        names.usual.push_back(member);
    else if (place < names.usual.size())
        names.usual[place] = member;
    return *member;
}

void JsonElement::declare(std::string_view written, std::string_view column, std::optional<graph::AttributeKind> kind, std::string fallback)
{
    JsonMember& member = memberOf(m_inner, written, m_inner.usual.size(), true);
    member.column = column;
    member.declared = kind;
    member.role = roleOf(column, true);
    member.fallback = std::move(fallback);
    if (!member.fallback.empty() && &member != &m_others && member.role == JsonRole::Attribute)
        m_defaults.push_back(&member);
}

/// Which members are the key and the ends, by the names of all that an element has.
void JsonElement::findNames(const simdjson::dom::object& object)
{
    simdjson::dom::object members = object;
    if (simdjson::dom::object inner; m_dialect == JsonDialect::Cytoscape && object["data"].get(inner) == simdjson::SUCCESS)
        members = inner;
    std::vector<std::string> names;
    for (const auto member : members)
        names.emplace_back(member.key);
    if (m_kind == ElementKind::Node)
        findId(names);
    else
        findEnds(names);
    m_named = true;
}

void JsonElement::findId(const std::vector<std::string>& names)
{
    const std::string usual = m_dialect == JsonDialect::Graphology ? "key" : "id";
    m_id = usual;
    if (std::ranges::find(names, usual) != names.end() || m_dialect != JsonDialect::NodeLink)
        return;
    const auto other = std::ranges::find_if(names, [](const std::string& name) { return format::roleOf(name) == ColumnRole::Id; });
    if (other != names.end())
        m_id = *other;
}

void JsonElement::findEnds(const std::vector<std::string>& names)
{
    const auto ends = m_dialect == JsonDialect::NodeLink ? endsByName(names) : std::nullopt;
    const bool isCx2 = m_dialect == JsonDialect::Cx2;
    m_source = ends ? names[ends->source] : isCx2 ? "s"
                                                  : "source";
    m_target = ends ? names[ends->target] : isCx2 ? "t"
                                                  : "target";
}

void JsonElement::readNothing()
{
    ++m_number;
    m_values = {};
    m_members = {};
    m_attributes.clear();
    m_repeated.clear();
    m_namesLeftOut = 0;
}

void JsonElement::read(const simdjson::dom::object& object, std::string_view passedOver)
{
    readNothing();
    if (!m_named)
        findNames(object);
    take(m_outer, object, false, passedOver);
}

void JsonElement::take(Names& names, const simdjson::dom::object& object, bool inner, std::string_view passedOver)
{
    std::size_t place = 0;
    for (const auto member : object) {
        JsonMember& known = memberOf(names, member.key, place++, inner);
        const bool again = known.seenIn == m_number && &known != &m_others;
        known.seenIn = m_number;
        if (again && m_repeated.empty())
            m_repeated = known.name;
        if (member.value.is_null() || known.role == JsonRole::Nothing || (!passedOver.empty() && member.key == passedOver))
            continue;
        if (known.role == JsonRole::Inner && member.value.is_object()) {
            take(m_inner, member.value, true, passedOver);
            continue;
        }
        if (known.role == JsonRole::Inner && member.value.is_array() && simdjson::dom::array(member.value).size() == 0)
            continue;   // PHP writes empty objects so
        JsonRole role = known.role == JsonRole::Inner ? JsonRole::Attribute : known.role;
        if (role == JsonRole::Kind
            && directionIn(member.value.is_string() ? std::string_view(member.value) : std::string_view{}) != DirectionWord::None
            && plainName(known.name) == "type")
            role = JsonRole::Directed;   // as Gephi has it
        if (role != JsonRole::Attribute && fits(role, member.value)) {
            const auto number = static_cast<std::size_t>(role);
            if (role == JsonRole::Position)
                takePosition(member.value);
            const bool taken = m_values[number].has_value() && m_members[number] != &known;
            if (!taken || (role == JsonRole::Weight && known.rank < m_members[number]->rank)) {
                if (taken)
                    keepAsAttribute(role);
                m_values[number] = member.value;
                m_members[number] = &known;
                continue;
            }
        }
        if (again) {
            const auto before = std::ranges::find(m_attributes, &known, &Attribute::member);
            if (before != m_attributes.end()) {
                before->value = member.value;
                continue;
            }
        }
        if (&known == &m_others)
            ++m_namesLeftOut;
        else
            m_attributes.push_back({&known, member.value});
    }
}

void JsonElement::takePosition(const Value& value)
{
    Value number;
    for (const auto& [name, role] : {std::pair("x", JsonRole::X), std::pair("y", JsonRole::Y)}) {
        if (value[name].get(number) == simdjson::SUCCESS && number.is_number())
            m_values[static_cast<std::size_t>(role)] = number;
    }
}

void JsonElement::keepAsAttribute(JsonRole role)
{
    const auto number = static_cast<std::size_t>(role);
    if (m_values[number] && m_members[number] != nullptr)
        m_attributes.push_back({m_members[number], *m_values[number]});
    m_values[number].reset();
}

} // namespace weir::format
