#include "pipeline/live_graph.h"
#include "base/worker_thread.h"
#include "lens/index_worker.h"
#include "pipeline/layout/layout_driver.h"
#include "pipeline/stream_side.h"

namespace weir::pipeline {

namespace {

flow::WindowSizing windowSizing(CreditSizing sizing)
{
    return sizing == CreditSizing::Automatic ? flow::WindowSizing::Automatic : flow::WindowSizing::Fixed;
}

} // namespace

class LiveGraph::Private {
public:
    Private(LiveGraph& graph, const Config& config)
        : indexer([&graph] { QMetaObject::invokeMethod(&graph, &LiveGraph::sceneReady, Qt::QueuedConnection); }),
          layout(config.layoutThreads, [this] { onStream([](StreamSide& stream) { stream.scenes().schedule(); }); },
                 [this, &graph](bool active) { QMetaObject::invokeMethod(&graph, [this, &graph, active] {
                     layoutActive = active;
                     Q_EMIT graph.layoutActiveChanged();
                 }, Qt::QueuedConnection); })
    {
        facts.schema = std::make_shared<const graph::Schema>();
        stream::StreamClient::Config client;
        client.encoding = config.json ? protocol::Encoding::Json : protocol::Encoding::Binary;
        client.windowMessages = config.windowMessages;
        client.windowBytes = config.windowBytes;
        client.windowSizing = windowSizing(config.creditSizing);
        client.security = config.security;
        thread.startEventLoop();
        thread.post([this, client] { side = std::make_unique<StreamSide>(client, outputs, layout, [this](scene::SceneUpdate update) { indexer.take(std::move(update)); }); });
    }

    ~Private()
    {
        layout.stop();   // first: it posts to the stream thread
        thread.post([this] { side.reset(); });
        thread.stop();
    }

    void onStream(std::function<void(StreamSide&)> call)
    {
        thread.post([this, call = std::move(call)] {
            if (side)
                call(*side);
        });
    }

    StreamSide::Outputs outputs;
    stream::StreamStats stats;
    ServerFacts facts;
    LookAnswer look;
    bool layoutActive = false;
    std::uint64_t epochTaken = 0;       // of the scene that was taken last
    lens::IndexWorker indexer;          // outlives those who give it scenes
    std::unique_ptr<StreamSide> side;   // made, used and destroyed on the stream thread
    WorkerThread thread{"weir-stream", WorkerThread::Priority::AfterWindow};
    LayoutDriver layout;
};

LiveGraph::LiveGraph(Config config, QObject* parent) : QObject(parent), d(std::make_unique<Private>(*this, config))
{
    qRegisterMetaType<ElementDetails>();
    qRegisterMetaType<LabelAnswer>();
    qRegisterMetaType<SearchAnswer>();
    qRegisterMetaType<LinkAnswer>();
    qRegisterMetaType<TableAnswer>();
    qRegisterMetaType<ColumnAnswer>();
    qRegisterMetaType<ExportProgress>();
    qRegisterMetaType<ExportAnswer>();
    qRegisterMetaType<ExportCounts>();
    d->onStream([this](StreamSide& side) {
        connect(&side, &StreamSide::statsReady, this, [this] {
            if (auto stats = d->outputs.stats.take()) {
                d->stats = std::move(*stats);
                Q_EMIT statsChanged();
            }
        });
        connect(&side, &StreamSide::factsReady, this, [this] {
            if (auto facts = d->outputs.facts.take()) {
                d->facts = std::move(*facts);
                Q_EMIT serverFactsChanged();
            }
        });
        connect(&side, &StreamSide::lookReady, this, [this] {
            if (auto look = d->outputs.look.take()) {
                d->look = std::move(*look);
                Q_EMIT lookAnswered();
            }
        });
        connect(&side, &StreamSide::reportReady, this, [this] {
            if (const auto report = d->outputs.report.take())
                Q_EMIT reported(*report);
        });
        connect(&side, &StreamSide::detailsReady, this, &LiveGraph::detailsReady);
        connect(&side, &StreamSide::labelsReady, this, &LiveGraph::labelsReady);
        connect(&side.search(), &SearchQuestion::answered, this, &LiveGraph::searchAnswered);
        connect(&side, &StreamSide::linksAnswered, this, &LiveGraph::linksAnswered);
        connect(&side.table(), &TableQuestion::answered, this, &LiveGraph::tableAnswered);
        connect(&side.columns(), &ColumnQuestion::answered, this, &LiveGraph::columnsCounted);
        connect(&side.exporter(), &GraphExporter::progressed, this, &LiveGraph::exportProgressed);
        connect(&side.exporter(), &GraphExporter::answered, this, &LiveGraph::exportAnswered);
        connect(&side.exportCount(), &ExportCount::answered, this, &LiveGraph::exportCounted);
    });
}

LiveGraph::~LiveGraph() = default;

void LiveGraph::connectTo(const QUrl& url)
{
    d->onStream([url](StreamSide& side) { side.open(url); });
}

void LiveGraph::disconnectFromServer()
{
    d->onStream([](StreamSide& side) { side.close(); });
}

void LiveGraph::setDrainPaused(bool paused)
{
    d->onStream([paused](StreamSide& side) { side.setDrainPaused(paused); });
}

void LiveGraph::setCreditWindow(std::uint64_t messages, std::uint64_t bytes, CreditSizing sizing)
{
    d->onStream([messages, bytes, sizing](StreamSide& side) { side.setWindow(messages, bytes, windowSizing(sizing)); });
}

void LiveGraph::onFrames(double load)
{
    d->onStream([load](StreamSide& side) { side.onFrames(load); });
}

void LiveGraph::setLatestOnly(std::optional<std::chrono::milliseconds> interval)
{
    const protocol::Policy policy = interval ? protocol::Policy{protocol::PolicyKind::Latest, static_cast<std::uint32_t>(interval->count()), 0}
                                             : protocol::Policy{};
    d->onStream([policy](StreamSide& side) { side.setPolicy(policy); });
}

void LiveGraph::steer(const SteerRequest& request)
{
    protocol::Steer steer;
    if (request.sourceSpec)
        steer.source = request.sourceSpec->toStdString();
    steer.rate = request.rate;
    steer.running = request.running;
    d->onStream([steer](StreamSide& side) { side.steer(steer); });
}

void LiveGraph::setLayoutRunning(bool running) { d->layout.setRunning(running); }
void LiveGraph::setLayoutHeld(bool held) { d->layout.setHeld(held); }

void LiveGraph::restartLayout()
{
    d->layout.restart();
    d->onStream([](StreamSide& side) {
        side.scenes().takeBackHandPlaces();
        side.scenes().setPlacedBy(SceneBuilder::PlacedBy::Layout);
    });
}

void LiveGraph::useSourcePlaces()
{
    d->onStream([](StreamSide& side) { side.scenes().setPlacedBy(SceneBuilder::PlacedBy::Source); });
}

void LiveGraph::pinNode(Slot node, scene::Point place)
{
    d->layout.pin(node, place);
    d->onStream([epoch = d->epochTaken, node, place](StreamSide& side) { side.scenes().setHandPlace(epoch, node, place); });
}

void LiveGraph::unpinNode(Slot node)
{
    d->layout.unpin(node);
    d->onStream([epoch = d->epochTaken, node](StreamSide& side) { side.scenes().setHandPlace(epoch, node, std::nullopt); });
}

void LiveGraph::requestDetails(std::uint64_t epochVersion, ElementKind kind, Slot slot)
{
    d->onStream([=](StreamSide& side) { Q_EMIT side.detailsReady(side.answers().details(epochVersion, kind, slot)); });
}

void LiveGraph::search(const QString& text)
{
    d->onStream([text](StreamSide& side) { side.search().ask(text); });
}

void LiveGraph::setLook(const LookSettings& look)
{
    d->onStream([look](StreamSide& side) { side.scenes().setLook(look); });
}

void LiveGraph::requestLabels(LabelQuestion question)
{
    d->onStream([question = std::move(question)](StreamSide& side) { Q_EMIT side.labelsReady(side.answers().labels(question)); });
}

void LiveGraph::requestLinks(std::uint64_t question, std::uint64_t epochVersion, std::vector<Link> links)
{
    d->onStream([question, epochVersion, links = std::move(links)](StreamSide& side) {
        Q_EMIT side.linksAnswered(side.answers().links(question, epochVersion, links));
    });
}

void LiveGraph::requestTable(std::uint64_t question, std::uint64_t epochVersion, TableFormat format, std::shared_ptr<const scene::ElementSet> elements)
{
    d->onStream([=](StreamSide& side) { side.table().ask(question, epochVersion, format, elements); });
}

void LiveGraph::requestColumns(std::uint64_t question, std::vector<ColumnWish> wishes)
{
    d->onStream([question, wishes = std::move(wishes)](StreamSide& side) { side.columns().ask(question, wishes); });
}

void LiveGraph::exportGraph(ExportOrder order)
{
    d->onStream([order = std::move(order)](StreamSide& side) { side.exporter().ask(order); });
}

void LiveGraph::cancelExport()
{
    d->onStream([](StreamSide& side) { side.exporter().cancel(); });
}

void LiveGraph::countExport(std::uint64_t question, const ExportSelection& selection)
{
    d->onStream([question, selection](StreamSide& side) { side.countExport(question, selection); });
}

const stream::StreamStats& LiveGraph::stats() const { return d->stats; }
const ServerFacts& LiveGraph::serverFacts() const { return d->facts; }
const LookAnswer& LiveGraph::lookAnswer() const { return d->look; }
bool LiveGraph::layoutActive() const { return d->layoutActive; }

std::optional<scene::IndexedUpdate> LiveGraph::takeScene()
{
    auto update = d->indexer.takeIndexed();
    if (update)
        d->epochTaken = update->update.scene->epochVersion;
    return update;
}

} // namespace weir::pipeline
