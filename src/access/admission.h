#pragma once
#include "base/clock.h"
#include "flow/rate_allowance.h"
#include <cstdint>
#include <unordered_map>

namespace weir::access {

/// How many may come, and how fast. An address is that of one machine, or the first half of one of IPv6, since a single
/// machine has a whole network of those.
struct AdmissionLimits {
    std::size_t clients = 4096;                        ///< handshakes under way included
    std::size_t clientsPerAddress = 64;
    std::uint32_t handshakesPerSecond = 500;
    std::uint32_t handshakesPerSecondPerAddress = 50;

    /// For a server that only its own machine reaches: all clients have one address.
    [[nodiscard]] static constexpr AdmissionLimits forLoopback() { return {4096, 4096, 5000, 5000}; }
};

/// Decides who may come in, by count and by rate, so that one who asks for too much costs the others nothing. Whoever is
/// let in counts until leave(). Somewhat more than the limit are let in to be told why they may not stay.
/// Time is passed in. Not thread-safe. Memory: an entry for each address with a client, or with an arrival in the last second.
class Admission final {
public:
    using Address = std::uint64_t;   ///< see networkOf() in server/listener.cpp

    enum class Verdict : std::uint8_t {
        Welcome,
        TooManyClients,      ///< counted until leave(), to be told so
        TooManyOfAddress,    ///< the same
        TurnedAway,          ///< not counted: too fast, or too many even of those who are to be told
    };

    explicit Admission(AdmissionLimits limits) : m_limits(limits), m_rate(limits.handshakesPerSecond) {}

    [[nodiscard]] Verdict arrive(Address address, TimePoint now);
    /// Only for those who were let in.
    void leave(Address address);

    [[nodiscard]] std::size_t inside() const { return m_inside; }
    [[nodiscard]] const AdmissionLimits& limits() const { return m_limits; }

    static constexpr std::size_t roomToBeTold = 64, roomToBeToldPerAddress = 4;

private:
    struct Visitor {
        std::size_t inside = 0;
        TimePoint newest{};
        flow::RateAllowance rate;
    };
    void forgetStrangers(TimePoint now);

    AdmissionLimits m_limits;
    flow::RateAllowance m_rate;
    std::unordered_map<Address, Visitor> m_visitors;
    TimePoint m_forgot{};
    std::size_t m_inside = 0;
};

} // namespace weir::access
