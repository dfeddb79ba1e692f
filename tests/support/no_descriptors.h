#pragma once
#include <fcntl.h>
#include <sys/resource.h>
#include <unistd.h>
#include <vector>

/// As long as it lives, this process has no descriptor left to open.
class NoDescriptors final {
public:
    NoDescriptors()
    {
        ::getrlimit(RLIMIT_NOFILE, &m_before);
        const int next = ::open("/dev/null", O_RDONLY | O_CLOEXEC);   // the lowest that is free
        rlimit low = m_before;
        low.rlim_cur = static_cast<rlim_t>(next) + 64;   // above this some may be open: they stay so
        ::setrlimit(RLIMIT_NOFILE, &low);
        for (int taken = next; taken >= 0; taken = ::open("/dev/null", O_RDONLY | O_CLOEXEC))
            m_taken.push_back(taken);
    }
    ~NoDescriptors()
    {
        for (const int taken : m_taken)
            ::close(taken);
        ::setrlimit(RLIMIT_NOFILE, &m_before);
    }
    NoDescriptors(const NoDescriptors&) = delete;
    NoDescriptors& operator=(const NoDescriptors&) = delete;

private:
    rlimit m_before{};
    std::vector<int> m_taken;
};
