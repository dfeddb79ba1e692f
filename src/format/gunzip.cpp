#include "format/gunzip.h"
#include <algorithm>
#include <cstring>
#include <zlib.h>

namespace weir::format {

namespace {

constexpr std::size_t pieceBytes = 64 * 1024;
constexpr int gzipOnly = 15 + 16;   // the largest window, and gzip's head and sum

} // namespace

Gunzip::Gunzip(std::istream& input) : m_input(input), m_stream(std::make_unique<z_stream_s>()), m_piece(pieceBytes)
{
    std::memset(m_stream.get(), 0, sizeof(z_stream_s));
    if (inflateInit2(m_stream.get(), gzipOnly) != Z_OK)
        fail("there is no memory to unpack it");
}

Gunzip::~Gunzip() { inflateEnd(m_stream.get()); }

void Gunzip::fail(const std::string& cause)
{
    m_fault = cause;
    m_ended = true;
}

bool Gunzip::readPiece()
{
    m_input.read(m_piece.data(), static_cast<std::streamsize>(m_piece.size()));
    const auto got = static_cast<std::size_t>(m_input.gcount());
    m_packed += got;
    m_stream->next_in = reinterpret_cast<Bytef*>(m_piece.data());
    m_stream->avail_in = static_cast<uInt>(got);
    return got > 0;
}

/// Another part may follow; zeros behind the last one are what tapes and disks fill up with.
void Gunzip::endPart()
{
    for (;;) {
        if (m_stream->avail_in == 0 && !readPiece()) {
            m_ended = true;
            return;
        }
        const Bytef* const begin = m_stream->next_in;
        const Bytef* const other = std::find_if(begin, begin + m_stream->avail_in, [](Bytef byte) { return byte != 0; });
        const bool zeros = other != begin;
        m_stream->avail_in -= static_cast<uInt>(other - begin);
        m_stream->next_in = const_cast<Bytef*>(other);
        if (m_stream->avail_in == 0)
            continue;
        constexpr Bytef firstOfPart = 0x1f;
        m_moreBehind = zeros || *other != firstOfPart;
        m_ended = m_moreBehind;
        if (!m_ended)
            inflateReset(m_stream.get());
        return;
    }
}

std::size_t Gunzip::read(std::span<char> to)
{
    m_stream->next_out = reinterpret_cast<Bytef*>(to.data());
    m_stream->avail_out = static_cast<uInt>(to.size());
    while (m_stream->avail_out > 0 && !m_ended) {
        if (m_stream->avail_in == 0 && !readPiece()) {
            fail("it ends in the middle, behind " + std::to_string(m_packed) + " bytes; is it whole?");
            break;
        }
        const int outcome = inflate(m_stream.get(), Z_NO_FLUSH);
        if (outcome == Z_STREAM_END)
            endPart();
        else if (outcome != Z_OK && outcome != Z_BUF_ERROR)
            fail("it is damaged before its byte " + std::to_string(m_packed - m_stream->avail_in)
                 + (m_stream->msg == nullptr ? "" : std::string(" (") + m_stream->msg + ')'));
    }
    return to.size() - m_stream->avail_out;
}

void Gunzip::restart()
{
    m_input.clear();
    m_input.seekg(0);
    inflateReset(m_stream.get());
    m_stream->avail_in = 0;
    m_packed = 0;
    m_fault.clear();
    m_ended = m_moreBehind = false;
}

} // namespace weir::format
