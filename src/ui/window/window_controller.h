#pragma once
#include "pipeline/live_graph.h"
#include "server/embedded_server.h"
#include "ui/window/inspect_feed.h"
#include "ui/window/look_feed.h"
#include "ui/window/save_feed.h"
#include "ui/window/stream_feed.h"
#include "ui/window/view_feed.h"
#include <QtCore/QObject>
#include <QtCore/QTimer>

namespace weir::ui {

struct WindowModels;

/// Owns what the window shows, the live graph and the embedded server, and the feeds that join it to the window's models, one a room;
/// what one room says to another goes through here. GUI thread.
class WindowController final : public QObject {
    Q_OBJECT

public:
    /// The models must outlive it.
    WindowController(WindowModels& models, const pipeline::LiveGraph::Config& config, QObject* parent = nullptr);
    ~WindowController() override;

    /// The picture that takes the scenes from now on.
    void setView(GraphView* view);
    [[nodiscard]] const GraphView* view() const { return m_view.view(); }

    [[nodiscard]] StreamFeed& stream() { return m_stream; }
    [[nodiscard]] const stream::StreamStats& stats() const { return m_graph.stats(); }
    [[nodiscard]] const PictureFigures& picture() const { return m_view.picture(); }

Q_SIGNALS:
    /// The window's figures were brought up to date; about four times a second.
    void figuresTaken();

private:
    void takeFigures();

    WindowModels& m_models;
    server::EmbeddedServer m_server;   // the graph leaves it before it goes
    pipeline::LiveGraph m_graph;
    StreamFeed m_stream;
    LookFeed m_look;
    ViewFeed m_view;
    InspectFeed m_inspect;
    SaveFeed m_save;
    QTimer m_figureTimer;
};

}   // namespace weir::ui
