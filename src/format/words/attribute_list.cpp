#include "format/words/attribute_list.h"

namespace weir::format {

bool AttributeList::add(std::string_view name, std::string_view text, bool isText)
{
    if (m_entries.size() == mostEntries || m_bytes.size() + name.size() + text.size() > mostBytes)
        return false;
    const auto begin = static_cast<std::uint32_t>(m_bytes.size());
    const auto nameBytes = static_cast<std::uint32_t>(name.size());
    m_entries.push_back({begin, nameBytes, begin + nameBytes, static_cast<std::uint32_t>(text.size()), isText});
    m_bytes += name;
    m_bytes += text;
    return true;
}

bool AttributeList::join(std::size_t i, std::string_view text)
{
    constexpr std::string_view comma = ", ";
    const bool isLast = m_entries[i].text + m_entries[i].textBytes == m_bytes.size();   // it can grow where it lies
    const std::string before(isLast ? std::string_view{} : this->text(i));
    if (m_bytes.size() + before.size() + comma.size() + text.size() > mostBytes)
        return false;
    if (!isLast)
        m_entries[i].text = static_cast<std::uint32_t>(m_bytes.size());
    m_bytes += before;
    m_bytes += comma;
    m_bytes += text;
    m_entries[i].textBytes = static_cast<std::uint32_t>(m_bytes.size()) - m_entries[i].text;
    m_entries[i].isText = true;
    return true;
}

std::optional<std::size_t> AttributeList::find(std::string_view name) const
{
    for (std::size_t i = m_entries.size(); i-- > 0;) {
        if (this->name(i) == name)
            return i;
    }
    return std::nullopt;
}

} // namespace weir::format
