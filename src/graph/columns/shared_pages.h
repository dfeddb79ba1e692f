#pragma once
#include "base/ids.h"
#include "graph/columns/page.h"
#include <cstdint>
#include <memory>
#include <vector>

namespace weir::graph {

/// Pages of consecutive elements that readers may keep, also on other threads: one that was handed out is never written again, the
/// next change makes another. A page without an element takes no memory. Not thread-safe.
template <typename Page>
class SharedPages final {
public:
    [[nodiscard]] bool hasRoomFor(Slot slot) const { return slot / pageSize < m_pages.size() && m_pages[slot / pageSize]; }
    /// Makes the page of `slot` if it is not there, as Page() makes it.
    void makeRoomFor(Slot slot)
    {
        const std::size_t page = slot / pageSize;
        if (page >= m_pages.size()) {
            m_pages.resize(page + 1);
            m_shared.resize(page + 1);
        }
        if (!m_pages[page])
            m_pages[page] = std::make_shared<Page>();
    }

    // Of a slot that has room.
    [[nodiscard]] const Page& of(Slot slot) const { return *m_pages[slot / pageSize]; }
    [[nodiscard]] Page& writable(Slot slot)
    {
        const std::size_t page = slot / pageSize;
        if (m_shared[page] != 0) {
            m_pages[page] = std::make_shared<Page>(*m_pages[page]);
            m_shared[page] = 0;
        }
        return *m_pages[page];
    }

    /// The reader's too from now on; nothing where there never was an element.
    [[nodiscard]] std::shared_ptr<const Page> share(Slot slot) const
    {
        if (!hasRoomFor(slot))
            return nullptr;
        m_shared[slot / pageSize] = 1;
        return m_pages[slot / pageSize];
    }

private:
    std::vector<std::shared_ptr<Page>> m_pages;
    mutable std::vector<std::uint8_t> m_shared;   // by page: a reader may have it, so it is not written any more
};

} // namespace weir::graph
