#pragma once
#include "base/ids.h"
#include "graph/columns/edge_page.h"
#include <vector>

namespace weir::graph {

/// Numbers the pages of one kind of element anew, in the order in which they are first needed. The server chooses its slots
/// and may leave millions of them out: they are sparse. The numbers are dense, so that whatever has an entry for each (layout,
/// picking, GPU) costs in proportion to the pages that hold something. Four bytes for each page that a slot may name, at most
/// 1 MiB. Not thread-safe.
class PageNumbering final {
public:
    /// The dense number of a valid slot; its page gets one where it has none.
    [[nodiscard]] Slot number(Slot sparse)
    {
        const std::size_t page = sparse / pageSize;
        if (page >= m_densePages.size())
            m_densePages.resize(page + 1, noPage);
        if (m_densePages[page] == noPage) {
            m_densePages[page] = static_cast<std::uint32_t>(m_sparsePages.size());
            m_sparsePages.push_back(static_cast<std::uint32_t>(page));
        }
        return m_densePages[page] * pageSize + sparse % pageSize;
    }

    [[nodiscard]] std::size_t pages() const { return m_sparsePages.size(); }   ///< that have a number

    /// noSlot: no slot near it was ever needed.
    [[nodiscard]] Slot dense(Slot sparse) const { return translate(m_densePages, sparse); }
    [[nodiscard]] Slot sparse(Slot dense) const { return translate(m_sparsePages, dense); }

private:
    static constexpr std::uint32_t noPage = 0xffff'ffffU;

    [[nodiscard]] static Slot translate(const std::vector<std::uint32_t>& pages, Slot slot)
    {
        const std::size_t page = slot / pageSize;
        return page < pages.size() && pages[page] != noPage ? pages[page] * pageSize + slot % pageSize : noSlot;
    }

    std::vector<std::uint32_t> m_densePages;    // by sparse page
    std::vector<std::uint32_t> m_sparsePages;   // by dense page
};

} // namespace weir::graph
