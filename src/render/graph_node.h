#pragma once
#include "render/draw_budget.h"
#include "render/edge_splatter.h"
#include "render/graph_frame.h"
#include "render/picture_passes.h"
#include "render/window_pass.h"
#include <QtQuick/qquickwindow.h>
#include <QtQuick/qsgrendernode.h>
#include <optional>

namespace weir::render {

/// The graph in the scene graph: draws it into textures of its own in prepare(), in parts, and only while the picture on
/// the screen is not that of the newest scene, camera and style; render() draws the finished picture as one quad, moved to
/// the present camera, and marks over it. A picture that was begun is finished with the scene it began with, so a stream
/// that changes every tick cannot keep a picture from being finished; it is given up only for a camera that moved
/// before half of it was drawn, and never twice in a row.
///
/// Lives on the render thread. Node pages hold 64 Ki elements of 8 bytes; positions cost 8 bytes a node, edges 8 an edge
/// (none where the edges are splatted by the CPU, which is what a device that is a CPU gets).
class GraphNode final : public QSGRenderNode {
public:
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
        PicturePasses::Exposure exposure;
        PictureStyle style;
        std::shared_ptr<EdgeSplatter::Job> splat;   // where the CPU draws the edges
        TimePoint sceneTaken, begun;
        bool uploaded = false;
        bool edgesDone = false;
        std::uint32_t nodesDrawn = 0, edgesDrawn = 0;   // slots

        [[nodiscard]] bool finished() const { return uploaded && edgesDone && nodesDrawn == scene->nodeSlots; }
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
    void continuePicture(QRhiCommandBuffer* cb);
    void drawPart(QRhiCommandBuffer* cb);
    void takeSplat(QRhiCommandBuffer* cb);
    void showPicture();
    void updateMarks(QRhiResourceUpdateBatch* updates);
    void publish();

    QQuickWindow* m_window;
    std::shared_ptr<GraphLink> m_link;
    std::shared_ptr<FrameClock> m_clock;
    RenderConfig m_config;

    GraphFrame m_frame;                                  // newest
    std::optional<scene::SceneUpdate> m_waiting;         // for the next picture
    TimePoint m_waitingSince;
    std::shared_ptr<const scene::Scene> m_scene;         // newest that came
    std::optional<Picture> m_picture;
    bool m_gaveUp = false;                               // the picture before, for a camera that moved
    TimePoint m_restUntil{};                             // before then only a changed view begins a picture
    double m_lastSplatMs = 0;

    // What is on the screen.
    std::shared_ptr<const scene::Scene> m_shownScene;
    PicturePasses::Exposure m_shownExposure;
    PictureStyle m_shownStyle;

    bool m_marksStale = true;

    QRhi* m_rhi = nullptr;
    bool m_edgesOnCpu = false;
    std::unique_ptr<PicturePasses> m_passes;
    std::unique_ptr<SceneUpload> m_upload;
    std::unique_ptr<WindowPass> m_windowPass;
    std::unique_ptr<EdgeSplatter> m_splatter;
    std::unique_ptr<DrawBudget> m_budget;
    DrawBudget::Work m_work;
    std::uint64_t m_workFrame = 0;
    QMatrix4x4 m_matrix;
    bool m_failed = false;
    bool m_ready = false;        // render() has what it needs
    PictureReport m_report, m_published;
    std::uint64_t m_passesBefore = 0, m_pageBytesBefore = 0;   // of resources given up since
};

} // namespace weir::render
