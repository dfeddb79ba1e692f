#pragma once
#include <mutex>
#include <optional>
#include <utility>

namespace weir {

/// The newest value on its way from one thread to another; an older one that nobody took is replaced.
/// Thread-safe. Holds at most one value, so it cannot grow; a signal beside it says "look".
template <typename T>
class Mailbox final {
public:
    /// Puts `value`, replacing one that was not taken. True: the box was empty, so the reader wants a signal.
    bool put(T value)
    {
        const std::lock_guard lock(m_mutex);
        const bool wasEmpty = !m_value.has_value();
        m_value.emplace(std::move(value));
        return wasEmpty;
    }

    /// Puts what `merge(old)` makes of the waiting value (nullptr: none waits). `merge` runs under the lock: keep it short.
    template <typename Merge>
    bool putMerged(Merge&& merge)
    {
        const std::lock_guard lock(m_mutex);
        const bool wasEmpty = !m_value.has_value();
        T merged = std::forward<Merge>(merge)(wasEmpty ? nullptr : &*m_value);
        m_value.emplace(std::move(merged));
        return wasEmpty;
    }

    [[nodiscard]] std::optional<T> take()
    {
        const std::lock_guard lock(m_mutex);
        return std::exchange(m_value, std::nullopt);
    }

private:
    std::mutex m_mutex;
    std::optional<T> m_value;
};

} // namespace weir
