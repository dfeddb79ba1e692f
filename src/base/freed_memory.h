#pragma once
#include <cstdlib>   // defines __GLIBC__ where that is the library
#if defined(__GLIBC__)
#include <malloc.h>
#endif

namespace weir {

/// Gives memory that was freed back to the system, of which an allocator keeps much after work in proportion to a graph; what a thread's
/// heap keeps at its end stays. Takes some milliseconds for hundreds of megabytes, in which other threads' allocations may wait. Any thread.
inline void giveBackFreedMemory()
{
#if defined(__GLIBC__)
    malloc_trim(0);
#endif
}

/// From now on the process keeps less of what it frees. Left to itself, glibc's malloc raises its bounds with each large block that is
/// freed, to 32 MB for blocks that have pages of their own and 64 MB for free memory that a thread's heap keeps at its end; a graph's
/// pages then lie between those of work that is done, which holds them resident: a fifth of what a client of half a million nodes
/// took. Below these bounds the price is changes a second (a sixth of them at the 128 KB that glibc begins with). Before threads start.
inline void keepLittleFreedMemory()
{
#if defined(__GLIBC__)
    mallopt(M_MMAP_THRESHOLD, 4 << 20);
    mallopt(M_TRIM_THRESHOLD, 2 << 20);
#endif
}

} // namespace weir
