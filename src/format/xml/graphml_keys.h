#pragma once
#include "format/xml/xml_parser.h"
#include <array>
#include <bitset>
#include <map>
#include <string>
#include <vector>

namespace weir::format {

/// What an attribute of GraphML means to a graph here.
enum class GraphMlField { None, Label, Name, X, Y, Size, Colour, Red, Green, Blue, Weight };
inline constexpr std::size_t graphMlFields = 11;

/// The attributes that a document declares with <key>. Ids are told apart by what they are for, and by case. Not thread-safe.
class GraphMlKeys final {
public:
    enum class For { Node, Edge };

    struct Key {
        std::string name;
        GraphMlField field = GraphMlField::None;
        int rank = 0;            ///< of two keys for one field the higher counts: "label" before "Label"
        bool graphics = false;   ///< of yEd, whose labels, places and colours lie in elements
        std::string fallback;    ///< where an element says nothing; "": nothing
    };

    /// A <key> and a <default> in it; `text` belongs to the default that is open.
    void startKey(const XmlHandler::Attributes& attributes);
    void startDefault() { m_inDefault = true; }
    void text(std::string_view piece);
    void endDefault() { m_inDefault = false; }
    void endKey();

    [[nodiscard]] const Key* find(std::string_view id, For kind) const;

    /// Those that have a default for elements of this kind.
    [[nodiscard]] const std::vector<const Key*>& defaults(For kind) const
    {
        return m_defaults[static_cast<std::size_t>(kind)];
    }

private:
    using ById = std::map<std::string, Key, std::less<>>;

    std::array<ById, 2> m_keys;   // by For
    std::array<std::vector<const Key*>, 2> m_defaults;
    Key m_key;   // under way
    std::string m_id, m_for;
    bool m_inDefault = false;
};

} // namespace weir::format
