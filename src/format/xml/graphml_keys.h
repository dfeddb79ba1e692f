#pragma once
#include "format/declared_attribute.h"
#include "format/xml/xml_parser.h"
#include <array>
#include <deque>
#include <map>
#include <string>
#include <vector>

namespace weir::format {

/// What an attribute of GraphML means to every graph; None: it is an attribute like others.
enum class GraphMlField { None,
                          Label,
                          Name,
                          X,
                          Y,
                          Size,
                          Colour,
                          Red,
                          Green,
                          Blue,
                          Category,
                          Weight,
                          Kind };
inline constexpr std::size_t graphMlFields = 13;

/// An attribute that a document declares with <key>, for one kind of element.
struct GraphMlKey {
    std::string id;
    DeclaredAttribute declared;
    GraphMlField field = GraphMlField::None;
    int rank = 0;                ///< of two keys for one field the higher counts: "label" before "Label"
    bool graphics = false;       ///< of yEd, whose labels, places and colours lie in elements
    std::string fallback{};      ///< where an element says nothing; "": nothing
    std::uint64_t saidOf = 0;    ///< number of the last element that says something of it
};

/// All of a document. Ids are told apart by what they are for, and by case. Not thread-safe.
class GraphMlKeys final {
public:
    /// A <key> and a <default> in it; `text` belongs to the default that is open.
    void startKey(const XmlHandler::Attributes& attributes);
    void startDefault() { m_inDefault = true; }
    void text(std::string_view piece);
    void endDefault() { m_inDefault = false; }
    void endKey();

    /// Stays where it is as long as this does.
    [[nodiscard]] GraphMlKey* find(std::string_view id, ElementKind kind);
    /// Those that have a default for elements of this kind.
    [[nodiscard]] const std::vector<GraphMlKey*>& defaults(ElementKind kind) const { return m_of[static_cast<std::size_t>(kind)].defaults; }
    /// What an attribute of this name means where values of this kind are declared; nothing: of no known type.
    [[nodiscard]] static GraphMlField fieldOf(ElementKind kind, std::string_view name, std::optional<graph::AttributeKind> valueKind);
    /// What a key for graphs is called; its id where none is declared.
    [[nodiscard]] std::string nameOfGraphKey(std::string_view id) const;

private:
    struct OfKind {
        std::deque<GraphMlKey> keys;   // pointed at
        std::map<std::string, GraphMlKey*, std::less<>> byId;
        std::vector<GraphMlKey*> defaults;
        std::size_t next = 0;          // the key that followed the one found last, when it was found last: elements say theirs in one order
    };

    void declare(ElementKind kind);

    std::array<OfKind, 2> m_of;   // by kind of element
    std::map<std::string, std::string, std::less<>> m_graphKeys;   // names by id
    std::string m_id, m_for, m_name, m_type, m_graphics, m_fallback;   // of the one under way
    bool m_inDefault = false;
};

} // namespace weir::format
