#include "weir-bench/process_usage.h"
#include <cstdio>
#include <ctime>
#include <fstream>
#include <string>
#include <sys/resource.h>

namespace weir::bench {

ProcessUsage processUsage()
{
    ProcessUsage usage;
    std::ifstream status("/proc/self/status");
    for (std::string name; status >> name;) {
        if (name == "VmRSS:")
            status >> usage.residentBytes;
        else if (name == "VmHWM:")
            status >> usage.peakResidentBytes;
        std::getline(status, name);
    }
    usage.residentBytes *= 1024;   // the file has KiB
    usage.peakResidentBytes *= 1024;
    timespec cpu{};
    if (clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &cpu) == 0)
        usage.cpuSeconds = static_cast<double>(cpu.tv_sec) + static_cast<double>(cpu.tv_nsec) / 1e9;
    return usage;
}

void resetPeakResident() { std::ofstream("/proc/self/clear_refs") << "5\n"; }   // proc(5)

bool allowDescriptors(std::size_t wanted)
{
    rlimit limit{};
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0)
        return true;   // the first open that fails will tell
    limit.rlim_cur = limit.rlim_max;
    static_cast<void>(setrlimit(RLIMIT_NOFILE, &limit));
    static_cast<void>(getrlimit(RLIMIT_NOFILE, &limit));
    if (limit.rlim_cur >= wanted)
        return true;
    std::fprintf(stderr, "weir-bench: this needs %zu open files, but the system allows a process %llu (ulimit -Hn)\n", wanted,
                 static_cast<unsigned long long>(limit.rlim_cur));
    return false;
}

} // namespace weir::bench
