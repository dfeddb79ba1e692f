#pragma once
#include "graph/attributes/attribute.h"
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace weir::source {

struct Process {
    int pid = 0, parent = 0;
    std::string name;
    char state = '?';                ///< as proc(5) has it: R, S, D, …
    bool kernelThread = false;
    std::uint64_t threads = 0;
    std::int64_t nice = 0;
    std::uint64_t cpuTicks = 0;      ///< used so far, in clock ticks
    std::uint64_t startTicks = 0;    ///< after the machine's start: with the pid, it names a process for ever
    std::uint64_t memoryPages = 0;   ///< resident
};

/// The text of a PID/stat file; nothing where it is none. Layout: proc(5).
[[nodiscard]] std::optional<Process> parseProcessStat(std::string_view stat);

/// What a proc filesystem says of its processes. What may not be read or has just gone is left out.
/// Stateless; a call reads one small file a process, or one link for each open file of one.
class ProcessTable final {
public:
    /// `root` is /proc, or a folder that looks like it.
    explicit ProcessTable(std::string root) : m_root(std::move(root)) {}

    [[nodiscard]] std::vector<Process> processes() const;                   ///< by pid, ascending
    [[nodiscard]] std::string commandLine(int pid) const;                   ///< words joined by spaces; may be empty
    [[nodiscard]] std::optional<std::uint32_t> user(int pid) const;         ///< whose rights it has
    [[nodiscard]] std::vector<std::uint64_t> socketInodes(int pid) const;   ///< of the sockets it holds
    [[nodiscard]] double uptimeSeconds() const;                             ///< 0 where it cannot be read
    [[nodiscard]] std::optional<graph::Time> machineStart() const;
    [[nodiscard]] std::string text(const std::string& name) const;          ///< of a file below the root; empty: none

private:
    std::string m_root;
};

} // namespace weir::source
