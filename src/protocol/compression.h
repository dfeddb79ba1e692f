#pragma once
#include "base/error.h"
#include "protocol/messages.h"
#include <expected>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

struct ZSTD_CCtx_s;
struct ZSTD_DCtx_s;

namespace weir::protocol {

/// Packs binary data frames with zstd, each by itself, so that a frame that was packed once serves every client.
/// Keeps its working memory from frame to frame. Not thread-safe.
class Compressor final {
public:
    static constexpr std::size_t workingBytes = 1U << 20;   ///< besides a buffer as large as the largest frame so far

    Compressor();
    ~Compressor();
    Compressor(const Compressor&) = delete;
    Compressor& operator=(const Compressor&) = delete;

    /// The frame of a Packed that holds `frame`; empty where that would save less than an eighth. `frame` is a valid data
    /// message.
    [[nodiscard]] std::string pack(std::string_view frame);

private:
    std::unique_ptr<ZSTD_CCtx_s, std::size_t (*)(ZSTD_CCtx_s*)> m_context;
    std::string m_packed;
};

/// Gives back what was packed. Not thread-safe.
class Unpacker final {
public:
    Unpacker();
    ~Unpacker();
    Unpacker(const Unpacker&) = delete;
    Unpacker& operator=(const Unpacker&) = delete;

    /// The frame within, aligned as decodeBinary() needs it; valid until the next call. What it takes is raw_bytes, which
    /// the caller checked against what it granted. An error: it does not hold what it says.
    [[nodiscard]] std::expected<std::string_view, Error> unpack(const Packed& packed);

private:
    std::unique_ptr<ZSTD_DCtx_s, std::size_t (*)(ZSTD_DCtx_s*)> m_context;
    std::string m_frame;
};

} // namespace weir::protocol
