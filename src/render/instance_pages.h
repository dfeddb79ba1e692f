#pragma once
#include "render/rhi_compat.h"
#include <array>
#include <memory>
#include <span>
#include <vector>

namespace weir::render {

/// Records of 8 bytes, one an element, in vertex buffers of 64 Ki records: never one buffer that grows, since nothing copies
/// a buffer to a larger one. Lives on the render thread.
class InstancePages final {
public:
    using Record = std::array<std::uint32_t, 2>;
    static constexpr std::uint32_t pageRecords = 65536;
    static constexpr quint32 stride = sizeof(Record);

    explicit InstancePages(QRhi* rhi) : m_rhi(rhi) {}

    /// Makes room for `records`; false: the GPU has no memory for them.
    [[nodiscard]] bool reserve(std::uint32_t records);

    /// Writes records from `first` on; they must lie in one page.
    void upload(QRhiResourceUpdateBatch* updates, std::uint32_t first, std::span<const Record> records);

    [[nodiscard]] QRhiBuffer* page(std::uint32_t index) const { return m_pages[index].get(); }

private:
    QRhi* m_rhi;
    std::vector<std::unique_ptr<QRhiBuffer>> m_pages;
};

} // namespace weir::render
