#include "render/picture/picture_passes.h"
#include "render/look/dimmed.h"
#include "render/device/shader_floats.h"
#include "render/device/shader_pack.h"
#include <array>

namespace weir::render {

namespace {

/// As shaders/picture.glsl.
struct PictureBlock {
    std::array<float, 4> pixelFromWorld, size, ground, edge, tone, detail;
    std::array<std::array<float, 4>, paletteSize> palette;
};

using Stage = QRhiShaderResourceBinding;

SplatTone toneOf(const PicturePasses::Exposure& exposure, const PictureStyle& style, bool coloured)
{
    return {toFloats(style.ground), toFloats(style.edge), static_cast<float>(style.shareOfEdges(coloured)),
            static_cast<float>(style.halfDensity(closenessFor(exposure.nodeRadius), exposure.edgeDensity, coloured))};
}

} // namespace

std::optional<StrokeView> strokeViewOf(const PicturePasses::Exposure& exposure, const PictureStyle& style)
{
    const double closeness = closenessFor(exposure.nodeRadius);
    if (closeness <= 0)
        return std::nullopt;
    return StrokeView{PicturePasses::pixelFromWorld(exposure),
                      exposure.size,
                      static_cast<float>(exposure.nodeRadius * exposure.pixelRatio),
                      static_cast<float>(exposure.pixelRatio),
                      static_cast<float>(thinnedFrom(exposure.nodeRadius, exposure.pixelRatio)),
                      {closeness, style.curvedEdges},
                      static_cast<float>(exposure.edgeWeight)};
}

SplatTask splatTaskOf(std::shared_ptr<const scene::Scene> scene, std::shared_ptr<const scene::SpatialIndex> index,
                      scene::ChosenBlocks nodes, scene::ChosenBlocks edges, const PicturePasses::Exposure& exposure,
                      const PictureStyle& style)
{
    const SplatTone tone = toneOf(exposure, style, scene->colouredEdges);
    SplatTask task{std::move(scene), std::move(index), std::move(nodes), std::move(edges), PicturePasses::pixelFromWorld(exposure),
                   exposure.size, static_cast<float>(exposure.edgeWeight), static_cast<float>(exposure.nodeWeight),
                   static_cast<float>(exposure.nodeRadius * exposure.pixelRatio), static_cast<float>(exposure.pixelRatio), static_cast<float>(exposure.leastRadius),
                   static_cast<float>(thinnedFrom(exposure.nodeRadius, exposure.pixelRatio)), std::nullopt, {}, tone};
    for (std::size_t i = 0; i < paletteSize; ++i)
        task.palette[i] = toFloats(style.categoryColour(i));
    return task;
}

bool PicturePasses::Layer::create(QRhi* rhi, QRhiTexture::Format format, QSize size)
{
    adding.reset();
    clearing.reset();
    texture.reset(rhi->newTexture(format, size, 1, QRhiTexture::RenderTarget | QRhiTexture::UsedAsTransferSource));
    if (!texture->create())
        return false;
    const QRhiTextureRenderTargetDescription description{QRhiColorAttachment(texture.get())};
    clearing.reset(rhi->newTextureRenderTarget(description));
    adding.reset(rhi->newTextureRenderTarget(description, QRhiTextureRenderTarget::PreserveColorContents));
    if (!clearingPass) {
        clearingPass.reset(clearing->newCompatibleRenderPassDescriptor());
        addingPass.reset(adding->newCompatibleRenderPassDescriptor());
    }
    clearing->setRenderPassDescriptor(clearingPass.get());
    adding->setRenderPassDescriptor(addingPass.get());
    return clearing->create() && adding->create();
}

scene::Affine PicturePasses::pixelFromWorld(const Exposure& exposure)
{
    const scene::Affine item = exposure.camera.itemFromWorld();
    const double x = exposure.size.width() / exposure.camera.width();
    const double y = exposure.size.height() / exposure.camera.height();
    return {item.scaleX * x, item.scaleY * y, item.offsetX * x, item.offsetY * y};
}

std::expected<void, Error> PicturePasses::create()
{
    m_picture.reset(m_rhi->newBuffer(QRhiBuffer::Dynamic, QRhiBuffer::UniformBuffer, sizeof(PictureBlock)));
    m_sampler.reset(m_rhi->newSampler(QRhiSampler::Nearest, QRhiSampler::Nearest, QRhiSampler::None, QRhiSampler::ClampToEdge,
                                      QRhiSampler::ClampToEdge));
    m_strokeBindings.reset(m_rhi->newShaderResourceBindings());
    m_strokeBindings->setBindings({Stage::uniformBuffer(0, Stage::VertexStage | Stage::FragmentStage, m_picture.get())});
    if (!m_picture->create() || !m_sampler->create() || !m_strokeBindings->create())
        return lacking(QStringLiteral("make small buffers, so its memory is probably used up"));
    return {};
}

bool PicturePasses::bindPositions(const NodePositions& positions)
{
    if (positions.resourceId() == m_boundPositions)
        return true;
    if (std::exchange(m_reading, positions.reading()) != positions.reading()) {
        for (auto* pipeline : {&m_nodePipeline, &m_edgePipeline, &m_colours.edgePipeline}) {
            if (*pipeline)
                pipeline->release()->deleteLater();
        }
    }
    std::unique_ptr<QRhiShaderResourceBindings> set(m_rhi->newShaderResourceBindings());
    constexpr auto both = Stage::VertexStage | Stage::FragmentStage;
    set->setBindings({Stage::uniformBuffer(0, both, m_picture.get()), positions.binding(2, m_sampler.get())});
    if (!set->create())
        return false;
    if (m_elementBindings)
        m_elementBindings.release()->deleteLater();
    m_elementBindings = std::move(set);
    m_boundPositions = positions.resourceId();
    return true;
}

bool PicturePasses::resize(QSize size)
{
    if (m_size == size)
        return true;
    if (std::max(size.width(), size.height()) > m_device.largestTexture)
        return false;
    if (m_edgesFrom == Edges::Drawn && !createLayers(size))
        return false;
    m_size = size;
    return true;
}

bool PicturePasses::createLayers(QSize size)
{
    m_colours.sums.texture.reset();   // it is bound together with the nodes'
    if (!m_edges.create(m_rhi, QRhiTexture::R32F, size) || !m_nodes.create(m_rhi, QRhiTexture::RGBA8, size))
        return false;
    m_developBindings.reset(m_rhi->newShaderResourceBindings());
    m_developBindings->setBindings(
        {Stage::uniformBuffer(0, Stage::FragmentStage, m_picture.get()),
         Stage::sampledTexture(1, Stage::FragmentStage, m_nodes.texture.get(), m_sampler.get()),
         Stage::sampledTexture(2, Stage::FragmentStage, m_edges.texture.get(), m_sampler.get())});
    return m_developBindings->create();
}

bool PicturePasses::prepareColours()
{
    if (m_colours.sums.texture && m_colours.sums.texture->pixelSize() == m_size)
        return true;
    if (!m_colours.sums.create(m_rhi, QRhiTexture::RGBA32F, m_size))
        return false;
    m_colours.developBindings.reset(m_rhi->newShaderResourceBindings());
    m_colours.developBindings->setBindings({Stage::uniformBuffer(0, Stage::FragmentStage, m_picture.get()),
                                            Stage::sampledTexture(1, Stage::FragmentStage, m_nodes.texture.get(), m_sampler.get()),
                                            Stage::sampledTexture(2, Stage::FragmentStage, m_colours.sums.texture.get(), m_sampler.get())});
    return m_colours.developBindings->create();
}

std::unique_ptr<QRhiGraphicsPipeline> PicturePasses::pipelineOf(const char* vertex, const char* fragment, QRhiRenderPassDescriptor* pass,
                                                                QRhiShaderResourceBindings* bindings) const
{
    std::unique_ptr<QRhiGraphicsPipeline> pipeline(m_rhi->newGraphicsPipeline());
    pipeline->setShaderStages({{QRhiShaderStage::Vertex, shaderOf(vertex)}, {QRhiShaderStage::Fragment, shaderOf(fragment)}});
    pipeline->setTopology(QRhiGraphicsPipeline::TriangleStrip);
    pipeline->setShaderResourceBindings(bindings);
    pipeline->setRenderPassDescriptor(pass);
    return pipeline;
}

std::expected<void, Error> PicturePasses::createColourPipelines()
{
    QRhiGraphicsPipeline::TargetBlend sum;
    sum.enable = true;
    sum.dstColor = sum.dstAlpha = QRhiGraphicsPipeline::One;
    QRhiGraphicsPipeline::TargetBlend replace;
    using Attribute = QRhiVertexInputAttribute;
    QRhiVertexInputLayout edges;
    edges.setBindings({QRhiVertexInputBinding(sizeof(EdgeRecord), QRhiVertexInputBinding::PerInstance),
                       QRhiVertexInputBinding(sizeof(EdgeColourRecord), QRhiVertexInputBinding::PerInstance)});
    edges.setAttributes({Attribute(0, 0, Attribute::UInt2, 0), Attribute(1, 1, Attribute::UNormByte4, 0)});
    QRhiVertexInputLayout strokes;
    strokes.setBindings({QRhiVertexInputBinding(sizeof(Stroke), QRhiVertexInputBinding::PerInstance)});
    strokes.setAttributes({Attribute(0, 0, Attribute::Float4, offsetof(Stroke, from)), Attribute(0, 1, Attribute::Float4, offsetof(Stroke, halfFrom)),
                           Attribute(0, 2, Attribute::UNormByte4, offsetof(Stroke, colour))});
    const char* const vertex = m_reading == PositionReading::Buffer ? "edge_buffer_coloured.vert" : "edge_coloured.vert";
    m_colours.edgePipeline = pipelineOf(vertex, "edge_coloured.frag", m_colours.sums.addingPass.get(), m_elementBindings.get());
    m_colours.edgePipeline->setVertexInputLayout(edges);
    m_colours.edgePipeline->setTargetBlends({sum});
    m_colours.strokePipeline = pipelineOf("stroke_coloured.vert", "stroke_coloured.frag", m_colours.sums.addingPass.get(), m_strokeBindings.get());
    m_colours.strokePipeline->setVertexInputLayout(strokes);
    m_colours.strokePipeline->setTargetBlends({sum});
    m_colours.developPipeline = pipelineOf("whole.vert", "develop_coloured.frag", m_developed[m_back].clearingPass.get(), m_colours.developBindings.get());
    m_colours.developPipeline->setTopology(QRhiGraphicsPipeline::Triangles);
    m_colours.developPipeline->setTargetBlends({replace});
    if (!m_colours.edgePipeline->create() || !m_colours.strokePipeline->create() || !m_colours.developPipeline->create())
        return lacking(QStringLiteral("compile the shaders of the graph"));
    return {};
}

std::expected<void, Error> PicturePasses::createPipelines()
{
    const auto recordsOf = [](quint32 stride, QRhiVertexInputAttribute::Format format) {
        QRhiVertexInputLayout records;
        records.setBindings({QRhiVertexInputBinding(stride, QRhiVertexInputBinding::PerInstance)});
        records.setAttributes({QRhiVertexInputAttribute(0, 0, format, 0)});
        return records;
    };

    QRhiGraphicsPipeline::TargetBlend over;
    over.enable = true;   // factors: premultiplied
    QRhiGraphicsPipeline::TargetBlend sum;
    sum.enable = true;
    sum.dstColor = sum.dstAlpha = QRhiGraphicsPipeline::One;
    QRhiGraphicsPipeline::TargetBlend replace;

    const bool inBuffer = m_reading == PositionReading::Buffer;
    m_nodePipeline = pipelineOf(inBuffer ? "node_buffer.vert" : "node.vert", "node.frag", nodeLayer().addingPass.get(), m_elementBindings.get());
    m_nodePipeline->setVertexInputLayout(recordsOf(sizeof(NodeRecord), QRhiVertexInputAttribute::UInt3));
    m_nodePipeline->setTargetBlends({over});
    bool created = m_nodePipeline->create();
    if (m_edgesFrom == Edges::Drawn) {
        m_edgePipeline = pipelineOf(inBuffer ? "edge_buffer.vert" : "edge.vert", "edge.frag", m_edges.addingPass.get(), m_elementBindings.get());
        m_edgePipeline->setVertexInputLayout(recordsOf(sizeof(EdgeRecord), QRhiVertexInputAttribute::UInt2));
        m_edgePipeline->setTargetBlends({sum});
        QRhiVertexInputLayout strokes;
        strokes.setBindings({QRhiVertexInputBinding(sizeof(Stroke), QRhiVertexInputBinding::PerInstance)});
        strokes.setAttributes({QRhiVertexInputAttribute(0, 0, QRhiVertexInputAttribute::Float4, offsetof(Stroke, from)),
                               QRhiVertexInputAttribute(0, 1, QRhiVertexInputAttribute::Float4, offsetof(Stroke, halfFrom))});
        m_strokePipeline = pipelineOf("stroke.vert", "stroke.frag", m_edges.addingPass.get(), m_strokeBindings.get());
        m_strokePipeline->setVertexInputLayout(strokes);
        m_strokePipeline->setTargetBlends({sum});
        m_developPipeline = pipelineOf("whole.vert", "develop.frag", m_developed[m_back].clearingPass.get(), m_developBindings.get());
        m_developPipeline->setTopology(QRhiGraphicsPipeline::Triangles);
        m_developPipeline->setTargetBlends({replace});
        created = created && m_edgePipeline->create() && m_strokePipeline->create() && m_developPipeline->create();
    }
    if (!created)
        return lacking(QStringLiteral("compile the shaders of the graph"));
    return {};
}

std::expected<void, Error> PicturePasses::begin(QRhiCommandBuffer* cb, const SceneUpload& scene, const Exposure& exposure,
                                                const PictureStyle& style)
{
    m_back = m_front == 0 ? 1 : 0;
    Layer& target = m_developed[m_back];
    if (!resize(exposure.size) || !bindPositions(scene.positions()))
        return lacking(QStringLiteral("draw into textures as large as the window"));
    m_coloured = m_edgesFrom == Edges::Drawn && scene.colouredEdges();
    if (m_coloured && !prepareColours())
        return lacking(QStringLiteral("draw into textures as large as the window"));
    if ((!target.texture || target.texture->pixelSize() != m_size) && !target.create(m_rhi, QRhiTexture::RGBA8, m_size))
        return lacking(QStringLiteral("draw into textures as large as the window"));
    const bool first = !m_nodePipeline;
    if (first) {
        if (auto created = createPipelines(); !created)
            return created;
    }
    if (m_coloured && !m_colours.edgePipeline) {
        if (auto created = createColourPipelines(); !created)
            return created;
    }
    PictureBlock block{};
    const scene::Affine at = pixelFromWorld(exposure);
    block.pixelFromWorld = toFloats(at);
    block.size = {static_cast<float>(m_size.width()), static_cast<float>(m_size.height()),
                  static_cast<float>(exposure.nodeRadius * exposure.pixelRatio), static_cast<float>(exposure.pixelRatio)};
    block.ground = toFloats(style.ground);
    const SplatTone tone = toneOf(exposure, style, m_coloured);
    block.edge = toFloats(style.edge, tone.edgeShare);
    block.tone = {tone.halfDensity, static_cast<float>(exposure.edgeWeight),
                  static_cast<float>(exposure.leastRadius), static_cast<float>(exposure.nodeWeight)};
    block.detail = {static_cast<float>(thinnedFrom(exposure.nodeRadius, exposure.pixelRatio)), dimmedNodeShare, dimmedEdgeShare, 0};
    for (std::size_t i = 0; i < paletteSize; ++i)
        block.palette[i] = toFloats(style.categoryColour(i));
    QRhiResourceUpdateBatch* const updates = m_rhi->nextResourceUpdateBatch();
    updates->updateDynamicBuffer(m_picture.get(), 0, sizeof(block), &block);
    cb->resourceUpdate(updates);
    if (m_edgesFrom == Edges::Drawn) {
        for (const Layer* layer : {&m_nodes, &edgeLayer()}) {
            cb->beginPass(layer->clearing.get(), QColor(0, 0, 0, 0), {1, 0});
            cb->endPass();
            ++m_passes;
        }
    }
    return first ? warmUp(cb) : std::expected<void, Error>();
}

std::expected<void, Error> PicturePasses::warmUp(QRhiCommandBuffer* cb)
{
    m_nothing.reset(m_rhi->newBuffer(QRhiBuffer::Immutable, QRhiBuffer::VertexBuffer, sizeof(NodeRecord)));
    if (!m_nothing->create())
        return lacking(QStringLiteral("make small buffers, so its memory is probably used up"));
    NodeRecord nothing;   // as a node, and its beginning as an edge
    nothing.fill(noSlot);
    QRhiResourceUpdateBatch* const updates = m_rhi->nextResourceUpdateBatch();
    updates->uploadStaticBuffer(m_nothing.get(), nothing.data());
    cb->resourceUpdate(updates);
    const auto drawNothing = [&](Layer& layer, QRhiGraphicsPipeline* pipeline) {
        beginDrawing(cb, layer, pipeline, m_elementBindings.get());
        const QRhiCommandBuffer::VertexInput input(m_nothing.get(), 0);
        cb->setVertexInput(0, 1, &input);
        cb->draw(4, 1);
        cb->endPass();
    };
    drawNothing(nodeLayer(), m_nodePipeline.get());
    if (m_edgesFrom == Edges::Drawn)
        drawNothing(m_edges, m_edgePipeline.get());
    return {};
}

void PicturePasses::beginDrawing(QRhiCommandBuffer* cb, Layer& layer, QRhiGraphicsPipeline* pipeline, QRhiShaderResourceBindings* bindings)
{
    cb->beginPass(layer.adding.get(), QColor(0, 0, 0, 0), {1, 0});
    cb->setGraphicsPipeline(pipeline);
    cb->setViewport({0, 0, static_cast<float>(m_size.width()), static_cast<float>(m_size.height())});
    cb->setShaderResources(bindings);
    ++m_passes;
}

template <typename Record>
void PicturePasses::draw(QRhiCommandBuffer* cb, Layer& layer, QRhiGraphicsPipeline* pipeline, const InstancePages<Record>& pages,
                         std::span<const PlaceRun> runs)
{
    constexpr std::uint32_t pageRecords = InstancePages<Record>::pageRecords;
    beginDrawing(cb, layer, pipeline, m_elementBindings.get());
    for (PlaceRun run : runs) {
        while (run.count > 0) {
            const std::uint32_t within = run.first % pageRecords;
            const std::uint32_t count = std::min(run.count, pageRecords - within);
            const QRhiCommandBuffer::VertexInput input(pages.page(run.first / pageRecords), within * InstancePages<Record>::stride);
            cb->setVertexInput(0, 1, &input);
            cb->draw(4, count);
            run.first += count;
            run.count -= count;
        }
    }
    cb->endPass();
}

void PicturePasses::drawNodes(QRhiCommandBuffer* cb, const SceneUpload& scene, std::span<const PlaceRun> runs)
{
    draw(cb, nodeLayer(), m_nodePipeline.get(), scene.nodes(), runs);
}

void PicturePasses::drawEdges(QRhiCommandBuffer* cb, const SceneUpload& scene, std::span<const PlaceRun> runs)
{
    if (!m_coloured)
        return draw(cb, m_edges, m_edgePipeline.get(), scene.edges(), runs);
    constexpr std::uint32_t pageRecords = InstancePages<EdgeRecord>::pageRecords;
    beginDrawing(cb, m_colours.sums, m_colours.edgePipeline.get(), m_elementBindings.get());
    for (PlaceRun run : runs) {
        while (run.count > 0) {
            const std::uint32_t page = run.first / pageRecords, within = run.first % pageRecords;
            const std::uint32_t count = std::min(run.count, pageRecords - within);
            const QRhiCommandBuffer::VertexInput inputs[] = {{scene.edges().page(page), within * InstancePages<EdgeRecord>::stride},
                                                             {scene.edgeColours().page(page), within * InstancePages<EdgeColourRecord>::stride}};
            cb->setVertexInput(0, 2, inputs);
            cb->draw(4, count);
            run.first += count;
            run.count -= count;
        }
    }
    cb->endPass();
}

bool PicturePasses::drawStrokes(QRhiCommandBuffer* cb, std::span<const Stroke> strokes)
{
    if (strokes.empty())
        return true;
    const auto bytes = static_cast<quint32>(strokes.size_bytes());
    if (!m_strokes || static_cast<quint32>(m_strokes->size()) < bytes) {
        if (m_strokes)
            m_strokes.release()->deleteLater();
        m_strokes.reset(m_rhi->newBuffer(QRhiBuffer::Static, QRhiBuffer::VertexBuffer, bytes + bytes / 2));
        if (!m_strokes->create()) {
            m_strokes.reset();
            return false;
        }
    }
    QRhiResourceUpdateBatch* const updates = m_rhi->nextResourceUpdateBatch();
    updates->uploadStaticBuffer(m_strokes.get(), 0, bytes, strokes.data());
    cb->resourceUpdate(updates);
    beginDrawing(cb, edgeLayer(), m_coloured ? m_colours.strokePipeline.get() : m_strokePipeline.get(), m_strokeBindings.get());
    const QRhiCommandBuffer::VertexInput input(m_strokes.get(), 0);
    cb->setVertexInput(0, 1, &input);
    cb->draw(4, static_cast<quint32>(strokes.size()));
    cb->endPass();
    return true;
}

std::uint64_t PicturePasses::takeImage(QRhiCommandBuffer* cb, const PictureSplatter::Job& job)
{
    QRhiResourceUpdateBatch* const updates = m_rhi->nextResourceUpdateBatch();
    const QRhiTextureSubresourceUploadDescription image(job.pixels());
    updates->uploadTexture(m_developed[m_back].texture.get(), QRhiTextureUploadDescription({0, 0, image}));
    cb->resourceUpdate(updates);
    ++m_passes;
    return static_cast<std::uint64_t>(job.pixels().size());
}

void PicturePasses::develop(QRhiCommandBuffer* cb)
{
    m_front = m_back;
    if (m_edgesFrom == Edges::FromImage)
        return;
    Layer& target = m_developed[m_back];
    cb->beginPass(target.clearing.get(), QColor(0, 0, 0, 255), {1, 0});
    cb->setGraphicsPipeline(m_coloured ? m_colours.developPipeline.get() : m_developPipeline.get());
    cb->setViewport({0, 0, static_cast<float>(m_size.width()), static_cast<float>(m_size.height())});
    cb->setShaderResources(m_coloured ? m_colours.developBindings.get() : m_developBindings.get());
    cb->draw(3);
    cb->endPass();
    ++m_passes;
}

} // namespace weir::render
