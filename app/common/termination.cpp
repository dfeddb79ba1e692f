#include "common/termination.h"
#include <csignal>
#include <sys/signalfd.h>
#include <unistd.h>

namespace weir::app {

Termination::Termination(QObject* parent) : QObject(parent)
{
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    m_descriptor = signalfd(-1, &signals, SFD_CLOEXEC | SFD_NONBLOCK);
}

void Termination::watch()
{
    m_notifier = std::make_unique<QSocketNotifier>(m_descriptor, QSocketNotifier::Read);
    connect(m_notifier.get(), &QSocketNotifier::activated, this, [this] {
        signalfd_siginfo received{};
        while (read(m_descriptor, &received, sizeof received) == sizeof received)
            Q_EMIT requested();
    });
}

Termination::~Termination()
{
    m_notifier.reset();
    close(m_descriptor);
}

} // namespace weir::app
