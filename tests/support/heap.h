#pragma once
#include <cstdint>
#include <malloc.h>

/// Bytes that the process has allocated and not freed, in all threads: not what the system gave it, which is never given back
/// exactly. Tests that look at it say what they measure in one thread of work at a time.
[[nodiscard]] inline std::uint64_t heapBytes()
{
    const struct mallinfo2 info = mallinfo2();
    return info.uordblks + info.hblkhd;
}

/// False under a sanitizer, whose allocator does not count.
[[nodiscard]] inline bool heapIsCounted()
{
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    return false;
#else
    return heapBytes() != 0;
#endif
}
