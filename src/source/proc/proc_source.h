#pragma once
#include "source/keyed_feed.h"
#include "source/proc/process_table.h"
#include "source/proc/socket_table.h"
#include "source/catalogue.h"
#include <functional>
#include <map>

namespace weir::source {

/// `proc`: the processes of this machine now, joined by parent and child, by TCP connections inside the machine and by
/// unix sockets; hosts outside are nodes of their own. Processes are looked at every `interval`, sockets at most once a
/// second, since that means reading every open file. What may not be read is left out. No positions.
class ProcSource final : public Source {
public:
    struct Config {
        std::string root = "/proc";
        std::chrono::milliseconds interval{250};
        std::function<std::vector<UnixPeers>()> unixSockets = connectedUnixSockets;
    };

    static const SourceKind kind;

    explicit ProcSource(Config config);

    [[nodiscard]] const graph::Schema& schema() const override { return m_schema; }
    [[nodiscard]] std::expected<void, Error> run(ChangeSink& sink, std::stop_token stop) override;

private:
    struct Known {
        std::uint64_t startTicks = 0, cpuTicks = 0;
        std::string name, label;
    };
    struct Join {                 // a connection between two nodes, seen this time
        std::string one, other;   // keys of nodes
        graph::Category category = 0;
        auto operator<=>(const Join&) const = default;
    };

    [[nodiscard]] bool look(KeyedFeed& feed);
    void setProcess(KeyedFeed& feed, const Process& process, double seconds);
    void findJoins(const std::vector<Process>& processes);
    void findTcpJoins(const std::map<std::uint64_t, int>& owners);
    void setJoins(KeyedFeed& feed);

    Config m_config;
    ProcessTable m_table;
    graph::Schema m_schema;
    std::map<int, Known> m_known;              // by pid
    std::map<Join, int> m_joins;               // with the number of connections
    double m_uptime = 0, m_joinsUptime = -1;   // at the last look, in seconds
    double m_ticksPerSecond, m_pageBytes;
};

} // namespace weir::source
