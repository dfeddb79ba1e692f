#include "source/proc/proc_source.h"
#include "format/text_check.h"
#include <algorithm>
#include <array>
#include <cmath>
#include <pwd.h>
#include <unistd.h>

namespace weir::source {

namespace {

enum NodeCategory : graph::Category { ProcessNode, KernelThread, RemotePeer };
enum EdgeCategory : graph::Category { Parent, Tcp, Unix };

constexpr double secondsBetweenSocketLooks = 1;
constexpr std::size_t shownCommandBytes = 160, keptCommandBytes = 4096;
constexpr std::size_t mostPortsWritten = 16;

/// As the schema declares them.
enum NodeAttribute : graph::AttributeNumber { Command, User, State, Threads, Started, Nice, ListensOn, Name };
enum EdgeAttribute : graph::AttributeNumber { Protocol, LocalPorts, RemotePorts, ConnectionState, SendQueue, ReceiveQueue };

/// A node's key is its pid, or the host for a remote peer.
std::string keyOf(int pid) { return std::to_string(pid); }

float roundedToTenths(double value) { return static_cast<float>(std::round(value * 10) / 10); }

bool isLoopback(const std::string& host)
{
    return host.starts_with("127.") || host == "::1" || host == "0.0.0.0" || host == "::";
}

std::string written(const std::string& host, std::uint16_t port)
{
    return (host.find(':') == std::string::npos ? host : '[' + host + ']') + ':' + std::to_string(port);
}

/// Of a process, as proc(5) has it.
std::string_view stateInWords(char state)
{
    switch (state) {
    case 'R':
        return "running";
    case 'S':
        return "sleeping";
    case 'D':
        return "waiting for a device";
    case 'T':
        return "stopped";
    case 't':
        return "traced";
    case 'Z':
        return "zombie";
    case 'I':
        return "idle";
    case 'X':
    case 'x':
        return "dead";
    default:
        return {};
    }
}

graph::AttributeValue textOrNone(std::string_view text) { return text.empty() ? graph::AttributeValue{} : text; }

/// "22, 80"; where there are very many, "…" behind the first.
std::string written(const std::set<std::uint16_t>& ports)
{
    std::string text;
    std::size_t count = 0;
    for (const std::uint16_t port : ports) {
        if (count++ == mostPortsWritten)
            return text + ", …";
        text += (text.empty() ? "" : ", ") + std::to_string(port);
    }
    return text;
}

std::string written(const std::set<std::string_view>& words)
{
    std::string text;
    for (const std::string_view word : words)
        text.append(text.empty() ? "" : ", ").append(word);
    return text;
}

constexpr std::array parameters{Parameter{.key = "interval", .placeholder = "MILLISECONDS",
                                          .label = QT_TRANSLATE_NOOP("Source", "Milliseconds between looks"),
                                          .kind = Parameter::Kind::Whole, .lowest = 20, .highest = 60'000, .fallback = "250"}};

std::expected<std::unique_ptr<Source>, Error> make(const SpecValues& values)
{
    ProcSource::Config config;
    config.interval = std::chrono::milliseconds(*values.whole("interval"));
    return std::make_unique<ProcSource>(std::move(config));
}

} // namespace

constexpr SourceKind ProcSource::kind{
    "proc", QT_TRANSLATE_NOOP("Source", "the processes of this machine and what joins them (default every 250 ms)"), parameters, &make};

ProcSource::ProcSource(Config config)
    : m_config(std::move(config)),
      m_table(m_config.root),
      m_ticksPerSecond(static_cast<double>(std::max(1L, ::sysconf(_SC_CLK_TCK)))),
      m_pageBytes(static_cast<double>(std::max(1L, ::sysconf(_SC_PAGESIZE))))
{
    m_schema.title = "Processes of this machine";
    m_schema.nodeValues = {{"CPU", "%"}, {"memory", "MiB"}};
    m_schema.nodeCategories = {"process", "kernel thread", "remote peer"};
    m_schema.edgeCategories = {"parent of", "TCP connection", "unix socket"};
    using enum graph::AttributeKind;
    m_schema.nodeAttributes = {{"command", Text}, {"user", Text}, {"state", Text}, {"threads", Number},
                               {"started", Time}, {"nice", Number}, {"listens on", Text}, {"name", Text}};
    m_schema.edgeAttributes = {{"protocol", Text}, {"local ports", Text}, {"remote ports", Text},
                               {"state", Text}, {"send queue", Number}, {"receive queue", Number}};
}

std::expected<void, Error> ProcSource::run(ChangeSink& sink, std::stop_token stop)
{
    KeyedFeed feed(sink, m_schema);
    m_machineStart = m_table.machineStart();
    for (bool first = true; !stop.stop_requested(); first = false) {
        if (!look(feed))
            return std::unexpected(Error{"proc: no processes can be read in " + m_config.root + "; is it mounted?"});
        if (!feed.flush())
            return {};
        if (first)
            sink.whole();
        if (!sink.waitFor(m_config.interval))
            return {};
    }
    return {};
}

bool ProcSource::look(KeyedFeed& feed)
{
    const std::vector<Process> processes = m_table.processes();
    const double uptime = m_table.uptimeSeconds();
    // Sockets come first, since processes say on which ports they listen.
    const bool sockets = m_joinsUptime < 0 || uptime - m_joinsUptime >= secondsBetweenSocketLooks;
    if (sockets) {
        m_joinsUptime = uptime;
        findJoins(processes);
    }
    feed.beginScan();
    for (const Process& process : processes)
        setProcess(feed, process, uptime - m_uptime);
    m_uptime = uptime;
    for (const Process& process : processes) {
        const auto child = feed.findNode(keyOf(process.pid)), parent = feed.findNode(keyOf(process.parent));
        if (child && parent && *child != *parent)
            feed.setEdge("parent of " + keyOf(process.pid), {*parent, *child, Parent, true, 1.0F});
    }
    setJoins(feed);
    feed.endScan();
    std::erase_if(m_known, [&](const auto& known) { return !feed.findNode(keyOf(known.first)); });
    return !processes.empty();
}

void ProcSource::setProcess(KeyedFeed& feed, const Process& process, double seconds)
{
    const std::string key = keyOf(process.pid);
    Known& known = m_known[process.pid];
    const auto there = feed.findNode(key);
    const bool reborn = there && known.startTicks != process.startTicks;
    if (reborn)
        feed.removeNode(*there);   // the number was given to another process
    const bool first = reborn || !there;
    if (first || known.name != process.name) {   // between fork and exec a process has its parent's command
        const std::string command = process.kernelThread ? std::string{} : m_table.commandLine(process.pid);
        known.command = format::cleaned(command, keptCommandBytes);
        known.user = userOf(process.pid);
        known.label = format::cleaned(command.empty() ? process.name : command, shownCommandBytes);
        known.name = process.name;
        known.startTicks = process.startTicks;
    }
    KeyedFeed::NodeState state;
    state.label = known.label;
    state.category = process.kernelThread ? KernelThread : ProcessNode;
    const double used = first ? 0 : static_cast<double>(process.cpuTicks) - static_cast<double>(known.cpuTicks);
    known.cpuTicks = process.cpuTicks;
    state.values[0] = seconds > 0 ? roundedToTenths(std::max(0.0, 100 * used / m_ticksPerSecond / seconds)) : 0.0F;
    state.values[1] = roundedToTenths(static_cast<double>(process.memoryPages) * m_pageBytes / (1024.0 * 1024.0));
    state.motion.size = 0.8F + 0.45F * std::log2(1 + state.values[1] / 8);
    if (const auto set = feed.setNode(key, state))   // cleaned, so it cannot be refused
        setAttributes(feed, *set, process, known);
}

void ProcSource::setAttributes(KeyedFeed& feed, Slot node, const Process& process, const Known& known) const
{
    graph::AttributeValue started;
    if (m_machineStart) {
        const double seconds = static_cast<double>(process.startTicks) / m_ticksPerSecond;
        started = graph::Time{m_machineStart->us + static_cast<std::int64_t>(std::min(seconds, 1e9) * 1e6)};
    }
    const std::string ports = written(known.listensOn);
    feed.setAttributes(ElementKind::Node, node,
                       std::array{
                           ColumnValue{Command, textOrNone(known.command)},
                           ColumnValue{User, textOrNone(known.user)},
                           ColumnValue{State, textOrNone(stateInWords(process.state))},
                           ColumnValue{Threads, static_cast<double>(process.threads)},
                           ColumnValue{Started, started},
                           ColumnValue{Nice, static_cast<double>(process.nice)},
                           ColumnValue{ListensOn, textOrNone(ports)},
                           ColumnValue{Name, textOrNone(known.name)},
                       });
}

std::string ProcSource::userOf(int pid)
{
    const auto number = m_table.user(pid);
    if (!number)
        return {};
    const auto [found, first] = m_users.try_emplace(*number);
    if (first) {
        passwd entry{};
        passwd* known = nullptr;
        std::array<char, 4096> texts;
        ::getpwuid_r(*number, &entry, texts.data(), texts.size(), &known);
        found->second = known ? known->pw_name : std::to_string(*number);
    }
    return found->second;
}

void ProcSource::findJoins(const std::vector<Process>& processes)
{
    // A socket that several processes hold counts as that of the lowest pid, mostly the one that made it.
    std::map<std::uint64_t, int> owners;
    for (const Process& process : processes) {
        if (process.kernelThread)
            continue;
        for (const std::uint64_t inode : m_table.socketInodes(process.pid))
            owners.try_emplace(inode, process.pid);
    }
    m_joins.clear();
    for (auto& [pid, known] : m_known)
        known.listensOn.clear();
    findTcpJoins(owners);
    for (const UnixPeers& peers : m_config.unixSockets()) {
        const auto one = owners.find(peers.inode), other = owners.find(peers.peer);
        // Each pair comes from both ends; a datagram socket may have a peer that is not connected back.
        if (one == owners.end() || other == owners.end() || one->second == other->second)
            continue;
        Joined& joined = m_joins[{keyOf(std::min(one->second, other->second)), keyOf(std::max(one->second, other->second)), Unix}];
        ++joined.connections;
        joined.protocols.insert(peers.protocol);
    }
}

void ProcSource::findTcpJoins(const std::map<std::uint64_t, int>& owners)
{
    std::vector<TcpSocket> sockets = parseTcpSockets(m_table.text("net/tcp"));
    std::ranges::move(parseTcpSockets(m_table.text("net/tcp6")), std::back_inserter(sockets));
    std::set<std::uint16_t> servedPorts;
    std::map<std::string, const TcpSocket*> byEnds;
    for (const TcpSocket& socket : sockets) {
        if (socket.listening) {
            servedPorts.insert(socket.localPort);
            if (const auto owner = owners.find(socket.inode); owner != owners.end())
                m_known[owner->second].listensOn.insert(socket.localPort);
        }
        if (socket.connected) {
            byEnds.emplace(written(socket.localHost, socket.localPort) + ' '
                               + written(socket.remoteHost, socket.remotePort),
                           &socket);
        }
    }
    for (const auto& [ends, socket] : byEnds) {
        const auto owner = owners.find(socket->inode);
        if (owner == owners.end())
            continue;
        const std::string local = written(socket->localHost, socket->localPort);
        const std::string remote = written(socket->remoteHost, socket->remotePort);
        if (const auto back = byEnds.find(remote + ' ' + local); back != byEnds.end()) {
            const auto other = owners.find(back->second->inode);
            if (local < remote && other != owners.end() && other->second != owner->second) {
                const bool turned = other->second < owner->second;
                const TcpSocket &one = turned ? *back->second : *socket, &peer = turned ? *socket : *back->second;
                const auto [lower, higher] = std::minmax(owner->second, other->second);
                Joined& joined = m_joins[{keyOf(lower), keyOf(higher), Tcp}];
                add(joined, one);
                joined.states.insert(peer.state);
                joined.sendQueue += peer.receiveQueue;
                joined.receiveQueue += peer.sendQueue;
            }
        } else if (!isLoopback(socket->remoteHost)) {
            // Whoever called us has a port that says nothing; whom we called has one that names the service.
            const bool called = servedPorts.contains(socket->localPort);
            add(m_joins[{keyOf(owner->second), called ? socket->remoteHost : remote, Tcp}], *socket);
        }
    }
}

void ProcSource::add(Joined& joined, const TcpSocket& socket)
{
    ++joined.connections;
    joined.protocols.insert("tcp");
    joined.states.insert(socket.state);
    joined.onePorts.insert(socket.localPort);
    joined.otherPorts.insert(socket.remotePort);
    joined.sendQueue += socket.sendQueue;
    joined.receiveQueue += socket.receiveQueue;
}

void ProcSource::setJoins(KeyedFeed& feed)
{
    for (const auto& [join, joined] : m_joins) {
        const auto one = feed.findNode(join.one);
        auto other = feed.findNode(join.other);
        const bool peer = join.other.find_first_of(".:") != std::string::npos;
        if (one && peer) {
            KeyedFeed::NodeState state;
            state.label = join.other;
            state.category = RemotePeer;
            if (const auto set = feed.setNode(join.other, state))
                other = *set;
        }
        if (!one || !other)
            continue;
        const Slot edge = feed.setEdge(std::to_string(join.category) + ' ' + join.one + ' ' + join.other,
                                       {*one, *other, join.category, false, static_cast<float>(joined.connections)});
        const std::string protocols = written(joined.protocols), states = written(joined.states);
        const std::string ports = written(joined.onePorts), otherPorts = written(joined.otherPorts);
        const bool queues = join.category == Tcp;
        feed.setAttributes(ElementKind::Edge, edge,
                           std::array{
                               ColumnValue{Protocol, textOrNone(protocols)},
                               ColumnValue{LocalPorts, textOrNone(ports)},
                               ColumnValue{RemotePorts, textOrNone(otherPorts)},
                               ColumnValue{ConnectionState, textOrNone(states)},
                               ColumnValue{SendQueue, queues ? graph::AttributeValue(joined.sendQueue) : graph::AttributeValue{}},
                               ColumnValue{ReceiveQueue, queues ? graph::AttributeValue(joined.receiveQueue) : graph::AttributeValue{}},
                           });
    }
}

} // namespace weir::source
