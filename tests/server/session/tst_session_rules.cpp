#include "support/encodings.h"
#include "server/limits.h"
#include "host_stage.h"
#include "simulated_client.h"
#include "support/test_program.h"
#include <QtTest>

using namespace weir;
using namespace weir::protocol;

using Spoil = std::function<void(Hello&)>;
Q_DECLARE_METATYPE(Spoil)
Q_DECLARE_METATYPE(weir::protocol::Message)

/// What a client may say and when, and what becomes of it.
class tst_SessionRules : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void helloIsAnsweredByAWelcomeAndAHead_data() { encodings(); }
    void helloIsAnsweredByAWelcomeAndAHead();
    void aWrongHelloIsRefused_data();
    void aWrongHelloIsRefused();
    void theBoundsOfAHelloAreInside_data();
    void theBoundsOfAHelloAreInside();
    void nothingButHelloComesFirst_data();
    void nothingButHelloComesFirst();
    void helloComesOnce();
    void onlyWhatWasSentInThisEpochCanBeApplied();
    void noHelloInTimeEndsTheSession();
    void aClientThatGivesNoSignOfLifeIsDropped();
    void anotherHeartbeatIsStatedAndKept();
    void aPausedClientThatAnswersPingsStays();
    void whatOnlyAServerSendsEndsTheSession_data();
    void whatOnlyAServerSendsEndsTheSession();
    void anUnreadableFrameEndsTheSession_data();
    void anUnreadableFrameEndsTheSession();
    void aFrameOfTheWrongKindEndsTheSession_data() { encodings(); }
    void aFrameOfTheWrongKindEndsTheSession();
    void aFrameOverTheLimitEndsTheSession();
    void tooManyMessagesInASecondEndTheSessionAndAsManyOverTimeDoNot();
    void framesThatBringNoMessageCountAsMessagesAndAsSignsOfLife();
    void nothingIsSentAfterAGoodbyeAndNothingIsHeard();
    void aGoodbyeOfTheClientIsAnsweredByANormalClose();
    void aPingIsAnsweredAtOnceUnlessTheSocketIsFull();
    void aSteerIsHandedOnAndARefusalIsANotice();
    void headsAndNoticesStayAwayFromASocketThatIsFull();
    void ofManyChangesOfTheSourceAFullSocketGetsTheLastOnceThereIsRoom();
    void aLongReasonIsCutForTheCloseFrame();

private:

    /// The session said bye with `code` and words, and closed with the same.
    static void compareRefusal(const SimulatedClient& client, CloseCode code)
    {
        QVERIFY(client.closedWith.has_value());
        QCOMPARE(*client.closedWith, code);
        QVERIFY(!client.control.empty());
        const auto* bye = std::get_if<Bye>(&client.control.back());
        QVERIFY(bye);
        QCOMPARE(bye->code, static_cast<std::uint16_t>(code));
        QVERIFY(!bye->text.empty());
        QVERIFY(!client.closeReason.empty());
        QVERIFY(client.session.closed());
        QCOMPARE(client.breaches, QStringList());
    }

    HostStage m_stage{graph::Schema{}};
};

void tst_SessionRules::helloIsAnsweredByAWelcomeAndAHead()
{
    QFETCH(Encoding, encoding);
    SimulatedClient client(m_stage.host, {.encoding = encoding}, m_stage.now);
    QVERIFY(!client.session.welcomed());
    client.hello(m_stage.now);
    QVERIFY(client.session.welcomed());
    QVERIFY(client.control.size() >= 2);
    const auto* welcome = std::get_if<Welcome>(&client.control[0]);
    QVERIFY(welcome);
    QCOMPARE(welcome->version, protocol::version);
    QCOMPARE(welcome->epoch, m_stage.host.epoch());
    QCOMPARE(welcome->tickIntervalUs, 20'000U);
    QVERIFY(!welcome->steerable);
    QCOMPARE(welcome->source.spec, std::string("scripted"));
    QCOMPARE(welcome->limits.maxControlBytes, server::maxControlBytes);
    QVERIFY(std::holds_alternative<Head>(client.control[1]));
    QVERIFY(!client.closedWith);
}

void tst_SessionRules::aWrongHelloIsRefused_data()
{
    QTest::addColumn<Spoil>("spoil");
    QTest::addColumn<CloseCode>("code");
    QTest::newRow("version 0") << Spoil([](Hello& h) { h.version = 0; }) << CloseCode::Version;
    QTest::newRow("version 2") << Spoil([](Hello& h) { h.version = 2; }) << CloseCode::Version;
    QTest::newRow("messages of no bytes") << Spoil([](Hello& h) { h.maxMessageBytes = 0; }) << CloseCode::LimitExceeded;
    QTest::newRow("messages too small") << Spoil([](Hello& h) { h.maxMessageBytes = (1U << 20) - 1; }) << CloseCode::LimitExceeded;
    QTest::newRow("messages too large") << Spoil([](Hello& h) { h.maxMessageBytes = (64U << 20) + 1; }) << CloseCode::LimitExceeded;
    QTest::newRow("no grant") << Spoil([](Hello& h) { h.grant = {}; }) << CloseCode::CreditViolation;
    QTest::newRow("nothing staged") << Spoil([](Hello& h) { h.maxStagedBytes = 0; }) << CloseCode::LimitExceeded;
    QTest::newRow("three messages") << Spoil([](Hello& h) { h.grant.messages = 3; }) << CloseCode::CreditViolation;
    QTest::newRow("less than four of the largest") << Spoil([](Hello& h) { h.grant.bytes = (4U << 20) - 1; }) << CloseCode::CreditViolation;
    QTest::newRow("more than a server holds") << Spoil([](Hello& h) { h.grant.bytes = (64U << 20) + 1; }) << CloseCode::CreditViolation;
}

void tst_SessionRules::aWrongHelloIsRefused()
{
    QFETCH(Spoil, spoil);
    QFETCH(CloseCode, code);
    SimulatedClient client(m_stage.host, {}, m_stage.now);
    Hello hello = client.usualHello();
    spoil(hello);
    client.say(hello, m_stage.now);
    compareRefusal(client, code);
    QCOMPARE(client.control.size(), std::size_t{1});
    QVERIFY(!client.session.welcomed());
}

void tst_SessionRules::theBoundsOfAHelloAreInside_data()
{
    QTest::addColumn<Spoil>("choose");
    QTest::newRow("least of all") << Spoil([](Hello& h) { h.maxMessageBytes = 1U << 20; h.grant = {4, 4U << 20}; });
    QTest::newRow("most bytes") << Spoil([](Hello& h) { h.grant.bytes = 64U << 20; });
    QTest::newRow("most messages") << Spoil([](Hello& h) { h.grant.messages = std::numeric_limits<std::uint64_t>::max(); });
    QTest::newRow("largest message") << Spoil([](Hello& h) { h.maxMessageBytes = 16U << 20; h.grant.bytes = 64U << 20; });
    QTest::newRow("little staged") << Spoil([](Hello& h) { h.maxStagedBytes = 1U << 20; });
    QTest::newRow("no name") << Spoil([](Hello& h) { h.client.clear(); });
}

void tst_SessionRules::theBoundsOfAHelloAreInside()
{
    QFETCH(Spoil, choose);
    SimulatedClient client(m_stage.host, {}, m_stage.now);
    Hello hello = client.usualHello();
    choose(hello);
    client.say(hello, m_stage.now);
    QVERIFY(client.session.welcomed());
    QVERIFY(!client.closedWith);
}

void tst_SessionRules::nothingButHelloComesFirst_data()
{
    QTest::addColumn<Message>("message");
    QTest::newRow("credit") << Message(Credit{{1, 1}, 0, 0});
    QTest::newRow("steer") << Message(Steer{});
    QTest::newRow("resync") << Message(Resync{"why"});
    QTest::newRow("ping") << Message(Ping{1, 1});
    QTest::newRow("pong") << Message(Pong{1, 1, 1});
    QTest::newRow("bye") << Message(Bye{1000, "so soon", false, 0});
    QTest::newRow("welcome") << Message(Welcome{});
}

void tst_SessionRules::nothingButHelloComesFirst()
{
    QFETCH(Message, message);
    SimulatedClient client(m_stage.host, {}, m_stage.now);
    client.say(message, m_stage.now);
    compareRefusal(client, CloseCode::Sequence);
}

void tst_SessionRules::helloComesOnce()
{
    SimulatedClient client(m_stage.host, {}, m_stage.now);
    client.hello(m_stage.now);
    client.say(client.usualHello(), m_stage.now);
    compareRefusal(client, CloseCode::Sequence);
}

void tst_SessionRules::onlyWhatWasSentInThisEpochCanBeApplied()
{
    SimulatedClient client(m_stage.host, {}, m_stage.now);
    client.hello(m_stage.now);
    const Tick beyond = m_stage.host.tick() + 1000;
    client.say(Credit{{64, 4U << 20}, m_stage.host.epoch() + 1, beyond}, m_stage.now);   // of an earlier graph: it says nothing
    QVERIFY(!client.closedWith);
    client.say(Credit{{64, 4U << 20}, m_stage.host.epoch(), beyond}, m_stage.now);
    QCOMPARE(client.closedWith, std::optional(CloseCode::CreditViolation));
}

void tst_SessionRules::noHelloInTimeEndsTheSession()
{
    SimulatedClient client(m_stage.host, {}, m_stage.now);
    client.session.checkDeadlines(m_stage.now + server::helloTimeout - std::chrono::milliseconds(1));
    QVERIFY(!client.closedWith);
    client.session.checkDeadlines(m_stage.now + server::helloTimeout);
    compareRefusal(client, CloseCode::HandshakeTimeout);
    QVERIFY(client.last<Bye>().reconnect);   // it may only have been slow

    SimulatedClient inTime(m_stage.host, {}, m_stage.now);
    inTime.hello(m_stage.now);
    inTime.session.checkDeadlines(m_stage.now + 2 * server::helloTimeout);
    QVERIFY(!inTime.closedWith);
}

void tst_SessionRules::aClientThatGivesNoSignOfLifeIsDropped()
{
    SimulatedClient client(m_stage.host, {}, m_stage.now);
    client.hello(m_stage.now);
    const TimePoint silent = m_stage.now + server::heartbeat.interval;
    client.session.checkDeadlines(silent - std::chrono::milliseconds(1));
    QCOMPARE(client.count<Ping>(), std::size_t{0});
    client.session.checkDeadlines(silent);
    QCOMPARE(client.count<Ping>(), std::size_t{1});
    client.session.checkDeadlines(silent + server::heartbeat.deadAfter - std::chrono::milliseconds(1));
    QVERIFY(!client.closedWith);
    client.session.checkDeadlines(silent + server::heartbeat.deadAfter);
    QCOMPARE(client.closedWith, std::optional(CloseCode::Heartbeat));
    QVERIFY(client.last<Bye>().reconnect);
}

void tst_SessionRules::anotherHeartbeatIsStatedAndKept()
{
    using std::chrono::milliseconds;
    SimulatedClient client(m_stage.host, {}, m_stage.now);
    client.session.setHeartbeat({.interval = milliseconds(100), .mostInterval = milliseconds(400), .deadAfter = milliseconds(300)});
    client.hello(m_stage.now);
    QCOMPARE(client.last<Welcome>().heartbeatMs, 100U);
    QCOMPARE(client.last<Welcome>().deadAfterMs, 300U);
    client.session.checkDeadlines(m_stage.now + milliseconds(99));
    QCOMPARE(client.count<Ping>(), std::size_t{0});
    client.session.checkDeadlines(m_stage.now + milliseconds(100));
    QCOMPARE(client.count<Ping>(), std::size_t{1});
    client.session.checkDeadlines(m_stage.now + milliseconds(399));
    QVERIFY(!client.closedWith);
    client.session.checkDeadlines(m_stage.now + milliseconds(400));
    QCOMPARE(client.closedWith, std::optional(CloseCode::Heartbeat));
    QCOMPARE(client.last<Bye>().text, std::string("no sign of life within 300 ms of a ping"));
}

void tst_SessionRules::aPausedClientThatAnswersPingsStays()
{
    SimulatedClient client(m_stage.host, {}, m_stage.now);
    client.hello(m_stage.now);
    TimePoint now = m_stage.now;
    for (int i = 0; i < 600; ++i) {   // ten minutes
        now += std::chrono::seconds(1);
        const std::size_t pings = client.count<Ping>();
        client.session.checkDeadlines(now);
        if (client.count<Ping>() > pings)
            client.say(Pong{client.last<Ping>().id, client.last<Ping>().timeUs, 0}, now);
    }
    QVERIFY(!client.closedWith);
    QVERIFY(client.count<Ping>() >= 25 && client.count<Ping>() <= 35);   // the quiet link is asked every 20 s
}

void tst_SessionRules::whatOnlyAServerSendsEndsTheSession_data()
{
    QTest::addColumn<Message>("message");
    QTest::newRow("welcome") << Message(Welcome{});
    QTest::newRow("feed") << Message(Feed{});
    QTest::newRow("head") << Message(Head{});
    QTest::newRow("manifest") << Message(Manifest{1, 0, {}, {}, 0, 0});
    QTest::newRow("part") << Message(Part{});
    QTest::newRow("delta") << Message(Delta{});
    QTest::newRow("notice") << Message(Notice{"words"});
}

void tst_SessionRules::whatOnlyAServerSendsEndsTheSession()
{
    QFETCH(Message, message);
    SimulatedClient client(m_stage.host, {}, m_stage.now);
    client.hello(m_stage.now);
    client.say(message, m_stage.now);
    compareRefusal(client, CloseCode::Sequence);
}

void tst_SessionRules::anUnreadableFrameEndsTheSession_data()
{
    QTest::addColumn<Encoding>("encoding");
    QTest::addColumn<QByteArray>("frame");
    QTest::addColumn<bool>("afterHello");
    for (const bool after : {false, true}) {
        const QByteArray when = after ? " after hello" : " before hello";
        QTest::newRow("nothing in binary" + when) << Encoding::Binary << QByteArray() << after;
        QTest::newRow("noise" + when) << Encoding::Binary << QByteArray(40, '\xa5') << after;
        QTest::newRow("JSON where binary belongs" + when) << Encoding::Binary << QByteArray(R"({"body_type":"Ping","body":{"id":1,"time_us":2}})") << after;
        QTest::newRow("nothing in JSON" + when) << Encoding::Json << QByteArray() << after;
        QTest::newRow("half an object" + when) << Encoding::Json << QByteArray(R"({"body_type":"Ping","body":{"id")") << after;
        QTest::newRow("an unknown message" + when) << Encoding::Json << QByteArray(R"({"body_type":"Shout","body":{}})") << after;
        QTest::newRow("an array" + when) << Encoding::Json << QByteArray("[1,2]") << after;
        QTest::newRow("a thousand brackets" + when) << Encoding::Json << QByteArray(1000, '[') << after;
        QTest::newRow("a number too large" + when) << Encoding::Json << QByteArray(R"({"body_type":"Ping","body":{"id":99999999999,"time_us":2}})") << after;
    }
}

void tst_SessionRules::anUnreadableFrameEndsTheSession()
{
    QFETCH(Encoding, encoding);
    QFETCH(QByteArray, frame);
    QFETCH(bool, afterHello);
    SimulatedClient client(m_stage.host, {.encoding = encoding}, m_stage.now);
    if (afterHello)
        client.hello(m_stage.now);
    client.session.onFrame({frame.constData(), static_cast<std::size_t>(frame.size())}, m_stage.now);
    compareRefusal(client, CloseCode::Malformed);
}

void tst_SessionRules::aFrameOfTheWrongKindEndsTheSession()
{
    QFETCH(Encoding, encoding);
    SimulatedClient client(m_stage.host, {.encoding = encoding}, m_stage.now);
    client.session.onWrongFrameKind();
    compareRefusal(client, CloseCode::Malformed);
    QVERIFY(client.closeReason.find(subprotocolOf(encoding)) != std::string::npos);
}

void tst_SessionRules::aFrameOverTheLimitEndsTheSession()
{
    SimulatedClient client(m_stage.host, {}, m_stage.now);
    client.hello(m_stage.now);
    client.say(Resync{std::string(server::maxControlBytes - 100, 'x')}, m_stage.now);
    QVERIFY(!client.closedWith);
    client.say(Resync{std::string(server::maxControlBytes, 'x')}, m_stage.now);
    compareRefusal(client, CloseCode::LimitExceeded);
}

void tst_SessionRules::tooManyMessagesInASecondEndTheSessionAndAsManyOverTimeDoNot()
{
    SimulatedClient steady(m_stage.host, {}, m_stage.now);
    steady.hello(m_stage.now);
    for (std::uint32_t i = 0; i < 3 * server::maxControlPerSecond; ++i)
        steady.say(Pong{}, m_stage.now + i * std::chrono::microseconds(250));
    QVERIFY(!steady.closedWith);

    SimulatedClient hasty(m_stage.host, {}, m_stage.now);
    hasty.hello(m_stage.now);
    for (std::uint32_t i = 1; i < server::maxControlPerSecond; ++i)
        hasty.say(Pong{}, m_stage.now + i * std::chrono::microseconds(100));
    QVERIFY(!hasty.closedWith);
    hasty.say(Pong{}, m_stage.now + std::chrono::milliseconds(999));
    compareRefusal(hasty, CloseCode::LimitExceeded);
}

void tst_SessionRules::framesThatBringNoMessageCountAsMessagesAndAsSignsOfLife()
{
    // Before its hello as well as after it.
    for (const bool greeted : {false, true}) {
        SimulatedClient client(m_stage.host, {}, m_stage.now);
        if (greeted)
            client.hello(m_stage.now);
        for (std::uint32_t i = greeted ? 1 : 0; i < server::maxControlPerSecond; ++i)
            client.session.onBareFrame(m_stage.now);
        QVERIFY(!client.closedWith);
        client.session.onBareFrame(m_stage.now);
        compareRefusal(client, CloseCode::LimitExceeded);
    }
    SimulatedClient alive(m_stage.host, {}, m_stage.now);
    alive.hello(m_stage.now);
    const TimePoint later = m_stage.now + server::heartbeat.interval;
    alive.session.onBareFrame(later - std::chrono::milliseconds(1));
    alive.session.checkDeadlines(later);
    QCOMPARE(alive.count<Ping>(), std::size_t{0});
    alive.session.checkDeadlines(later + server::heartbeat.interval);
    QCOMPARE(alive.count<Ping>(), std::size_t{1});
    const TimePoint dead = later + server::heartbeat.interval + server::heartbeat.deadAfter;
    alive.session.onSignOfLife(dead - std::chrono::milliseconds(1));
    alive.session.checkDeadlines(dead);
    QVERIFY(!alive.closedWith);
}

void tst_SessionRules::nothingIsSentAfterAGoodbyeAndNothingIsHeard()
{
    SimulatedClient client(m_stage.host, {}, m_stage.now);
    client.hello(m_stage.now);
    client.session.sayBye(CloseCode::GoingAway, "the server is shutting down", true);
    compareRefusal(client, CloseCode::GoingAway);
    QVERIFY(client.last<Bye>().reconnect);
    const auto sent = client.control.size();
    client.session.sayBye(CloseCode::GoingAway, "again", true);
    client.say(Ping{1, 1}, m_stage.now);
    client.say(Credit{{1000, 64U << 20}, 0, 0}, m_stage.now);
    client.session.sendHead(m_stage.now);
    client.session.sendFeed();
    client.session.sendNotice("late");
    client.session.pump(m_stage.now);
    QCOMPARE(client.control.size(), sent);
    QCOMPARE(client.breaches, QStringList());
}

void tst_SessionRules::aGoodbyeOfTheClientIsAnsweredByANormalClose()
{
    SimulatedClient client(m_stage.host, {}, m_stage.now);
    client.hello(m_stage.now);
    client.say(Bye{1000, "done", false, 0}, m_stage.now);
    QCOMPARE(client.closedWith, std::optional(CloseCode::Normal));
    QVERIFY(client.session.closed());
}

void tst_SessionRules::aPingIsAnsweredAtOnceUnlessTheSocketIsFull()
{
    SimulatedClient client(m_stage.host, {}, m_stage.now);
    client.hello(m_stage.now);
    client.say(Ping{7, 1234}, m_stage.now);
    QCOMPARE(client.count<Pong>(), std::size_t{1});
    QCOMPARE(client.last<Pong>().id, 7U);
    QCOMPARE(client.last<Pong>().echoUs, std::int64_t{1234});
    QCOMPARE(client.last<Pong>().timeUs, microseconds(m_stage.now));
    client.setBacklog(server::maxBacklogBytes + 1);
    client.say(Ping{8, 1}, m_stage.now);
    QCOMPARE(client.count<Pong>(), std::size_t{1});
}

void tst_SessionRules::aSteerIsHandedOnAndARefusalIsANotice()
{
    std::vector<Steer> asked;
    SimulatedClient client(m_stage.host, {}, m_stage.now, [&](const Steer& steer) -> std::expected<void, Error> {
        asked.push_back(steer);
        if (steer.source)
            return std::unexpected(Error{"no such source"});
        return {};
    });
    client.hello(m_stage.now);
    QVERIFY(client.last<Welcome>().steerable);
    client.say(Steer{{}, 500, {}}, m_stage.now);
    QCOMPARE(client.count<Notice>(), std::size_t{0});
    client.say(Steer{"moon", {}, {}}, m_stage.now);
    QCOMPARE(client.last<Notice>().text, std::string("no such source"));
    QCOMPARE(asked.size(), std::size_t{2});
    QCOMPARE(asked[0].rate, std::optional(500.0));

    SimulatedClient fixed(m_stage.host, {}, m_stage.now);
    fixed.hello(m_stage.now);
    QVERIFY(!fixed.last<Welcome>().steerable);
    fixed.say(Steer{{}, {}, false}, m_stage.now);
    QCOMPARE(fixed.count<Notice>(), std::size_t{1});
    QVERIFY(!fixed.closedWith);
}

void tst_SessionRules::headsAndNoticesStayAwayFromASocketThatIsFull()
{
    SimulatedClient client(m_stage.host, {}, m_stage.now);
    client.session.sendHead(m_stage.now);
    client.session.sendNotice("too early");
    client.session.sendFeed();
    QVERIFY(client.control.empty());
    client.hello(m_stage.now);
    const auto heads = client.count<Head>();
    client.setBacklog(server::maxBacklogBytes + 1);
    for (int i = 0; i < 100; ++i) {
        client.session.sendHead(m_stage.now);
        client.session.sendNotice("words");
    }
    QCOMPARE(client.count<Head>(), heads);
    QCOMPARE(client.count<Notice>(), std::size_t{0});
    client.setBacklog(0);
    client.session.sendHead(m_stage.now);
    QCOMPARE(client.count<Head>(), heads + 1);
}

void tst_SessionRules::ofManyChangesOfTheSourceAFullSocketGetsTheLastOnceThereIsRoom()
{
    SimulatedClient client(m_stage.host, {}, m_stage.now);
    client.hello(m_stage.now);
    client.setBacklog(server::maxBacklogBytes + 1);
    for (int i = 0; i < 1000; ++i)
        client.session.sendFeed();
    client.session.pump(m_stage.now);
    QCOMPARE(client.count<Feed>(), std::size_t{0});
    client.setBacklog(0);
    client.session.pump(m_stage.now);
    client.session.pump(m_stage.now);
    QCOMPARE(client.count<Feed>(), std::size_t{1});
    client.session.sendFeed();
    QCOMPARE(client.count<Feed>(), std::size_t{2});
}

void tst_SessionRules::aLongReasonIsCutForTheCloseFrame()
{
    SimulatedClient client(m_stage.host, {.encoding = Encoding::Json}, m_stage.now);
    const std::string umlauts = [] {
        std::string text = "x";
        for (int i = 0; i < 200; ++i)
            text += "ä";
        return text;
    }();
    client.session.sayBye(CloseCode::GoingAway, umlauts, true);
    QVERIFY(client.closeReason.size() <= 123);   // of a close frame's 125 bytes two are the code
    QVERIFY2(QString::fromStdString(client.closeReason).toStdString() == client.closeReason, "a letter is cut in two");
    QCOMPARE(client.last<Bye>().text, umlauts);
}

WEIR_TEST(tst_SessionRules)
#include "tst_session_rules.moc"
