#include "format/xml/graphml_keys.h"
#include <algorithm>

namespace weir::format {

namespace {

constexpr std::size_t mostKeys = 1'000, mostDefaultBytes = 64 * 1024;

struct Meaning {
    std::string_view name;
    GraphMlField field;
    ElementKind of = ElementKind::Node;
    enum class Taken { FromAny,
                       UnlessText,
                       OnlyText } taken = Taken::UnlessText;   ///< by the type that is declared
};
constexpr std::array meanings{
    Meaning{"label", GraphMlField::Label, ElementKind::Node, Meaning::Taken::FromAny},
    Meaning{"name", GraphMlField::Name, ElementKind::Node, Meaning::Taken::FromAny},
    Meaning{"x", GraphMlField::X},
    Meaning{"y", GraphMlField::Y},
    Meaning{"size", GraphMlField::Size},
    Meaning{"color", GraphMlField::Colour, ElementKind::Node, Meaning::Taken::FromAny},
    Meaning{"colour", GraphMlField::Colour, ElementKind::Node, Meaning::Taken::FromAny},
    Meaning{"r", GraphMlField::Red},
    Meaning{"g", GraphMlField::Green},
    Meaning{"b", GraphMlField::Blue},
    Meaning{"category", GraphMlField::Category, ElementKind::Node, Meaning::Taken::OnlyText},
    Meaning{"weight", GraphMlField::Weight, ElementKind::Edge},
    Meaning{"kind", GraphMlField::Kind, ElementKind::Edge, Meaning::Taken::OnlyText},
    Meaning{"type", GraphMlField::Kind, ElementKind::Edge, Meaning::Taken::OnlyText},
    Meaning{"relation", GraphMlField::Kind, ElementKind::Edge, Meaning::Taken::OnlyText},
};

} // namespace

void GraphMlKeys::startKey(const XmlHandler::Attributes& attributes)
{
    m_inDefault = false;
    m_fallback.clear();
    m_id = attributes.value("id").value_or("");
    m_for = attributes.value("for").value_or("");
    m_name = attributes.value("attr.name").value_or("");
    if (m_name.empty())
        m_name = m_id;
    m_type = lowered(attributes.value("weir:type").value_or(attributes.value("attr.type").value_or("")));
    m_graphics = lowered(attributes.value("yfiles.type").value_or(""));
}

void GraphMlKeys::text(std::string_view piece)
{
    if (m_inDefault && m_fallback.size() + piece.size() <= mostDefaultBytes)
        m_fallback += piece;
}

void GraphMlKeys::endKey()
{
    m_inDefault = false;
    const bool all = m_for == "all" || m_for.empty();
    if (all || m_for == "node")
        declare(ElementKind::Node);
    if (all || m_for == "edge")
        declare(ElementKind::Edge);
    if ((all || m_for == "graph" || m_for == "graphml") && m_graphKeys.size() < mostKeys)
        m_graphKeys.insert_or_assign(m_id, m_name);
}

void GraphMlKeys::declare(ElementKind kind)
{
    OfKind& of = m_of[static_cast<std::size_t>(kind)];
    const auto there = of.byId.find(m_id);
    // One that is for this kind alone is not replaced by one that is for all.
    if (there != of.byId.end() && (m_for == "all" || m_for.empty()))
        return;
    if (there == of.byId.end() && of.keys.size() == mostKeys)
        return;
    const auto type = DeclaredAttribute::kindOfType(m_type);
    GraphMlKey key{.id = m_id, .declared = DeclaredAttribute(kind, m_name, type)};
    key.graphics = m_graphics == "nodegraphics" || m_graphics == "edgegraphics";
    key.fallback = trimmed(m_fallback);
    key.field = fieldOf(kind, m_name, type);
    if (key.field != GraphMlField::None)
        key.rank = lowered(m_name) == m_name ? 2 : 1;
    if (there != of.byId.end()) {
        if (there->second->declared.name() != m_name)
            *there->second = std::move(key);   // else the same is said once more, and its column stays
    } else {
        of.keys.push_back(std::move(key));
        of.byId.emplace(m_id, &of.keys.back());
    }
    of.defaults.clear();
    for (GraphMlKey& one : of.keys) {
        if (!one.fallback.empty())
            of.defaults.push_back(&one);
    }
}

GraphMlField GraphMlKeys::fieldOf(ElementKind kind, std::string_view name, std::optional<graph::AttributeKind> valueKind)
{
    using enum Meaning::Taken;
    const auto meaning = std::ranges::find_if(
        meanings, [&, lower = lowered(name)](const Meaning& one) { return one.name == lower && one.of == kind; });
    if (meaning == meanings.end())
        return GraphMlField::None;
    const bool isText = valueKind == graph::AttributeKind::Text, isFlag = valueKind == graph::AttributeKind::Flag;
    const bool taken = meaning->taken == FromAny || (meaning->taken == UnlessText ? !isText && !isFlag : !valueKind || isText);
    return taken ? meaning->field : GraphMlField::None;
}

GraphMlKey* GraphMlKeys::find(std::string_view id, ElementKind kind)
{
    OfKind& of = m_of[static_cast<std::size_t>(kind)];
    if (of.keys.empty())
        return nullptr;
    const auto after = [&](std::size_t at) { return at + 1 == of.keys.size() ? 0 : at + 1; };
    std::size_t at = of.next;
    for (int tries = 0; tries < 3; ++tries, at = after(at)) {   // of neighbours in the document, before they are looked for by name
        if (of.keys[at].id == id) {
            of.next = after(at);
            return &of.keys[at];
        }
    }
    const auto found = of.byId.find(id);
    return found == of.byId.end() ? nullptr : found->second;
}

std::string GraphMlKeys::nameOfGraphKey(std::string_view id) const
{
    const auto found = m_graphKeys.find(id);
    return found == m_graphKeys.end() ? std::string(id) : found->second;
}

} // namespace weir::format
