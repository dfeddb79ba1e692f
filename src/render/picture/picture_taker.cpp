#include "render/picture/picture_taker.h"
#include "render/look/dimmed.h"
#include "render/window/draw_ways.h"
#include "render/marks/marks.h"
#include "render/device/offscreen_device.h"
#include "render/picture/picture_plan.h"
#include "render/window/window_pass.h"
#include "scene/edge_density.h"
#include "scene/node_size.h"

namespace weir::render {

namespace {

constexpr std::uint32_t uploadBytesAFrame = 16U << 20U;
constexpr double lookEveryMs = 50;            // for a cancelled picture

std::unexpected<Error> outOfMemory()
{
    return std::unexpected(Error{"The graphics memory does not hold the graph a second time, which a picture of another size needs."});
}

std::unexpected<Error> givenUp() { return std::unexpected(Error{"The picture was given up."}); }

} // namespace

/// What the thread that draws has.
struct PictureTaker::Drawing {
    std::unique_ptr<OffscreenDevice> device;
    TakenPicture picture;
    int side = tileSide;
    QSize tileSize;                             // pixels

    bool splats = false;
    PicturePasses::Exposure whole;
    bool stroked = false;                       // in all tiles or in none, or their borders would show
    std::unique_ptr<PicturePasses> passes;
    std::unique_ptr<SceneUpload> upload;
    std::unique_ptr<WindowPass> window;
    std::unique_ptr<PictureSplatter> splatter;
    bool labelled = false;                      // the window pass has the labels
    std::unique_ptr<QRhiTexture> target;
    std::unique_ptr<QRhiTextureRenderTarget> targeting;
    std::unique_ptr<QRhiRenderPassDescriptor> targetPass;

    [[nodiscard]] std::expected<void, Error> prepare();
    [[nodiscard]] bool createTarget();
    [[nodiscard]] PicturePasses::Exposure exposureAt(QPoint from) const;
    [[nodiscard]] std::expected<void, Error> draw(QRhiCommandBuffer* cb, const PicturePlan& plan, PictureSplatter::Job* splat);
    [[nodiscard]] WindowPass::View view(const scene::Camera& camera) const;
    void release();
};

std::expected<std::unique_ptr<PictureTaker>, Error> PictureTaker::create(const QQuickWindow& like, TakenPicture picture, int side)
{
    auto device = OffscreenDevice::like(like);
    if (!device)
        return std::unexpected(device.error());
    auto drawing = std::make_unique<Drawing>();
    drawing->device = std::move(*device);
    drawing->picture = std::move(picture);
    drawing->side = side;
    return std::unique_ptr<PictureTaker>(new PictureTaker(std::move(drawing)));
}

PictureTaker::PictureTaker(std::unique_ptr<Drawing> drawing) : m_drawing(std::move(drawing)) {}

PictureTaker::~PictureTaker() = default;

QSize PictureTaker::size() const { return m_drawing->picture.size; }

int PictureTaker::side() const { return m_drawing->side; }

void PictureTaker::close() { m_drawing->release(); }

void PictureTaker::Drawing::release()
{
    splatter.reset();
    window.reset();
    upload.reset();
    passes.reset();
    targeting.reset();
    targetPass.reset();
    target.reset();
    device->close();
}

std::expected<void, Error> PictureTaker::open()
{
    Drawing& d = *m_drawing;
    if (auto opened = d.device->open(); !opened)
        return opened;
    if (auto prepared = d.prepare(); !prepared)
        return prepared;
    for (auto progress = SceneUpload::Progress::Unfinished; progress != SceneUpload::Progress::Done;) {
        if (m_cancelled)
            return givenUp();
        QRhiCommandBuffer* cb = nullptr;
        if (d.device->rhi()->beginOffscreenFrame(&cb) != QRhi::FrameOpSuccess)
            return outOfMemory();
        QRhiResourceUpdateBatch* const updates = d.device->rhi()->nextResourceUpdateBatch();
        progress = d.upload->advance(updates, uploadBytesAFrame);
        cb->resourceUpdate(updates);
        d.device->rhi()->endOffscreenFrame();
        if (progress == SceneUpload::Progress::OutOfMemory)
            return outOfMemory();
    }
    return {};
}

std::expected<void, Error> PictureTaker::Drawing::prepare()
{
    QRhi* const rhi = device->rhi();
    const DeviceAbilities abilities = picture.config.device.value_or(DeviceAbilities::of(rhi));
    if (auto enough = suffices(abilities); !enough)
        return enough;
    const DrawWays ways = waysOf(abilities, picture.config);
    splats = ways.splats;
    passes = std::make_unique<PicturePasses>(rhi, abilities, splats ? PicturePasses::Edges::FromImage : PicturePasses::Edges::Drawn);
    if (auto created = passes->create(); !created)
        return created;
    upload = std::make_unique<SceneUpload>(rhi, splats ? SceneUpload::Edges::OnCpu : SceneUpload::Edges::OnGpu, ways.positions);
    upload->begin({{picture.scene, {}}, picture.index, {}});
    window = std::make_unique<WindowPass>(rhi);
    if (splats)
        splatter = std::make_unique<PictureSplatter>();
    tileSize = picture.size.boundedTo({side, side});
    if (!createTarget())
        return outOfMemory();

    const scene::Camera& camera = picture.camera;
    whole.size = picture.size;
    whole.pixelRatio = picture.pixelRatio;
    whole.nodeRadius = scene::usualPixelRadius(picture.spacing * camera.scale());
    whole.edgeDensity = scene::meanEdgeDensity(*picture.scene, camera, thinnedFrom(whole.nodeRadius, 1));
    whole.edgeWeight = picture.lineWeight;
    whole.camera = camera;
    const auto strokes = strokeViewOf(whole, picture.style);
    const scene::View all{camera, whole.nodeRadius, {}, strokeReach};
    stroked = strokes && seenToStroke(*picture.scene, *picture.index, scene::chooseEdges(*picture.index, all, 0xffff'ffffU).numbers, *strokes);
    return {};
}

bool PictureTaker::Drawing::createTarget()
{
    QRhi* const rhi = device->rhi();
    target.reset(rhi->newTexture(QRhiTexture::RGBA8, tileSize, 1, QRhiTexture::RenderTarget | QRhiTexture::UsedAsTransferSource));
    if (!target->create())
        return false;
    targeting.reset(rhi->newTextureRenderTarget({QRhiColorAttachment(target.get())}));
    targetPass.reset(targeting->newCompatibleRenderPassDescriptor());
    targeting->setRenderPassDescriptor(targetPass.get());
    return targeting->create();
}

PicturePasses::Exposure PictureTaker::Drawing::exposureAt(QPoint from) const
{
    // Item pixels a pixel: as the whole picture has them, to the last bit that counts.
    const double x = picture.camera.width() / picture.size.width();
    const double y = picture.camera.height() / picture.size.height();
    const scene::WorldPoint middle = picture.camera.worldFromItem({(from.x() + tileSize.width() / 2.0) * x, (from.y() + tileSize.height() / 2.0) * y});
    PicturePasses::Exposure exposure = whole;
    exposure.size = tileSize;
    exposure.camera = picture.camera.resized(tileSize.width() * x, tileSize.height() * y).centredOn(middle);
    return exposure;
}

std::expected<QImage, Error> PictureTaker::take(QPoint from)
{
    Drawing& d = *m_drawing;
    const PicturePasses::Exposure exposure = d.exposureAt(from);
    auto strokes = d.stroked ? strokeViewOf(exposure, d.picture.style) : std::nullopt;
    PicturePlan plan = planOf(d.picture.scene, d.picture.index, exposure, d.picture.style,
                              d.splats ? Splatting::EdgesAndSmallNodes : Splatting::None, strokes);
    std::shared_ptr<PictureSplatter::Job> splat;
    if (plan.splat) {
        splat = d.splatter->start(std::move(*plan.splat), {});
        while (!splat->waitFor(lookEveryMs)) {
            if (m_cancelled) {
                splat->cancel();
                return givenUp();
            }
        }
        plan.strokes.lanes = std::move(splat->lanes());
    }
    QRhi* const rhi = d.device->rhi();
    QRhiCommandBuffer* cb = nullptr;
    if (rhi->beginOffscreenFrame(&cb) != QRhi::FrameOpSuccess)
        return std::unexpected(Error{"The graphics device was lost while the picture was drawn. Try again."});
    const auto drawn = d.draw(cb, plan, splat.get());
    QRhiReadbackResult read;
    if (drawn) {
        QRhiResourceUpdateBatch* const updates = rhi->nextResourceUpdateBatch();
        updates->readBackTexture(QRhiReadbackDescription(d.target.get()), &read);
        cb->resourceUpdate(updates);
    }
    rhi->endOffscreenFrame();   // waits for the device
    if (!drawn)
        return std::unexpected(drawn.error());
    const QSize size = read.pixelSize;
    if (size != d.tileSize || read.data.size() < qsizetype{4} * size.width() * size.height())
        return std::unexpected(Error{"The graphics device gave no picture back. Try again, or save an SVG."});
    const QImage tile(reinterpret_cast<const uchar*>(read.data.constData()), size.width(), size.height(), 4 * size.width(), QImage::Format_RGBX8888);
    return tile.copy(QRect({0, 0}, size.boundedTo(QSize(d.picture.size.width() - from.x(), d.picture.size.height() - from.y()))));
}

std::expected<void, Error> PictureTaker::Drawing::draw(QRhiCommandBuffer* cb, const PicturePlan& plan, PictureSplatter::Job* splat)
{
    if (auto begun = passes->begin(cb, *upload, plan.exposure, picture.style); !begun)
        return begun;
    if (splat)
        passes->takeImage(cb, *splat);
    else if (!passes->drawStrokes(cb, plan.strokes.strokes))
        return outOfMemory();
    PlaceRuns nodes = plan.nodeRuns, edges = plan.edgeRuns;
    if (nodes.left() > 0)
        passes->drawNodes(cb, *upload, nodes.take(nodes.left()));
    if (edges.left() > 0)   // of an image there is no layer to draw them into
        passes->drawEdges(cb, *upload, edges.take(edges.left()));
    passes->develop(cb);

    QRhiResourceUpdateBatch* const updates = device->rhi()->nextResourceUpdateBatch();
    const auto marks = marksOf(*picture.scene, picture.highlight, {},
                               {picture.style, whole.nodeRadius, plan.exposure.camera, stroked, plan.strokes.lanes});
    window->setMarks(updates, marks);
    const bool ready = (labelled || window->setLabels(updates, picture.labels, *picture.scene, platesFor(picture.highlight)))
        && window->prepare(targeting.get(), passes->developed(), nullptr, updates);
    labelled = true;
    cb->beginPass(targeting.get(), picture.style.ground, {1, 0}, updates);
    if (ready)
        window->render(cb, view(plan.exposure.camera), std::nullopt, tileSize);
    cb->endPass();
    return ready ? std::expected<void, Error>() : outOfMemory();
}

WindowPass::View PictureTaker::Drawing::view(const scene::Camera& camera) const
{
    WindowPass::View view;
    // Item pixels to clip space with y down, as textures of one's own have it on every backend.
    view.clipFromItem.translate(-1, -1);
    view.clipFromItem.scale(static_cast<float>(2 / camera.width()), static_cast<float>(2 / camera.height()));
    view.camera = camera;
    view.pictureCamera = camera;
    view.pixelRatio = picture.pixelRatio;
    view.dimmed = picture.highlight.selects() ? dimmedBySelection : 0;
    view.ground = picture.style.ground;
    view.label = picture.style.label;
    view.hasPicture = true;
    return view;
}

} // namespace weir::render
