#pragma once
#include <QtCore/QObject>
#include <QtCore/QTimer>
#include <chrono>

class QQuickWindow;

namespace weir::ui {
class StreamController;
}

namespace weir::app {

/// Saves a picture of the window once: after the time asked for, and, where a graph is shown, when its picture is
/// refined. GUI thread; both must outlive it.
class Screenshot final : public QObject {
    Q_OBJECT

public:
    Screenshot(QString file, std::chrono::milliseconds after, QQuickWindow* window,
               const ui::StreamController* controller, QObject* parent = nullptr);

Q_SIGNALS:
    /// `problem` is empty when the file was written and shows what was asked for.
    void finished(const QString& problem);

private:
    void takeWhenReady();
    void take(const QString& problem);
    [[nodiscard]] bool ready() const;

    QString m_file;
    QQuickWindow* m_window;
    const ui::StreamController* m_controller;
    QTimer m_timer;
    int m_looksLeft;
};

} // namespace weir::app
