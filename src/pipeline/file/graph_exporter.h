#pragma once
#include "base/mailbox.h"
#include "base/worker_thread.h"
#include "pipeline/file/export_order.h"
#include "pipeline/scene_publisher.h"
#include "stream/stream_client.h"
#include <memory>
#include <optional>
#include <QtCore/QObject>
#include <QtCore/QTimer>

namespace weir::pipeline {

/// Writes the graph into a file while the window follows it. The file is the graph of one tick, as its digest proved it: from that tick on
/// until the file is written nothing is applied to the model, as in a pause, and a thread of its own reads it; the stream goes on receiving
/// into its queue, which the credit window bounds, answers pings and catches up afterwards. So memory stays flat, the store needs no second
/// copy, and no slow disk holds up the stream's thread. While part of the graph is still on its way (a snapshot, a filter that was just
/// chosen) it waits for the rest. One order at a time: another gives up the one before. Lives on the stream thread.
class GraphExporter final : public QObject {
    Q_OBJECT

public:
    /// All of them outlive this. `model` is of the client's store, `scenes` are made of it.
    GraphExporter(stream::StreamClient& client, const ShownModel& model, ScenePublisher& scenes);
    ~GraphExporter() override;

    /// Answered by answered(), once.
    void ask(ExportOrder order);
    /// What was there stays, and nothing else is left. The order is answered all the same; done, where it was too late.
    void cancel();

Q_SIGNALS:
    void progressed(const weir::pipeline::ExportProgress& progress);   ///< some hundred times an order at most
    void answered(const weir::pipeline::ExportAnswer& answer);

private:
    enum class Phase : std::uint8_t {
        Idle,
        WaitsForGraph,   // to be of one tick
        WaitsForScene,   // of that tick, in which all stands as the filters want it; held from here on
        Works,
    };

    void start(ExportOrder order);
    void hold();
    void onBuilt();
    void work();
    void onWorker();
    void onTooLong();
    void finish(ExportAnswer answer);
    [[nodiscard]] static ExportAnswer givenUp(std::uint64_t number);
    void tell(std::optional<double> share);

    stream::StreamClient& m_client;
    const ShownModel& m_model;
    ScenePublisher& m_scenes;
    Phase m_phase = Phase::Idle;
    ExportOrder m_order;
    Tick m_tick = 0;                     // at which the model is held
    std::optional<ExportOrder> m_next;   // once the worker is done
    QTimer m_heldTimer;                  // fires where it may hold up the stream no longer
    bool m_tookTooLong = false;
    double m_told = 0;                   // of the progress
    Mailbox<double> m_share;
    Mailbox<ExportAnswer> m_done;
    std::unique_ptr<WorkerThread> m_worker;
};

} // namespace weir::pipeline
