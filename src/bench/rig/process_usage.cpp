#include "bench/rig/process_usage.h"
#include <cstdio>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <string>
#include <sys/resource.h>

namespace weir::bench {

ProcessUsage processUsage()
{
    ProcessUsage usage;
    std::ifstream status("/proc/self/status");
    std::int64_t fileBytes = 0;
    for (std::string name; status >> name;) {
        if (name == "VmRSS:")
            status >> usage.residentBytes;
        else if (name == "RssFile:")
            status >> fileBytes;
        else if (name == "VmHWM:")
            status >> usage.peakResidentBytes;
        std::getline(status, name);
    }
    usage.residentBytes *= 1024;   // the file has KiB
    usage.ownBytes = usage.residentBytes - fileBytes * 1024;
    usage.peakResidentBytes *= 1024;
    timespec cpu{};
    if (clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &cpu) == 0)
        usage.cpuSeconds = static_cast<double>(cpu.tv_sec) + static_cast<double>(cpu.tv_nsec) / 1e9;
    return usage;
}

double threadCpuSeconds(std::string_view name)
{
    double seconds = 0;
    std::error_code gone;   // a thread that ends while its files are read has none
    for (const auto& task : std::filesystem::directory_iterator("/proc/self/task", gone)) {
        std::string comm;
        double nanoseconds = 0;
        std::getline(std::ifstream(task.path() / "comm"), comm);
        if (comm == name && std::ifstream(task.path() / "schedstat") >> nanoseconds)
            seconds += nanoseconds / 1e9;
    }
    return seconds;
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
