#include "server/door/acceptor.h"
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

namespace weir::server {

namespace {

constexpr int backlogOfTheSystem = 1024;   // connections that wait to be accepted; Qt's 50 delays a crowd that comes back by seconds

int openNothing() { return ::open("/dev/null", O_RDONLY | O_CLOEXEC); }

} // namespace

Acceptor::Acceptor(Calls calls) : m_calls(std::move(calls)), m_spare(openNothing())
{
    m_server.setListenBacklogSize(backlogOfTheSystem);
    m_resume.setSingleShot(true);
    m_resume.setInterval(pause);
    connect(&m_resume, &QTimer::timeout, this, [this] {
        if (m_waiting)
            m_waiting->setEnabled(true);
    });
}

Acceptor::~Acceptor()
{
    if (m_spare >= 0)
        ::close(m_spare);
}

bool Acceptor::listen(const QHostAddress& address, quint16 port)
{
    if (!m_server.listen(address, port))
        return false;
    m_server.pauseAccepting();
    m_waiting = std::make_unique<QSocketNotifier>(m_server.socketDescriptor(), QSocketNotifier::Read);
    connect(m_waiting.get(), &QSocketNotifier::activated, this, &Acceptor::onReadable);
    return true;
}

void Acceptor::close()
{
    m_resume.stop();
    m_waiting.reset();
    m_server.close();
}

int Acceptor::accept()
{
    ++m_attempts;
    return ::accept4(static_cast<int>(m_server.socketDescriptor()), nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC);
}

void Acceptor::onReadable()
{
    for (int i = 0; i < acceptedATurn && m_waiting; ++i) {   // one that is accepted may have closed this
        if (const int descriptor = accept(); descriptor >= 0) {
            m_calls.accepted(descriptor);
            continue;
        }
        switch (errno) {
        case EAGAIN: return;
        case EMFILE:
        case ENFILE:
        case ENOBUFS:
        case ENOMEM: return onExhausted(errno);
        default: break;   // who waited is gone again
        }
    }
}

void Acceptor::onExhausted(int why)
{
    m_waiting->setEnabled(false);
    m_resume.start();
    const TimePoint now = Clock::now();
    if (!m_exhausted || now - *m_exhausted >= saidAgainAfter)
        m_calls.exhausted(QString::fromLocal8Bit(std::strerror(why)));
    m_exhausted = now;
    // Another thread may take what is freed here for a moment; then those who wait go on waiting.
    for (int i = 0; i < acceptedATurn && m_spare >= 0; ++i) {
        ::close(std::exchange(m_spare, -1));
        const int descriptor = accept();
        if (descriptor >= 0)
            m_calls.turnAway(descriptor);
        m_spare = openNothing();
        if (descriptor < 0)
            return;
    }
    if (m_spare < 0)
        m_spare = openNothing();
}

} // namespace weir::server
