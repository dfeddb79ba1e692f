#pragma once
#include "source/keyed_feed.h"
#include "source/proc/process_table.h"
#include "source/proc/socket_table.h"
#include "source/catalogue.h"
#include <functional>
#include <map>
#include <set>

namespace weir::source {

/// `proc`: the processes of this machine now, joined by parent and child, by TCP connections inside the machine and by
/// unix sockets; hosts outside are nodes of their own. What else the system says of them are attributes: users, commands and states of
/// processes, protocols, ports, states and queues of connections; all connections between two nodes are one edge. Processes are looked at
/// every `interval`, sockets at most once a second, since that means reading every open file. What may not be read is left out. No
/// positions.
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
        std::string user, command;           // as long as it has the name
        std::set<std::uint16_t> listensOn;   // TCP ports, at the last look at sockets
    };
    struct Join {                 // a connection between two nodes, seen this time
        std::string one, other;   // keys of nodes
        graph::Category category = 0;
        auto operator<=>(const Join&) const = default;
    };
    struct Joined {
        int connections = 0;
        std::set<std::string_view> protocols, states;
        std::set<std::uint16_t> onePorts, otherPorts;
        double sendQueue = 0, receiveQueue = 0;   // bytes on their way to the other, and from it
    };

    [[nodiscard]] bool look(KeyedFeed& feed);
    void setProcess(KeyedFeed& feed, const Process& process, double seconds);
    void setAttributes(KeyedFeed& feed, Slot node, const Process& process, const Known& known) const;
    [[nodiscard]] std::string userOf(int pid);
    void findJoins(const std::vector<Process>& processes);
    void findTcpJoins(const std::map<std::uint64_t, int>& owners);
    static void add(Joined& joined, const TcpSocket& socket);
    void setJoins(KeyedFeed& feed);

    Config m_config;
    ProcessTable m_table;
    graph::Schema m_schema;
    std::map<int, Known> m_known;              // by pid
    std::map<Join, Joined> m_joins;
    std::map<std::uint32_t, std::string> m_users;   // names, by number
    std::optional<graph::Time> m_machineStart;
    double m_uptime = 0, m_joinsUptime = -1;   // at the last look, in seconds
    double m_ticksPerSecond, m_pageBytes;
};

} // namespace weir::source
