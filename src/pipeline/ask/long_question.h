#pragma once
#include <QtCore/QObject>
#include <chrono>
#include <cstdint>

namespace weir::pipeline {

/// A question whose answer takes longer than the stream may be held up: it is worked on a slice at a time, between which whatever
/// else waits for this thread has its turn (the socket, credits, scenes). Of several questions only the last is answered. Lives on the stream thread.
class LongQuestion : public QObject {
    Q_OBJECT

public:
    static constexpr std::chrono::milliseconds slice{4};   ///< that it may hold up the stream

protected:
    /// The work begins with the next turn; what is under way is given up.
    void begin();
    /// Nothing is asked any more.
    void giveUp() { ++m_asked; }

    /// Does a small piece of the work; false: there is none left, and the answer is wanted.
    [[nodiscard]] virtual bool advance() = 0;
    virtual void answer() = 0;

private:
    void goOn(std::uint64_t asked);

    std::uint64_t m_asked = 0;   // counts questions, so that a turn knows whether its own is still asked
};

} // namespace weir::pipeline
