#pragma once
#include "render/device/draw_budget.h"
#include "render/marks/glow_list.h"
#include "render/window/graph_frame.h"
#include "render/picture/picture_passes.h"
#include "render/picture/preview.h"
#include "render/window/window_pass.h"
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
    /// A picture being drawn.
    struct Picture {
        std::shared_ptr<const scene::Scene> scene;
        std::shared_ptr<const scene::SpatialIndex> index;
        PicturePasses::Exposure exposure;
        PictureStyle style;
        PlaceRuns nodeRuns, edgeRuns;               // that the GPU draws
        std::shared_ptr<PictureSplatter::Job> splat;   // what the CPU draws
        double splatElements = 0;                   // of that
        EdgeStrokes strokes;                        // of a close view; drawn by the GPU where it draws edges
        bool stroked = false;                       // as these, not as lines
        bool splatted = false;                      // and it is in the layers, or there is nothing of the kind
        TimePoint begun;
        bool uploaded = false;

        [[nodiscard]] bool finished() const { return uploaded && splatted && nodeRuns.left() == 0 && edgeRuns.left() == 0; }
        [[nodiscard]] double share() const;
    };

    [[nodiscard]] bool createResources();
    void fail(const Error& error);
    [[nodiscard]] PicturePasses::Exposure wantedExposure() const;
    [[nodiscard]] bool viewChanged() const;
    [[nodiscard]] bool sceneChanged() const;
    void giveUpPicture();
    void learn();
    void beginPicture();
    [[nodiscard]] bool uploadPicture(QRhiCommandBuffer* cb);
    void continuePicture(QRhiCommandBuffer* cb);
    void drawPart(QRhiCommandBuffer* cb);
    void takeSplat(QRhiCommandBuffer* cb);
    void showPicture();
    [[nodiscard]] std::optional<scene::Rect> covered() const;
    [[nodiscard]] bool previewWanted() const;
    [[nodiscard]] bool previewIsCurrent() const;
    [[nodiscard]] bool drawPreview(QRhiCommandBuffer* cb);
    [[nodiscard]] std::optional<TimePoint> newerSince(const std::shared_ptr<const scene::Scene>& scene) const;
    void takeChanges(const GraphFrame& frame);
    void updateMarks(QRhiResourceUpdateBatch* updates);
    [[nodiscard]] QRhiTexture* labelledPicture(QRhiCommandBuffer* cb);
    [[nodiscard]] WindowPass::View view() const;
    void publish();

    QQuickWindow* m_window;
    std::shared_ptr<GraphLink> m_link;
    std::shared_ptr<FrameClock> m_clock;
    RenderConfig m_config;

    GraphFrame m_frame;                                  // newest
    std::optional<scene::IndexedUpdate> m_waiting;       // for the next picture
    TimePoint m_waitingSince;                            // when the first of it came
    std::shared_ptr<const scene::Scene> m_scene;         // newest that came, and its index
    std::shared_ptr<const scene::SpatialIndex> m_index;
    std::optional<Picture> m_picture;
    bool m_gaveUp = false;                               // the picture before, for a camera that moved
    TimePoint m_restUntil{};                             // before then only a changed view begins a picture
    SplatPace m_pace;

    // What is on the screen.
    std::shared_ptr<const scene::Scene> m_shownScene;
    PicturePasses::Exposure m_shownExposure;
    PictureStyle m_shownStyle;
    std::vector<EdgeBow> m_shownBows;
    bool m_previewShown = false;
    std::uint64_t m_previewEpoch = 0;
    PictureStyle m_previewStyle;

    GlowList m_glows{mostGlows};
    bool m_marksStale = true, m_labelsStale = true;
    bool m_labelledStale = true;   // the texture of picture and labels
    bool m_labelled = false;       // and it is shown

    QRhi* m_rhi = nullptr;
    DeviceAbilities m_device;
    bool m_splats = false;       // edges and small nodes
    std::unique_ptr<PicturePasses> m_passes;
    std::unique_ptr<SceneUpload> m_upload;
    std::unique_ptr<WindowPass> m_windowPass;
    std::unique_ptr<PictureSplatter> m_splatter;
    std::unique_ptr<Preview> m_preview;
    std::unique_ptr<DrawBudget> m_budget;
    DrawBudget::Work m_work;
    std::uint64_t m_workFrame = 0;
    QMatrix4x4 m_matrix;
    bool m_failed = false;
    bool m_ready = false;        // render() has what it needs
    PictureReport m_report, m_published;
    std::uint64_t m_passesBefore = 0, m_pageBytesBefore = 0;   // of resources given up since
    std::uint64_t m_uploadedBefore = 0;                        // bytes, when the last picture had all of its scene
};

} // namespace weir::render
