#include "format/xml/graphml_element.h"
#include "graph/limits.h"

namespace weir::format {

void GraphMlElement::clear()
{
    if (!m_anything)
        return;
    m_anything = false;
    for (Value& field : m_fields)
        field.key = nullptr;
    m_used = 0;
    graphics.label.clear();
    graphics.place.reset();
    graphics.colour.reset();
}

void GraphMlElement::say(GraphMlKey& key, std::uint64_t element, std::string_view text)
{
    m_anything = true;
    if (text.empty())
        return;
    key.saidOf = element;
    if (key.field == GraphMlField::None)
        return add(key, text);
    Value& field = m_fields[static_cast<std::size_t>(key.field)];
    if (field.key != nullptr && field.key->rank > key.rank)
        return add(key, text);
    if (field.key != nullptr && field.key != &key)
        add(*field.key, field.text);
    field.key = &key;
    field.text = text;
}

void GraphMlElement::add(GraphMlKey& key, std::string_view text)
{
    if (m_used == m_values.size())
        m_values.emplace_back();
    m_values[m_used].key = &key;
    m_values[m_used].text = text.substr(0, graph::maxAttributeBytes + 1);   // what is longer is left out by whoever takes it
    ++m_used;
}

const GraphMlElement::Value* GraphMlElement::field(GraphMlField field, const std::vector<GraphMlKey*>& defaults)
{
    if (const Value& said = m_fields[static_cast<std::size_t>(field)]; said.key != nullptr)
        return &said;
    GraphMlKey* best = nullptr;
    for (GraphMlKey* key : defaults) {
        if (key->field == field && (best == nullptr || key->rank > best->rank))
            best = key;
    }
    if (best == nullptr)
        return nullptr;
    m_fallback.key = best;
    m_fallback.text = best->fallback;
    return &m_fallback;
}

void GraphMlElement::giveBack(const Value& value) { add(*value.key, value.text); }

} // namespace weir::format
