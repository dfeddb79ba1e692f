// Commits the race that its argument names; ThreadSanitizer must report it. What Qt does order is around each of them, so
// that a rule of qt_synchronisation.cpp that is wider than Qt's promise shows here.
#include "base/worker_thread.h"
#include <QtCore/QCoreApplication>
#include <QtCore/QObject>
#include <QtCore/QSemaphore>
#include <array>
#include <cstdio>
#include <string_view>
#include <sys/socket.h>
#include <unistd.h>

namespace {

using weir::WorkerThread;

class Sender final : public QObject {
    Q_OBJECT

Q_SIGNALS:
    void look();
};

int value = 0;

void afterAPostedCall()
{
    WorkerThread reader("reader");
    reader.startEventLoop();
    reader.post([] { std::printf("%d\n", value); });
    value = 1;
}

void afterAQueuedSignal()
{
    WorkerThread reader("reader");
    reader.startEventLoop();
    Sender sender;
    QObject* receiver = nullptr;
    QSemaphore connected;
    reader.post([&] {
        receiver = new QObject;
        QObject::connect(&sender, &Sender::look, receiver, [] { std::printf("%d\n", value); });
        connected.release();
    });
    connected.acquire();
    Q_EMIT sender.look();
    value = 1;
    reader.post([&] { delete receiver; });
}

void betweenTwoLoopsOfOnePoster()
{
    WorkerThread first("first"), second("second");
    first.startEventLoop();
    second.startEventLoop();
    first.post([] { ++value; });
    second.post([] { ++value; });
}

void afterARelease()
{
    QSemaphore ready;
    WorkerThread writer("writer");
    writer.start([&](std::stop_token) {
        ready.release();
        value = 1;
    });
    ready.acquire();
    std::printf("%d\n", value);
}

void beforeTheThreadIsJoined()
{
    WorkerThread writer("writer");
    writer.start([](std::stop_token) { value = 1; });
    std::printf("%d\n", value);
    writer.stop();
}

void whatABytesWayOrders()
{
    std::array<int, 2> ends{};
    char byte = 0;
    if (socketpair(AF_UNIX, SOCK_STREAM, 0, ends.data()) != 0)
        return;
    WorkerThread writer("writer");
    writer.start([&](std::stop_token) {
        value = 1;
        static_cast<void>(write(ends[0], "x", 1));
    });
    static_cast<void>(read(ends[1], &byte, 1));
    std::printf("%d\n", value);
}

struct Race {
    std::string_view name;
    void (*commit)();
};

constexpr std::array races{
    Race{"after_a_posted_call", afterAPostedCall},
    Race{"after_a_queued_signal", afterAQueuedSignal},
    Race{"between_two_loops_of_one_poster", betweenTwoLoopsOfOnePoster},
    Race{"after_a_release", afterARelease},
    Race{"before_the_thread_is_joined", beforeTheThreadIsJoined},
    Race{"what_a_bytes_way_orders", whatABytesWayOrders},
};

} // namespace

int main(int argc, char** argv)
{
    const QCoreApplication application(argc, argv);
    for (const Race& race : races) {
        if (argc == 2 && race.name == argv[1])
            race.commit();
    }
}

#include "planted_race.moc"
