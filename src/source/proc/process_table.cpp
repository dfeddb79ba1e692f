#include "source/proc/process_table.h"
#include "source/file_handle.h"
#include <algorithm>
#include <array>
#include <charconv>
#include <cstdio>
#include <cstdlib>
#include <dirent.h>
#include <fcntl.h>
#include <memory>
#include <unistd.h>

namespace weir::source {

namespace {

struct CloseFolder {
    void operator()(DIR* folder) const { ::closedir(folder); }
};
using Folder = std::unique_ptr<DIR, CloseFolder>;

template <typename Number>
std::optional<Number> numberIn(std::string_view text)
{
    Number number{};
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
    return fault == std::errc{} && end == text.data() + text.size() ? std::optional(number) : std::nullopt;
}

} // namespace

std::optional<Process> parseProcessStat(std::string_view stat)
{
    // pid (name) state ppid …: the name may hold blanks and brackets, so it ends at the last bracket.
    const std::size_t open = stat.find('('), close = stat.rfind(')');
    if (open == std::string_view::npos || close == std::string_view::npos || close < open || open == 0)
        return std::nullopt;
    Process process;
    const auto pid = numberIn<int>(stat.substr(0, open - 1));
    process.name = stat.substr(open + 1, close - open - 1);
    std::array<std::string_view, 22> fields;   // fields 3 to 24 of proc(5)
    std::string_view rest = stat.substr(close + 1);
    for (std::string_view& field : fields) {
        rest.remove_prefix(std::min(rest.find_first_not_of(" \n"), rest.size()));
        field = rest.substr(0, rest.find_first_of(" \n"));
        rest.remove_prefix(field.size());
    }
    const auto numbered = [&](std::size_t number) { return numberIn<std::uint64_t>(fields[number - 3]); };
    const auto parent = numberIn<int>(fields[4 - 3]);
    const auto nice = numberIn<std::int64_t>(fields[19 - 3]);
    const auto flags = numbered(9), user = numbered(14), system = numbered(15), threads = numbered(20), start = numbered(22),
               pages = numbered(24);
    if (!pid || !parent || !nice || !flags || !user || !system || !threads || !start || !pages)
        return std::nullopt;
    constexpr std::uint64_t kernelThreadFlag = 0x0020'0000;   // PF_KTHREAD
    process.pid = *pid;
    process.parent = *parent;
    process.state = fields[0].empty() ? '?' : fields[0].front();
    process.threads = *threads;
    process.nice = *nice;
    process.kernelThread = (*flags & kernelThreadFlag) != 0;
    process.cpuTicks = *user + *system;
    process.startTicks = *start;
    process.memoryPages = *pages;
    return process;
}

std::vector<Process> ProcessTable::processes() const
{
    std::vector<Process> processes;
    const Folder folder(::opendir(m_root.c_str()));
    while (const dirent* entry = folder ? ::readdir(folder.get()) : nullptr) {
        const std::string name = entry->d_name;
        if (!numberIn<int>(name))
            continue;
        if (auto process = parseProcessStat(text(name + "/stat")))
            processes.push_back(std::move(*process));
    }
    std::ranges::sort(processes, {}, &Process::pid);
    return processes;
}

std::string ProcessTable::commandLine(int pid) const
{
    std::string words = text(std::to_string(pid) + "/cmdline");
    while (words.ends_with('\0'))
        words.pop_back();
    std::ranges::replace(words, '\0', ' ');
    return words;
}

std::optional<std::uint32_t> ProcessTable::user(int pid) const
{
    // "Uid:" real, effective, saved, of files
    const std::string status = text(std::to_string(pid) + "/status");
    const std::size_t at = status.find("\nUid:");
    unsigned real = 0, effective = 0;
    if (at == std::string::npos || std::sscanf(status.c_str() + at, "\nUid: %u %u", &real, &effective) != 2)
        return std::nullopt;
    return effective;
}

std::vector<std::uint64_t> ProcessTable::socketInodes(int pid) const
{
    std::vector<std::uint64_t> inodes;
    const Folder folder(::opendir((m_root + '/' + std::to_string(pid) + "/fd").c_str()));
    while (const dirent* entry = folder ? ::readdir(folder.get()) : nullptr) {
        char target[64];
        const ssize_t bytes = ::readlinkat(::dirfd(folder.get()), entry->d_name, target, sizeof target);
        if (bytes <= 0)
            continue;
        const std::string_view link(target, static_cast<std::size_t>(bytes));
        if (!link.starts_with("socket:[") || !link.ends_with(']'))
            continue;
        if (const auto inode = numberIn<std::uint64_t>(link.substr(8, link.size() - 9)))
            inodes.push_back(*inode);
    }
    return inodes;
}

double ProcessTable::uptimeSeconds() const { return std::strtod(text("uptime").c_str(), nullptr); }

std::optional<graph::Time> ProcessTable::machineStart() const
{
    const std::string stat = text("stat");
    const std::size_t at = stat.find("btime ");   // seconds since 1970
    const std::int64_t seconds = at == std::string::npos ? 0 : std::strtoll(stat.c_str() + at + 6, nullptr, 10);
    return seconds > 0 && seconds < std::int64_t{1} << 33 ? std::optional(graph::Time{seconds * 1'000'000}) : std::nullopt;
}

std::string ProcessTable::text(const std::string& name) const
{
    const FileHandle file(::open((m_root + '/' + name).c_str(), O_RDONLY | O_CLOEXEC));
    std::string text;
    std::array<char, 16 * 1024> piece;
    for (ssize_t got = 1; file.open() && got > 0;) {
        got = ::read(file.get(), piece.data(), piece.size());
        if (got > 0)
            text.append(piece.data(), static_cast<std::size_t>(got));
    }
    return text;
}

} // namespace weir::source
