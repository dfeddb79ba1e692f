#pragma once
#include "format/xml/graphml_keys.h"
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace weir::format {

/// What a document of GraphML says of a node or an edge, until that is taken. Its memory is used again and again.
class GraphMlElement final {
public:
    struct Value {
        GraphMlKey* key = nullptr;
        std::string text;
    };
    /// What yEd draws.
    struct Graphics {
        std::string label;
        std::optional<std::array<float, 2>> place;   ///< of its middle
        std::optional<std::uint32_t> colour;
    };

    void clear();
    [[nodiscard]] bool anything() const { return m_anything; }
    void touch() { m_anything = true; }

    /// What <data> of `key` says of the element with this number; "" says nothing.
    void say(GraphMlKey& key, std::uint64_t element, std::string_view text);
    /// What means `field`, of the highest rank; nullptr: nothing does, not even the default of a key in `defaults`.
    [[nodiscard]] const Value* field(GraphMlField field, const std::vector<GraphMlKey*>& defaults);
    /// It is an attribute like others after all.
    void giveBack(const Value& value);

    /// Attributes, in the order of the document.
    template <typename Visit>
    void forEachValue(Visit&& visit) const
    {
        for (std::size_t i = 0; i < m_used; ++i)
            visit(m_values[i]);
    }

    Graphics graphics;

private:
    void add(GraphMlKey& key, std::string_view text);

    std::array<Value, graphMlFields> m_fields;   // key nullptr: nothing said
    Value m_fallback;                            // the last that came from a default
    std::vector<Value> m_values;                 // of which m_used are said
    std::size_t m_used = 0;
    bool m_anything = false;
};

} // namespace weir::format
