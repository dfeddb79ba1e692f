#pragma once
#include "dashboard/chart_history.h"
#include "ui/window/appearance.h"
#include "ui/window/desktop_preferences.h"
#include "ui/inspect/element_model.h"
#include "ui/look/filter_model.h"
#include "ui/inspect/inspector.h"
#include "ui/look/legend_model.h"
#include "ui/look/layout_model.h"
#include "ui/look/look_model.h"
#include "ui/look/search_model.h"
#include "ui/stream/source_form.h"
#include "ui/window/stream_controller.h"
#include "ui/stream/stream_model.h"
#include "ui/window/window_settings.h"
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

    weir::ui::StreamModel stream;
    weir::ui::FilterModel filter;
    weir::ui::LookModel look;
    weir::ui::LayoutModel layout;
    weir::ui::SearchModel search;
    weir::ui::HoveredElement hover;
    weir::ui::ElementModel selection;
    weir::ui::StreamController& controller() { return m_controller; }

private:
    static QQuickItem* part(QQuickItem* in, const QString& name);

    QTemporaryDir m_directory;
    weir::ui::WindowSettings m_settings;
    weir::ui::DesktopPreferences m_desktop;
    weir::ui::Appearance m_appearance;
    weir::ui::LegendModel m_legend;
    weir::ui::SourceForm m_sourceForm;
    weir::ui::Inspector m_inspector{&selection};
    weir::dashboard::ChartHistory m_history;
    weir::ui::StreamController m_controller;
    QQmlApplicationEngine m_engine;     // after what it shows, so that it goes first
    QQuickWindow* m_window = nullptr;   // the engine's
};
