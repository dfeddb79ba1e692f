#pragma once
#include "base/clock.h"
#include "metrics/histogram.h"
#include <cstdint>
#include <map>
#include <optional>

namespace weir::server {

/// What was sent in one session, or in all that are over: totals since its beginning.
struct SessionFigures {
    std::uint64_t receivedFrames = 0;          ///< of WebSocket, of any kind
    std::uint64_t messages = 0, bytes = 0;     ///< payloads of all frames, data and control
    std::uint64_t savedBytes = 0;              ///< more that it would have been uncompressed
    std::uint64_t mergedChanges = 0;           ///< that a later change of the same element stood for, in whole deltas
    std::uint64_t snapshots = 0, scans = 0, stagedDeltas = 0, resumes = 0;   ///< begun
    std::uint64_t partsHeld = 0;               ///< of those snapshots, not sent because the client had them
    std::uint64_t resyncs = 0;                 ///< asked for by the client: its graph was not the server's
    std::uint64_t steersRefused = 0;
    std::uint64_t digestsSent = 0;             ///< whole deltas, each with the digest that the client is to compare
    std::uint64_t audits = 0, chunksFetched = 0;   ///< a digest differed; chunks that did
    struct Ledger {
        std::uint64_t rows = 0;                ///< changes that deltas carried
        std::uint64_t merged = 0;              ///< that a later change, a snapshot or a scan stood for
        std::uint64_t sampled = 0;             ///< left out as asked

        Ledger& operator+=(const Ledger& other)
        {
            rows += other.rows;
            merged += other.merged;
            sampled += other.sampled;
            return *this;
        }
    };
    Ledger ledger{};                           ///< of all changes that what was sent stands for; adds up to them
    Clock::duration starved{};                 ///< had something to send and no credit for it

    SessionFigures& operator+=(const SessionFigures& other)
    {
        receivedFrames += other.receivedFrames;
        messages += other.messages;
        bytes += other.bytes;
        savedBytes += other.savedBytes;
        mergedChanges += other.mergedChanges;
        snapshots += other.snapshots;
        scans += other.scans;
        stagedDeltas += other.stagedDeltas;
        resumes += other.resumes;
        partsHeld += other.partsHeld;
        resyncs += other.resyncs;
        steersRefused += other.steersRefused;
        digestsSent += other.digestsSent;
        audits += other.audits;
        chunksFetched += other.chunksFetched;
        ledger += other.ledger;
        starved += other.starved;
        return *this;
    }
};

/// How a server stands at one moment, as a plain value for other threads. Totals are since it was made.
struct ServerFigures {
    TimePoint made{};
    std::uint64_t clients = 0, nodes = 0, edges = 0;
    std::uint64_t ticks = 0, changes = 0, epochs = 0;
    metrics::Histogram tickLatenessSeconds{{0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 1}};
    SessionFigures sessions;                       ///< of all clients, the gone ones too
    std::uint64_t unacknowledgedBytes = 0;         ///< sent to clients and not given back
    std::uint64_t unsentBytes = 0;                 ///< in all sockets
    std::uint64_t pendingChanges = 0;              ///< not yet sent, of all clients together
    std::uint64_t unappliedChanges = 0;            ///< sent, and not yet stated as applied, of all clients together
    bool readingFirstGraph = false;                ///< the source began a moment ago, and its first graph is not whole yet
    std::uint64_t snapshotBytes = 0;               ///< of the snapshot cache
    std::optional<double> snapshotAgeSeconds;      ///< since the tick it is of; none: there is no snapshot yet
    double snapshotBuildSeconds = 0;               ///< the last pass over chunks that changed
    std::map<int, std::uint64_t> closes;           ///< by close code
    std::uint64_t turnedAway = 0;                  ///< connections that ended before a WebSocket stood
    std::uint64_t exhausted = 0;                   ///< times it had no descriptor for those who came, and said so
};

} // namespace weir::server
