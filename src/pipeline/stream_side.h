#pragma once
#include "base/mailbox.h"
#include "pipeline/ask/element_answers.h"
#include "pipeline/ask/search_question.h"
#include "pipeline/ask/table_question.h"
#include "pipeline/columns/column_question.h"
#include "pipeline/file/export_count.h"
#include "pipeline/file/graph_exporter.h"
#include "pipeline/scene_publisher.h"
#include "pipeline/server_facts.h"
#include "stream/stream_client.h"
#include <QtCore/QObject>
#include <QtCore/QTimer>
#include <QtCore/QUrl>

namespace weir::pipeline {

/// What of a live graph lives on the stream thread: joins the client, what makes scenes of its model, and what answers questions
/// about it. Values for the other side lie in its outputs; a signal says "look".
class StreamSide final : public QObject {
    Q_OBJECT

public:
    struct Outputs {
        Mailbox<stream::StreamStats> stats;
        Mailbox<ServerFacts> facts;
        Mailbox<LookAnswer> look;
        Mailbox<stream::Report> report;
    };

    /// `publish` is given the scenes.
    StreamSide(const stream::StreamClient::Config& config, Outputs& outputs, LayoutDriver& layout, std::function<void(scene::SceneUpdate)> publish);

    void open(const QUrl& url);
    void close();
    void setDrainPaused(bool paused);
    void setWindow(std::uint64_t messages, std::uint64_t bytes, flow::WindowSizing sizing);
    void setPolicy(const protocol::Policy& policy) { m_client.setPolicy(policy); }
    void onFrames(double load) { m_client.onFrames(load); }
    void steer(const protocol::Steer& request) { m_client.steer(request); }

    [[nodiscard]] ScenePublisher& scenes() { return m_scenes; }
    [[nodiscard]] const ElementAnswers& answers() const { return m_answers; }
    [[nodiscard]] TableQuestion& table() { return m_table; }
    [[nodiscard]] SearchQuestion& search() { return m_search; }
    [[nodiscard]] ColumnQuestion& columns() { return m_columns; }
    [[nodiscard]] GraphExporter& exporter() { return m_exporter; }
    [[nodiscard]] ExportCount& exportCount() { return m_exportCount; }
    void countExport(std::uint64_t question, const ExportSelection& selection);

Q_SIGNALS:
    void statsReady();
    void factsReady();
    void lookReady();
    void reportReady();
    // Answers on their way to whoever asked.
    void detailsReady(const weir::pipeline::ElementDetails& details);
    void labelsReady(const weir::pipeline::LabelAnswer& answer);
    void linksAnswered(const weir::pipeline::LinkAnswer& answer);

private:
    void publishStats();
    void publishFacts();
    void publishNewNames();

    Outputs& m_outputs;
    stream::StreamClient m_client;
    ShownModel m_model;
    ScenePublisher m_scenes;
    ElementAnswers m_answers;
    TableQuestion m_table;
    SearchQuestion m_search;
    ColumnQuestion m_columns;
    ExportCount m_exportCount;
    GraphExporter m_exporter;   // reads the client's store while it writes
    graph::SchemaLengths m_toldLengths;   // of the schema in the facts that were published last
    QTimer m_statsTimer, m_namesTimer;
};

} // namespace weir::pipeline
