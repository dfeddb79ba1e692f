#include "pipeline/live_graph.h"
#include "base/mailbox.h"
#include "base/worker_thread.h"
#include "graph/node_search.h"
#include "pipeline/look/component_finder.h"
#include "pipeline/layout/layout_driver.h"
#include "pipeline/scene_builder.h"
#include "stream/stream_client.h"
#include <QtCore/QTimer>

namespace weir::pipeline {

namespace {

flow::WindowSizing windowSizing(CreditSizing sizing)
{
    return sizing == CreditSizing::Automatic ? flow::WindowSizing::Automatic : flow::WindowSizing::Fixed;
}

constexpr std::chrono::milliseconds sceneInterval{16};
constexpr std::chrono::milliseconds statsInterval{100};
constexpr std::chrono::milliseconds lookInterval{250};
constexpr std::chrono::milliseconds searchSlice{4};   // that a search or a table may hold up the stream
constexpr std::uint32_t slotsAtOnce = 4096;
constexpr std::size_t rowsAtOnce = 64;

std::string labelOf(const graph::NodeIdentity& node) { return std::string(node.label.empty() ? node.key : node.label); }

std::string categoryName(const std::vector<std::string>& names, graph::Category category)
{
    return category < names.size() ? names[category] : std::string();
}

ElementDetails detailsOf(const graph::GraphStore& store, ElementKind kind, Slot slot)
{
    ElementDetails details;
    details.kind = kind;
    details.slot = slot;
    const graph::Schema& schema = store.schema();
    if (kind == ElementKind::Node && store.hasNode(slot)) {
        const auto node = store.nodeIdentity(slot);
        details.exists = true;
        details.key = node.key;
        details.label = node.label;
        details.category = categoryName(schema.nodeCategories, node.category);
        details.degree = store.degree(slot);
        details.size = store.nodeMotion(slot).size;
        for (std::size_t c = 0; c < schema.nodeValues.size(); ++c)
            details.values.push_back({schema.nodeValues[c].name, schema.nodeValues[c].unit, store.nodeValue(slot, c)});
    } else if (kind == ElementKind::Edge && store.hasEdge(slot)) {
        const auto edge = store.edgeIdentity(slot);
        details.exists = true;
        details.category = categoryName(schema.edgeCategories, edge.category);
        details.source = labelOf(store.nodeIdentity(edge.source));
        details.target = labelOf(store.nodeIdentity(edge.target));
        details.sourceSlot = edge.source;
        details.targetSlot = edge.target;
        details.directed = edge.directed;
        details.weight = store.edgeWeight(slot);
        for (std::size_t c = 0; c < schema.edgeValues.size(); ++c)
            details.values.push_back({schema.edgeValues[c].name, schema.edgeValues[c].unit, store.edgeValue(slot, c)});
    }
    return details;
}

} // namespace

/// What lives on the stream thread: the client, and what turns its model into scenes.
class StreamSide final : public QObject {
    Q_OBJECT

public:
    struct Outputs {
        Mailbox<stream::StreamStats> stats;
        Mailbox<ServerFacts> facts;
        Mailbox<LookAnswer> look;
        Mailbox<scene::SceneUpdate> scene;
        Mailbox<QString> fault;
    };

    StreamSide(const stream::StreamClient::Config& config, Outputs& outputs, LayoutDriver& layout)
        : client(config), m_outputs(outputs), m_layout(layout)
    {
        m_sceneTimer.setSingleShot(true);
        m_sceneTimer.setTimerType(Qt::PreciseTimer);
        connect(&m_sceneTimer, &QTimer::timeout, this, &StreamSide::publishScene);
        connect(&client, &stream::StreamClient::applied, this, &StreamSide::scheduleScene);
        connect(&client, &stream::StreamClient::serverChanged, this, &StreamSide::publishFacts);
        connect(&client, &stream::StreamClient::closed, this, &StreamSide::publishStats);
        connect(&client, &stream::StreamClient::faultReported, this, [this](const QString& text) {
            if (m_outputs.fault.put(text))
                Q_EMIT faultReady();
        });
        connect(&m_statsTimer, &QTimer::timeout, this, &StreamSide::publishStats);
        m_statsTimer.start(statsInterval);
        m_dueTimer.setSingleShot(true);
        connect(&m_dueTimer, &QTimer::timeout, this, &StreamSide::scheduleScene);
        connect(&m_lookTimer, &QTimer::timeout, this, &StreamSide::publishLook);
        m_lookTimer.start(lookInterval);
    }

    void scheduleScene()
    {
        if (!m_sceneTimer.isActive())
            m_sceneTimer.start(sceneInterval);
    }

    /// Of an element of a scene of this epoch; the answer's slots are of that scene, too.
    [[nodiscard]] ElementDetails details(std::uint64_t epochVersion, ElementKind kind, Slot slot) const
    {
        ElementDetails details = detailsOf(client.store(), kind, isHere(epochVersion) ? m_builder.numbers(kind).storeSlot(slot) : noSlot);
        details.slot = slot;
        for (Slot* const end : {&details.sourceSlot, &details.targetSlot})
            *end = m_builder.numbers(ElementKind::Node).sceneSlot(*end);
        return details;
    }

    /// Of nodes of a scene of this epoch.
    [[nodiscard]] std::vector<NodeLabel> labels(std::uint64_t epochVersion, const std::vector<Slot>& nodes) const
    {
        std::vector<NodeLabel> labels;
        if (!isHere(epochVersion))
            return labels;
        for (const Slot node : nodes) {
            const Slot slot = m_builder.numbers(ElementKind::Node).storeSlot(node);
            if (!client.store().hasNode(slot))
                continue;
            const graph::NodeIdentity identity = client.store().nodeIdentity(slot);
            labels.push_back({node, identity.generation, labelOf(identity)});
        }
        return labels;
    }

    /// Of links of a scene of this epoch.
    [[nodiscard]] LinkAnswer links(std::uint64_t question, std::uint64_t epochVersion, const std::vector<Link>& links) const
    {
        LinkAnswer answer{question, {}};
        if (!isHere(epochVersion))
            return answer;
        const graph::GraphStore& store = client.store();
        for (const Link& link : links) {
            LinkLabel label{.link = link, .text = {}, .category = {}};
            const Slot node = m_builder.numbers(ElementKind::Node).storeSlot(link.node);
            const Slot edge = m_builder.numbers(ElementKind::Edge).storeSlot(link.edge);
            if (store.hasNode(node))
                label.text = QString::fromStdString(labelOf(store.nodeIdentity(node)));
            if (store.hasEdge(edge)) {
                const graph::EdgeIdentity identity = store.edgeIdentity(edge);
                label.directed = identity.directed;
                label.category = QString::fromStdString(categoryName(store.schema().edgeCategories, identity.category));
            }
            answer.labels.push_back(std::move(label));
        }
        return answer;
    }

    void makeTable(std::uint64_t question, std::uint64_t epochVersion, TableFormat format, std::shared_ptr<const scene::ElementSet> elements)
    {
        m_table.emplace(question, format, std::move(elements), client.store().schema());
        m_tableEpoch = epochVersion;
        ++m_tableRound;
        tableOn(m_tableRound);
    }

    void setDrainPaused(bool paused)
    {
        client.setDrainPaused(paused);
        if (paused != m_pausedAt.has_value())
            m_pausedAt = paused ? std::optional(Clock::now()) : std::nullopt;
        scheduleScene();   // whose ages go on from here
        publishStats();
    }

    void setLook(const LookSettings& look)
    {
        m_builder.setLook(look);
        if (!m_builder.wantsComponents())
            m_components.reset();
        scheduleScene();
    }

    void search(const QString& text)
    {
        m_search.reset();
        m_searchedText = text;
        auto query = graph::SearchQuery::parse(text.toStdString(), client.store().schema());
        if (!query) {
            Q_EMIT searchAnswered({.text = text, .hits = {}, .found = 0, .complete = true, .fault = QString::fromStdString(query.error().text)});
            return;
        }
        m_search.emplace(std::move(*query));
        m_searchResets = client.applier().resets();
        searchOn();
    }

    void publishStats()
    {
        if (m_outputs.stats.put(client.stats(Clock::now())))
            Q_EMIT statsReady();
    }

    stream::StreamClient client;

Q_SIGNALS:
    void statsReady();
    void factsReady();
    void lookReady();
    void sceneReady();
    void faultReady();
    void detailsReady(const weir::pipeline::ElementDetails& details);
    void labelsReady(std::uint64_t epochVersion, const std::vector<weir::pipeline::NodeLabel>& labels);
    void searchAnswered(const weir::pipeline::SearchAnswer& answer);
    void linksAnswered(const weir::pipeline::LinkAnswer& answer);
    void tableAnswered(const weir::pipeline::TableAnswer& answer);

private:
    /// The model is still the graph of scenes of this epoch: their slots mean something to it.
    [[nodiscard]] bool isHere(std::uint64_t epochVersion) const { return m_builder.isOf(epochVersion, client.applier().resets()); }

    /// A piece of the table, and then what waits. A table that was asked for later ends the rounds of the one before.
    void tableOn(std::uint64_t round)
    {
        if (!m_table || round != m_tableRound)
            return;
        const bool replaced = !isHere(m_tableEpoch);
        const TimePoint end = Clock::now() + searchSlice;
        bool more = !replaced;
        while (more && Clock::now() < end)
            more = m_table->advance(client.store(), m_builder.numbers(ElementKind::Node), m_builder.numbers(ElementKind::Edge), rowsAtOnce);
        if (more) {
            QMetaObject::invokeMethod(this, [this, round] { tableOn(round); }, Qt::QueuedConnection);
            return;
        }
        TableAnswer answer = m_table->take();
        m_table.reset();
        answer.graphReplaced = replaced;
        if (replaced)
            answer.text.clear();
        Q_EMIT tableAnswered(answer);
    }

    /// A piece of the search, and then what waits: the socket, credits, scenes.
    void searchOn()
    {
        if (!m_search)
            return;
        if (client.applier().resets() != m_searchResets)
            return search(m_searchedText);   // another graph, another schema
        const TimePoint end = Clock::now() + searchSlice;
        bool more = true;
        while (more && Clock::now() < end)
            more = m_search->advance(client.store(), slotsAtOnce);
        if (more) {
            QMetaObject::invokeMethod(this, &StreamSide::searchOn, Qt::QueuedConnection);
            return;
        }
        SearchAnswer answer{.text = m_searchedText, .hits = {}, .found = m_search->found(), .complete = true, .fault = {}};
        for (const graph::NodeSearch::Hit& hit : m_search->hits()) {
            const Slot node = m_builder.numbers(ElementKind::Node).sceneSlot(hit.node);
            if (!client.store().hasNode(hit.node) || node == noSlot)
                continue;   // gone meanwhile, or not in a scene yet
            const graph::NodeIdentity identity = client.store().nodeIdentity(hit.node);
            answer.hits.push_back({node, QString::fromStdString(labelOf(identity)), QString::fromUtf8(identity.key.data(), static_cast<qsizetype>(identity.key.size()))});
        }
        m_search.reset();
        Q_EMIT searchAnswered(answer);
    }

    void publishScene()
    {
        if (auto places = m_layout.takePlaces())
            m_builder.setPlaces(std::move(places));
        if (auto components = m_components ? m_components->take() : nullptr)
            m_builder.setComponents(std::move(components));
        const auto& applier = client.applier();
        if (applier.resets() != m_resets) {
            m_resets = applier.resets();
            publishFacts();   // another graph, another schema
        }
        // What ends a catch-up is still part of it.
        m_builder.setTellsChanges(std::exchange(m_followed, applier.following()) && applier.following());
        const Moment at = moment();
        auto update = m_builder.build(client.store(), applier.resets(), applier.appliedTick(), at);
        wakeForLook();
        if (update)
            m_newest = update->scene;
        findComponents();
        if (!update)
            return;
        m_layout.setScene(update->scene, at.catchingUp ? LayoutDriver::Arrival::InParts : LayoutDriver::Arrival::Whole);
        const bool first = m_outputs.scene.putMerged([&](scene::SceneUpdate* waiting) {
            return waiting ? scene::merge(std::move(*waiting), std::move(*update)) : std::move(*update);
        });
        if (first)
            Q_EMIT sceneReady();
    }

    /// While paused time stands still too: what has just changed then can be looked at.
    [[nodiscard]] TimePoint now() const { return m_pausedAt.value_or(Clock::now()); }

    [[nodiscard]] Moment moment()
    {
        const auto& applier = client.applier();
        const std::uint64_t catchUps = applier.totals().snapshots + applier.totals().scans;
        const bool caughtUp = std::exchange(m_catchUps, catchUps) != catchUps;   // since the last moment, so short was it
        return {.now = now(), .catchingUp = caughtUp || !applier.following()};
    }

    /// Looks change by themselves too: with age, and a slice at a time where all do.
    void wakeForLook()
    {
        const auto due = m_builder.nextDue();
        if (!due)
            return m_dueTimer.stop();
        const Clock::duration wait = *due - now();
        if (wait <= Clock::duration::zero())
            scheduleScene();
        else if (!m_pausedAt)
            m_dueTimer.start(std::chrono::ceil<std::chrono::milliseconds>(std::min<Clock::duration>(wait, std::chrono::hours(1))));
    }

    void findComponents()
    {
        if (!m_builder.wantsComponents() || !m_newest)
            return;
        if (!m_components)
            m_components = std::make_unique<ComponentFinder>([this] { QMetaObject::invokeMethod(this, &StreamSide::scheduleScene, Qt::QueuedConnection); });
        m_components->setScene(m_newest);
    }

    void publishLook()
    {
        // Of categories that are new all names come at once, a few times a second at most.
        if (lengthsOf(client.store().schema()) != m_toldLengths)
            publishFacts();
        LookAnswer answer = m_builder.lookAnswer();
        if (answer == m_answered)
            return;
        m_answered = answer;
        if (m_outputs.look.put(std::move(answer)))
            Q_EMIT lookReady();
    }

    void publishFacts()
    {
        const protocol::Welcome& welcome = client.welcome();
        ServerFacts facts;
        facts.name = QString::fromStdString(welcome.server);
        facts.sourceSpec = QString::fromStdString(welcome.source.spec);
        facts.steerable = welcome.steerable;
        facts.rate = welcome.source.rate;
        facts.sourceRunning = welcome.source.running;
        facts.schema = std::make_shared<const graph::Schema>(client.store().schema());
        m_toldLengths = lengthsOf(client.store().schema());
        if (m_outputs.facts.put(std::move(facts)))
            Q_EMIT factsReady();
    }

    Outputs& m_outputs;
    LayoutDriver& m_layout;
    SceneBuilder m_builder;
    std::unique_ptr<ComponentFinder> m_components;   // while they are coloured
    std::shared_ptr<const scene::Scene> m_newest;
    LookAnswer m_answered;
    graph::SchemaLengths m_toldLengths;
    std::uint64_t m_catchUps = 0;
    std::optional<TimePoint> m_pausedAt;
    QTimer m_sceneTimer, m_statsTimer, m_dueTimer, m_lookTimer;
    std::uint64_t m_resets = 0;
    bool m_followed = false;   // when the last scene was built
    std::optional<graph::NodeSearch> m_search;
    QString m_searchedText;
    std::uint64_t m_searchResets = 0;
    std::optional<ElementTable> m_table;
    std::uint64_t m_tableEpoch = 0, m_tableRound = 0;
};

class LiveGraph::Private {
public:
    Private(LiveGraph& graph, const Config& config)
        : layout(config.layoutThreads, [this] { onStream([](StreamSide& stream) { stream.scheduleScene(); }); },
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
        thread.post([this, client] { side = std::make_unique<StreamSide>(client, outputs, layout); });
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
    std::unique_ptr<StreamSide> side;   // made, used and destroyed on the stream thread
    WorkerThread thread{"weir-stream", WorkerThread::Priority::AfterWindow};
    LayoutDriver layout;
};

LiveGraph::LiveGraph(Config config, QObject* parent) : QObject(parent), d(std::make_unique<Private>(*this, config))
{
    qRegisterMetaType<ElementDetails>();
    qRegisterMetaType<std::vector<NodeLabel>>();
    qRegisterMetaType<SearchAnswer>();
    qRegisterMetaType<LinkAnswer>();
    qRegisterMetaType<TableAnswer>();
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
        connect(&side, &StreamSide::sceneReady, this, &LiveGraph::sceneReady);
        connect(&side, &StreamSide::faultReady, this, [this] {
            if (const auto fault = d->outputs.fault.take())
                Q_EMIT faultReported(*fault);
        });
        connect(&side, &StreamSide::detailsReady, this, &LiveGraph::detailsReady);
        connect(&side, &StreamSide::labelsReady, this, &LiveGraph::labelsReady);
        connect(&side, &StreamSide::searchAnswered, this, &LiveGraph::searchAnswered);
        connect(&side, &StreamSide::linksAnswered, this, &LiveGraph::linksAnswered);
        connect(&side, &StreamSide::tableAnswered, this, &LiveGraph::tableAnswered);
    });
}

LiveGraph::~LiveGraph() = default;

void LiveGraph::connectTo(const QUrl& url)
{
    d->onStream([url](StreamSide& side) { side.client.open(url); side.publishStats(); });
}

void LiveGraph::disconnectFromServer()
{
    d->onStream([](StreamSide& side) { side.client.close(); side.publishStats(); });
}

void LiveGraph::setDrainPaused(bool paused)
{
    d->onStream([paused](StreamSide& side) { side.setDrainPaused(paused); });
}

void LiveGraph::setCreditWindow(std::uint64_t messages, std::uint64_t bytes, CreditSizing sizing)
{
    d->onStream([messages, bytes, sizing](StreamSide& side) { side.client.setWindow(messages, bytes, windowSizing(sizing)); side.publishStats(); });
}

void LiveGraph::onFrames(double load)
{
    d->onStream([load](StreamSide& side) { side.client.onFrames(load); });
}

void LiveGraph::setLatestOnly(std::optional<std::chrono::milliseconds> interval)
{
    const protocol::Policy policy = interval ? protocol::Policy{protocol::PolicyKind::Latest, static_cast<std::uint32_t>(interval->count()), 0}
                                             : protocol::Policy{};
    d->onStream([policy](StreamSide& side) { side.client.setPolicy(policy); });
}

void LiveGraph::steer(const SteerRequest& request)
{
    protocol::Steer steer;
    if (request.sourceSpec)
        steer.source = request.sourceSpec->toStdString();
    steer.rate = request.rate;
    steer.running = request.running;
    d->onStream([steer](StreamSide& side) { side.client.steer(steer); });
}

void LiveGraph::setLayoutRunning(bool running) { d->layout.setRunning(running); }
void LiveGraph::setLayoutHeld(bool held) { d->layout.setHeld(held); }
void LiveGraph::restartLayout() { d->layout.restart(); }
void LiveGraph::pinNode(Slot node, scene::Point place) { d->layout.pin(node, place); }
void LiveGraph::unpinNode(Slot node) { d->layout.unpin(node); }

void LiveGraph::requestDetails(std::uint64_t epochVersion, ElementKind kind, Slot slot)
{
    d->onStream([=](StreamSide& side) { Q_EMIT side.detailsReady(side.details(epochVersion, kind, slot)); });
}

void LiveGraph::search(const QString& text)
{
    d->onStream([text](StreamSide& side) { side.search(text); });
}

void LiveGraph::setLook(const LookSettings& look)
{
    d->onStream([look](StreamSide& side) { side.setLook(look); });
}

void LiveGraph::requestLabels(std::uint64_t epochVersion, std::vector<Slot> nodes)
{
    d->onStream([epochVersion, nodes = std::move(nodes)](StreamSide& side) {
        Q_EMIT side.labelsReady(epochVersion, side.labels(epochVersion, nodes));
    });
}

void LiveGraph::requestLinks(std::uint64_t question, std::uint64_t epochVersion, std::vector<Link> links)
{
    d->onStream([question, epochVersion, links = std::move(links)](StreamSide& side) {
        Q_EMIT side.linksAnswered(side.links(question, epochVersion, links));
    });
}

void LiveGraph::requestTable(std::uint64_t question, std::uint64_t epochVersion, TableFormat format, std::shared_ptr<const scene::ElementSet> elements)
{
    d->onStream([=](StreamSide& side) { side.makeTable(question, epochVersion, format, elements); });
}

const stream::StreamStats& LiveGraph::stats() const { return d->stats; }
const ServerFacts& LiveGraph::serverFacts() const { return d->facts; }
const LookAnswer& LiveGraph::lookAnswer() const { return d->look; }
bool LiveGraph::layoutActive() const { return d->layoutActive; }
std::optional<scene::SceneUpdate> LiveGraph::takeScene() { return d->outputs.scene.take(); }

} // namespace weir::pipeline

#include "live_graph.moc"
