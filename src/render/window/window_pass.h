#pragma once
#include "render/labels/labelled_picture.h"
#include "render/marks/mark.h"
#include "render/look/picture_style.h"
#include "render/device/rhi_compat.h"
#include "scene/camera/camera.h"
#include <QtGui/qmatrix4x4.h>
#include <array>
#include <memory>
#include <optional>
#include <span>

namespace weir::render {

/// What is drawn into the window's own pass: the developed picture as one quad, moved and scaled from its camera to the
/// present one, a preview around it, and marks over both. Render thread.
class WindowPass final {
public:
    explicit WindowPass(QRhi* rhi) : m_rhi(rhi), m_labels(rhi), m_labelled(rhi) {}

    /// Takes marks for the following frames, first to last over one another.
    void setMarks(QRhiResourceUpdateBatch* updates, std::span<const Mark> marks);

    /// Takes labels for the following frames, at their nodes' places in `scene`; false: the GPU has no memory for them.
    [[nodiscard]] bool setLabels(QRhiResourceUpdateBatch* updates, const std::shared_ptr<const LabelSet>& labels, const scene::Scene& scene,
                                 LabelLayer::Plates plates)
    {
        return m_labels.set(updates, labels, scene, plates);
    }

    /// Makes what drawing `developed` and, where it does not reach, `preview` into `target` needs; false: the driver refuses.
    /// nullptr: the ground.
    [[nodiscard]] bool prepare(QRhiRenderTarget* target, QRhiTexture* developed, QRhiTexture* preview, QRhiResourceUpdateBatch* updates);

    struct View {
        QMatrix4x4 clipFromItem;
        scene::Camera camera;             ///< present
        scene::Camera pictureCamera;      ///< of the developed picture
        double opacity = 1;
        double pixelRatio = 1;
        double dimmed = 0;                ///< how much of the picture gives way to the ground, 0 to 1
        QColor ground, label;
        bool hasPicture = false;
        bool hasPreview = false;          ///< taken by the present camera
        double fadeSeconds = 0;           ///< now, as marks count it
        bool labelled = false;            ///< the picture has its labels already
    };
    [[nodiscard]] bool hasLabels() const { return m_labels.glyphs() > 0; }
    enum class Labelling : std::uint8_t { Kept, Anew };   ///< Kept: neither picture nor labels changed since the last call
    /// The picture with its labels, for a view whose camera took it; nullptr: the driver refuses. Outside of all passes.
    [[nodiscard]] QRhiTexture* labelled(QRhiCommandBuffer* cb, QRhiTexture* developed, const View& view, Labelling labelling);

    /// Inside the window's pass; `within`: pixels of the target that may be drawn, counted from its bottom left.
    void render(QRhiCommandBuffer* cb, const View& view, const std::optional<QRect>& within, QSize targetSize);

private:
    [[nodiscard]] static ViewBlock blockOf(const View& view);
    [[nodiscard]] bool bindPictures(QRhiTexture* developed, QRhiTexture* preview);
    [[nodiscard]] std::unique_ptr<QRhiGraphicsPipeline> pipelineOf(const char* vertex, const char* fragment,
                                                                   QRhiShaderResourceBindings* bindings,
                                                                   QRhiRenderTarget* target) const;

    QRhi* m_rhi;
    LabelLayer m_labels;
    LabelLayer::Target m_labelTarget;
    LabelledPicture m_labelled;
    std::unique_ptr<QRhiBuffer> m_view, m_marks;
    std::unique_ptr<QRhiSampler> m_linear, m_nearest;
    std::unique_ptr<QRhiTexture> m_blank;
    std::unique_ptr<QRhiShaderResourceBindings> m_movedBindings, m_stillBindings, m_markBindings;
    std::unique_ptr<QRhiGraphicsPipeline> m_movedPipeline, m_stillPipeline, m_markPipeline;
    std::unique_ptr<QRhiRenderPassDescriptor> m_pass;
    int m_samples = 0;
    QRhiTexture *m_bound = nullptr, *m_boundPreview = nullptr;
    std::uint32_t m_markCount = 0;
};

} // namespace weir::render
