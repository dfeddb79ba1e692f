#pragma once
#include "pipeline/live_graph.h"
#include "server/embedded_server.h"
#include "ui/graph/graph_view.h"
#include "ui/stream/picture_figures.h"
#include <QtCore/QElapsedTimer>
#include <QtCore/QObject>
#include <QtCore/QPointer>
#include <QtCore/QTimer>

namespace weir::ui {

class ElementModel;
class Inspector;
class FilterModel;
class LayoutModel;
class LegendModel;
class LookModel;
class SearchModel;
class StreamModel;
class WindowSettings;

/// Joins the live graph, the embedded server and the picture to what the window shows: values one way, the user's
/// wishes the other. Owns the live graph and the embedded server. GUI thread; nothing here waits except the start of
/// the embedded server, until its port is bound.
class StreamController final : public QObject {
    Q_OBJECT

public:
    /// What it feeds; all of them must outlive it.
    struct Parts {
        StreamModel* stream = nullptr;
        WindowSettings* settings = nullptr;
        LegendModel* legend = nullptr;
        FilterModel* filter = nullptr;
        LookModel* look = nullptr;
        LayoutModel* layout = nullptr;
        SearchModel* search = nullptr;
        ElementModel* hover = nullptr;
        ElementModel* selection = nullptr;
        Inspector* inspector = nullptr;   ///< may be left out
    };

    StreamController(const Parts& parts, pipeline::LiveGraph::Config config, QObject* parent = nullptr);
    ~StreamController() override;

    /// The picture that takes the scenes from now on.
    void setView(GraphView* view);

    void connectTo(const QUrl& url);
    /// Starts the embedded server with `sourceSpec`, or gives the running one this source, and follows it.
    /// False: it did not start, and the window says why. A running server answers a wrong spec later, with a notice.
    bool showSource(const QString& sourceSpec);
    void setPaused(bool paused);
    /// Whether anybody can see the window: a hidden one asks for less, unless the settings say otherwise.
    void setWatched(bool watched);

    [[nodiscard]] const stream::StreamStats& stats() const { return m_graph.stats(); }
    [[nodiscard]] const PictureFigures& picture() const { return m_picture; }
    [[nodiscard]] const GraphView* view() const { return m_view; }

Q_SIGNALS:
    /// The window's figures were brought up to date; about four times a second.
    void figuresTaken();

private:
    void onStatsChanged();
    void onServerFactsChanged();
    void onSceneReady();
    void onDetailsReady(const pipeline::ElementDetails& details);
    void joinInspector();
    [[nodiscard]] bool statsAreOfTheLink() const;
    void choosePolicy();
    void chooseLook();
    void takeFigures();
    void stopEmbedded();
    void expect(ElementModel* model, const Element& element);
    void requestDetails(const ElementModel& model);

    Parts m_parts;
    server::EmbeddedServer m_server;
    pipeline::LiveGraph m_graph;
    QPointer<GraphView> m_view;
    PictureFigures m_picture;
    QTimer m_figureTimer;
    QTimer m_slowTimer;        // what may be a second old: sizes of categories
    QUrl m_embeddedUrl;
    bool m_watched = true;
    QString m_chosenSpec;   // by hand, and not yet shown; empty: none
    QElapsedTimer m_linkAge;   // since a connection was asked for
    std::shared_ptr<const scene::Scene> m_countedScene;   // newest scene, counted at the next slow step
};

} // namespace weir::ui
