#pragma once
#include "pipeline/live_graph.h"
#include <QtCore/QElapsedTimer>
#include <QtCore/QObject>

namespace weir::server {
class EmbeddedServer;
}

namespace weir::ui {

class StreamModel;
class WindowSettings;

/// Feeds the stream's room: what the stream says goes to its model, and what a person wants of it to the stream: where to connect,
/// which source, how fast, how much credit, and less while nobody sees the window. GUI thread; nothing here waits except the start
/// of the embedded server, until its port is bound.
class StreamFeed final : public QObject {
    Q_OBJECT

public:
    /// All of them must outlive it.
    StreamFeed(StreamModel& model, WindowSettings& settings, server::EmbeddedServer& server,
               pipeline::LiveGraph& graph);

    /// A graph so configured asks for the credit that the settings say.
    [[nodiscard]] static pipeline::LiveGraph::Config withCreditWindow(pipeline::LiveGraph::Config config,
                                                                      const WindowSettings& settings);

    void connectTo(const QUrl& url);
    /// Starts the embedded server with `sourceSpec`, or gives the running one this source, and follows it.
    /// False: it did not start, and the window says why. A running server answers a wrong spec later, with a notice.
    bool showSource(const QString& sourceSpec);
    void setPaused(bool paused) { m_graph.setDrainPaused(paused); }
    /// Whether anybody can see the window: a hidden one asks for less, unless the settings say otherwise.
    void setWatched(bool watched);
    /// The newest figures, for the model.
    void takeFigures();

private:
    void joinModel();
    void onStats();
    void onServerFacts();
    void stopEmbedded();
    void choosePolicy();
    void remember();
    [[nodiscard]] bool statsAreOfTheLink() const;

    StreamModel& m_model;
    WindowSettings& m_settings;
    server::EmbeddedServer& m_server;
    pipeline::LiveGraph& m_graph;
    QUrl m_embeddedUrl;
    QString m_chosenSpec;      // by hand, and not yet shown; empty: none
    QElapsedTimer m_linkAge;   // since a connection was asked for
    bool m_watched = true;
};

}   // namespace weir::ui
