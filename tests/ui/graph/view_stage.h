#pragma once
#include "scene/scene_builder.h"
#include "support/indexed_scenes.h"
#include "ui/graph/found_neighbours.h"
#include <QtQuick/QQuickWindow>
#include <QtTest/QTest>

/// A window with a view in it, for the tests of what the view does.
class ViewStage {
protected:
    /// Before and after each test.
    void begin()
    {
        m_builder = {};
        m_indexed = {};
        m_window = std::make_unique<QQuickWindow>();
        m_window->resize(400, 300);
        makeView({});
        m_window->show();
        m_window->requestActivate();
        QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
    }
    void end()
    {
        m_view = nullptr;
        m_window.reset();
    }

    void makeView(const weir::render::RenderConfig& config)
    {
        delete m_view;
        m_view = new weir::ui::GraphView(m_window->contentItem());
        m_view->setRenderConfig(config);
        m_view->setSize({400, 300});
        findNeighbours(m_view);
    }

    /// A node in the middle, 0, with four around it: right 1, below 2, left 3, above 4.
    void showCross()
    {
        m_builder.node(0, 0, 2);
        m_builder.node(1, 0);
        m_builder.node(0, 1);
        m_builder.node(-1, 0);
        m_builder.node(0, -1);
        for (weir::Slot node = 1; node < 5; ++node)
            m_builder.edge(0, node);
        m_view->takeUpdate(m_indexed.next({m_builder.scene(), {}}));
        QTRY_VERIFY(current() && m_view->pickIndex());
    }

    [[nodiscard]] QPoint at(weir::Slot node) const
    {
        const weir::scene::Point point = m_view->pickIndex()->scene()->position(node);
        return itemAt(point.x, point.y).toPoint();
    }

    [[nodiscard]] QPointF itemAt(float x, float y) const
    {
        const weir::scene::ItemPoint item = m_view->camera().itemFromWorld({x, y});
        return {item.x, item.y};
    }

    [[nodiscard]] bool current() const { return m_view->pictureIsCurrent(); }

    std::unique_ptr<QQuickWindow> m_window;
    weir::ui::GraphView* m_view = nullptr;
    weir::scene::SceneBuilder m_builder;
    weir::test::IndexedScenes m_indexed;
};
