#pragma once
#include <cstdint>
#include <string>
#include <sys/stat.h>

namespace weir::source {

/// Differs whenever a file was written, replaced, made or removed. A plain value.
struct FileMark {
    bool present = false;
    dev_t device = 0;
    ino_t number = 0;
    off_t bytes = 0;
    std::int64_t seconds = 0, nanoseconds = 0;

    bool operator==(const FileMark&) const = default;

    /// As it is now.
    [[nodiscard]] static FileMark of(const std::string& path)
    {
        struct stat status{};
        if (::stat(path.c_str(), &status) != 0)
            return {};
        return {true, status.st_dev, status.st_ino, status.st_size, status.st_mtim.tv_sec, status.st_mtim.tv_nsec};
    }
};

} // namespace weir::source
