#pragma once
#include "format/xml/gexf_attributes.h"
#include "format/xml/gexf_time.h"
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace weir::format {

/// What a document of GEXF says of a node or an edge, until that is taken. Its memory is used again and again.
struct GexfElement {
    static constexpr std::size_t mostSpells = 1000;

    struct Value {
        GexfAttribute* attribute = nullptr;
        std::string text;
        GexfSpan span;
    };
    struct Spell {
        std::string start, end;
    };

    bool anything = false;   ///< said since clear()
    std::string label, kind, parent, shape, thickness, weight;
    GexfSpan weightSpan;
    std::string x, y, z, size;
    std::optional<std::uint32_t> colour;
    std::string start, end, timestamp, timestamps, intervals;
    std::size_t values = 0, spells = 0;   ///< how many of these are said
    std::vector<Value> valueList;
    std::vector<Spell> spellList;

    void clear();
    /// Of several values of one attribute the one nearest to the present stays.
    void addValue(GexfAttribute& attribute, std::uint64_t element, std::string_view text, GexfSpan span);
    /// False: there are too many.
    [[nodiscard]] bool addSpell(std::string_view from, std::string_view to);

    /// When it is there, of all its spells.
    [[nodiscard]] Spell whole() const;
    /// When it was there last; infinite: it is there for good, as one of which nothing is said.
    [[nodiscard]] double lastMoment() const;
    /// All spells as Gephi writes them: <[a, b]; [c, d]>.
    [[nodiscard]] std::string spellText() const;
};

} // namespace weir::format
