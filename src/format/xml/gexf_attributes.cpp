#include "format/xml/gexf_attributes.h"

namespace weir::format {

namespace {

constexpr std::size_t mostAttributes = 1000, mostDefaultBytes = 64 * 1024;

} // namespace

void GexfAttributes::startClass(const XmlHandler::Attributes& attributes)
{
    const std::string word = lowered(attributes.inAnyCase("class").value_or(""));
    m_class = word == "node" ? std::optional(ElementKind::Node) : word == "edge" ? std::optional(ElementKind::Edge)
                                                                                 : std::nullopt;
    m_open = nullptr;
}

void GexfAttributes::startAttribute(const XmlHandler::Attributes& attributes)
{
    m_open = nullptr;
    const std::string_view id = attributes.inAnyCase("id").value_or("");
    if (!m_class || id.empty() || all(*m_class).size() == mostAttributes)
        return;
    auto& byId = m_byId[static_cast<std::size_t>(*m_class)];
    if (const auto there = byId.find(id); there != byId.end()) {
        m_open = there->second;   // said once more, as where static and dynamic ones are declared apart
        return;
    }
    std::string title(attributes.inAnyCase("title").value_or(id));
    if (title.empty())
        title = id;
    const auto kind = DeclaredAttribute::kindOfType(attributes.value("weir:type").value_or(attributes.inAnyCase("type").value_or("")));
    const GexfAttribute::Meaning meaning = meaningOf(*m_class, title, kind);
    all(*m_class).push_back({DeclaredAttribute(*m_class, std::move(title), kind), {}, meaning});
    m_open = &all(*m_class).back();
    byId.emplace(id, m_open);
}

void GexfAttributes::setDefault(std::string_view text)
{
    if (m_open != nullptr && text.size() <= mostDefaultBytes)
        m_open->fallback = text;
}

GexfAttribute::Meaning GexfAttributes::meaningOf(ElementKind kind, std::string_view title, std::optional<graph::AttributeKind> valueKind)
{
    const std::string lower = lowered(title);
    if (kind == ElementKind::Edge)
        return lower == "weight" ? GexfAttribute::Meaning::Weight : GexfAttribute::Meaning::None;
    const bool isCategory = lower == "category" && (!valueKind || valueKind == graph::AttributeKind::Text);
    return isCategory ? GexfAttribute::Meaning::Category : GexfAttribute::Meaning::None;
}

GexfAttribute* GexfAttributes::find(ElementKind kind, std::string_view id)
{
    const auto& byId = m_byId[static_cast<std::size_t>(kind)];
    const auto found = byId.find(id);
    return found == byId.end() ? nullptr : found->second;
}

} // namespace weir::format
