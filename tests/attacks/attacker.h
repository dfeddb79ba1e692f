#pragma once
#include <QtCore/QByteArray>
#include <QtCore/QtGlobal>
#include <atomic>
#include <cstdint>
#include <mutex>
#include <stop_token>
#include <thread>

/// What attackers send: frames as a client of WebSocket sends them, with a mask of zeros.
namespace attack {

/// `first` is FIN and opcode.
[[nodiscard]] QByteArray frame(unsigned char first, const QByteArray& payload = {});
/// A handshake of weir.v1.bin, with `more` lines of its head.
[[nodiscard]] QByteArray handshake(const QByteArray& more = {});

inline constexpr unsigned char continuation = 0x00, firstOfMore = 0x02, binary = 0x82, ping = 0x89, pong = 0x8a;

/// The code of the last close frame in what a server said; 0: there is none.
[[nodiscard]] int closeCodeIn(const QByteArray& heard);

/// One who sends without measure: on a thread of its own, as fast as the system takes it, reading what comes, until it is
/// cut off or destroyed.
class Flooder final {
public:
    enum class Told : std::uint8_t { Leaves, GoesOn };   ///< what it does when it hears that it is to go
    /// First the handshake; when it was answered `opening`, then `burst` again and again.
    Flooder(quint16 port, QByteArray opening, QByteArray burst, Told told = Told::Leaves);
    ~Flooder();
    Flooder(const Flooder&) = delete;
    Flooder& operator=(const Flooder&) = delete;

    [[nodiscard]] bool cutOff() const { return m_cutOff; }
    /// The first megabyte of what it heard, for any thread.
    [[nodiscard]] QByteArray heard() const;

private:
    void run(const std::stop_token& stop);

    quint16 m_port;
    QByteArray m_opening, m_burst;
    Told m_told;
    std::atomic<bool> m_cutOff = false;
    mutable std::mutex m_mutex;   // for the next one
    QByteArray m_heard;
    std::jthread m_thread;
};

} // namespace attack
