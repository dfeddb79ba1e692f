#pragma once
#include "base/ids.h"
#include "graph/columns/edge_page.h"
#include <vector>

namespace weir::graph {

/// Numbers the pages of one kind of element anew, in the order in which they are first needed. The server chooses its slots
/// and may leave millions of them out; a scene's are without such holes, so that whatever has an entry a slot (layout,
/// picking, GPU) costs in proportion to the pages that hold something. Four bytes for each page that a slot may name, at most
/// 1 MiB. Not thread-safe.
class PageNumbering final {
public:
    /// The scene's slot for the store's, which is a valid one; its page gets a number where it has none.
    [[nodiscard]] Slot number(Slot storeSlot)
    {
        const std::size_t page = storeSlot / pageSize;
        if (page >= m_scenePages.size())
            m_scenePages.resize(page + 1, noPage);
        if (m_scenePages[page] == noPage) {
            m_scenePages[page] = static_cast<std::uint32_t>(m_storePages.size());
            m_storePages.push_back(static_cast<std::uint32_t>(page));
        }
        return m_scenePages[page] * pageSize + storeSlot % pageSize;
    }

    [[nodiscard]] std::size_t pages() const { return m_storePages.size(); }   ///< that have a number

    /// noSlot: no slot near it was ever needed.
    [[nodiscard]] Slot sceneSlot(Slot storeSlot) const { return translate(m_scenePages, storeSlot); }
    [[nodiscard]] Slot storeSlot(Slot sceneSlot) const { return translate(m_storePages, sceneSlot); }

private:
    static constexpr std::uint32_t noPage = 0xffff'ffffU;

    [[nodiscard]] static Slot translate(const std::vector<std::uint32_t>& pages, Slot slot)
    {
        const std::size_t page = slot / pageSize;
        return page < pages.size() && pages[page] != noPage ? pages[page] * pageSize + slot % pageSize : noSlot;
    }

    std::vector<std::uint32_t> m_scenePages;   // by page of the store
    std::vector<std::uint32_t> m_storePages;   // by page of the scene
};

} // namespace weir::graph
