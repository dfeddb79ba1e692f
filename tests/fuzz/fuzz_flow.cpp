#include "flow/credit_gate.h"
#include "flow/credit_window.h"
#include "flow/drain_queue.h"
#include "fuzz_input.h"
#include <deque>

using namespace weir::flow;

namespace {

constexpr std::uint64_t largest = 1000;

CreditWindow::Config windowFrom(FuzzInput& input)
{
    return CreditWindow::Config{input.take(), input.take<std::uint16_t>(), largest}.raisedToLeast();
}

} // namespace

/// A gate, a wire of any length, a window and its queue, in any order of steps: whoever keeps to the gate is never at
/// fault, the queue never meets its bound, and in the end everything can still flow.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    FuzzInput input(data, size);
    auto window = CreditWindow::create(windowFrom(input));
    mustHold(window.has_value(), "the least window is one");
    auto gate = CreditGate::create({window->firstGrant(), largest, largest + input.take() % 2, 1U << 20, 4000});
    mustHold(gate.has_value(), "its first grant is one");
    DrainQueue<std::uint64_t> queue(window->config().windowMessages, window->config().windowBytes);
    std::deque<std::uint64_t> wire;
    std::deque<Grant> grants;
    std::uint64_t backlog = 0;
    const auto fit = [&] {
        queue.setCapacity(std::max(window->config().windowMessages, queue.size() + window->creditsMessages()),
                          std::max(window->config().windowBytes, queue.bytes() + window->creditsBytes()));
    };
    const auto send = [&](std::uint64_t bytes, std::uint64_t waiting) {
        if (!gate->mayTake(waiting, backlog) || bytes > gate->sendableBytes())
            return false;
        gate->onSent(bytes);
        wire.push_back(bytes);
        return true;
    };
    const auto receive = [&] {
        mustHold(window->onReceived(wire.front()).has_value(), "what the gate lets through, the window takes");
        mustHold(queue.push(wire.front(), wire.front()).has_value(), "and the queue has room for it");
        wire.pop_front();
    };
    const auto dispose = [&] {
        const std::uint64_t bytes = queue.frontBytes();
        mustHold(queue.pop() == bytes, "oldest first");
        window->onDisposed(bytes);
    };
    while (!input.empty()) {
        switch (input.take() % 8) {
        case 0:
        case 1: {
            const std::uint64_t bytes = 1 + input.take<std::uint16_t>() % largest;
            static_cast<void>(send(bytes, bytes + input.take() % 2 * 3000));
            break;
        }
        case 2: if (!wire.empty()) receive(); break;
        case 3: if (!queue.empty()) dispose(); break;
        case 4:
            if (const auto grant = window->takeGrant(1 + grants.size() % 8))
                grants.push_back(*grant);
            break;
        case 5:
            if (!grants.empty()) {
                mustHold(gate->onCredit(grants.front()) != CreditGate::CreditOutcome::Lower, "totals never go down");
                grants.pop_front();
            }
            break;
        case 6:
            mustHold(window->setWindow(windowFrom(input)).has_value(), "another window");
            fit();
            break;
        default: backlog = input.take() % 2 * 5000;
        }
        mustHold(window->outstandingMessages() == queue.size() && window->outstandingBytes() == queue.bytes(), "the window counts what is queued");
        mustHold(queue.size() <= queue.capacityMessages() && queue.bytes() <= queue.capacityBytes(), "the queue keeps its bound");
    }
    // Everything arrives and is applied: then the largest message may go.
    backlog = 0;
    while (!wire.empty())
        receive();
    while (!queue.empty())
        dispose();
    if (const auto grant = window->takeGrant())
        grants.push_back(*grant);
    for (const Grant& grant : grants)
        static_cast<void>(gate->onCredit(grant));
    mustHold(send(largest, largest), "nothing waits for ever");
    return 0;
}
