#pragma once
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace weir::bench {

/// What this process takes of the machine, as the kernel counts it. Any thread.
struct ProcessUsage {
    std::int64_t residentBytes = 0;
    std::int64_t ownBytes = 0;            ///< of them those that are no file's: which pages of libraries are resident wavers
    std::int64_t peakResidentBytes = 0;   ///< since resetPeakResident(), or since the process began
    double cpuSeconds = 0;                ///< of all its threads
};

/// Zeros where /proc is not mounted.
[[nodiscard]] ProcessUsage processUsage();

/// What the threads of this name have had of the cores, as the kernel counts it; those that have ended do not count.
[[nodiscard]] double threadCpuSeconds(std::string_view name);

/// The peak begins anew at what is resident now.
void resetPeakResident();

/// Lets this process, and those that it starts, have as many descriptors open as the system allows. False: that is fewer
/// than `wanted`, which has been said on standard error.
[[nodiscard]] bool allowDescriptors(std::size_t wanted);

} // namespace weir::bench
