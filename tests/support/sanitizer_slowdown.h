#pragma once

/// How many times slower a sanitizer makes this build, roughly: a test that has one thread serve and follow a graph divides
/// the graph's rate by it, or the thread never gets through with one second's changes within a second.
#if defined(__SANITIZE_THREAD__)
inline constexpr int sanitizerSlowdown = 20;
#elif defined(__SANITIZE_ADDRESS__)
inline constexpr int sanitizerSlowdown = 5;
#else
inline constexpr int sanitizerSlowdown = 1;
#endif
