#pragma once
#include "base/error.h"
#include <algorithm>
#include <cassert>
#include <cstdint>
#include <deque>
#include <expected>
#include <string>
#include <utility>

namespace weir::flow {

/// Messages that were read and not yet applied, oldest first, bounded in messages and in bytes.
/// Its capacity is the credit window, so a peer that keeps to its credits never meets the bound.
/// Not thread-safe; lives on the stream thread with its CreditWindow.
template <typename Message>
class DrainQueue final {
public:
    DrainQueue(std::uint64_t capacityMessages, std::uint64_t capacityBytes)
        : m_capacityMessages(capacityMessages), m_capacityBytes(capacityBytes)
    {
    }

    /// Takes a message that counts as `bytes`. An error is the peer's, who sent more than the window holds; the queue is
    /// as before.
    [[nodiscard]] std::expected<void, Error> push(Message message, std::uint64_t bytes)
    {
        if (size() >= m_capacityMessages || bytes > m_capacityBytes - std::min(m_bytes, m_capacityBytes))
            return std::unexpected(Error{"The peer sent more than the queue of " + std::to_string(m_capacityMessages)
                                         + " messages and " + std::to_string(m_capacityBytes) + " bytes holds."});
        m_entries.push_back({std::move(message), bytes});
        m_bytes += bytes;
        m_highWaterMessages = std::max(m_highWaterMessages, size());
        m_highWaterBytes = std::max(m_highWaterBytes, m_bytes);
        return {};
    }

    /// The oldest message; the queue must not be empty.
    [[nodiscard]] const Message& front() const { assert(!empty()); return m_entries.front().message; }
    [[nodiscard]] std::uint64_t frontBytes() const { assert(!empty()); return m_entries.front().bytes; }

    /// Removes and returns the oldest message; the queue must not be empty.
    Message pop()
    {
        assert(!empty());
        Entry entry = std::move(m_entries.front());
        m_entries.pop_front();
        m_bytes -= entry.bytes;
        return std::move(entry.message);
    }

    /// Drops all messages; the high-water marks stay.
    void clear()
    {
        m_entries.clear();
        m_bytes = 0;
    }

    /// A smaller capacity drops nothing: it only refuses until what is there fits.
    void setCapacity(std::uint64_t messages, std::uint64_t bytes)
    {
        m_capacityMessages = messages;
        m_capacityBytes = bytes;
    }

    [[nodiscard]] bool empty() const { return m_entries.empty(); }
    [[nodiscard]] std::uint64_t size() const { return m_entries.size(); }
    [[nodiscard]] std::uint64_t bytes() const { return m_bytes; }
    [[nodiscard]] std::uint64_t capacityMessages() const { return m_capacityMessages; }
    [[nodiscard]] std::uint64_t capacityBytes() const { return m_capacityBytes; }
    /// The most it ever held at once.
    [[nodiscard]] std::uint64_t highWaterMessages() const { return m_highWaterMessages; }
    [[nodiscard]] std::uint64_t highWaterBytes() const { return m_highWaterBytes; }

private:
    struct Entry {
        Message message;
        std::uint64_t bytes = 0;
    };

    std::deque<Entry> m_entries;
    std::uint64_t m_bytes = 0;
    std::uint64_t m_capacityMessages;
    std::uint64_t m_capacityBytes;
    std::uint64_t m_highWaterMessages = 0;
    std::uint64_t m_highWaterBytes = 0;
};

} // namespace weir::flow
