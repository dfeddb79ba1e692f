#include "fuzz_input.h"
#include "graph/graph_model.h"
#include "protocol/aligned_bytes.h"
#include "server/host_stage.h"
#include "server/limits.h"
#include "server/session/session.h"

using namespace weir;
using namespace weir::protocol;

namespace {

/// Keeps the account of what the session may send.
class AccountingPort final : public server::SessionPort {
public:
    explicit AccountingPort(Encoding encoding) : m_encoding(encoding) {}

    void send(std::string_view frame) override
    {
        mustHold(!closed, "nothing is sent after the close");
        if (!looksLikeData(m_encoding, frame))
            return;
        sent.messages += 1;
        const std::uint64_t bytes = positionOf(m_encoding, frame).rawBytes;   // what was packed costs what it held
        mustHold(frame.size() <= bytes, "what is packed is smaller");
        sent.bytes += bytes;
        mustHold(granted.has_value(), "no data before a hello");
        mustHold(sent.messages <= granted->messages && sent.bytes <= granted->bytes, "no more than was granted");
        mustHold(bytes <= largest, "no message larger than the client takes");
        mustHold(backlogBytes < server::maxBacklogBytes, "no data into a full socket");
    }
    [[nodiscard]] std::uint64_t backlog() const override { return backlogBytes; }
    void close(CloseCode, const std::string&) override
    {
        mustHold(!closed, "closed once");
        closed = true;
    }

    /// What the client is about to say.
    void onSaid(const Message& message)
    {
        if (const auto* hello = std::get_if<Hello>(&message); hello && !granted) {
            granted = hello->grant;
            largest = hello->maxMessageBytes;
        } else if (const auto* credit = std::get_if<Credit>(&message); credit && granted
                   && credit->grant.messages >= granted->messages && credit->grant.bytes >= granted->bytes) {
            granted = credit->grant;
        }
    }

    std::optional<flow::Grant> granted;
    flow::Grant sent;
    std::uint64_t largest = 0, backlogBytes = 0;
    bool closed = false;

private:
    Encoding m_encoding;
};

/// One graph for many executions, each with a session of its own; its ticks go on, and now and then it begins anew. A small
/// one: what a session does is the same, and what it sends takes most of the time.
class World final {
public:
    World() { begin(); }

    void begin()
    {
        ++m_epochs;
        m_changes.emplace(m_epochs, 2, 1);
        m_changes->useAttributes();
        if (m_epochs != 1)
            stage.restart(schemaOfRandomChanges(2, 1));
        m_waiting = m_executions = 0;
        stage.feed(m_changes->grow(10 + m_epochs % 8 * 4));
        if (m_epochs == 1)
            stage.fillCache();
    }

    /// A tick with some changes. The source's thread gets many sets at a time, since waking it for each takes longer
    /// than all that a session does.
    void change()
    {
        if (m_waiting == 0) {
            while (m_waiting < setsAhead) {
                if (m_changes->nodeNames().size() < mostNames && m_waiting % 5 == 0)
                    m_waiting % 2 == 0 ? m_changes->nameNodeCategory() : m_changes->nameEdgeCategory();
                if (const auto& set = m_changes->next(3); !set.empty()) {
                    stage.script->give(set);
                    ++m_waiting;
                }
            }
        }
        --m_waiting;
        stage.now += HostStage::tickInterval;
        HostStage::within10Seconds([this] { return stage.host.advance(stage.now, server::GraphHost::Intake::OneSet); });
    }
    /// Not in each execution, since it takes longer than a hundred of them, and not never, since a walk of random births and
    /// deaths leads far in the end.
    void mayBegin(std::size_t least)
    {
        if (m_executions >= least)
            begin();
    }
    void endExecution()
    {
        ++m_executions;
        mayBegin(50'000);
    }

    HostStage stage{schemaOfRandomChanges(2, 1)};

private:
    static constexpr std::size_t setsAhead = 16, mostNames = 50;

    std::optional<RandomChanges> m_changes;
    std::uint32_t m_epochs = 0;
    std::size_t m_waiting = 0, m_executions = 0;
};

Message messageFrom(FuzzInput& input, const server::GraphHost& host)
{
    const auto tick = [&] { return host.tick() - std::min<Tick>(host.tick(), input.take<std::uint16_t>() % 64); };
    const auto policy = [&] { return Policy{static_cast<PolicyKind>(input.take() % 3), input.take(), static_cast<std::uint8_t>(1 + input.take() % 15)}; };
    switch (input.take() % 9) {
    case 0: {
        Hello hello{version, "fuzz", 1U << 20, 64U << 20, {4U + input.take(), (4U + input.take() % 60) << 20}, 0, 0, {}, {}, input.take() % 2 == 0};
        if (input.take() % 2 == 0) {
            hello.epoch = input.take() % 4 == 0 ? host.epoch() + 1 : host.epoch();
            hello.lastApplied = tick();
            hello.policy = policy();
            if (const auto lists = input.take(); lists % 2 == 0)
                hello.lists = graph::SchemaLengths{lists % 16U, input.take() % 8U};
        }
        return hello;
    }
    case 1: return Credit{{input.take<std::uint16_t>(), input.take<std::uint32_t>()}, input.take() % 4 == 0 ? Epoch{1} : host.epoch(), tick()};
    case 2: return Resync{std::string(input.takeBytes(input.take()))};
    case 3: return Ping{input.take(), input.take<std::int64_t>()};
    case 4: return Pong{input.take(), input.take<std::int64_t>(), input.take<std::int64_t>()};
    case 5: return Steer{std::string(input.takeBytes(input.take())), std::nullopt, std::nullopt};
    case 6: return Bye{input.take<std::uint16_t>(), std::string(input.takeBytes(input.take())), true, 0};
    case 7: return policy();
    default: return Notice{std::string(input.takeBytes(input.take()))};
    }
}

} // namespace

/// Any message in any order, readable or not, between ticks and full sockets: the session keeps its rules.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    static World world;
    FuzzInput input(data, size);
    HostStage& stage = world.stage;
    const Encoding encoding = input.take() % 8 == 0 ? Encoding::Json : Encoding::Binary;
    AccountingPort port(encoding);
    Encoder encoder(encoding);
    server::Session session(stage.host, port, encoding, 20'000, [](const Steer&) { return std::expected<void, Error>(); }, stage.now);
    session.setPacking(server::packsFromBytes);
    for (int steps = 0; !input.empty() && steps < 200; ++steps) {
        switch (input.take() % 10) {
        case 0: {
            const std::string_view frame = input.takeFrame();
            AlignedBytes aligned;
            const auto binary = encoding == Encoding::Json ? binaryFromJson(frame) : std::expected<std::string, Error>(std::string(frame));
            if (const auto message = binary ? decodeBinary(aligned.of(*binary)) : std::unexpected(Error{}))
                port.onSaid(*message);
            session.onFrame(frame, stage.now);
            break;
        }
        case 1: stage.idle(); break;
        case 2: session.pump(stage.now); break;
        case 3: session.sendHead(stage.now); break;
        case 4: port.backlogBytes = input.take() % 2 == 0 ? 0 : server::maxBacklogBytes; break;
        case 5:
            stage.now += std::chrono::milliseconds(input.take<std::uint16_t>());
            session.checkDeadlines(stage.now);
            break;
        case 6: {
            const std::uint8_t choice = input.take();
            if (choice == 255)
                world.mayBegin(500);
            else if (choice % 8 == 0)
                world.change();
            session.sendFeed();
            break;
        }
        default: {
            const Message message = messageFrom(input, stage.host);
            port.onSaid(message);
            session.onFrame(encoder.encode(message), stage.now);
        }
        }
    }
    mustHold(session.closed() == port.closed, "the session knows whether it is closed");
    world.endExecution();
    return 0;
}
