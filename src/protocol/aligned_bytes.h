#pragma once
#include <cstdint>
#include <string>
#include <string_view>

namespace weir::protocol {

/// A received frame as its columns are read in place: starting at a multiple of 8. A socket hands frames over at any
/// address; one that is not aligned is copied, into memory that is kept from frame to frame. Not thread-safe.
class AlignedBytes final {
public:
    /// Valid until the next call, and as long as `bytes`.
    [[nodiscard]] std::string_view of(std::string_view bytes)
    {
        constexpr std::size_t longEnoughForTheHeap = 64;
        if (reinterpret_cast<std::uintptr_t>(bytes.data()) % 8 == 0)
            return bytes;
        m_copy.reserve(longEnoughForTheHeap);
        m_copy.assign(bytes);
        return m_copy;
    }

private:
    std::string m_copy;
};

} // namespace weir::protocol
