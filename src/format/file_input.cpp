#include "format/file_input.h"
#include <algorithm>

namespace weir::format {

FileInput::FileInput(std::istream& input) : m_input(input)
{
    m_head.resize(headBytes);
    m_input.read(m_head.data(), static_cast<std::streamsize>(m_head.size()));
    m_head.resize(static_cast<std::size_t>(m_input.gcount()));
}

std::size_t FileInput::read(std::span<char> to)
{
    std::size_t bytes = 0;
    if (m_place < m_head.size())
        bytes = m_head.copy(to.data(), to.size(), m_place);
    const std::span<char> rest = to.subspan(bytes);
    m_input.read(rest.data(), static_cast<std::streamsize>(rest.size()));
    bytes += static_cast<std::size_t>(m_input.gcount());
    m_place += bytes;
    return bytes;
}

void FileInput::goTo(std::uint64_t place)
{
    m_place = place;
    m_input.clear();
    m_input.seekg(static_cast<std::streamoff>(std::max<std::uint64_t>(place, m_head.size())));
}

}   // namespace weir::format
