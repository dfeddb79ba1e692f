#include "pipeline/file/graph_exporter.h"
#include "format/out/graph_export.h"
#include "pipeline/file/shown_cursor.h"
#include <filesystem>
#include <utility>

namespace weir::pipeline {

namespace {

constexpr double leastTold = 0.01;   // of the progress

/// What a graph is not written into: who opens a pipe waits for somebody who reads, and nobody could give that up.
bool isPipe(const std::string& path)
{
    std::error_code none;
    const auto type = std::filesystem::status(path, none).type();
    return type == std::filesystem::file_type::fifo || type == std::filesystem::file_type::socket;
}

/// What moves of a file's nodes counts their edges, which whoever reads a file counts again.
ShownCursor::Values valuesOf(const protocol::Welcome& welcome)
{
    return welcome.source.spec.starts_with("file:") ? ShownCursor::Values::LeftOut : ShownCursor::Values::Written;
}

/// Any thread. The answer has its outcome and what was written.
ExportAnswer carryOut(const ExportOrder& order, format::GraphCursor& cursor, const format::ExportRun& run)
{
    ExportAnswer answer;
    answer.number = order.number;
    const auto written = order.path.empty() ? format::surveyExport(cursor, *order.target, run)
        : isPipe(order.path)                ? std::unexpected(Error{order.path + " cannot be written: it is a pipe, not a file"})
                                            : format::exportGraph(cursor, *order.target, order.path, run);
    if (!written) {
        answer.outcome = run.stop.stop_requested() ? ExportAnswer::Outcome::GivenUp : ExportAnswer::Outcome::Failed;
        answer.problem = written.error().text;
        return answer;
    }
    answer.nodes = written->nodes;
    answer.edges = written->edges;
    answer.losses = written->losses.sentence(order.target->name);
    answer.path = order.path;
    answer.nodesPath = written->nodesPath;
    return answer;
}

} // namespace

GraphExporter::GraphExporter(stream::StreamClient& client, const ShownModel& model, ScenePublisher& scenes)
    : m_client(client), m_model(model), m_scenes(scenes)
{
    connect(&client, &stream::StreamClient::applied, this, &GraphExporter::hold);
    connect(&scenes, &ScenePublisher::built, this, &GraphExporter::onBuilt);
    m_heldTimer.setSingleShot(true);
    connect(&m_heldTimer, &QTimer::timeout, this, &GraphExporter::onTooLong);
}

GraphExporter::~GraphExporter() { m_worker.reset(); }

void GraphExporter::ask(ExportOrder order)
{
    if (m_phase == Phase::Works) {
        if (m_next)
            Q_EMIT answered(givenUp(m_next->number));
        m_next = std::move(order);
        m_worker->requestStop();
        return;
    }
    if (m_phase != Phase::Idle)
        finish(givenUp(m_order.number));
    start(std::move(order));
}

void GraphExporter::cancel()
{
    if (m_next)
        Q_EMIT answered(givenUp(std::exchange(m_next, std::nullopt)->number));
    if (m_phase == Phase::Works)
        m_worker->requestStop();
    else if (m_phase != Phase::Idle)
        finish(givenUp(m_order.number));
}

void GraphExporter::start(ExportOrder order)
{
    m_order = std::move(order);
    m_phase = Phase::WaitsForGraph;
    m_told = 0;
    hold();
    if (m_phase == Phase::WaitsForGraph)
        tell(std::nullopt);
}

void GraphExporter::hold()
{
    const auto tick = m_phase == Phase::WaitsForGraph ? m_client.applier().wholeTick() : std::nullopt;
    if (!tick)
        return;
    m_tick = *tick;
    m_client.setHeld(true);
    m_phase = Phase::WaitsForScene;
    m_tookTooLong = false;
    if (m_order.mostHeld)
        m_heldTimer.start(*m_order.mostHeld);
    m_scenes.schedule();
}

void GraphExporter::onBuilt()
{
    if (m_phase == Phase::WaitsForScene && m_scenes.settled() && m_scenes.newest())
        work();
}

void GraphExporter::work()
{
    const std::shared_ptr<const scene::Scene>& scene = m_scenes.newest();
    if (m_order.part == ExportPart::Selection && m_order.selection.epochVersion != scene->epochVersion) {
        ExportAnswer answer;
        answer.number = m_order.number;
        answer.outcome = ExportAnswer::Outcome::GraphReplaced;
        return finish(std::move(answer));
    }
    m_phase = Phase::Works;
    tell(0);
    m_worker = std::make_unique<WorkerThread>("weir-writer", WorkerThread::Priority::AfterWindow);
    const ShownCursor::Values values = valuesOf(m_client.welcome());
    m_worker->start([this, order = m_order, scene, tick = m_tick, values, &store = m_model.store(),
                     nodes = m_model.numbers(ElementKind::Node), edges = m_model.numbers(ElementKind::Edge)](std::stop_token stop) {
        const auto wake = [this] { QMetaObject::invokeMethod(this, &GraphExporter::onWorker, Qt::QueuedConnection); };
        const ExportChoice choice(scene, order.part, order.selection);
        ShownCursor cursor(store, choice, nodes, edges,
                           order.placesAsShown ? ShownCursor::Places::AsShown : ShownCursor::Places::OfSource, values);
        ExportAnswer answer = carryOut(order, cursor, {stop, [&](double share) {
                                                           if (m_share.put(share))
                                                               wake();
                                                       }});
        answer.tick = tick;
        answer.allNodes = store.nodeCount();
        answer.allEdges = store.edgeCount();
        answer.gone = choice.gone();
        m_done.put(std::move(answer));
        wake();
    });
}

void GraphExporter::onWorker()
{
    if (const auto share = m_share.take(); share && *share >= m_told + leastTold)
        tell(*share);
    if (auto answer = m_done.take()) {
        m_worker.reset();
        finish(std::move(*answer));
    }
}

void GraphExporter::onTooLong()
{
    m_tookTooLong = true;
    if (m_phase == Phase::Works)
        m_worker->requestStop();
    else
        finish(givenUp(m_order.number));
}

void GraphExporter::finish(ExportAnswer answer)
{
    m_heldTimer.stop();
    if (std::exchange(m_tookTooLong, false) && answer.outcome == ExportAnswer::Outcome::GivenUp)
        answer.outcome = ExportAnswer::Outcome::TooLong;
    m_phase = Phase::Idle;
    m_client.setHeld(false);
    Q_EMIT answered(answer);
    if (auto next = std::exchange(m_next, std::nullopt))
        start(std::move(*next));
}

ExportAnswer GraphExporter::givenUp(std::uint64_t number)
{
    ExportAnswer answer;
    answer.number = number;
    answer.outcome = ExportAnswer::Outcome::GivenUp;
    return answer;
}

void GraphExporter::tell(std::optional<double> share)
{
    m_told = share.value_or(0);
    Q_EMIT progressed({m_order.number, share});
}

} // namespace weir::pipeline
