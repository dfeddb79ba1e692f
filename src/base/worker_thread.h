#pragma once
#include <QtCore/QObject>
#include <QtCore/QThread>
#include <atomic>
#include <functional>
#include <memory>
#include <stop_token>
#include <string>

namespace weir {

/// The one way this program makes a thread; `src/README.md` lists them all. Named, stopped and joined by its destructor.
/// Made, started and destroyed on one thread, which is not the worker itself.
class WorkerThread final {
public:
    enum class Priority : std::uint8_t {
        Inherited,     ///< of the thread that starts it
        AfterWindow,   ///< gives way to the threads that show a window where there are too few cores for all
        Background,    ///< yields the cores to whoever wants them
        LastOfAll,     ///< runs where a core has nothing else to do: long work without a date, as that of a layout
    };

    explicit WorkerThread(std::string name, Priority priority = Priority::Inherited);
    ~WorkerThread();
    WorkerThread(const WorkerThread&) = delete;
    WorkerThread& operator=(const WorkerThread&) = delete;

    /// Runs `body` on the thread until it returns; it must return soon after the token says stop.
    void start(std::function<void(std::stop_token)> body);

    /// Runs an event loop on the thread. Objects that live there are made and destroyed there, by `post`.
    void startEventLoop();

    /// Runs `call` on the event loop, in order of posting. Calls posted after stop() are dropped.
    void post(std::function<void()> call);

    /// Asks the thread to end and joins it. Calls already posted to the event loop run first. Idempotent.
    void stop();

    /// Tells a body that was given to start() to end, without waiting for it.
    void requestStop() { m_stop.request_stop(); }

    [[nodiscard]] bool running() const { return m_thread != nullptr; }

private:
    void adoptName() const;

    std::string m_name;
    Priority m_priority;
    std::unique_ptr<QThread> m_thread;
    QObject* m_context = nullptr;          // lives on the worker while its event loop runs
    std::stop_source m_stop;
};

} // namespace weir
