#include "protocol/compression.h"
#include "protocol/codec.h"
#include <zstd.h>

namespace weir::protocol {

namespace {

/// The fastest of zstd's usual levels: what the network saves must not cost the ticks.
constexpr int level = 1;

constexpr std::size_t leastSavedPart = 8;

} // namespace

Compressor::Compressor() : m_context(ZSTD_createCCtx(), &ZSTD_freeCCtx) { ZSTD_CCtx_setParameter(m_context.get(), ZSTD_c_compressionLevel, level); }
Compressor::~Compressor() = default;

std::string Compressor::pack(std::string_view frame)
{
    // Where the room does not suffice nothing worth sending comes of it.
    m_packed.resize(frame.size() - frame.size() / leastSavedPart);
    const std::size_t size = ZSTD_compress2(m_context.get(), m_packed.data(), m_packed.size(), frame.data(), frame.size());
    if (ZSTD_isError(size) != 0)
        return {};
    const DataPosition position = positionOf(Encoding::Binary, frame);
    Encoder encoder(Encoding::Binary);
    return std::string(encoder.encode(Packed{static_cast<std::uint32_t>(frame.size()), position.epoch, position.changesTotal,
                                             std::string_view(m_packed.data(), size)}));
}

Unpacker::Unpacker() : m_context(ZSTD_createDCtx(), &ZSTD_freeDCtx) {}
Unpacker::~Unpacker() = default;

std::expected<std::string_view, Error> Unpacker::unpack(const Packed& packed)
{
    constexpr std::size_t longEnoughForTheHeap = 64;   // where memory is aligned
    m_frame.reserve(longEnoughForTheHeap);
    m_frame.resize(packed.rawBytes);
    const std::size_t size = ZSTD_decompressDCtx(m_context.get(), m_frame.data(), m_frame.size(), packed.zstd.data(), packed.zstd.size());
    if (ZSTD_isError(size) != 0)
        return std::unexpected(Error{std::string("a packed message that cannot be unpacked: ") + ZSTD_getErrorName(size)});
    if (size != packed.rawBytes)
        return std::unexpected(Error{"a packed message of " + std::to_string(size) + " bytes that states " + std::to_string(packed.rawBytes)});
    const DataPosition position = positionOf(Encoding::Binary, m_frame);
    if (looksPacked(m_frame) || !looksLikeData(Encoding::Binary, m_frame))
        return std::unexpected(Error{"a packed message that holds another kind than data"});
    if (position.epoch != packed.epoch || position.changesTotal != packed.changesTotal)
        return std::unexpected(Error{"a packed message that states another place in the stream than it holds"});
    return m_frame;
}

} // namespace weir::protocol
