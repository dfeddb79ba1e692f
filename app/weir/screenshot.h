#pragma once
#include <QtCore/QObject>
#include <QtCore/QTimer>
#include <chrono>

class QQuickWindow;

namespace weir::ui {
class WindowController;
}

namespace weir::app {

/// Saves a picture of the window once: after the time asked for, and, where a graph is shown, when its picture is
/// refined. GUI thread; both must outlive it.
class Screenshot final : public QObject {
    Q_OBJECT

public:
    Screenshot(QString file, std::chrono::milliseconds after, QQuickWindow* window,
               const ui::WindowController* controller, QObject* parent = nullptr);

Q_SIGNALS:
    /// The file was written; `warning` is empty when it shows what was asked for.
    void saved(const QString& warning);
    /// There is no file.
    void failed(const QString& problem);

private:
    void takeWhenReady();
    void take(const QString& warning);
    [[nodiscard]] bool ready() const;

    QString m_file;
    QQuickWindow* m_window;
    const ui::WindowController* m_controller;
    QTimer m_timer;
    int m_looksLeft;
};

} // namespace weir::app
