#pragma once
#include <cstdlib>   // defines __GLIBC__ where that is the library
#if defined(__GLIBC__)
#include <malloc.h>
#endif

namespace weir {

/// Gives memory that was freed back to the system, of which an allocator keeps much after work in proportion to a graph. Takes some
/// milliseconds for hundreds of megabytes, in which other threads' allocations may wait. Any thread.
inline void giveBackFreedMemory()
{
#if defined(__GLIBC__)
    malloc_trim(0);
#endif
}

} // namespace weir
