#pragma once
#include "base/clock.h"
#include "flow/grant.h"
#include <algorithm>
#include <cstdint>
#include <optional>

namespace weir::flow {

enum class WindowSizing : std::uint8_t { Fixed, Automatic };

/// As in the stats object: "fixed", "auto".
[[nodiscard]] constexpr const char* toString(WindowSizing sizing) { return sizing == WindowSizing::Fixed ? "fixed" : "auto"; }

/// How large a credit window should be, from how fast the queue drains and how long the viewer's frames take: a share of
/// the largest window that is allowed, decided anew a few times a second. What a smaller window leaves with the server is
/// merged there.
///
/// What was granted cannot be taken back, so a window that may have to become smaller must never be far ahead of its use.
/// Hence three laws, of which the smallest window counts:
/// - By draining. As CoDel does (RFC 8289, section 3), only a queue that stood all the time between two looks counts, for a
///   burst that drains is what a queue is there for. Then the window is drain rate x queueTarget, the bandwidth-delay
///   product of a path whose delay is chosen: what is read is applied within queueTarget. Where the queue ran empty the
///   drain was not the limit, and the window grows.
/// - By frames. Frames over the budget while the stream has work lower the messages asked for in a second, from what was
///   lately used and not from what was allowed, or the first steps would change nothing; frames within it raise them. It
///   never asks for fewer than such frames can show: that would cost the picture and help nobody. Where even the least
///   window is more than queueTarget's worth of that, grants are spaced. A catch-up is not held back: the sooner the
///   picture stands, the better, and it ends.
/// - By use (as congestion windows are validated, RFC 7661). No more messages are granted than last a second at the rate lately
///   seen, up to the next power of two, or startMessages: else the messages of a full window would last for twenty seconds
///   of a stream of 50 ticks a second, and whatever the other laws say would come that much later.
/// The steps are factors, since nobody shares the drain and TCP's fairness is no question; so they take as long at any
/// rate. A step by frames is smaller than the band between low and high, so that it never leads from beyond one end of it
/// to beyond the other: the window settles instead of fluttering. By draining, what differs by less than a step is left.
/// Not thread-safe; knows no clock of its own.
class WindowSizer final {
public:
    struct Config {
        Grant least;                                                 ///< what the protocol demands
        Grant most;                                                  ///< the full window
        Clock::duration lookEvery = std::chrono::milliseconds(250);
        Clock::duration queueTarget = std::chrono::milliseconds(150);
        double frameHigh = 1.1, frameLow = 0.87;                     ///< of the budget; a renderer may fill frames up to the low one
        std::uint64_t startMessages = 64;                            ///< by use, also where nothing comes
        double framesPerSecond = 30;                                 ///< where each takes the whole budget
        double leastMessagesPerSecond = 10;                          ///< a picture that changes so often still looks alive
    };
    enum class Work : std::uint8_t { Live, CatchUp };
    enum class Queue : std::uint8_t { Empty, Waiting, Paused };

    WindowSizer(Config config, TimePoint now);

    /// Other bounds; the share stays.
    void setBounds(Grant least, Grant most);

    /// A slice of draining ended, in which `disposed` (not totals) was done with.
    void onDrained(Grant disposed, Work work, Queue queue);
    /// Draining was paused or goes on: what was counted since the last look says nothing.
    void rest() { m_rested = true; }
    /// Frames since the last report took `load` of the budget for one.
    void onFrames(double load) { m_frameLoad = std::max(m_frameLoad.value_or(0), load); }

    /// Decides, if lookEvery has passed. True: window() is another one.
    [[nodiscard]] bool look(TimePoint now, Queue queue);

    [[nodiscard]] Grant window() const { return m_window; }
    /// How many messages more may be granted now; all that the window holds, where grants are not spaced.
    [[nodiscard]] std::uint64_t grantableMessages(TimePoint now) const;
    /// When there is one more; only while grants are spaced.
    [[nodiscard]] std::optional<TimePoint> nextGrantAt() const;
    void onGranted(TimePoint now) { m_granted = now; }

private:
    void sizeByDrain(double seconds);
    void sizeByFrames(double seconds);
    void sizeByUse(double seconds);
    [[nodiscard]] bool updateWindow();
    [[nodiscard]] bool spaced() const { return m_messagesPerSecond && m_work == Work::Live; }

    Config m_config;
    Grant m_window;
    double m_drainShare = 1;                     // of the most
    double m_messagesAhead;                      // by use
    std::optional<double> m_messagesPerSecond;   // asked for; none: as many as the window allows
    TimePoint m_looked, m_granted;
    Grant m_disposed;                            // since the last look, as what follows
    bool m_ranEmpty = true, m_rested = false;
    Work m_work = Work::Live;
    std::optional<double> m_frameLoad;
};

} // namespace weir::flow
