#pragma once
#include "base/ids.h"
#include "flow/ledger.h"
#include "protocol/codec.h"
#include "protocol/messages.h"

namespace weir::stream {

/// The ledger of one connection. What a server states are totals of a graph since its epoch began; here they become totals
/// since the connection began, also where the server changes to another graph on the way.
/// Not thread-safe; lives on the stream thread with its StreamClient.
class ConnectionLedger final {
public:
    /// The server welcomed us: what the connection brings begins after the tick it resumes from.
    void begin(const protocol::Welcome& welcome);
    /// No connection, no changes.
    void clear() { *this = {}; }

    void onHead(const protocol::Head& head);
    /// A data message came that states `position`: up to where it stands for changes, to be given to onDisposed().
    [[nodiscard]] std::uint64_t onReceived(const protocol::DataPosition& position);
    /// As flow::Ledger::onDisposed().
    void onDisposed(std::uint64_t through, std::uint64_t rows, std::uint64_t sampled) { m_ledger.onDisposed(through, rows, sampled); }

    [[nodiscard]] flow::Ledger::Totals totals() const { return m_ledger.totals(); }

private:
    flow::Ledger m_ledger;
    Epoch m_epoch = 0;            // of what was received last
    std::uint64_t m_base = 0;     // changes of that epoch before the connection
    std::uint64_t m_before = 0;   // changes of the connection's earlier epochs
};

} // namespace weir::stream
