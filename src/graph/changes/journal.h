#pragma once
#include "base/ids.h"
#include "graph/limits.h"
#include <algorithm>
#include <cstdint>
#include <deque>
#include <optional>
#include <vector>

namespace weir::graph {

/// Which column group of an element changed.
enum class ChangeGroup : std::uint8_t { NodeIdentity, NodeMotion, EdgeIdentity, EdgeMotion, NodeAttributes, EdgeAttributes };

/// The latest changes in order, as slots: an accelerator for "what changed since", bounded, so that it may not reach
/// back far enough; then the stamps of the chunks answer. Not thread-safe.
class Journal final {
public:
    static constexpr unsigned slotBits = 28;
    static_assert(maxNodeSlots <= 1U << slotBits && maxEdgeSlots <= 1U << slotBits);

    struct Entry {
        std::uint32_t packed = 0;

        [[nodiscard]] ChangeGroup group() const { return static_cast<ChangeGroup>(packed >> slotBits); }
        [[nodiscard]] Slot slot() const { return packed & ((1U << slotBits) - 1); }
    };

    /// Memory at most; that is where every change has a tick of its own.
    [[nodiscard]] static constexpr std::size_t mostBytes(std::size_t capacity) { return capacity * (sizeof(Entry) + sizeof(Mark)); }

    explicit Journal(std::size_t capacity) : m_ring(capacity) {}

    /// `stamp` never falls.
    void append(Tick stamp, ChangeGroup group, Slot slot)
    {
        if (m_marks.empty() || m_marks.back().stamp != stamp)
            m_marks.push_back({stamp, m_end});
        m_ring[m_end % m_ring.size()] = {static_cast<std::uint32_t>(group) << slotBits | slot};
        ++m_end;
        if (m_end > m_ring.size())
            forgetBefore(m_end - m_ring.size());
    }

    void clear()
    {
        m_marks.clear();
        m_end = 0;
        m_forgotten = 0;
    }

    /// Number of entries with a stamp above `from`; none: some of them are forgotten.
    [[nodiscard]] std::optional<std::size_t> countSince(Tick from) const
    {
        if (from < m_forgotten)
            return std::nullopt;
        return static_cast<std::size_t>(m_end - beginAfter(from));
    }

    /// Calls `visit(stamp, entry)` for each entry with a stamp above `from`, oldest first. countSince must have answered.
    template <typename Visit>
    void forEachSince(Tick from, Visit&& visit) const
    {
        for (auto mark = firstMarkAfter(from); mark != m_marks.end(); ++mark) {
            const auto next = std::next(mark);
            const std::uint64_t end = next == m_marks.end() ? m_end : next->begin;
            for (std::uint64_t i = mark->begin; i < end; ++i)
                visit(mark->stamp, m_ring[i % m_ring.size()]);
        }
    }

private:
    struct Mark {
        Tick stamp;
        std::uint64_t begin;   // position of the first entry with this stamp
    };

    [[nodiscard]] std::deque<Mark>::const_iterator firstMarkAfter(Tick from) const
    {
        // Nearly every question is about the last few stamps, so look from the end.
        auto mark = m_marks.end();
        for (int i = 0; i < 8; ++i) {
            if (mark == m_marks.begin() || std::prev(mark)->stamp <= from)
                return mark;
            --mark;
        }
        return std::upper_bound(m_marks.begin(), mark, from, [](Tick tick, const Mark& m) { return tick < m.stamp; });
    }

    [[nodiscard]] std::uint64_t beginAfter(Tick from) const
    {
        const auto mark = firstMarkAfter(from);
        return mark == m_marks.end() ? m_end : mark->begin;
    }

    void forgetBefore(std::uint64_t begin)
    {
        while (m_marks.front().begin < begin) {
            m_forgotten = m_marks.front().stamp;
            if (m_marks.size() > 1 && m_marks[1].begin <= begin) {
                m_marks.pop_front();
            } else {
                m_marks.front().begin = begin;   // the rest of this stamp stays, but no longer counts as covered
            }
        }
    }

    std::vector<Entry> m_ring;
    std::deque<Mark> m_marks;
    std::uint64_t m_end = 0;
    Tick m_forgotten = 0;   // some entry with this stamp is forgotten: only questions from here on are answered
};

} // namespace weir::graph
