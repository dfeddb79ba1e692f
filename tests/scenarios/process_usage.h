#pragma once
#include <cstddef>
#include <filesystem>

/// What the process holds of the system, as the system counts it.
struct ProcessUsage {
    std::size_t threads = 0, descriptors = 0;

    [[nodiscard]] static ProcessUsage now() { return {entries("/proc/self/task"), entries("/proc/self/fd")}; }

    [[nodiscard]] bool within(const ProcessUsage& bound) const { return threads <= bound.threads && descriptors <= bound.descriptors; }

private:
    static std::size_t entries(const char* folder)
    {
        std::size_t count = 0;
        for ([[maybe_unused]] const auto& entry : std::filesystem::directory_iterator(folder))
            ++count;
        return count;
    }
};
