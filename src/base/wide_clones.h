#pragma once

/// Before a function that becomes vector code: it is compiled for wider vectors, too, and the machine's widest are taken. Sanitizers
/// cannot stand the resolvers that choose a clone before they are set up.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && !defined(__SANITIZE_ADDRESS__) \
    && !defined(__SANITIZE_THREAD__)
#define WEIR_WIDE_CLONES __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define WEIR_WIDE_CLONES
#endif
