#include "stream/link.h"
#include "base/visitor.h"
#include <QtCore/QRandomGenerator>

namespace weir::stream {

using protocol::CloseCode;

Link::Link(Config config, std::function<protocol::Hello()> hello, QObject* parent)
    : QObject(parent), m_config(std::move(config)), m_hello(std::move(hello)),
      m_backoff(m_config.backoff, [] { return QRandomGenerator::global()->generateDouble(); })
{
    m_retryTimer.setSingleShot(true);
    connect(&m_retryTimer, &QTimer::timeout, this, &Link::connectNow);
    connect(&m_liveness, &Liveness::pingDue, this, [this](const protocol::Ping& ping) { m_connection->send(ping); });
    connect(&m_liveness, &Liveness::died, this, [this] { fail(CloseCode::Heartbeat, tr("The server gave no sign of life.")); });
}

Link::~Link() { close(); }

void Link::open(const QUrl& url)
{
    close();
    m_url = url;
    m_wanted = true;
    m_everWelcomed = false;
    m_endReason.clear();
    m_backoff.reset();
    connectNow();
}

void Link::close(const QString& reason)
{
    m_wanted = false;
    m_retryTimer.stop();
    m_liveness.stop();
    m_endReason = reason;
    m_endCause = client::EndCause::Other;
    if (m_connection) {
        m_connection->close(CloseCode::Normal, tr("bye"));
        m_connection.release()->deleteLater();   // its last frames are still on their way
    }
}

void Link::connectNow()
{
    m_liveness.forget();
    m_controlAllowance = flow::RateAllowance(mostControlPerSecond);
    m_connection = std::make_unique<client::Connection>(m_config.encoding, m_config.maxMessageBytes, m_config.welcomeTimeout);
    m_connection->setSecurity(m_config.security);
    connect(m_connection.get(), &client::Connection::controlReceived, this, &Link::onControl);
    connect(m_connection.get(), &client::Connection::dataReceived, this, [this](const QByteArray& frame) {
        const TimePoint now = Clock::now();
        m_liveness.onFrame(now);
        Q_EMIT dataReceived(frame, now);
    });
    connect(m_connection.get(), &client::Connection::ended, this, &Link::onEnded);
    protocol::Hello hello = m_hello();
    hello.policy = m_statedPolicy = m_config.policy;
    m_connection->open(m_url, hello);
}

void Link::send(const protocol::Message& message)
{
    if (m_connection)
        m_connection->send(message);
}

void Link::setPolicy(const protocol::Policy& policy)
{
    if (policy == m_config.policy)
        return;
    m_config.policy = policy;
    statePolicy();
}

void Link::statePolicy()
{
    // During a handshake hello is under way already, with the one before.
    if (welcomed() && std::exchange(m_statedPolicy, m_config.policy) != m_config.policy)
        m_connection->send(m_config.policy);
}

void Link::onControl(const protocol::Message& control)
{
    using namespace protocol;
    const TimePoint now = Clock::now();
    m_liveness.onFrame(now, std::holds_alternative<Pong>(control) ? flow::Heartbeat::Frame::Answer : flow::Heartbeat::Frame::Other);
    if (!m_controlAllowance.take(now))
        return fail(CloseCode::LimitExceeded, tr("The server sent more than %1 control messages in a second.").arg(mostControlPerSecond));
    std::visit(Visitor{
        [&](const Welcome& message) { onWelcome(message, now); },
        [&](const Head& message) { Q_EMIT headReceived(message); },
        [&](const Feed& message) { Q_EMIT feedReceived(message); },
        [&](const Notice& message) { Q_EMIT noticeReceived(message); },
        [&](const Ping& ping) {
            if (m_connection->backlog() <= mostBacklogBytes)   // a server that reads nothing is not owed an answer
                m_connection->send(Pong{ping.id, ping.timeUs, microseconds(now)});
        },
        [&](const Pong& pong) { m_liveness.onPong(pong, now); },
        // Data comes undecoded, unless its text hides that it is.
        [&](const OneOf<Manifest, Part, Delta, Digests, Growth, Packed> auto&) {
            fail(CloseCode::Malformed, tr("The server sent %1 whose text does not begin as that of data.").arg(QLatin1StringView(nameOf(control))));
        },
        // The connection ends with a bye, and refuses what only clients send.
        [](const OneOf<Bye, Hello, Credit, Steer, Resync, Policy, Audit, Fetch, Token, Need> auto&) { Q_ASSERT(false); },
    }, control);
}

void Link::onWelcome(const protocol::Welcome& welcomed, TimePoint now)
{
    m_everWelcomed = true;
    m_endReason.clear();
    m_backoff.onConnected(now);
    statePolicy();
    m_liveness.start(welcomed, now);
    Q_EMIT welcome(welcomed);
}

void Link::fail(CloseCode code, const QString& reason)
{
    if (!m_connection)
        return;
    m_connection->disconnect(this);
    m_connection->close(code, reason);
    const bool again = code == CloseCode::Heartbeat;
    onEnded({reason, again, std::nullopt});
}

void Link::onEnded(const client::Ending& ending)
{
    m_liveness.stop();
    if (m_connection) {
        m_connection->disconnect(this);
        m_connection.release()->deleteLater();   // this may be called from one of its signals
    }
    m_endReason = ending.reason;
    m_endCause = ending.cause;
    Q_EMIT ended();
    const bool comesBack = m_config.reconnect && (m_everWelcomed || m_config.triesUntilWelcomed);
    if (m_wanted && comesBack && ending.worthRetrying) {
        const auto wait = m_backoff.onFailed(Clock::now(), ending.retryAfter);
        m_retryTimer.start(std::chrono::ceil<std::chrono::milliseconds>(wait));
        Q_EMIT cut(ending.reason);
        return;
    }
    m_wanted = false;
    Q_EMIT closed(ending.reason);
}

Link::State Link::state() const
{
    if (!m_wanted)
        return State::Closed;
    if (welcomed())
        return State::Welcomed;
    return m_everWelcomed || !m_connection ? State::Reconnecting : State::Connecting;
}

std::optional<std::chrono::milliseconds> Link::retryIn() const
{
    return m_retryTimer.isActive() ? std::optional(m_retryTimer.remainingTimeAsDuration()) : std::nullopt;
}

} // namespace weir::stream
