#pragma once
#include <cassert>
#include <cstdint>

namespace weir::flow {

/// What all connections of a server hold unsent together, and its bound: one connection's own bound, times the number of
/// clients, would be more than any machine has. Above the bound only those get more who hold nothing.
/// Not thread-safe; lives on the server's thread. Outlives its parts.
class SharedBacklog final {
public:
    explicit SharedBacklog(std::uint64_t mostBytes) : m_mostBytes(mostBytes) {}

    /// One connection's part of it, which goes when it goes.
    class Part final {
    public:
        explicit Part(SharedBacklog& whole) : m_whole(whole) {}
        ~Part() { set(0); }
        Part(const Part&) = delete;
        Part& operator=(const Part&) = delete;

        void set(std::uint64_t bytes)
        {
            assert(m_whole.m_bytes >= m_bytes);
            m_whole.m_bytes += bytes - m_bytes;
            m_bytes = bytes;
        }
        [[nodiscard]] bool mustWait() const { return m_bytes > 0 && m_whole.m_bytes > m_whole.m_mostBytes; }

    private:
        SharedBacklog& m_whole;
        std::uint64_t m_bytes = 0;
    };

    [[nodiscard]] std::uint64_t bytes() const { return m_bytes; }

private:
    std::uint64_t m_mostBytes;
    std::uint64_t m_bytes = 0;
};

} // namespace weir::flow
