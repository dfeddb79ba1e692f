#include "support/test_program.h"
#include "fake_server.h"
#include "graph/graph_model.h"
#include "raw_client.h"
#include "server/host_stage.h"
#include "server/session/session.h"
#include "server/door/stream_server.h"
#include "stream/applier.h"
#include "stream/stream_client.h"
#include "support/origin_graph.h"
#include <QtCore/QFile>
#include <QtTest>

using namespace weir;
using namespace weir::protocol;
using stream::Applier;

namespace {

/// What one side of a connection said once: of Weir 0.1 ("client-0.1"), before lists grew, or when there were no attributes yet
/// ("client-growth"). Frames, each after its length in four bytes.
std::vector<std::string> recorded(const char* side, Encoding encoding)
{
    QFile file(QStringLiteral(WEIR_TEST_DIR "/recorded/%1-%2.frames")
                   .arg(QLatin1String(side), encoding == Encoding::Binary ? u"bin" : u"json"));
    if (!file.open(QIODevice::ReadOnly))
        throw std::runtime_error("the record is missing");
    std::vector<std::string> frames;
    for (QByteArray length = file.read(4); length.size() == 4; length = file.read(4))
        frames.push_back(file.read(qFromLittleEndian<quint32>(length.constData())).toStdString());
    return frames;
}

/// Its binary form; of a message that cannot be read nothing.
std::string binaryOf(Encoding encoding, const std::string& frame)
{
    return encoding == Encoding::Binary ? frame : binaryFromJson(frame).value_or(std::string());
}

class RecordingPort final : public server::SessionPort {
public:
    void send(std::string_view frame) override { frames.emplace_back(frame); }
    [[nodiscard]] std::uint64_t backlog() const override { return 0; }
    void close(CloseCode code, const std::string&) override { closedWith = code; }

    std::vector<std::string> frames;
    std::optional<CloseCode> closedWith;
};

} // namespace

/// Lists that grow within an epoch, between real programs: those of today, and those from before there was any growth.
class tst_Growth : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLoggingCategory::setFilterRules(QStringLiteral("weir.*=false")); }
    void namesComeAheadOfTheirRowsToWhoAsks_data() { encodings(); }
    void namesComeAheadOfTheirRowsToWhoAsks();
    void columnsAndTextsComeAheadOfTheirRowsToWhoTakesAttributes_data() { encodings(); }
    void columnsAndTextsComeAheadOfTheirRowsToWhoTakesAttributes();
    void whoDoesNotAskIsToldNone_data() { encodings(); }
    void whoDoesNotAskIsToldNone();
    void aClientStatesWhatItHolds_data() { encodings(); }
    void aClientStatesWhatItHolds();
    void growthIsNotForAClientToSend_data() { encodings(); }
    void growthIsNotForAClientToSend();
    void aServerFromBeforeIsFollowed_data() { encodings(); }
    void aServerFromBeforeIsFollowed();
    void aClientFromBeforeStaysInSync_data();
    void aClientFromBeforeStaysInSync();

private:
    static void encodings()
    {
        QTest::addColumn<Encoding>("encoding");
        QTest::newRow("binary") << Encoding::Binary;
        QTest::newRow("JSON") << Encoding::Json;
    }

    /// A server whose graph the script tells, with a first node.
    struct Served {
        server::StreamServer server{server::StreamServer::Config{}};
        std::shared_ptr<Script> script = std::make_shared<Script>();

        [[nodiscard]] bool begin()
        {
            if (!server.listen())
                return false;
            server.startSource(std::make_unique<ScriptedSource>(graph::Schema{}, script), QStringLiteral("scripted"));
            bear(0, {});
            return QTest::qWaitFor([this] { return server.host().store().nodeCount() == 1; });
        }

        /// A node of category 0, which gets its name first where there is one.
        void bear(Slot node, const std::string& category)
        {
            graph::ChangeSet set;
            if (!category.empty())
                set.appendNodeCategory(category);
            set.setNodeIdentity(node, 1, "node " + std::to_string(node), "", 0);
            script->give(std::move(set));
        }
    };
};

void tst_Growth::namesComeAheadOfTheirRowsToWhoAsks()
{
    QFETCH(Encoding, encoding);
    Served served;
    QVERIFY(served.begin());
    RawClient client(encoding);
    QVERIFY(client.open(served.server.url()));
    Hello hello = RawClient::usualHello();
    hello.lists.emplace();
    client.say(hello);
    const auto dataOf = [&client, encoding](auto wanted) {
        std::vector<std::size_t> places;
        for (std::size_t i = 0; i < client.data.size(); ++i) {
            const std::string binary = binaryOf(encoding, client.data[i].toStdString());
            const auto message = decodeBinary(binary);
            if (message && wanted(*message))
                places.push_back(i);
        }
        return places;
    };
    const auto isGrowth = [](const Message& message) { return std::holds_alternative<Growth>(message); };
    const auto hasRows = [](const Message& message) {
        const auto* const delta = std::get_if<Delta>(&message);
        return delta && !delta->changes.nodeIdentities.slots.empty();
    };
    QTRY_VERIFY(!client.data.empty());
    served.bear(1, "");
    served.bear(2, "odd");
    QTRY_VERIFY(!dataOf(isGrowth).empty());
    QTRY_VERIFY(served.server.host().store().nodeCount() == 3 && !dataOf(hasRows).empty());
    const std::string binary = binaryOf(encoding, client.data[dataOf(isGrowth).front()].toStdString());
    const auto growth = std::get<Growth>(*decodeBinary(binary));
    QCOMPARE(growth.epoch, served.server.host().epoch());
    QCOMPARE(growth.nodeCategories.first, 0U);
    QCOMPARE(growth.nodeCategories.names, std::vector<std::string>{"odd"});
    QVERIFY(dataOf(isGrowth).front() < dataOf(hasRows).back());
}

void tst_Growth::columnsAndTextsComeAheadOfTheirRowsToWhoTakesAttributes()
{
    QFETCH(Encoding, encoding);
    Served served;
    QVERIFY(served.begin());
    RawClient client(encoding), other(encoding);
    QVERIFY(client.open(served.server.url()) && other.open(served.server.url()));
    Hello hello = RawClient::usualHello();
    hello.lists.emplace();
    other.say(hello);   // knows of growth and not of attributes
    hello.attributes = Hello::Attributes::NotHeld;
    client.say(hello);
    QTRY_VERIFY(!client.data.empty() && !other.data.empty());
    // In a chunk of its own, a million rows from the first.
    constexpr Slot far = 1'000'000;
    graph::ChangeSet set;
    set.setNodeIdentity(far, 1, "far", "", 0);
    set.appendAttribute(ElementKind::Node, {"team", graph::AttributeKind::Text});
    set.appendText(ElementKind::Node, 0, "red");
    set.attributes(ElementKind::Node).setEntry(far, 0, 0);
    set.attributes(ElementKind::Node).setEntry(0, 0, 0);
    served.script->give(std::move(set));
    served.bear(1, "odd");
    const auto messages = [encoding](RawClient& of, auto&& visit) {
        for (const QByteArray& frame : of.data) {
            const std::string binary = binaryOf(encoding, frame.toStdString());
            if (const auto message = decodeBinary(binary))
                visit(*message);
        }
    };
    std::vector<Slot> rows;
    const auto told = [&] {
        bool grown = false;
        rows.clear();
        messages(client, [&](const Message& message) {
            if (const auto* const growth = std::get_if<Growth>(&message); growth && !growth->nodeAttributes.columns.empty())
                grown = growth->nodeAttributes.columns.front().name == "team" && !growth->nodeAttributes.texts.empty();
            if (const auto* const delta = std::get_if<Delta>(&message); delta && grown)
                rows.insert(rows.end(), delta->changes.nodeAttributes.slots.begin(), delta->changes.nodeAttributes.slots.end());
        });
        return rows.size() == 2;
    };
    QTRY_VERIFY(told());
    std::ranges::sort(rows);
    QCOMPARE(rows, (std::vector<Slot>{0, far}));
    // Who takes none hears of the nodes, and of the category, and of nothing else.
    bool sawFar = false, sawName = false;
    const auto otherTold = [&] {
        messages(other, [&](const Message& message) {
            if (const auto* const delta = std::get_if<Delta>(&message)) {
                sawFar = sawFar || std::ranges::find(delta->changes.nodeIdentities.slots, far) != delta->changes.nodeIdentities.slots.end();
                QCOMPARE(delta->changes.nodeAttributes.rows(), std::size_t(0));
                QCOMPARE(delta->digest.attributes, std::uint64_t(0));
            }
            if (const auto* const growth = std::get_if<Growth>(&message)) {
                sawName = sawName || !growth->nodeCategories.names.empty();
                QVERIFY(growth->nodeAttributes.columns.empty() && growth->nodeAttributes.texts.empty());
            }
        });
        return sawFar && sawName;
    };
    QTRY_VERIFY(otherTold());
}

void tst_Growth::whoDoesNotAskIsToldNone()
{
    QFETCH(Encoding, encoding);
    Served served;
    QVERIFY(served.begin());
    RawClient client(encoding);
    QVERIFY(client.open(served.server.url()));
    QVERIFY(client.greet());
    served.bear(1, "odd");
    const auto told = [&] {
        return std::ranges::any_of(client.data, [encoding](const QByteArray& frame) {
            const std::string binary = binaryOf(encoding, frame.toStdString());
            const auto message = decodeBinary(binary);
            const auto* const delta = message ? std::get_if<Delta>(&*message) : nullptr;
            return delta && std::ranges::find(delta->changes.nodeIdentities.slots, Slot{1}) != delta->changes.nodeIdentities.slots.end();
        });
    };
    QTRY_VERIFY(told());
    for (const QByteArray& frame : client.data) {
        const std::string binary = binaryOf(encoding, frame.toStdString());
        const auto message = decodeBinary(binary);
        QVERIFY(message && !std::holds_alternative<Growth>(*message));
    }
}

void tst_Growth::aClientStatesWhatItHolds()
{
    QFETCH(Encoding, encoding);
    FakeServer server(encoding);
    OriginGraph origin(1);
    origin.grow(50);
    stream::StreamClient::Config config;
    config.encoding = encoding;
    config.backoff = {.firstBound = std::chrono::milliseconds(4), .lastBound = std::chrono::milliseconds(40)};
    stream::StreamClient client(config);
    client.open(server.url());
    QVERIFY(server.welcome());
    QCOMPARE(server.last<Hello>()->lists, std::optional(graph::SchemaLengths{}));   // it takes growth, and holds nothing
    const auto parts = origin.parts();
    Manifest manifest = origin.manifest(origin.tick());
    manifest.schema.nodeCategories = {"a", "b"};
    server.say(manifest);
    server.say(Growth{origin.epoch(), {2, {"c"}}, {0, {"e"}}});
    for (const auto& part : parts)
        server.say(*decodeBinary(part.bytes));
    origin.idle(1);
    server.say(origin.delta(origin.tick() - 1));
    QTRY_COMPARE(client.stats(Clock::now()).inSync, std::optional(true));
    QCOMPARE(client.store().schema().nodeCategories, (std::vector<std::string>{"a", "b", "c"}));
    server.said.clear();
    server.socket()->abort();
    QTRY_VERIFY(server.last<Hello>());
    QCOMPARE(server.last<Hello>()->lists, std::optional(graph::SchemaLengths{3, 1}));
    QCOMPARE(server.last<Hello>()->lastApplied, origin.tick());
}

void tst_Growth::growthIsNotForAClientToSend()
{
    QFETCH(Encoding, encoding);
    Served served;
    QVERIFY(served.begin());
    RawClient client(encoding);
    QVERIFY(client.open(served.server.url()));
    QVERIFY(client.greet());
    client.say(Growth{served.server.host().epoch(), {0, {"mine"}}, {}});
    QTRY_VERIFY(client.count<Bye>() == 1);
    QCOMPARE(client.last<Bye>()->code, static_cast<std::uint16_t>(CloseCode::Sequence));
}

void tst_Growth::aServerFromBeforeIsFollowed()
{
    QFETCH(Encoding, encoding);
    Applier applier({1U << 20});
    std::size_t deltas = 0;
    for (const std::string& frame : recorded("server-0.1", encoding)) {
        const std::string binary = binaryOf(encoding, frame);
        const auto message = decodeBinary(binary);
        QVERIFY2(message, message ? "" : message.error().text.c_str());
        if (const auto* welcome = std::get_if<Welcome>(&*message))
            QVERIFY(applier.onWelcome(welcome->resumedFrom).has_value());
        if (!isData(*message))
            continue;
        const auto outcome = applier.apply(*message, binary);
        QVERIFY2(outcome, outcome ? "" : outcome.error().text.c_str());
        QCOMPARE(*outcome, Applier::Outcome::Applied);
        deltas += std::holds_alternative<Delta>(*message) ? 1 : 0;
    }
    QVERIFY(deltas > 20);
    QCOMPARE(applier.inSync(), std::optional(true));
    QVERIFY(applier.following());
    QCOMPARE(applier.store().schema().nodeCategories.size(), std::size_t{8});
    QVERIFY(applier.store().scrub() == applier.store().digest());
}

void tst_Growth::aClientFromBeforeStaysInSync_data()
{
    QTest::addColumn<Encoding>("encoding");
    QTest::addColumn<QByteArray>("side");
    for (const char* side : {"client-0.1", "client-growth"}) {
        QTest::addRow("%s in binary", side) << Encoding::Binary << QByteArray(side);
        QTest::addRow("%s in JSON", side) << Encoding::Json << QByteArray(side);
    }
}

void tst_Growth::aClientFromBeforeStaysInSync()
{
    QFETCH(Encoding, encoding);
    QFETCH(QByteArray, side);
    const bool takesGrowth = side == "client-growth";
    HostStage stage(schemaOfRandomChanges(2, 1));
    RandomChanges changes(1, 2, 1);
    changes.useAttributes();
    stage.feed(changes.grow(200));
    stage.fillCache();
    RecordingPort port;
    server::Session session(stage.host, port, encoding, 20'000, {}, stage.now);
    Applier applier({1U << 20});
    std::optional<graph::Schema> schema;
    std::size_t seen = 0;
    for (const std::string& said : recorded(side.constData(), encoding)) {
        if (std::holds_alternative<Bye>(*decodeBinary(binaryOf(encoding, said))))
            break;
        session.onFrame(said, stage.now);
        changes.nameNodeCategory();
        changes.nameEdgeCategory();
        stage.feed(changes.next(20));
        session.pump(stage.now);
        QVERIFY(!port.closedWith);
        for (; seen < port.frames.size(); ++seen) {
            const std::string binary = binaryOf(encoding, port.frames[seen]);
            const auto message = decodeBinary(binary);
            QVERIFY(message);
            if (const auto* growth = std::get_if<Growth>(&*message))
                QVERIFY(takesGrowth && growth->nodeAttributes.empty() && growth->edgeAttributes.empty());
            if (const auto* manifest = std::get_if<Manifest>(&*message)) {
                QVERIFY(takesGrowth || !schema || *schema == manifest->schema);
                QVERIFY(manifest->schema.nodeAttributes.empty() && manifest->schema.edgeAttributes.empty());
                schema = manifest->schema;
            }
            if (const auto* delta = std::get_if<Delta>(&*message))
                QCOMPARE(delta->changes.nodeAttributes.rows() + delta->changes.edgeAttributes.rows(), std::size_t{0});
            if (isData(*message))
                QVERIFY(applier.apply(*message, binary).has_value());
        }
    }
    QVERIFY(schema.has_value());
    QCOMPARE(applier.inSync(), std::optional(true));
    QVERIFY(applier.store().digest() == read(stage.host.store().digest(), graph::Reads::Elements));
    QVERIFY(stage.host.store().digest().attributes != 0);
    QVERIFY(stage.host.store().schema().nodeCategories.size() > 50);
    if (takesGrowth)
        QVERIFY(applier.store().schema().nodeCategories == stage.host.store().schema().nodeCategories);
    else
        QCOMPARE(applier.store().schema(), *schema);
}

WEIR_TEST_IN(QCoreApplication, tst_Growth)
#include "tst_growth.moc"
