#include "bench/rig/light_client.h"
#include "protocol/aligned_bytes.h"
#include <QtCore/QRandomGenerator>

namespace weir::bench {

LightClient::LightClient(const protocol::Policy& policy, QObject* parent)
    : QObject(parent), m_policy(policy), m_backoff({}, [] { return QRandomGenerator::global()->generateDouble(); })
{
    m_retry.setSingleShot(true);
    connect(&m_retry, &QTimer::timeout, this, &LightClient::connectNow);
}

LightClient::~LightClient() = default;

void LightClient::open(const QUrl& url)
{
    m_url = url;
    connectNow();
}

void LightClient::connectNow()
{
    ++m_attempts;
    m_window = *flow::CreditWindow::create(window);
    m_snapshotBegun = false;
    m_connection = std::make_unique<client::Connection>(protocol::Encoding::Binary, maxMessageBytes);
    connect(m_connection.get(), &client::Connection::controlReceived, this, &LightClient::onControl);
    connect(m_connection.get(), &client::Connection::dataReceived, this, &LightClient::onData);
    connect(m_connection.get(), &client::Connection::ended, this, &LightClient::onEnded);
    protocol::Hello hello;
    hello.client = "weir-bench";
    hello.maxMessageBytes = maxMessageBytes;
    hello.maxStagedBytes = 16U << 20;
    hello.grant = m_window->firstGrant();
    hello.policy = m_policy;
    m_connection->open(m_url, hello);
}

void LightClient::onControl(const protocol::Message& message)
{
    if (std::holds_alternative<protocol::Welcome>(message))
        m_backoff.onConnected(Clock::now());
    else if (const auto* ping = std::get_if<protocol::Ping>(&message))
        m_connection->send(protocol::Pong{ping->id, ping->timeUs, microseconds(Clock::now())});
}

void LightClient::onData(const QByteArray& frame)
{
    const auto bytes = static_cast<std::uint64_t>(frame.size());
    m_bytes += bytes;
    protocol::AlignedBytes aligned;
    const auto message = protocol::decodeBinary(aligned.of({frame.constData(), static_cast<std::size_t>(frame.size())}));   // its columns stay unread
    if (!message)
        qFatal("the server sent an invalid message: %s", message.error().text.c_str());
    if (std::holds_alternative<protocol::Manifest>(*message)) {
        m_snapshotBegun = true;
    } else if (const auto* delta = std::get_if<protocol::Delta>(&*message)) {
        const bool whole = delta->kind == protocol::DeltaKind::Whole
            || (delta->kind == protocol::DeltaKind::Staged && delta->part + 1 == delta->parts);
        if (whole) {
            ++m_deltas;
            if (m_snapshotBegun && !std::exchange(m_following, true))
                Q_EMIT followingChanged();
            Q_EMIT deltaArrived(delta->oldestTimeUs);
        }
    }
    if (const auto taken = m_window->onReceived(bytes); !taken)
        qFatal("%s", taken.error().text.c_str());
    if (m_stalled)
        return;
    m_window->onDisposed(bytes);
    if (const auto grant = m_window->takeGrant())
        m_connection->send(protocol::Credit{*grant, 0, 0});
}

void LightClient::onEnded(const client::Ending& ending)
{
    m_connection->disconnect(this);
    m_connection.release()->deleteLater();   // this is called from one of its signals
    m_window.reset();
    m_endReason = ending.reason;
    if (std::exchange(m_following, false))
        Q_EMIT followingChanged();
    if (ending.worthRetrying)
        m_retry.start(std::chrono::ceil<std::chrono::milliseconds>(m_backoff.onFailed(Clock::now(), ending.retryAfter)));
}

} // namespace weir::bench
