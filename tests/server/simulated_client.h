#pragma once
#include "server/session/session.h"
#include "stream/applier.h"
#include <QtCore/QStringList>
#include <algorithm>
#include <deque>

/// The other end of a Session without a socket: records what is sent, keeps the account of credits, and applies what came
/// when the test says so. Whatever the server may never do is a breach.
class SimulatedClient final : public weir::server::SessionPort {
public:
    struct Config {
        weir::protocol::Encoding encoding = weir::protocol::Encoding::Binary;
        std::uint32_t maxMessageBytes = 1U << 20;
        std::uint64_t maxStagedBytes = 64U << 20;
        weir::flow::Grant window{64, 4U << 20};
        bool zstd = false, keepsParts = false, growth = true;
        bool attributes = true;   ///< only with growth
    };

    SimulatedClient(weir::server::GraphHost& host, Config config, weir::TimePoint now, weir::server::Session::SteerFunction steer = {})
        : session(host, *this, config.encoding, 20'000, std::move(steer), now), applier({config.maxStagedBytes}),
          m_host(host), m_config(config), m_encoder(config.encoding)
    {
    }

    void send(std::string_view frame) override
    {
        if (closedWith)
            breaches << QStringLiteral("a frame after the close");
        if (!weir::protocol::looksLikeData(m_config.encoding, frame)) {
            controlBytes += frame.size();
            const std::string binary = binaryOf(frame);
            const auto message = weir::protocol::decodeBinary(binary);
            if (!message)
                breaches << QStringLiteral("an unreadable control message: ") + QString::fromStdString(message.error().text);
            else
                control.push_back(*message);
            const auto* welcome = message ? std::get_if<weir::protocol::Welcome>(&*message) : nullptr;
            if (welcome && !applier.onWelcome(welcome->resumedFrom))
                breaches << QStringLiteral("resumed from a tick that was not asked for");
            return;
        }
        ++m_received.messages;
        m_received.bytes += costOf(frame);
        receivedFrameBytes += frame.size();
        packed += costOf(frame) != frame.size() ? 1 : 0;
        if (m_received.messages > m_granted.messages || m_received.bytes > m_granted.bytes)
            breaches << QStringLiteral("%1 messages and %2 bytes sent, %3 and %4 granted").arg(m_received.messages).arg(m_received.bytes)
                            .arg(m_granted.messages).arg(m_granted.bytes);
        if (costOf(frame) > m_config.maxMessageBytes)
            breaches << QStringLiteral("a message of %1 bytes").arg(costOf(frame));
        if (m_backlog >= 4U << 20)
            breaches << QStringLiteral("data into a full socket");
        queue.emplace_back(frame);
    }
    [[nodiscard]] std::uint64_t backlog() const override { return m_backlog; }
    void close(weir::protocol::CloseCode code, const std::string& reason) override
    {
        if (closedWith)
            breaches << QStringLiteral("closed twice");
        closedWith = code;
        closeReason = reason;
    }

    void setBacklog(std::uint64_t bytes) { m_backlog = bytes; }

    void say(const weir::protocol::Message& message, weir::TimePoint now)
    {
        m_askedBack |= std::holds_alternative<weir::protocol::Resync>(message) || std::holds_alternative<weir::protocol::Audit>(message)
            || std::holds_alternative<weir::protocol::Fetch>(message);
        session.onFrame(m_encoder.encode(message), now);
    }

    [[nodiscard]] weir::protocol::Hello usualHello() const
    {
        const weir::Tick holds = applier.resumableTick();
        return {.version = weir::protocol::version, .client = "simulated", .maxMessageBytes = m_config.maxMessageBytes,
                .maxStagedBytes = m_config.maxStagedBytes, .grant = m_config.window,
                .epoch = holds != 0 || (m_config.keepsParts && applier.keepsParts()) ? applier.epoch() : weir::Epoch{0},
                .lastApplied = holds, .policy = {}, .token = {}, .zstd = m_config.zstd, .keepsParts = m_config.keepsParts,
                .lists = m_config.growth ? std::optional(applier.epoch() != 0 ? lengthsOf(applier.store().schema()) : weir::graph::SchemaLengths{}) : std::nullopt,
                .attributes = m_config.growth && m_config.attributes ? weir::protocol::Hello::Attributes::Held : weir::protocol::Hello::Attributes::NotTaken};
    }

    /// Comes back after the connection of `before` was cut, with the model it had.
    void takeOver(SimulatedClient& before)
    {
        applier = std::move(before.applier);
        applier.onNewConnection();
    }

    void hello(weir::TimePoint now, const weir::protocol::Policy& policy = {})
    {
        weir::protocol::Hello hello = usualHello();
        hello.policy = policy;
        sayHello(hello, now);
    }
    void sayHello(const weir::protocol::Hello& hello, weir::TimePoint now)
    {
        m_granted = m_config.window;
        say(hello, now);
    }

    /// Gives back a part of what was disposed of and not yet given back: both as shares of it.
    void grant(double share, weir::TimePoint now)
    {
        const auto give = [share](std::uint64_t& granted, std::uint64_t all) {
            granted += static_cast<std::uint64_t>(share * static_cast<double>(all - granted));
        };
        give(m_granted.messages, m_config.window.messages + m_disposed.messages);
        give(m_granted.bytes, m_config.window.bytes + m_disposed.bytes);
        say(weir::protocol::Credit{m_granted, applier.epoch(), applier.appliedTick()}, now);
    }

    /// Deltas of this kind that were applied.
    [[nodiscard]] std::size_t count(weir::protocol::DeltaKind kind) const
    {
        return static_cast<std::size_t>(std::ranges::count(deltas, kind, &SeenDelta::kind));
    }

    /// Applies the oldest message that waits; false: none does.
    bool applyOne(weir::TimePoint now)
    {
        if (queue.empty())
            return false;
        const std::string frame = std::move(queue.front());
        queue.pop_front();
        ++m_disposed.messages;
        m_disposed.bytes += costOf(frame);
        const std::string binary = binaryOf(frame);
        const auto message = weir::protocol::decodeBinary(binary);
        if (!message) {
            breaches << QStringLiteral("an unreadable data message: ") + QString::fromStdString(message.error().text);
            return true;
        }
        if (const auto* manifest = std::get_if<weir::protocol::Manifest>(&*message)) {
            ++manifests;
            if (!m_askedBack && !manifest->partial && manifest->epoch == applier.epoch() && manifest->tick < applier.resumableTick())
                breaches << QStringLiteral("led back from tick %1 to %2, unasked").arg(applier.resumableTick()).arg(manifest->tick);
            m_askedBack &= manifest->partial;
        }
        parts += std::holds_alternative<weir::protocol::Part>(*message) ? 1 : 0;
        growths += std::holds_alternative<weir::protocol::Growth>(*message) ? 1 : 0;
        if (const auto* delta = std::get_if<weir::protocol::Delta>(&*message))
            deltas.push_back({delta->kind, delta->from, delta->to, delta->covered, delta->rows, delta->sampled, frame.size(), rowsOf(delta->changes)});
        lookAtLists(*message);
        const auto outcome = applier.apply(*message, binary);
        if (!outcome)
            breaches << QString::fromStdString(outcome.error().text);
        else
            mend(*outcome, now);
        return true;
    }

    /// As the stream client does, where a test expects the model to be wrong.
    void mend(weir::stream::Applier::Outcome outcome, weir::TimePoint now)
    {
        using Outcome = weir::stream::Applier::Outcome;
        if (outcome == Outcome::Applied || outcome == Outcome::Ignored)
            return;
        if (outcome == Outcome::Need) {
            ++needs;
            return say(applier.needed(), now);
        }
        if (!mends)
            breaches << QString::fromStdString(applier.reason());
        if (outcome == Outcome::Audit)
            ++audits, say(weir::protocol::Audit{}, now);
        else if (outcome == Outcome::Fetch)
            ++fetches, say(applier.differing(), now);
        else
            ++resyncs, say(weir::protocol::Resync{applier.reason()}, now);
    }

    void applyAll(weir::TimePoint now)
    {
        while (applyOne(now)) {
        }
    }

    /// Hears the newest head that was sent, as a client does whose queue is empty.
    void hearHead()
    {
        if (!queue.empty())
            return;
        for (auto message = control.rbegin(); message != control.rend(); ++message) {
            if (const auto* head = std::get_if<weir::protocol::Head>(&*message)) {
                if (applier.onHead(*head) == weir::stream::Applier::Outcome::Resync)
                    breaches << QString::fromStdString(applier.reason());
                return;
            }
        }
    }

    template <typename Message>
    [[nodiscard]] std::size_t count() const
    {
        return static_cast<std::size_t>(std::ranges::count_if(control, [](const auto& message) { return std::holds_alternative<Message>(message); }));
    }
    template <typename Message>
    [[nodiscard]] const Message& last() const
    {
        const auto found = std::ranges::find_if(control.rbegin(), control.rend(), [](const auto& message) { return std::holds_alternative<Message>(message); });
        if (found == control.rend())
            throw std::runtime_error("no such message was sent");
        return std::get<Message>(*found);
    }

    [[nodiscard]] weir::flow::Grant received() const { return m_received; }
    [[nodiscard]] weir::flow::Grant granted() const { return m_granted; }
    /// Unused credit.
    [[nodiscard]] weir::flow::Grant credits() const { return {m_granted.messages - m_received.messages, m_granted.bytes - m_received.bytes}; }

    struct SeenDelta {
        weir::protocol::DeltaKind kind;
        weir::Tick from, to;
        std::uint64_t covered, rows, sampled;
        std::size_t bytes;
        struct Rows {
            std::size_t identities, motions, attributes;   ///< of nodes and edges
        } of;
    };

    weir::server::Session session;
    weir::stream::Applier applier;
    std::deque<std::string> queue;
    std::vector<weir::protocol::Message> control;
    std::size_t controlBytes = 0, receivedFrameBytes = 0;
    std::vector<SeenDelta> deltas;
    int manifests = 0, parts = 0, growths = 0, packed = 0, needs = 0, audits = 0, fetches = 0, resyncs = 0;
    bool mends = false;
    QStringList breaches;
    std::optional<weir::protocol::CloseCode> closedWith;
    std::string closeReason;

private:
    static SeenDelta::Rows rowsOf(const weir::graph::ChangeView& rows)
    {
        return {rows.nodeIdentities.slots.size() + rows.edgeIdentities.slots.size(), rows.nodeMotions.slots.size() + rows.edgeMotions.slots.size(),
                rows.nodeAttributes.slots.size() + rows.edgeAttributes.slots.size()};
    }

    [[nodiscard]] std::uint64_t costOf(std::string_view frame) const { return weir::protocol::positionOf(m_config.encoding, frame).rawBytes; }

    [[nodiscard]] std::string binaryOf(std::string_view frame)
    {
        if (m_config.encoding == weir::protocol::Encoding::Binary) {
            const auto message = weir::protocol::decodeBinary(frame);
            const auto* const packedMessage = message ? std::get_if<weir::protocol::Packed>(&*message) : nullptr;
            if (!packedMessage)
                return std::string(frame);
            const auto unpacked = m_unpacker.unpack(*packedMessage);
            if (!unpacked)
                breaches << QString::fromStdString(unpacked.error().text);
            return unpacked ? std::string(*unpacked) : std::string();
        }
        auto binary = weir::protocol::binaryFromJson(frame);
        if (!binary) {
            breaches << QStringLiteral("unreadable JSON: ") + QString::fromStdString(binary.error().text);
            return {};
        }
        return std::move(*binary);
    }

    /// What the lists of the schema may never do: rows before the names that they need, names among the pieces of a tick, and
    /// names or another schema for who takes none.
    void lookAtLists(const weir::protocol::Message& message)
    {
        using namespace weir::protocol;
        const auto* const manifest = std::get_if<Manifest>(&message);
        if (manifest && !m_config.growth) {
            if (m_schema && m_schemaEpoch == manifest->epoch && *m_schema != manifest->schema)
                breaches << QStringLiteral("another schema for a client that takes no growth");
            m_schema = manifest->schema;
            m_schemaEpoch = manifest->epoch;
        }
        const auto* const delta = std::get_if<Delta>(&message);
        if (std::holds_alternative<Growth>(message) && (!m_config.growth || m_amongPieces))
            breaches << (m_config.growth ? QStringLiteral("growth among the pieces of a tick") : QStringLiteral("growth that was not asked for"));
        m_amongPieces = delta && delta->kind == DeltaKind::Staged && delta->part + 1 < delta->parts;
        const auto* const part = std::get_if<Part>(&message);
        if (!(m_config.growth && m_config.attributes)) {
            const weir::graph::ChangeView* const changes = part ? &part->changes : delta ? &delta->changes : nullptr;
            const bool told = (changes && changes->nodeAttributes.rows() + changes->edgeAttributes.rows() != 0) || (part && part->facet == weir::graph::Facet::Attributes)
                || (manifest && !manifest->schema.nodeAttributes.empty());
            if (told)
                breaches << QStringLiteral("attributes that were not asked for");
        }
        if (!m_config.growth || applier.epoch() != m_host.epoch() || (!part && !delta))
            return;
        const weir::graph::ChangeView& rows = part ? part->changes : delta->changes;
        const auto named = lengthsOf(applier.store().schema()), known = lengthsOf(m_host.store().schema());
        const auto tooEarly = [](std::uint32_t has, std::uint32_t all) { return [has, all](std::uint16_t category) { return category >= has && category < all; }; };
        // A number that has no name at all is a test's own doing.
        if (std::ranges::any_of(rows.nodeIdentities.categories, tooEarly(named.nodeCategories, known.nodeCategories))
            || std::ranges::any_of(rows.edgeIdentities.categories, tooEarly(named.edgeCategories, known.edgeCategories)))
            breaches << QStringLiteral("a row of a category before its name");
        if (!agree(applier.store().schema(), m_host.store().schema()))
            breaches << QStringLiteral("a schema that is not the server's");
    }

    weir::server::GraphHost& m_host;
    Config m_config;
    std::optional<weir::graph::Schema> m_schema;   // of the first manifest
    weir::Epoch m_schemaEpoch = 0;
    bool m_amongPieces = false;
    weir::protocol::Encoder m_encoder;
    weir::protocol::Unpacker m_unpacker;
    weir::flow::Grant m_granted, m_received, m_disposed;
    bool m_askedBack = false;   // for a snapshot, whatever its tick
    std::uint64_t m_backlog = 0;
};
