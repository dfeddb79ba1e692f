#pragma once
#include "render/window/graph_frame.h"
#include "scene/index/spatial_indexer.h"
#include <QtCore/QDir>
#include <QtGui/QImage>
#include <QtQuick/QQuickItem>
#include <QtQuick/QQuickWindow>
#include <QtTest/QTest>

namespace weir::render {

/// A window with nothing but the graph's node in it.
class PictureWindow final {
public:
    explicit PictureWindow(RenderConfig config, QSize size = {200, 150}) : m_item(m_window.contentItem(), std::move(config))
    {
        m_window.setFlags(Qt::FramelessWindowHint);
        m_window.resize(size);
        m_item.setSize(size);
        m_item.frame.style = {QColor(0x0F, 0x13, 0x18), QColor(0x8F, 0xA8, 0xC8), QColor(Qt::white), QColor(Qt::white),
                              {QColor(0x56, 0xB4, 0xE9), QColor(0xE6, 0x9F, 0x00)}, 0.5, 3.5};
        m_item.frame.camera = scene::Camera().resized(size.width(), size.height()).fittedTo({-1, -1, 1, 1}, 8);
        m_item.frame.spacing = 0.1;
        m_window.show();
    }

    [[nodiscard]] bool exposed() { return QTest::qWaitForWindowExposed(&m_window); }

    void show(scene::SceneUpdate update) { showDrifted(std::move(update), 0); }

    /// With an index that says that elements may be so far outside of their blocks.
    void showDrifted(scene::SceneUpdate update, float drift)
    {
        m_version = update.scene->version;
        m_indexer.take(update);
        m_indexer.settle();
        auto result = m_indexer.publish();
        auto index = std::make_shared<scene::SpatialIndex>(*result.index);
        index->drift = drift;
        scene::IndexedUpdate indexed{std::move(update), std::move(index), std::move(result.dirt)};
        m_item.frame.update = m_item.frame.update ? scene::merge(std::move(*m_item.frame.update), std::move(indexed))
                                                  : std::move(indexed);
        m_item.update();
    }

    /// Hides the window, whose scene graph and device are gone then.
    void loseSceneGraph()
    {
        m_window.setPersistentSceneGraph(false);
        m_window.setPersistentGraphics(false);
        m_window.hide();
        m_window.releaseResources();
    }

    /// True: a frame of it came.
    [[nodiscard]] bool showAgain()
    {
        int frames = 0;
        const auto counting = QObject::connect(&m_window, &QQuickWindow::frameSwapped, &m_window, [&frames] { ++frames; });
        m_window.show();
        const bool shown = QTest::qWaitFor([&frames] { return frames > 0; });
        QObject::disconnect(counting);
        return shown;
    }

    /// Lets frames come until the newest scene is on the screen as the newest camera sees it.
    [[nodiscard]] bool finish()
    {
        return QTest::qWaitFor(
            [this] {
                const PictureReport report = link().report();
                if (report.sceneVersion == m_version && report.drawnShare >= 1 && report.camera == m_item.frame.camera
                    && !report.refining)
                    return true;
                m_item.update();
                return false;
            },
            30'000);
    }

    /// For a node that is made from now on.
    void setConfig(RenderConfig config) { m_item.surface.config = std::move(config); }
    [[nodiscard]] QImage grab() { return m_window.grabWindow().convertToFormat(QImage::Format_RGB32); }
    [[nodiscard]] GraphLink& link() { return *m_item.surface.link; }
    [[nodiscard]] GraphFrame& frame() { return m_item.frame; }
    [[nodiscard]] QQuickWindow& window() { return m_window; }
    [[nodiscard]] QQuickItem& item() { return m_item; }

private:
    class Item final : public QQuickItem {
    public:
        Item(QQuickItem* parent, RenderConfig config) : QQuickItem(parent)
        {
            surface = {std::make_shared<GraphLink>(), std::make_shared<FrameClock>(), std::move(config)};
            setFlag(ItemHasContents);
        }

        GraphSurface surface;
        GraphFrame frame;

    protected:
        QSGNode* updatePaintNode(QSGNode* old, UpdatePaintNodeData*) override
        {
            GraphFrame now = frame;
            frame.update.reset();
            now.pixelRatio = window()->effectiveDevicePixelRatio();
            return synchronized(old, window(), surface, std::move(now));
        }
    };

    scene::SpatialIndexer m_indexer;
    QQuickWindow m_window;
    Item m_item;
    std::uint64_t m_version = 0;
};

} // namespace weir::render
