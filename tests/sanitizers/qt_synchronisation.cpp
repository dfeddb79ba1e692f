// Tells ThreadSanitizer what it cannot see: the Qt of the system is not instrumented, and its mutexes are futexes. Every
// program of the preset tsan is linked with this file. Each rule below names one pair of calls between which Qt promises
// an order, and nothing wider: what no such pair orders is reported.
#include <QtCore/QCoreApplication>
#include <QtCore/QMetaMethod>
#include <QtCore/QSemaphore>
#include <QtCore/QThread>
#include <QtCore/private/qmetaobject_p.h>
#include <QtCore/private/qobject_p.h>
#include <cstdarg>
#include <dlfcn.h>
#include <sanitizer/tsan_interface.h>
#include <sched.h>

// Also in the programs that tests start. A read or write that Qt itself makes in a function of the C library is no report of
// ours; and that a byte went through some socket orders nothing, or client and server in one process would hide their races.
extern "C" const char* __tsan_default_options() { return "ignore_noninstrumented_modules=1:io_sync=0:second_deadlock_stack=1"; }

// QMetaTypeForType<T>::getCopyCtr and its like are what an uninstrumented Qt copies a queued signal's arguments with. It does
// so between making the event and posting it, after the last moment that the rule below can see.
extern "C" const char* __tsan_default_suppressions() { return "race:QtPrivate::QMetaTypeForType\n"; }

// A queued signal or call: everything before it was posted happens before it is delivered. The event is allocated by the
// thread that posts it, after the arguments of the call were made, and delivered by the other.
extern "C" void __sanitizer_malloc_hook(const volatile void* address, std::size_t size)
{
    if (size == sizeof(QMetaCallEvent))
        __tsan_release(const_cast<void*>(address));
}

namespace {

bool onDelivery(void** receiverEventResult)
{
    __tsan_acquire(receiverEventResult[1]);
    return false;   // let Qt deliver it
}

// QThread::wait(): everything that a thread did until it said finished() happens before wait() returns.
void onSignal(QObject* sender, int signal, void**)
{
    static const int finished = QMetaObjectPrivate::signalIndex(QMetaMethod::fromSignal(&QThread::finished));
    if (signal == finished && qobject_cast<QThread*>(sender))
        __tsan_release(sender);
}

QSignalSpyCallbackSet spies{onSignal, nullptr, nullptr, nullptr};

[[maybe_unused]] const bool rulesAreKnown = [] {
    qt_register_signal_spy_callbacks(&spies);
    return QInternal::registerCallback(QInternal::EventNotifyCallback, onDelivery);
}();

} // namespace

// What our own code calls of these classes is linked to the functions below (--wrap, see cmake/WeirFolder.cmake).
extern "C" {

// QCoreApplication::postEvent(): everything before it happens before the event is delivered.
void __real__ZN16QCoreApplication9postEventEP7QObjectP6QEventi(QObject*, QEvent*, int);
void __wrap__ZN16QCoreApplication9postEventEP7QObjectP6QEventi(QObject* receiver, QEvent* event, int priority)
{
    __tsan_release(event);
    __real__ZN16QCoreApplication9postEventEP7QObjectP6QEventi(receiver, event, priority);
}

bool __real__ZN7QThread4waitE14QDeadlineTimer(QThread*, QDeadlineTimer);
bool __wrap__ZN7QThread4waitE14QDeadlineTimer(QThread* thread, QDeadlineTimer deadline)
{
    const bool over = __real__ZN7QThread4waitE14QDeadlineTimer(thread, deadline);
    if (over)
        __tsan_acquire(thread);
    return over;
}

// QSemaphore: a release happens before the acquire that it allows.
void __real__ZN10QSemaphore7releaseEi(QSemaphore*, int);
void __wrap__ZN10QSemaphore7releaseEi(QSemaphore* semaphore, int count)
{
    __tsan_release(semaphore);
    __real__ZN10QSemaphore7releaseEi(semaphore, count);
}

void __real__ZN10QSemaphore7acquireEi(QSemaphore*, int);
void __wrap__ZN10QSemaphore7acquireEi(QSemaphore* semaphore, int count)
{
    __real__ZN10QSemaphore7acquireEi(semaphore, count);
    __tsan_acquire(semaphore);
}

bool __real__ZN10QSemaphore10tryAcquireEii(QSemaphore*, int, int);
bool __wrap__ZN10QSemaphore10tryAcquireEii(QSemaphore* semaphore, int count, int milliseconds)
{
    const bool acquired = __real__ZN10QSemaphore10tryAcquireEii(semaphore, count, milliseconds);
    if (acquired)
        __tsan_acquire(semaphore);
    return acquired;
}

} // extern "C"

// QProcess starts its child in its own memory. ThreadSanitizer takes that for a fork, after which it counts the threads of
// the parent as gone; so let it be one.
extern "C" int clone(int (*body)(void*), void* stack, int flags, void* argument, ...) noexcept
{
    static const auto real = reinterpret_cast<decltype(&clone)>(dlsym(RTLD_NEXT, "clone"));
    va_list more;
    va_start(more, argument);
    void* const parentThread = va_arg(more, void*);
    void* const storage = va_arg(more, void*);
    void* const childThread = va_arg(more, void*);
    va_end(more);
    return real(body, stack, flags & ~(CLONE_VM | CLONE_VFORK), argument, parentThread, storage, childThread);
}
