#pragma once
#include "render/device/rhi_compat.h"
#include <memory>
#include <span>
#include <vector>

namespace weir::render {

/// Records of one size, one a place, in vertex buffers of 64 Ki records: never one buffer that grows, since nothing copies
/// a buffer to a larger one. Lives on the render thread.
template <typename Record>
class InstancePages final {
public:
    static constexpr std::uint32_t pageRecords = 65536;
    static constexpr quint32 stride = sizeof(Record);

    explicit InstancePages(QRhi* rhi) : m_rhi(rhi) {}

    /// Makes room for `records`; false: the GPU has no memory for them.
    [[nodiscard]] bool reserve(std::uint32_t records)
    {
        const std::size_t needed = (std::size_t{records} + pageRecords - 1) / pageRecords;
        while (m_pages.size() < needed) {
            std::unique_ptr<QRhiBuffer> page(m_rhi->newBuffer(QRhiBuffer::Static, QRhiBuffer::VertexBuffer, pageRecords * stride));
            if (!page->create())
                return false;
            m_pages.push_back(std::move(page));
        }
        return true;
    }

    /// Gives the memory back; what was drawn from it is drawn.
    void clear()
    {
        for (std::unique_ptr<QRhiBuffer>& page : m_pages)
            page.release()->deleteLater();
        m_pages.clear();
    }

    /// Writes records from `first` on; they must lie in one page.
    void upload(QRhiResourceUpdateBatch* updates, std::uint32_t first, std::span<const Record> records)
    {
        const std::uint32_t within = first % pageRecords;
        Q_ASSERT(within + records.size() <= pageRecords);
        updates->uploadStaticBuffer(m_pages[first / pageRecords].get(), within * stride,
                                    static_cast<quint32>(records.size_bytes()), records.data());
    }

    [[nodiscard]] QRhiBuffer* page(std::uint32_t index) const { return m_pages[index].get(); }
    [[nodiscard]] std::uint64_t bytes() const { return m_pages.size() * std::uint64_t{pageRecords} * stride; }   ///< on the GPU

private:
    QRhi* m_rhi;
    std::vector<std::unique_ptr<QRhiBuffer>> m_pages;
};

} // namespace weir::render
