#pragma once
#include "base/error.h"
#include "render/window/graph_frame.h"
#include "scene/index/spatial_index.h"
#include <QtCore/qpoint.h>
#include <QtCore/qsize.h>
#include <QtGui/qimage.h>
#include <atomic>
#include <expected>
#include <memory>

class QQuickWindow;

namespace weir::render {

/// What is to be drawn, at which size.
struct TakenPicture {
    std::shared_ptr<const scene::Scene> scene;
    std::shared_ptr<const scene::SpatialIndex> index;   ///< of that scene
    scene::Camera camera;                               ///< of the whole picture
    QSize size;                                         ///< of the whole picture, pixels
    double pixelRatio = 1;                              ///< pixels an item pixel
    /// Density of an edge that is a line of one pixel: where a picture has n times the pixels of the window's for the same, n.
    double lineWeight = 1;
    double spacing = 1;                                 ///< world units between neighbours, for the size of nodes
    PictureStyle style;
    Highlight highlight;
    std::shared_ptr<const LabelSet> labels;             ///< nullptr: none
    RenderConfig config;                                ///< as the window's
};

/// Draws a scene in full detail at any size, a tile at a time, with a graphics device of its own: the tiles fit together as if
/// the picture had been drawn at once. Made and destroyed on the GUI thread; opened, used and closed on one other thread.
/// Memory: the graph once more on the device, and some 50 bytes a pixel of a tile.
class PictureTaker final {
public:
    static constexpr int tileSide = 1024;   ///< pixels

    /// `like`: a window that shows such pictures already; its graphics interface is used.
    [[nodiscard]] static std::expected<std::unique_ptr<PictureTaker>, Error> create(const QQuickWindow& like, TakenPicture picture, int side = tileSide);
    ~PictureTaker();

    /// Brings the graph to the device.
    [[nodiscard]] std::expected<void, Error> open();
    /// The tile from this pixel on, no larger than what is left of the picture.
    [[nodiscard]] std::expected<QImage, Error> take(QPoint from);
    void close();

    /// From any thread: what is being done ends soon, with an error that nobody needs to see.
    void cancel() { m_cancelled = true; }
    [[nodiscard]] bool cancelled() const { return m_cancelled; }
    [[nodiscard]] QSize size() const;
    [[nodiscard]] int side() const;

private:
    struct Drawing;

    explicit PictureTaker(std::unique_ptr<Drawing> drawing);

    std::unique_ptr<Drawing> m_drawing;
    std::atomic<bool> m_cancelled = false;
};

} // namespace weir::render
