#include "base/worker_thread.h"
#include <QtCore/QCoreApplication>
#include <QtCore/QEvent>
#include <QtCore/QSemaphore>
#include <pthread.h>
#include <sched.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace weir {

namespace {

constexpr int afterWindowNice = 5;
constexpr int backgroundNice = 10;
constexpr int lastNice = 15;
constexpr std::size_t kernelNameLength = 15;   // of a thread's name, see pthread_setname_np(3)

int niceOf(WorkerThread::Priority priority)
{
    switch (priority) {
    case WorkerThread::Priority::AfterWindow:
        return afterWindowNice;
    case WorkerThread::Priority::LastOfAll:
        return lastNice;
    case WorkerThread::Priority::Inherited:
    case WorkerThread::Priority::Background:
        break;
    }
    return backgroundNice;
}

class FunctionThread final : public QThread {
public:
    explicit FunctionThread(std::function<void()> body) : m_body(std::move(body)) {}
    void run() override { m_body(); }

private:
    std::function<void()> m_body;
};

/// A call on its way. An event of our own, because what QMetaObject::invokeMethod() makes of a call may end on the thread
/// that posted it, at the same time as the call runs.
class CallEvent final : public QEvent {
public:
    explicit CallEvent(std::function<void()> call) : QEvent(User), m_call(std::move(call)) {}
    void run() const { m_call(); }

private:
    std::function<void()> m_call;
};

class CallReceiver final : public QObject {
public:
    bool event(QEvent* event) override
    {
        if (event->type() != QEvent::User)
            return QObject::event(event);
        static_cast<CallEvent*>(event)->run();
        return true;
    }
};

class LoopThread final : public QThread {
public:
    LoopThread(std::function<void()> prologue, QObject*& context) : m_prologue(std::move(prologue)), m_context(context) {}

    void waitUntilReady() { m_ready.acquire(); }

    void run() override
    {
        m_prologue();
        CallReceiver receiver;
        m_context = &receiver;
        m_ready.release();
        exec();
    }

private:
    std::function<void()> m_prologue;
    QObject*& m_context;
    QSemaphore m_ready;
};

} // namespace

WorkerThread::WorkerThread(std::string name, Priority priority) : m_name(std::move(name)), m_priority(priority) {}

WorkerThread::~WorkerThread() { stop(); }

void WorkerThread::adoptName() const
{
    pthread_setname_np(pthread_self(), m_name.substr(0, kernelNameLength).c_str());
    // On Linux the nice value belongs to the thread, which setpriority(2) notes as a deviation from POSIX.
    if (m_priority == Priority::Inherited)
        return;
    // A nice value alone is not enough for the last of all: once on a core such a thread keeps it for some milliseconds, also from
    // those that wake meanwhile, and the system leaves it a core of its own while two others share one.
    const sched_param none{};
    if (m_priority == Priority::LastOfAll && sched_setscheduler(0, SCHED_IDLE, &none) == 0)
        return;
    setpriority(PRIO_PROCESS, static_cast<id_t>(syscall(SYS_gettid)), niceOf(m_priority));
}

void WorkerThread::start(std::function<void(std::stop_token)> body)
{
    Q_ASSERT(!m_thread);
    m_stop = std::stop_source();
    m_thread = std::make_unique<FunctionThread>([this, token = m_stop.get_token(), body = std::move(body)] {
        adoptName();
        body(token);
    });
    m_thread->start();
}

void WorkerThread::startEventLoop()
{
    Q_ASSERT(!m_thread);
    m_stop = std::stop_source();
    auto thread = std::make_unique<LoopThread>([this] { adoptName(); }, m_context);
    thread->start();
    thread->waitUntilReady();
    m_thread = std::move(thread);
}

void WorkerThread::post(std::function<void()> call)
{
    if (m_context)
        QCoreApplication::postEvent(m_context, new CallEvent(std::move(call)));   // Qt's from here on
}

void WorkerThread::stop()
{
    if (!m_thread)
        return;
    m_stop.request_stop();
    if (QObject* const context = std::exchange(m_context, nullptr))
        QCoreApplication::postEvent(context, new CallEvent([thread = m_thread.get()] { thread->quit(); }));
    m_thread->wait();
    m_thread.reset();
}

} // namespace weir
