#pragma once
#include "base/error.h"
#include "render/device/device_abilities.h"
#include "render/splat/picture_splatter.h"
#include "render/look/picture_style.h"
#include "render/look/place_runs.h"
#include "render/pages/scene_upload.h"
#include "scene/camera/camera.h"
#include <expected>
#include <memory>
#include <span>

namespace weir::render {

/// The passes that draw one picture into textures: nodes into one layer, edges as densities into another, and both
/// developed into the colours that the window shows; or nodes over an image that a CPU drew of all else. Each drawing call adds
/// to what is there, so a picture may be drawn in parts; the parts issue the same draws in the same order as the whole. Render
/// thread.
class PicturePasses final {
public:
    /// Where the edges come from: drawn in parts, or all at once in an image.
    enum class Edges : std::uint8_t { Drawn, FromImage };

    PicturePasses(QRhi* rhi, DeviceAbilities device, Edges edges) : m_rhi(rhi), m_device(std::move(device)), m_edgesFrom(edges) {}

    /// Makes everything that does not depend on the picture; else words for the user.
    [[nodiscard]] std::expected<void, Error> create();

    /// How a picture is taken.
    struct Exposure {
        QSize size;                // pixels
        double pixelRatio = 1;     // pixels an item pixel
        double nodeRadius = 1;     // item pixels, of relative radius 1
        double edgeDensity = 0;    // edges over one another in the mean pixel
        double edgeWeight = 1;     // density of an edge: more than 1 where it stands for others that are left out
        double nodeWeight = 1;     // how many nodes each stands for
        double leastRadius = 0;    // pixels: smaller nodes come in an image, see takeImage
        scene::Camera camera;

        /// Shows the same place in the same size, whatever is drawn there.
        [[nodiscard]] bool sameView(const Exposure& other) const
        {
            return size == other.size && pixelRatio == other.pixelRatio && nodeRadius == other.nodeRadius && camera == other.camera;
        }
    };

    /// Begins a picture: layers of its size, empty.
    [[nodiscard]] std::expected<void, Error> begin(QRhiCommandBuffer* cb, const SceneUpload& scene, const Exposure& exposure,
                                                   const PictureStyle& style);

    void drawNodes(QRhiCommandBuffer* cb, const SceneUpload& scene, std::span<const PlaceRun> runs);
    void drawEdges(QRhiCommandBuffer* cb, const SceneUpload& scene, std::span<const PlaceRun> runs);
    /// Instead of drawEdges, once a picture; false: the GPU has no memory for them.
    [[nodiscard]] bool drawStrokes(QRhiCommandBuffer* cb, std::span<const Stroke> strokes);
    /// Instead of drawEdges, and before drawNodes: what the CPU drew, a finished job of the picture's size. Bytes uploaded.
    std::uint64_t takeImage(QRhiCommandBuffer* cb, const PictureSplatter::Job& job);
    /// What is drawn so far is shown from now on.
    void develop(QRhiCommandBuffer* cb);

    /// What was last developed, nullptr: nothing yet. The next picture goes to another texture.
    [[nodiscard]] QRhiTexture* developed() const { return m_developed[m_front].texture.get(); }

    [[nodiscard]] std::uint64_t passes() const { return m_passes; }
    [[nodiscard]] static scene::Affine pixelFromWorld(const Exposure& exposure);

private:
    /// A texture one can draw into, and how.
    struct Layer {
        std::unique_ptr<QRhiTexture> texture;
        std::unique_ptr<QRhiTextureRenderTarget> clearing, adding;
        std::unique_ptr<QRhiRenderPassDescriptor> clearingPass, addingPass;

        [[nodiscard]] bool create(QRhi* rhi, QRhiTexture::Format format, QSize size);
    };

    [[nodiscard]] std::unique_ptr<QRhiGraphicsPipeline> pipelineOf(const char* vertex, const char* fragment, QRhiRenderPassDescriptor* pass,
                                                                   QRhiShaderResourceBindings* bindings) const;
    [[nodiscard]] std::expected<void, Error> createPipelines();
    /// For a picture whose edges have colours; false: the GPU has no memory for them.
    [[nodiscard]] bool prepareColours();
    [[nodiscard]] std::expected<void, Error> createColourPipelines();
    /// Draws nothing with each pipeline: drivers compile when a pipeline draws first, which is better done in the frame of
    /// an empty window than in that of the first nodes.
    [[nodiscard]] std::expected<void, Error> warmUp(QRhiCommandBuffer* cb);
    [[nodiscard]] bool resize(QSize size);
    [[nodiscard]] bool createLayers(QSize size);
    /// That nodes are drawn into.
    [[nodiscard]] Layer& nodeLayer() { return m_edgesFrom == Edges::Drawn ? m_nodes : m_developed[m_back]; }
    [[nodiscard]] Layer& edgeLayer() { return m_coloured ? m_colours.sums : m_edges; }
    [[nodiscard]] bool bindPositions(const NodePositions& positions);
    [[nodiscard]] std::unexpected<Error> lacking(const QString& what) const { return std::unexpected(lackOf(m_device, what)); }
    void beginDrawing(QRhiCommandBuffer* cb, Layer& layer, QRhiGraphicsPipeline* pipeline, QRhiShaderResourceBindings* bindings);
    template <typename Record>
    void draw(QRhiCommandBuffer* cb, Layer& layer, QRhiGraphicsPipeline* pipeline, const InstancePages<Record>& pages,
              std::span<const PlaceRun> runs);

    QRhi* m_rhi;
    DeviceAbilities m_device;
    Edges m_edgesFrom;
    std::unique_ptr<QRhiBuffer> m_picture, m_nothing, m_strokes;
    std::unique_ptr<QRhiSampler> m_sampler;
    Layer m_nodes, m_edges;
    /// Made with the first picture whose edges have colours: instead of a density there are four sums, see LineWalkOf.
    struct Colours {
        Layer sums;
        std::unique_ptr<QRhiShaderResourceBindings> developBindings;
        std::unique_ptr<QRhiGraphicsPipeline> edgePipeline, strokePipeline, developPipeline;
    };
    Colours m_colours;
    bool m_coloured = false;   // edges of this picture are
    Layer m_developed[2];
    int m_front = 0, m_back = 0;
    std::unique_ptr<QRhiShaderResourceBindings> m_developBindings, m_elementBindings, m_strokeBindings;
    std::uint64_t m_boundPositions = 0;
    PositionReading m_reading = PositionReading::Texture;   // that the pipelines do
    std::unique_ptr<QRhiGraphicsPipeline> m_nodePipeline, m_edgePipeline, m_strokePipeline, m_developPipeline;
    QSize m_size;
    std::uint64_t m_passes = 0;
};

/// How edges are seen close by; nothing: from too far away for more than lines.
[[nodiscard]] std::optional<StrokeView> strokeViewOf(const PicturePasses::Exposure& exposure, const PictureStyle& style);

/// What the CPU splats so that the picture is as `exposure` says; nodes of any size are left to the GPU.
[[nodiscard]] SplatTask splatTaskOf(std::shared_ptr<const scene::Scene> scene, std::shared_ptr<const scene::SpatialIndex> index,
                                    scene::ChosenBlocks nodes, scene::ChosenBlocks edges, const PicturePasses::Exposure& exposure,
                                    const PictureStyle& style);

} // namespace weir::render
