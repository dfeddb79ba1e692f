#include "format/declared_attribute.h"
#include "format/value_text.h"
#include <algorithm>
#include <array>

namespace weir::format {

using graph::AttributeKind;

void DeclaredAttribute::set(GraphSink& sink, Slot slot, std::string_view written)
{
    if (trimmed(written).empty())
        return;
    if (!m_column) {
        const auto kind = m_kind ? m_kind : kindOfWritten(written);
        if (!kind)
            return;   // a word for "no value"
        m_column = sink.attribute(m_of, m_name, *kind);
    }
    if (m_column)
        sink.setWritten(m_of, slot, *m_column, written);
}

std::optional<AttributeKind> DeclaredAttribute::kindOfType(std::string_view type)
{
    static constexpr std::array numbers{"int", "integer", "long", "float", "double", "short", "byte", "long double", "bigdecimal",
                                        "biginteger", "int16_t", "int32_t", "int64_t", "uint8_t", "real", "number"};
    const std::string word = lowered(trimmed(type));
    if (std::ranges::find(numbers, word) != numbers.end())
        return AttributeKind::Number;
    if (word == "boolean" || word == "bool")
        return AttributeKind::Flag;
    if (word == "string" || word == "char" || word == "character" || word == "anyuri" || word.starts_with("list")
        || word.starts_with("vector") || word == "python_object")
        return AttributeKind::Text;
    if (word == "datetime")
        return AttributeKind::Time;
    return std::nullopt;
}

} // namespace weir::format
