#include "render/instance_pages.h"

namespace weir::render {

bool InstancePages::reserve(std::uint32_t records)
{
    const std::size_t needed = (std::size_t{records} + pageRecords - 1) / pageRecords;
    while (m_pages.size() < needed) {
        std::unique_ptr<QRhiBuffer> page(
            m_rhi->newBuffer(QRhiBuffer::Static, QRhiBuffer::VertexBuffer, pageRecords * stride));
        if (!page->create())
            return false;
        m_pages.push_back(std::move(page));
    }
    return true;
}

void InstancePages::upload(QRhiResourceUpdateBatch* updates, std::uint32_t first, std::span<const Record> records)
{
    const std::uint32_t within = first % pageRecords;
    Q_ASSERT(within + records.size() <= pageRecords);
    updates->uploadStaticBuffer(m_pages[first / pageRecords].get(), within * stride,
                                static_cast<quint32>(records.size_bytes()), records.data());
}

} // namespace weir::render
