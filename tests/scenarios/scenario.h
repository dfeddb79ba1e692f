#pragma once
#include "changing_graph.h"
#include "viewer.h"
#include <deque>
#include <random>

/// One history of a real server and some real clients behind faulty networks, decided by a seed: source, graph, rate,
/// windows, encodings, TLS, policies, pauses, epochs, restarts, steering, heartbeats, faults. Then the faults stop, and whatever
/// happened before, every client must end live, in sync, and equal to the server.
class Scenario final {
public:
    explicit Scenario(std::uint32_t seed);
    ~Scenario();

    /// What did not hold; empty: everything did.
    [[nodiscard]] QStringList run();
    /// The decisions and where everybody stands, for whoever looks into a failure.
    [[nodiscard]] QStringList describe();

    /// What happened on the way, so that it shows whether the histories still reach everything.
    struct Events {
        unsigned encrypted = 0, halfOpenFound = 0, audits = 0, policies = 0;
        std::uint64_t resumes = 0, resyncs = 0, scans = 0;
        std::size_t named = 0;   // categories, of the last of its graphs
        unsigned attributes = 0;   // graphs that had some at its end

        Events& operator+=(const Events& other)
        {
            encrypted += other.encrypted;
            halfOpenFound += other.halfOpenFound;
            audits += other.audits;
            policies += other.policies;
            resumes += other.resumes;
            resyncs += other.resyncs;
            scans += other.scans;
            named += other.named;
            attributes += other.attributes;
            return *this;
        }
    };
    [[nodiscard]] Events events();

private:
    std::size_t below(std::size_t bound) { return m_random() % bound; }
    bool oneIn(std::size_t n) { return below(n) == 0; }
    /// For what histories learned later: drawn apart, so that the history of a seed stays what it was.
    bool laterOneIn(std::size_t n) { return m_laterRandom() % n == 0; }

    void startServer();
    void restartServer();
    void makeViewer();
    [[nodiscard]] FaultProxy::Fault anyFault();
    [[nodiscard]] weir::protocol::Policy anyPolicy();
    void step();
    void steer();
    void letPass(std::chrono::milliseconds time);
    /// Waits, at most `longest`, while the event loop runs and the bounds are looked at.
    template <typename Condition>
    [[nodiscard]] bool waitFor(Condition&& condition, std::chrono::milliseconds longest);
    /// Nobody mends the network: both ends must find by themselves that the other is gone.
    void leaveHalfOpen();
    void stopFaults();
    [[nodiscard]] bool quieten();
    [[nodiscard]] bool settle();
    void checkEnd();
    void log(const QString& text) { m_log << text; }

    std::mt19937 m_random, m_laterRandom;
    bool m_beatsFast, m_encrypts;
    std::mt19937 m_names;   // drawn apart again, in every step
    bool m_garbles, m_steers, m_changesPolicies;
    std::size_t m_faultOneIn, m_changeSize;
    weir::server::StreamServer::Config m_serverConfig;
    ChangingGraph::Config m_graphConfig;
    std::unique_ptr<weir::server::StreamServer> m_server;
    std::optional<ChangingGraph> m_graph;
    std::deque<Viewer> m_viewers;
    Events m_events;
    QStringList m_breaches, m_log;
};
