#pragma once
#include "render/marks/glow_list.h"
#include "render/window/graph_device.h"
#include "render/window/graph_frame.h"
#include "render/window/picture_in_progress.h"
#include "render/window/shown_picture.h"
#include "render/window/view_preview.h"
#include <QtQuick/qquickwindow.h>
#include <QtQuick/qsgrendernode.h>
#include <optional>

namespace weir::render {

/// The graph in the scene graph: draws it into textures of its own in prepare(), in parts, and only while the picture on
/// the screen is not that of the newest scene, camera and style; render() draws the finished picture as one quad, moved to
/// the present camera, a preview where it does not reach, and marks over both. A picture that was begun is finished with the
/// scene it began with, so a stream that changes every tick cannot keep a picture from being finished; it is given up only
/// for a camera that moved before half of it was drawn, and never twice in a row.
///
/// Lives on the render thread. On a device that is a CPU edges and small nodes are splatted by threads, without any GPU
/// pages for edges.
class GraphNode final : public QSGRenderNode {
public:
    static constexpr std::size_t mostGlows = 400;   ///< at a time: some milliseconds on a device that is a CPU

    GraphNode(QQuickWindow* window, std::shared_ptr<GraphLink> link, std::shared_ptr<FrameClock> clock, RenderConfig config);
    ~GraphNode() override;

    /// While the GUI thread waits.
    void synchronize(GraphFrame frame);

    void prepare() override;
    void render(const RenderState* state) override;
    void releaseResources() override;
    [[nodiscard]] StateFlags changedStates() const override { return ViewportState | ScissorState | BlendState | DepthState; }
    [[nodiscard]] RenderingFlags flags() const override
    {
        return NoExternalRendering | DepthAwareRendering | BoundedRectRendering;
    }
    [[nodiscard]] QRectF rect() const override;

private:
    [[nodiscard]] bool createDevice();
    void fail(const Error& error);
    [[nodiscard]] PicturePasses::Exposure wantedExposure() const;
    [[nodiscard]] bool viewChanged() const { return !m_shown.isOf(wantedExposure(), m_frame.style); }
    [[nodiscard]] bool sceneChanged() const { return m_scene != m_shown.scene(); }
    void beginPicture();
    void drawPicture(QRhiCommandBuffer* cb);
    void showPicture();
    void reportScene(const scene::Scene& scene, const scene::Camera& camera);
    void takeChanges(const GraphFrame& frame);
    void updateMarks(QRhiResourceUpdateBatch* updates);
    [[nodiscard]] bool marksFit() const;   ///< they reach as far as this camera sees
    [[nodiscard]] QRhiTexture* labelledPicture(QRhiCommandBuffer* cb);
    [[nodiscard]] WindowPass::View view() const;
    void publish();

    QQuickWindow* m_window;
    std::shared_ptr<GraphLink> m_link;
    GraphDevice m_device;

    GraphFrame m_frame;                                  // newest
    std::optional<scene::IndexedUpdate> m_waiting;       // for the next picture
    TimePoint m_waitingSince;                            // when the first of it came
    std::shared_ptr<const scene::Scene> m_scene;         // newest that came, and its index
    std::shared_ptr<const scene::SpatialIndex> m_index;
    std::optional<PictureInProgress> m_picture;
    bool m_gaveUp = false;                               // the picture before, for a camera that moved
    TimePoint m_restUntil{};                             // before then only a changed view begins a picture
    ShownPicture m_shown;
    ViewPreview m_preview;

    GlowList m_glows{mostGlows};
    bool m_marksStale = true, m_labelsStale = true;
    scene::Camera m_marksCamera;   // for which the marks were made
    bool m_labelledStale = true;   // the texture of picture and labels
    bool m_labelled = false;       // and it is shown

    QMatrix4x4 m_matrix;
    bool m_failed = false;
    bool m_ready = false;        // render() has what it needs
    PictureReport m_report, m_published;
};

} // namespace weir::render
