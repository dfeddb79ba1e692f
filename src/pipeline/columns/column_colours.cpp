#include "pipeline/columns/column_colours.h"
#include "pipeline/columns/column_sample.h"

namespace weir::pipeline {

using graph::AttributeKind;

void ColumnColours::set(const graph::GraphStore& store, ElementKind kind, Column column, std::vector<std::uint32_t> colours, std::uint32_t plain)
{
    m_colours = std::move(colours);
    m_plain = plain;
    if (m_measured && kind == m_element && column == m_column)
        return;
    m_element = kind;
    m_column = column;
    m_kind = kindOf(store.schema(), kind, column).value_or(AttributeKind::Number);
    m_scale = {};
    m_texts = {};
    static_cast<void>(measure(store));
}

bool ColumnColours::measure(const graph::GraphStore& store)
{
    m_measured = true;
    const bool another = adopt(store);
    m_key = {.kind = m_kind, .scale = m_scale.extent(), .logarithmic = m_scale.logarithmic(), .texts = {}, .others = m_texts.hasOthers(), .counts = {}};
    for (const TextRanks::Own& own : m_texts.own()) {
        m_key.texts.push_back({own.colour, textOf(store, m_element, m_column, own.text)});
    }
    return another;
}

bool ColumnColours::adopt(const graph::GraphStore& store)
{
    switch (m_kind) {
    case AttributeKind::Text:
        return m_texts.adopt(sampledTexts(store, m_element, m_column));
    case AttributeKind::Number:
        return m_scale.adopt(sampledNumbers(store, m_element, m_column));
    case AttributeKind::Time:
        return m_scale.adopt(sampledNumbers(store, m_element, m_column), ValueScale::Steps::Even);
    case AttributeKind::Flag:
        break;
    }
    return false;
}

ColumnColours::Shown ColumnColours::of(const graph::GraphStore& store, Slot slot) const
{
    if (m_kind == AttributeKind::Text) {
        const std::uint32_t text = textIn(store, m_element, slot, m_column);
        if (text == noText)
            return {m_plain, noBucket};
        const std::uint8_t colour = m_texts.colourOf(text);
        return {numbered(colour), colour};
    }
    const double number = numberIn(store, m_element, slot, m_column);
    if (!std::isfinite(number))
        return {m_plain, noBucket};
    if (m_kind == AttributeKind::Flag)
        return {numbered(number != 0 ? 1 : 0), static_cast<Bucket>(number != 0 ? 1 : 0)};
    if (!m_scale.known())
        return {m_plain, 0};
    return {numbered(static_cast<std::size_t>(m_scale.place(number) * static_cast<double>(m_colours.size()))), 0};
}

} // namespace weir::pipeline
