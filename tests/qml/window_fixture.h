#pragma once
#include "attributed_graph.h"
#include "dashboard/chart_history.h"
#include "format/out/target.h"
#include "scene/scene_builder.h"
#include "support/indexed_scenes.h"
#include "ui/graph/graph_view.h"
#include "ui/graph/minimap.h"
#include "ui/graph/outline_item.h"
#include "ui/window/window_models.h"
#include <QtCore/QDir>
#include <QtCore/QFile>
#include <QtCore/QMimeData>
#include <QtCore/QTemporaryDir>
#include <QtCore/QVariantMap>
#include <QtGui/QClipboard>
#include <QtGui/QDragEnterEvent>
#include <QtGui/QDropEvent>
#include <QtGui/QGuiApplication>
#include <QtGui/QImage>
#include <QtQuick/QQuickWindow>
#include <cmath>
#include <limits>
#include <memory>
#include <numbers>

/// The files of a test, which go with it.
struct WindowFiles {
    QTemporaryDir directory;
};

/// The window's models with plain values for inputs, and the values themselves for the tests written in QML.
class WindowFixture final : public QObject, private WindowFiles, public weir::ui::WindowModels {
    Q_OBJECT
    Q_PROPERTY(QVariantList requests READ requests NOTIFY requestsChanged)

public:
    WindowFixture()
        : WindowModels(directory.filePath(QStringLiteral("settings.ini")))
    {
        using weir::ui::StreamModel;
        qputenv("HOME", m_folder.path().toLocal8Bit());   // what is saved goes with the test
        qunsetenv("XDG_CONFIG_HOME");
        connect(&stream, &StreamModel::pauseRequested, this, [this](bool paused) {
            note(QStringLiteral("pause"), paused);
            stats.drainPaused = paused;
            stats.state = paused ? weir::stream::StreamState::Paused : weir::stream::StreamState::Live;
            stream.setStats(stats);
        });
        connect(&stream, &StreamModel::connectRequested, this,
                [this](const QUrl& url) { note(QStringLiteral("connect"), url.toString()); });
        connect(&stream, &StreamModel::disconnectRequested, this, [this] { note(QStringLiteral("disconnect"), {}); });
        connect(&stream, &StreamModel::embeddedStartRequested, this,
                [this](const QString& spec) { note(QStringLiteral("source"), spec); });
        connect(&stream, &StreamModel::sourceRequested, this, [this](const QString& spec) { note(QStringLiteral("steerTo"), spec); });
        connect(&stream, &StreamModel::embeddedStopRequested, this, [this] { note(QStringLiteral("stop"), {}); });
        connect(&stream, &StreamModel::endRequested, this, [this] { note(QStringLiteral("endEarly"), {}); });
        connect(&stream, &StreamModel::rateRequested, this, [this](double rate) { note(QStringLiteral("rate"), rate); });
        connect(&stream, &StreamModel::sourceRunningRequested, this,
                [this](bool running) { note(QStringLiteral("running"), running); });
        connect(&layout, &weir::ui::LayoutModel::pausedChanged, this, [this] { note(QStringLiteral("holdLayout"), layout.paused()); });
        connect(&layout, &weir::ui::LayoutModel::restartWanted, this, [this] { note(QStringLiteral("layOutAnew"), {}); });
        connect(&filter, &weir::ui::FilterModel::wishesChanged, this, &WindowFixture::countColumns, Qt::QueuedConnection);
        connect(&filter, &weir::ui::FilterModel::dropped, this, [this](const QString& words) { note(QStringLiteral("dropped"), words); });
        connect(&inspector, &weir::ui::Inspector::linksWanted, this, &WindowFixture::answerLinks);
        connect(&inspector, &weir::ui::Inspector::tableWanted, this,
                [this](quint64 question, quint64, weir::pipeline::TableFormat format, const std::shared_ptr<const weir::scene::ElementSet>& elements) {
                    const std::uint64_t rows = elements->nodes.size() + elements->edges.size();
                    inspector.setTable({.question = question, .format = format, .text = QByteArray::number(static_cast<qulonglong>(rows)), .rows = rows, .wanted = rows});
                });
        using weir::ui::GraphExport;
        connect(&graphExport, &GraphExport::countsWanted, this, [this](quint64 question, const weir::pipeline::ExportSelection& chosen) {
            m_exportCounts.question = question;
            m_exportCounts.selection = {};
            if (chosen.elements)
                m_exportCounts.selection = {chosen.elements->nodes.size(), chosen.elements->edges.size()};
            graphExport.setCounts(m_exportCounts);
        });
        connect(&graphExport, &GraphExport::orderWanted, this, [this](const weir::pipeline::ExportOrder& order) {
            m_export = order;
            const QString target = QString::fromLatin1(order.target->key.data(), static_cast<qsizetype>(order.target->key.size()));
            QVariantList wish{static_cast<int>(order.part), target};
            if (!order.path.empty())
                wish += {QString::fromStdString(order.path), order.placesAsShown};
            note(order.path.empty() ? QStringLiteral("lookAhead") : QStringLiteral("export"), QVariant::fromValue(wish));
        });
        connect(&graphExport, &GraphExport::cancelWanted, this, [this] { note(QStringLiteral("cancelExport"), {}); });
    }

    /// Everything the user asked for since the last reset: [what, value].
    [[nodiscard]] QVariantList requests() const { return m_requests; }

    /// As after the first start: nothing connected, default settings.
    Q_INVOKABLE void reset()
    {
        m_requests.clear();
        Q_EMIT requestsChanged();
        stats = {};
        stream.dismissNotice();
        stream.beginLink({}, false);
        stream.setStats(stats);
        stream.setServerFacts({});
        stream.setEmbeddedRunning(false);
        legend.setSchema(nullptr);
        filter.setSchema(nullptr);
        filter.setHides(false);
        filter.setFromBirth(false);
        look.setSchema(nullptr);
        look.setSize(0);
        look.setColour(0);
        look.setLabel(0);
        look.setEdgeColour(0);
        look.setEdgeWidth(0);
        look.setEdgeLabel(0);
        placesBy(QStringLiteral("layout"));
        layout.setPaused(false);
        settings.setRailCollapsed(false);
        settings.setThemeMode(QStringLiteral("dark"));
        settings.setLastUrl({});
        settings.forgetRecent();
        settings.setSourceSpec(QStringLiteral("synthetic:nodes=2000,edges=6000"));
        if (graphExport.running())
            answerExport(QStringLiteral("given up"));
        graphExport.dismiss();
        graphExport.setTitle(QStringLiteral("A square"));
        settings.setExportFolder(m_folder.path());
        settings.setExportFormat({});
        countExport(100, 180);
        hover.expectNothing();
        selection.expectNothing();
        inspector.takeScene(graph.scene(++m_epoch));   // another one than whatever was looked at
    }

    /// A square of so many nodes a side, each joined to its right and lower neighbours and all in the first row to the first.
    Q_INVOKABLE void showGraph(weir::ui::GraphView* view, int side)
    {
        graph = {};
        ++m_epoch;
        for (int i = 0; i < side * side; ++i)
            graph.node(static_cast<float>(i % side), static_cast<float>(i / side), i == 0 ? 2 : 1, static_cast<std::uint16_t>(i % 3));
        for (int i = 0; i < side * side; ++i) {
            const auto node = static_cast<weir::Slot>(i);
            if (i % side + 1 < side)
                graph.edge(node, node + 1);
            if (i + side < side * side)
                graph.edge(node, node + static_cast<weir::Slot>(side));
        }
        inspector.setView(view);
        graphExport.setView(view);
        connect(&view->selection(), &weir::ui::Selection::elementChanged, this, [this, view] { select(view->selection().element()); });
        connect(view, &weir::ui::GraphView::hovered, this, [this, view] { tell(hover, view->hoveredElement()); });
        connect(view, &weir::ui::GraphView::pinWanted, this, [this, view](weir::Slot node, weir::scene::Point place) {
            graph.move(node, place.x, place.y);
            publishGraph(view);
        });
        connect(view, &weir::ui::GraphView::unpinWanted, this, [this](weir::Slot node) { note(QStringLiteral("unpin"), node); });
        publishGraph(view);
    }

    Q_INVOKABLE void joinNodes(weir::ui::GraphView* view, int from, int to)
    {
        graph.edge(static_cast<weir::Slot>(from), static_cast<weir::Slot>(to));
        publishGraph(view);
    }

    Q_INVOKABLE void removeEdges(weir::ui::GraphView* view, int node)
    {
        for (weir::Slot edge = 0; edge < graph.scene(m_epoch)->edgeSlots; ++edge) {
            if (graph.ends(edge).source == static_cast<weir::Slot>(node) || graph.ends(edge).target == static_cast<weir::Slot>(node))
                graph.ends(edge) = {weir::noSlot, weir::noSlot};
        }
        publishGraph(view);
    }

    Q_INVOKABLE void removeNode(weir::ui::GraphView* view, int node)
    {
        graph.style(static_cast<weir::Slot>(node)).live = false;
        removeEdges(view, node);
    }

    /// While the window is paused a node comes, with an edge to node 0, and the edges of node 1 go; then it goes on.
    Q_INVOKABLE void changeInAPause(weir::ui::GraphView* view)
    {
        inspector.setStream(weir::ui::Phase::Paused, 0);
        inspector.setStream(weir::ui::Phase::Live, 0);
        graph.edge(graph.node(2.5F, 2.5F), 0);
        removeEdges(view, 1);
    }

    /// As if the source said where this node is.
    Q_INVOKABLE void placeBySource(weir::ui::GraphView* view, int node)
    {
        graph.style(static_cast<weir::Slot>(node)).fromSource = true;
        publishGraph(view);
    }

    /// What the small picture frames, in its own pixels; nothing until it is drawn.
    Q_INVOKABLE [[nodiscard]] QRectF frameOf(weir::ui::Minimap* map) const { return map->frame(); }

    /// Of the line that is shown.
    Q_INVOKABLE [[nodiscard]] int cornersOf(weir::ui::OutlineItem* item) const { return static_cast<int>(item->outline().size()); }

    /// The value of whatever is selected is this now.
    Q_INVOKABLE void changeValue(double value)
    {
        weir::pipeline::ElementDetails details = detailsOf(selection.expected().kind, selection.expected().slot);
        details.values[0].value = value;
        selection.setDetails(details);
        inspector.setDetails(details);
    }

    /// Where a node is shown; (-1, -1) until the picture and what is under the pointer are of the newest graph.
    Q_INVOKABLE [[nodiscard]] QPointF placeOf(weir::ui::GraphView* view, int node) const
    {
        if (!view->pickIndex() || view->pickIndex()->scene()->epochVersion != m_epoch || !view->pictureIsCurrent())
            return {-1, -1};
        const weir::scene::Point at = view->pickIndex()->scene()->position(static_cast<weir::Slot>(node));
        const weir::scene::ItemPoint item = view->camera().itemFromWorld({at.x, at.y});
        return {item.x, item.y};
    }

    /// Who has places for the nodes: "layout", "source", or "nobody" where there are no nodes.
    Q_INVOKABLE void placesBy(const QString& who)
    {
        weir::scene::Scene placed;
        placed.nodeCount = who == QLatin1String("nobody") ? 0 : 1;
        placed.needsLayout = who == QLatin1String("layout");
        layout.takeScene(placed);
    }

    /// The server says what it runs, and whether that has a rate.
    Q_INVOKABLE void runs(const QString& spec, bool hasRate)
    {
        facts.sourceSpec = spec;
        facts.rate = hasRate ? std::optional(0.0) : std::nullopt;
        stream.setServerFacts(facts);
    }

    Q_INVOKABLE [[nodiscard]] bool clipboardHoldsPicture() const { return !QGuiApplication::clipboard()->image().isNull(); }
    /// That goes with the test.
    Q_INVOKABLE [[nodiscard]] QString folder() const { return m_folder.path(); }
    Q_INVOKABLE [[nodiscard]] QString newFolder(const QString& name) const
    {
        QDir(m_folder.path()).mkdir(name);
        return m_folder.filePath(name);
    }
    Q_INVOKABLE [[nodiscard]] QString newFile(const QString& name) const
    {
        QFile file(m_folder.filePath(name));
        return file.open(QIODevice::WriteOnly) ? file.fileName() : QString();
    }
    Q_INVOKABLE [[nodiscard]] static QSize pictureSize(const QString& path) { return QImage(path).size(); }
    /// In a part of two pictures.
    Q_INVOKABLE [[nodiscard]] static bool differ(const QString& one, const QString& other, int x, int y, int width, int height)
    {
        return QImage(one).copy(x, y, width, height) != QImage(other).copy(x, y, width, height);
    }
    Q_INVOKABLE void clearClipboard() { QGuiApplication::clipboard()->clear(); }
    Q_INVOKABLE [[nodiscard]] QString clipboard() const { return QGuiApplication::clipboard()->text(); }

    /// Puts the stream into a state: by the words of the stats object, or "never", "refused", "lost", "empty".
    Q_INVOKABLE void show(const QString& state)
    {
        using weir::stream::StreamState;
        if (state == QLatin1String("never")) {
            reset();
            return;
        }
        stream.beginLink(QStringLiteral("ws://127.0.0.1:8080/stream"), false);
        if (state == QLatin1String("connecting"))
            return;
        if (state == QLatin1String("refused")) {
            stats = {};
            stats.state = StreamState::Reconnecting;
            stats.stateReason = "nothing listens there";
            stats.stateCause = weir::stream::EndCause::Refused;
            stats.retryInSeconds = 3.4;
            stream.setStats(stats);
            return;
        }
        describeServer();
        stats = liveStats();
        stream.setStats(stats);
        if (state == QLatin1String("empty")) {
            stats.nodes = stats.edges = 0;
        } else if (state == QLatin1String("paused")) {
            stats.state = StreamState::Paused;
            stats.drainPaused = true;
            stats.serverTick = stats.appliedTick + 1204;
            stats.behindSeconds = 24.08;
            stats.queueMessages = 1024;
            stats.queueBytes = 3'231'044;
            stats.creditsMessages = 0;
        } else if (state == QLatin1String("catching-up")) {
            stats.state = StreamState::CatchingUp;
            stats.catchUpShare = 0.43;
            stats.inSync.reset();
        } else if (state == QLatin1String("lost")) {
            stats.state = StreamState::Reconnecting;
            stats.stateReason = "the server closed the connection";
            stats.retryInSeconds = 3.6;
            stats.changesPerSecond = stats.bytesPerSecond = 0;
        } else if (state == QLatin1String("closed")) {
            stats.state = StreamState::Closed;
        } else if (state == QLatin1String("reading")) {
            stats.nodes = stats.edges = 0;
            stats.sourceState = weir::stream::SourceState::Reading;
            stats.sourceProgress = 0.41;
        } else if (state == QLatin1String("finished")) {
            stats.sourceState = weir::stream::SourceState::Finished;
        } else if (state == QLatin1String("failed")) {
            stats.nodes = stats.edges = 0;
            stats.sourceState = weir::stream::SourceState::Failed;
            stats.sourceReason = "file: /none cannot be opened: No such file or directory";
            reportFault(QString::fromStdString(stats.sourceReason));
        }
        stream.setStats(stats);
    }

    Q_INVOKABLE void reportFault(const QString& text) { stream.report({weir::stream::ReportKind::Failure, text}); }
    Q_INVOKABLE void reportWarning(const QString& text) { stream.report({weir::stream::ReportKind::Warning, text}); }
    Q_INVOKABLE void reportNews(const QString& text) { stream.report({weir::stream::ReportKind::News, text}); }
    /// The server inside the program reads a file, of which something is here.
    Q_INVOKABLE void readFile()
    {
        show(QStringLiteral("live"));
        stream.beginLink(QStringLiteral("ws://127.0.0.1:8080/stream"), true);
        stats.sourceState = weir::stream::SourceState::Reading;
        stats.sourceProgress = 0.41;
        stream.setStats(stats);
    }
    /// These are dragged over the window, from another program.
    Q_INVOKABLE void dragOver(QQuickWindow* window, const QList<QUrl>& urls, const QString& text)
    {
        m_dragged = std::make_unique<QMimeData>();
        if (!urls.isEmpty())
            m_dragged->setUrls(urls);
        if (!text.isEmpty())
            m_dragged->setText(text);
        const QPoint middle(window->width() / 2, window->height() / 2);
        QDragEnterEvent enter(middle, Qt::CopyAction, m_dragged.get(), Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(window, &enter);
    }
    /// And away again.
    Q_INVOKABLE void dragAway(QQuickWindow* window)
    {
        QDragLeaveEvent leave;
        QCoreApplication::sendEvent(window, &leave);
    }
    /// And let go there. False: nobody took them.
    Q_INVOKABLE bool drop(QQuickWindow* window)
    {
        const QPointF middle(window->width() / 2.0, window->height() / 2.0);
        QDropEvent let(middle, Qt::CopyAction, m_dragged.get(), Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(window, &let);
        return let.isAccepted();
    }
    /// A connection to there is under way.
    Q_INVOKABLE void connecting(const QString& address) { stream.beginLink(address, false); }

    /// The best so many of 300 nodes for what is typed.
    Q_INVOKABLE void answerSearch(int count)
    {
        weir::pipeline::SearchAnswer answer{.text = search.text(), .hits = {}, .found = 300, .valueName = {}, .complete = true, .fault = {}};
        for (int i = 0; i < count; ++i)
            answer.hits.push_back({static_cast<weir::Slot>(i), QStringLiteral("lib%1").arg(i), QStringLiteral("pkg:lib%1:amd64").arg(i), std::nullopt});
        search.setAnswer(answer);
    }

    Q_INVOKABLE void answerSearchWithFault(const QString& fault)
    {
        search.setAnswer({.text = search.text(), .hits = {}, .found = 0, .valueName = {}, .complete = true, .fault = fault});
    }

    /// So many of all nodes pass the filter; with what else the stream would say of the look.
    Q_INVOKABLE void answerLook(double passing)
    {
        weir::pipeline::LookAnswer answer;
        answer.nodes = 63'440;
        answer.passing = static_cast<std::uint64_t>(passing);
        answer.colours.scale = {0.25, 640, true};
        answer.colours.logarithmic = true;
        answer.components = 318;
        answer.componentNodes = {60'012, 1204, 400, 12, 9, 8, 7, 1788};
        filter.setAnswer(answer);
        look.setAnswer(answer);
    }

    /// As if another graph had come, in which nodes and edges have attributes.
    Q_INVOKABLE void showFirm()
    {
        facts.schema = m_firm.schema();
        legend.setSchema(m_firm.schema());
        filter.setSchema(m_firm.schema());
        look.setSchema(m_firm.schema());
    }
    /// Of a hundred nodes and 180 edges so many pass the filters.
    Q_INVOKABLE void countExport(int nodes, int edges)
    {
        m_exportCounts.everything = {100, 180};
        m_exportCounts.shown = {static_cast<std::uint64_t>(nodes), static_cast<std::uint64_t>(edges)};
        graphExport.setCounts(m_exportCounts);
    }
    /// How far the file is that was asked for last; below 0: part of the graph is waited for.
    Q_INVOKABLE void exportGoes(double share)
    {
        graphExport.setProgress({m_export.number, share < 0 ? std::nullopt : std::optional(share)});
    }
    /// What became of it: "done", "given up", "failed" with the problem, or "replaced"; so many elements of a selection were gone.
    Q_INVOKABLE void answerExport(const QString& outcome, const QString& words = {}, int gone = 0)
    {
        using Outcome = weir::pipeline::ExportAnswer::Outcome;
        weir::pipeline::ExportAnswer answer;
        answer.number = m_export.number;
        answer.outcome = outcome == QLatin1String("done")     ? Outcome::Done
                       : outcome == QLatin1String("given up") ? Outcome::GivenUp
                       : outcome == QLatin1String("failed")   ? Outcome::Failed
                                                              : Outcome::GraphReplaced;
        answer.nodes = m_export.part == weir::pipeline::ExportPart::Everything ? 100 : 60;
        answer.edges = m_export.part == weir::pipeline::ExportPart::Everything ? 180 : 81;
        answer.allNodes = 100;
        answer.allEdges = 180;
        answer.gone = static_cast<std::uint64_t>(gone);
        (answer.outcome == Outcome::Failed ? answer.problem : answer.losses) = words.toStdString();
        answer.path = m_export.path;
        if (m_export.target->isPair)
            answer.nodesPath = weir::format::nodesPathOf(m_export.path);
        graphExport.setAnswer(answer);
    }
    /// As about once a second.
    Q_INVOKABLE void countColumns() { filter.setColumns(m_firm.count(filter.wishes())); }
    /// People and edges of the firm that pass what is chosen of columns.
    Q_INVOKABLE [[nodiscard]] QVariantList passing() const
    {
        weir::pipeline::LookSettings wanted;
        filter.applyTo(wanted);
        const auto [nodes, edges] = m_firm.passing(wanted);
        return {nodes, edges};
    }
    /// The columns that somebody looks at.
    Q_INVOKABLE [[nodiscard]] int wishes() const { return static_cast<int>(filter.wishes().size()); }
    /// As after the whole of another graph is there.
    Q_INVOKABLE void dropMissing() { filter.dropMissing(); }
    Q_INVOKABLE void answerEdges(double passing)
    {
        weir::pipeline::LookAnswer answer;
        answer.nodes = answer.passing = 600;
        answer.edges = 599;
        answer.passingEdges = static_cast<std::uint64_t>(passing);
        filter.setAnswer(answer);
    }

    /// What the graph says of its elements: so many attributes of nodes, "department" (a text) and "age" first, and two of edges.
    Q_INVOKABLE void describeAttributes(int count)
    {
        using weir::graph::AttributeKind;
        auto schema = std::make_shared<weir::graph::Schema>(*facts.schema);
        schema->nodeAttributes = {{"department", AttributeKind::Text}, {"age", AttributeKind::Number}};
        for (int i = 2; i < count; ++i)
            schema->nodeAttributes.push_back({"column " + std::to_string(i), AttributeKind::Number});
        schema->edgeAttributes = {{"relation", AttributeKind::Text}, {"since", AttributeKind::Time}};
        facts.schema = schema;
        filter.setSchema(schema);
        look.setSchema(schema);
    }

    /// There are no categories to tell apart.
    Q_INVOKABLE void oneCategory()
    {
        auto schema = std::make_shared<weir::graph::Schema>();
        schema->nodeCategories = {"node"};
        legend.setSchema(schema);
    }

    /// What the stream says of colours by department, relation, and sizes and widths by numbers.
    Q_INVOKABLE void answerAttributes()
    {
        using weir::graph::AttributeKind;
        weir::pipeline::LookAnswer answer;
        answer.nodes = answer.passing = 63'440;
        answer.colours.kind = AttributeKind::Text;
        answer.colours.texts = {{0, "Finance"}, {1, "Research and development"}, {2, "Sales"}, {3, "Legal"}, {4, "Support"}, {5, "Board"}, {6, "Works"}};
        answer.colours.others = true;
        answer.colours.counts = {21'004, 12'300, 9'120, 4'001, 1'204, 64, 12, 15'000, 735};
        answer.edgeColours.kind = AttributeKind::Text;
        answer.edgeColours.texts = {{0, "manages"}, {1, "works with"}};
        answer.edgeColours.counts = {8'000, 120'300, 0, 0, 0, 0, 0, 0, 40};
        answer.sizes = {18, 64, true};
        answer.edgeWidths = {1.7e15, 1.76e15, true};
        look.setAnswer(answer);
    }

    /// What the stream says of colours of the firm's people by whether they are managers, and by age.
    Q_INVOKABLE void answerFirm()
    {
        weir::pipeline::LookAnswer answer;
        answer.nodes = answer.passing = 600;
        answer.colours.counts = {462, 78, 0, 0, 0, 0, 0, 0, 60};
        answer.edgeColours.scale = {1, 5, true};
        answer.edgeColours.counts = {590, 0, 0, 0, 0, 0, 0, 0, 9};
        look.setAnswer(answer);
    }

    Q_INVOKABLE void hoverNode()
    {
        hover.expect({weir::ElementKind::Node, 7});
        hover.setDetails(someNode());
    }

    Q_INVOKABLE void selectNode()
    {
        selection.expect({weir::ElementKind::Node, 7});
        selection.setDetails(someNode());
    }

    /// Three minutes of lively figures with a gap of twenty seconds.
    Q_INVOKABLE void fillHistory()
    {
        using weir::dashboard::Figure;
        for (int i = 0; i < 720; ++i) {
            const double time = i / 4.0;
            const double wave = std::sin(time / 9) + 0.4 * std::sin(time * 1.3);
            weir::dashboard::Sample sample{.seconds = m_seconds + time, .values = {}};
            const bool isGap = time > 70 && time < 90;
            const double nothing = std::numeric_limits<double>::quiet_NaN();
            sample[Figure::QueueMessages] = isGap ? nothing : std::max(0.0, 40 * wave);
            sample[Figure::CreditMessages] = isGap ? nothing : 1024 - std::max(0.0, 60 * wave);
            sample[Figure::ChangesPerSecond] = isGap ? nothing : 500 + 120 * wave;
            sample[Figure::BytesPerSecond] = isGap ? nothing : 14'000 + 2'600 * wave;
            sample[Figure::LatencyMsP50] = isGap ? nothing : 9 + wave;
            sample[Figure::LatencyMsP99] = isGap ? nothing : 16 + 5 * std::abs(wave);
            sample[Figure::FrameMsP50] = 8 + wave;
            sample[Figure::FrameMsP95] = 14 + 3 * std::abs(wave);
            history.record(sample);
        }
        m_seconds += 180;
    }

    /// Keeps a picture of the window in the folder that WEIR_PICTURES names, if it does, for people to look at.
    Q_INVOKABLE bool keepPicture(QQuickWindow* window, const QString& name)
    {
        const QString folder = qEnvironmentVariable("WEIR_PICTURES");
        return folder.isEmpty() || window->grabWindow().save(folder + QLatin1Char('/') + name + QStringLiteral(".png"));
    }

    weir::scene::SceneBuilder graph;
    weir::dashboard::ChartHistory history;
    weir::stream::StreamStats stats;
    weir::pipeline::ServerFacts facts;

Q_SIGNALS:
    void requestsChanged();

private:
    void note(const QString& what, const QVariant& value)
    {
        m_requests.append(QVariant(QVariantList{what, value}));
        Q_EMIT requestsChanged();
    }

    static weir::stream::StreamStats liveStats()
    {
        weir::stream::StreamStats stats;
        stats.state = weir::stream::StreamState::Live;
        stats.sourceApplied = true;
        stats.serverTick = 12'406;
        stats.appliedTick = 12'405;
        stats.behindSeconds = 0.018;
        stats.queueMessages = 3;
        stats.queueBytes = 1'240;
        stats.queueCapacityMessages = stats.windowMessages = 1024;
        stats.creditsMessages = 1021;
        stats.creditsBytes = 8'387'000;
        stats.nodes = 63'440;
        stats.edges = 340'127;
        stats.snapshotsApplied = 1;
        stats.deltasApplied = 12'399;
        stats.changesApplied = 6'204'331;
        stats.changesMerged = 1'204;
        stats.bytesReceived = 181'403'221;
        stats.bytesSaved = 322'495'000;
        stats.changesPerSecond = 512;
        stats.messagesPerSecond = 50;
        stats.bytesPerSecond = 14'336;
        stats.latencyMsP50 = 9.2;
        stats.latencyMsP99 = 17.8;
        stats.inSync = true;
        return stats;
    }

    void describeServer()
    {
        auto schema = std::make_shared<weir::graph::Schema>();
        schema->title = "Debian packages";
        schema->nodeCategories = {"installed", "available", "virtual"};
        schema->nodeValues = {{"installed size", "MiB"}, {"needed by", "packages"}};
        facts = {};
        facts.name = QStringLiteral("weir-server 0.1.0");
        facts.sourceSpec = QStringLiteral("debian");
        facts.steerable = true;
        facts.rate = 500;
        facts.sourceRunning = true;
        facts.schema = schema;
        stream.setServerFacts(facts);
        legend.setSchema(schema);
        filter.setSchema(schema);
        look.setSchema(schema);
        stream.setPicture({.frameMsP50 = 8.4, .frameMsP95 = 14});
    }

    static weir::pipeline::ElementDetails someNode()
    {
        weir::pipeline::ElementDetails details;
        details.kind = weir::ElementKind::Node;
        details.slot = 7;
        details.exists = true;
        details.key = "libqt6core6:amd64";
        details.label = "libqt6core6";
        details.category = "installed";
        details.degree = 1204;
        details.size = 2.5;
        details.values = {{"Installed size", "MiB", 17.25}, {"Priority", "", 3}};
        return details;
    }

    void publishGraph(weir::ui::GraphView* view)
    {
        const auto scene = graph.scene(m_epoch);
        view->takeUpdate(m_indexed.next({scene, {{{0, scene->nodeSlots}}, {{0, scene->nodeSlots}}, {{0, scene->edgeSlots}}}}));
        inspector.takeScene(scene);
    }

    void select(const weir::ui::Element& element)
    {
        tell(selection, element);
        if (!element.isNothing())
            inspector.setDetails(detailsOf(element.kind, element.slot));
    }

    static void tell(weir::ui::ElementModel& model, const weir::ui::Element& element)
    {
        model.expect(element);
        if (!element.isNothing())
            model.setDetails(detailsOf(element.kind, element.slot));
    }

    static weir::pipeline::ElementDetails detailsOf(weir::ElementKind kind, weir::Slot slot)
    {
        weir::pipeline::ElementDetails details = someNode();
        details.kind = kind;
        details.slot = slot;
        details.label = (kind == weir::ElementKind::Node ? "node " : "edge ") + std::to_string(slot);
        details.key = "key " + std::to_string(slot);
        return details;
    }

    void answerLinks(quint64 question, quint64, const std::vector<weir::pipeline::Link>& links)
    {
        weir::pipeline::LinkAnswer answer{question, {}};
        for (const weir::pipeline::Link& link : links)
            answer.labels.push_back({.link = link, .text = QStringLiteral("node %1").arg(link.node),
                                     .category = link.edge == weir::noSlot ? QString() : QStringLiteral("depends"), .directed = true});
        QMetaObject::invokeMethod(&inspector, [this, answer] { inspector.setLinks(answer); }, Qt::QueuedConnection);
    }

    AttributedGraph m_firm;
    weir::test::IndexedScenes m_indexed;
    std::unique_ptr<QMimeData> m_dragged;
    QTemporaryDir m_folder;
    QVariantList m_requests;
    weir::pipeline::ExportCounts m_exportCounts;
    weir::pipeline::ExportOrder m_export;   // asked for last
    double m_seconds = 0;
    std::uint64_t m_epoch = 1;
};
