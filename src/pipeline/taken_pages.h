#pragma once
#include <cstddef>
#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

namespace weir::pipeline {

/// Pages of a scene that became the model's newest while the next version is built, and what they were before. Not thread-safe.
template <typename Page>
class TakenPages final {
public:
    using Pointer = std::shared_ptr<const Page>;

    [[nodiscard]] bool has(std::size_t page) const { return page < m_numbers.size() && m_numbers[page] != 0; }
    /// Of one that was taken.
    [[nodiscard]] const Page& before(std::size_t page) const { return *m_before[m_numbers[page] - 1]; }

    void take(std::size_t page, Pointer& place, Pointer newest)
    {
        if (page >= m_numbers.size())
            m_numbers.resize(page + 1);
        m_before.push_back(std::exchange(place, std::move(newest)));
        m_taken.push_back(page);
        m_numbers[page] = static_cast<std::uint32_t>(m_before.size());
    }

    /// The next version begins.
    void clear()
    {
        for (const std::size_t page : m_taken)
            m_numbers[page] = 0;
        m_taken.clear();
        m_before.clear();
    }

private:
    std::vector<std::uint32_t> m_numbers;   // by page: 0, or its place in m_before from 1 on
    std::vector<std::size_t> m_taken;
    std::vector<Pointer> m_before;
};

} // namespace weir::pipeline
