#pragma once
#include "source/synthetic/change_sequence.h"
#include "source/synthetic/pacer.h"
#include "source/source.h"
#include <deque>
#include <optional>

namespace weir::source {

/// Pushes a sequence's changes at a rate, so that as many changes are counted by the graph as were asked for, over any
/// second. An element that changes more than once in a tick has changed once, and only the server knows where its ticks
/// end; so what came to nothing is heard of a tick later, and made up for. Time is passed in. On the source's thread.
class PacedChanges final {
public:
    static constexpr std::size_t rowsInSet = 16'384;

    /// `sequence` and `sink` outlive it.
    PacedChanges(ChangeSequence& sequence, ChangeSink& sink) : m_sequence(sequence), m_sink(sink) {}

    /// Pushes the first graph whole, which has `elements` nodes and edges, and says how far it is. False: the source is to return.
    [[nodiscard]] bool pushBirths(std::size_t elements, const std::stop_token& stop);
    /// Pushes what is due at `perSecond` since the last call; the first is the beginning. False: the source is to return.
    [[nodiscard]] bool pushDue(TimePoint now, double perSecond, const std::stop_token& stop);

private:
    static constexpr std::size_t mostUnderWay = 1U << 14;
    /// A set on its way to the graph.
    struct Pushed {
        std::uint64_t set = 0;    // its number, from 1
        std::uint64_t made = 0;   // changes up to its end
    };
    [[nodiscard]] bool push(graph::ChangeSet set, std::uint64_t made);
    void hearWhatCame();

    ChangeSequence& m_sequence;
    ChangeSink& m_sink;
    std::optional<Pacer> m_pacer;
    std::deque<Pushed> m_underWay;   // as many as the sink queues and the server takes in a tick, and at most mostUnderWay
    std::uint64_t m_sets = 0, m_made = 0;
    std::uint64_t m_arrived = 0;     // of m_made, in the sets that the graph has
    std::uint64_t m_lost = 0;        // of m_arrived, that the graph counts no change for
};

} // namespace weir::source
