#pragma once
#include "dashboard/chart_history.h"
#include "ui/graph/graph_view.h"
#include "ui/window/window_controller.h"
#include "ui/window/window_models.h"
#include <QtCore/QTemporaryDir>
#include <QtGui/QImage>
#include <QtQml/QQmlApplicationEngine>
#include <QtQuick/QQuickWindow>

/// The window as the program makes it, with its embedded server behind it. One in a program: QML's types are registered for it.
class LiveWindow final {
public:
    LiveWindow();

    /// False: it could not be made.
    [[nodiscard]] bool open();

    [[nodiscard]] QQuickWindow& window() const { return *m_window; }
    [[nodiscard]] weir::ui::GraphView& view() const { return *m_window->findChild<weir::ui::GraphView*>(); }
    /// Any part of the window, also one that a repeater made; nullptr: there is none.
    [[nodiscard]] QQuickItem* part(const QString& name) const { return part(m_window->contentItem(), name); }

    /// By the left button, in the middle of that part.
    void click(const QString& name);
    void clickNode(weir::Slot node);
    [[nodiscard]] QPoint placeOf(weir::Slot node) const;   ///< in the window, where the newest scene has it

    /// The graph alone, without what lies over it; nothing where it could not be had.
    [[nodiscard]] QImage graphShot() const;

    [[nodiscard]] weir::ui::WindowModels& models() { return m_models; }
    [[nodiscard]] weir::ui::WindowController& controller() { return m_controller; }

private:
    static QQuickItem* part(QQuickItem* in, const QString& name);

    QTemporaryDir m_directory;
    weir::ui::WindowModels m_models{m_directory.filePath(QStringLiteral("settings.ini"))};
    weir::dashboard::ChartHistory m_history;
    weir::ui::WindowController m_controller{m_models, {}};
    QQmlApplicationEngine m_engine;     // after what it shows, so that it goes first
    QQuickWindow* m_window = nullptr;   // the engine's
};
