#include "source/category_feed.h"
#include "graph/limits.h"

namespace weir::source {

CategoryFeed::CategoryFeed(ElementKind kind, const std::vector<std::string>& declared, CategoryNames& names) : m_kind(kind), m_names(names)
{
    for (const std::string& name : declared)
        know(name);
}

void CategoryFeed::know(std::string_view name)
{
    m_known.emplace(name, static_cast<graph::Category>(m_length++));
    m_names.bytes += name.size();
}

void CategoryFeed::append(graph::ChangeSet& set, std::string_view name)
{
    know(name);
    m_kind == ElementKind::Node ? set.appendNodeCategory(name) : set.appendEdgeCategory(name);
}

std::optional<graph::Category> CategoryFeed::number(graph::ChangeSet& set, std::string_view name)
{
    if (name.empty() && m_length == 0)
        return 0;   // nothing has a category yet
    if (const auto found = m_known.find(name); found != m_known.end())
        return found->second;
    if (m_length == 0)
        append(set, {});   // 0 is what those have that came before, and those without a category
    if (m_length == graph::maxListEntries || name.size() > graph::maxLabelBytes || m_names.bytes + name.size() > graph::maxNameBytes)
        return std::nullopt;
    append(set, name);
    return static_cast<graph::Category>(m_length - 1);
}

} // namespace weir::source
