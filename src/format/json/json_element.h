#pragma once
#include "base/ids.h"
#include "format/json/json_shape.h"
#include "format/json/json_value.h"
#include "graph/attributes/attribute.h"
#include <array>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <tsl/robin_map.h>
#include <vector>

namespace weir::format {

/// What a member of a node's or an edge's object means.
enum class JsonRole : std::uint8_t {
    Id,
    Label,
    Name,
    X,
    Y,
    Size,
    Colour,
    Red,
    Green,
    Blue,
    Source,
    Target,
    Weight,
    Directed,
    Undirected,
    Kind,
    Position,
    Group,
    Inner,
    Nothing,
    Attribute
};
inline constexpr std::size_t jsonRoles = static_cast<std::size_t>(JsonRole::Attribute);   ///< that an element has at most once

/// A name of a member that was met, and its column. Lives as long as its JsonElement.
struct JsonMember {
    std::string name, column;                             ///< of the member, of the attribute
    JsonRole role = JsonRole::Attribute;
    std::size_t rank = 0;                                 ///< of a weight: the less the better
    std::optional<graph::AttributeKind> declared;         ///< by the document
    std::string fallback;                                 ///< of elements without it; "": none
    std::optional<graph::AttributeKind> kind;             ///< of the column, once there is one
    std::optional<graph::AttributeNumber> number;
    std::uint64_t seenIn = 0;                             ///< the last element with it
};

/// One node or edge as its object says it: its members by what they mean. What it holds are views of what was parsed last. Not thread-safe.
class JsonElement final {
public:
    using Value = simdjson::dom::element;
    struct Attribute {
        JsonMember* member;
        Value value;
    };

    JsonElement(ElementKind kind, JsonDialect dialect) : m_kind(kind), m_dialect(dialect) {}

    /// `passedOver`: a member that means something else to the caller.
    void read(const simdjson::dom::object& object, std::string_view passedOver = {});
    void readNothing();

    [[nodiscard]] const Value* at(JsonRole role) const
    {
        const auto& value = m_values[static_cast<std::size_t>(role)];
        return value ? &*value : nullptr;
    }
    /// What has no meaning of its own; and what has one that its value does not fit is added by who finds that out.
    [[nodiscard]] std::vector<Attribute>& attributes() { return m_attributes; }
    void keepAsAttribute(JsonRole role);
    /// A member that was there twice, of which the last counts; "": none was.
    [[nodiscard]] const std::string& repeated() const { return m_repeated; }
    /// Members of the last element that were left out, because there were too many other names before.
    [[nodiscard]] std::size_t namesLeftOut() const { return m_namesLeftOut; }
    /// Whether a node's key is a name, which others may have as well.
    [[nodiscard]] bool keysAreNames() const { return m_dialect == JsonDialect::NodeLink && m_id == "name"; }
    /// Whether nodes may be told by their place in the list alone.
    [[nodiscard]] bool mayLackKeys() const { return m_dialect == JsonDialect::NodeLink; }

    /// Of CX2: a column's name, and by which it is written in the elements.
    void declare(std::string_view written, std::string_view column, std::optional<graph::AttributeKind> kind, std::string fallback);
    /// Declared members that have a value where an element does not say it.
    [[nodiscard]] const std::vector<JsonMember*>& defaults() const { return m_defaults; }
    [[nodiscard]] bool has(const JsonMember& member) const { return member.seenIn == m_number; }

private:
    struct Names {
        std::deque<JsonMember> members;
        std::vector<JsonMember*> usual;   // in the order in which they come
        tsl::robin_map<std::string_view, JsonMember*> byName;   // views of members
    };

    [[nodiscard]] JsonMember& memberOf(Names& names, std::string_view name, std::size_t place, bool inner);
    [[nodiscard]] JsonRole roleOf(std::string_view name, bool inner) const;
    void take(Names& names, const simdjson::dom::object& object, bool inner, std::string_view passedOver);
    void findNames(const simdjson::dom::object& object);
    void findId(const std::vector<std::string>& names);
    void findEnds(const std::vector<std::string>& names);
    void takePosition(const Value& value);

    ElementKind m_kind;
    JsonDialect m_dialect;
    Names m_outer, m_inner;
    std::string m_id, m_source, m_target;   // names of a node's key and of an edge's ends; "": not known yet
    bool m_named = false;   // they are found
    std::array<std::optional<Value>, jsonRoles> m_values;
    std::array<JsonMember*, jsonRoles> m_members{};
    std::vector<Attribute> m_attributes;
    std::vector<JsonMember*> m_defaults;
    std::string m_repeated;
    JsonMember m_others;   // of names beyond those that are remembered
    std::size_t m_namesLeftOut = 0;
    std::uint64_t m_number = 0;
};

}   // namespace weir::format
