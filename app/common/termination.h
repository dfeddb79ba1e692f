#pragma once
#include <QtCore/QObject>
#include <QtCore/QSocketNotifier>
#include <memory>

namespace weir::app {

/// Turns SIGINT and SIGTERM into a signal of the event loop. Make it on the main thread before any other thread starts,
/// the application object's included, since threads inherit that these are blocked; watch() once there is an
/// application object.
class Termination final : public QObject {
    Q_OBJECT

public:
    explicit Termination(QObject* parent = nullptr);
    ~Termination() override;

    void watch();

Q_SIGNALS:
    void requested();

private:
    int m_descriptor = -1;
    std::unique_ptr<QSocketNotifier> m_notifier;
};

} // namespace weir::app
