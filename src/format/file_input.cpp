#include "format/file_input.h"
#include <algorithm>
#include <utility>

namespace weir::format {

FileInput::FileInput(std::istream& input, std::stop_token stop) : m_input(input), m_stop(std::move(stop))
{
    m_head.resize(headBytes);
    m_head.resize(readOn(m_head));
    if (!Gunzip::isPacked(m_head))
        return;
    m_packed.emplace(m_input);
    m_packed->restart();
    m_readTo = 0;
    m_head.resize(headBytes);
    m_head.resize(readOn(m_head));
}

std::size_t FileInput::readOn(std::span<char> to)
{
    std::size_t got = 0;
    if (m_packed) {
        got = m_packed->read(to);
    } else {
        m_input.read(to.data(), static_cast<std::streamsize>(to.size()));
        got = static_cast<std::size_t>(m_input.gcount());
    }
    m_readTo += got;
    return got;
}

std::size_t FileInput::read(std::span<char> to)
{
    if (m_stop.stop_requested())
        return 0;
    std::size_t bytes = 0;
    if (m_place < m_head.size())
        bytes = m_head.copy(to.data(), to.size(), m_place);
    if (bytes < to.size())
        bytes += readOn(to.subspan(bytes));
    m_place += bytes;
    return bytes;
}

void FileInput::goTo(std::uint64_t place)
{
    m_place = place;
    const std::uint64_t wanted = std::max<std::uint64_t>(place, m_head.size());
    if (wanted == m_readTo)
        return;
    if (!m_packed) {
        m_input.clear();
        m_input.seekg(static_cast<std::streamoff>(wanted));
        m_readTo = wanted;
        return;
    }
    if (wanted < m_readTo) {
        m_packed->restart();
        m_readTo = 0;
    }
    for (std::string passed(headBytes, '\0'); m_readTo < wanted && !m_stop.stop_requested();) {
        if (readOn(std::span(passed).first(std::min<std::uint64_t>(passed.size(), wanted - m_readTo))) == 0)
            break;
    }
}

} // namespace weir::format
