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
    const bool weight = *m_class == ElementKind::Edge && lowered(title) == "weight";
    const auto kind = DeclaredAttribute::kindOfType(attributes.inAnyCase("type").value_or(""));
    all(*m_class).push_back({DeclaredAttribute(*m_class, std::move(title), kind), {}, weight});
    m_open = &all(*m_class).back();
    byId.emplace(id, m_open);
}

void GexfAttributes::setDefault(std::string_view text)
{
    if (m_open != nullptr && text.size() <= mostDefaultBytes)
        m_open->fallback = text;
}

GexfAttribute* GexfAttributes::find(ElementKind kind, std::string_view id)
{
    const auto& byId = m_byId[static_cast<std::size_t>(kind)];
    const auto found = byId.find(id);
    return found == byId.end() ? nullptr : found->second;
}

} // namespace weir::format
