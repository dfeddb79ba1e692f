#pragma once
#include "graph/changes/change_set.h"
#include "protocol/messages.h"
#include <bit>
#include <deque>
#include <limits>
#include <random>
#include <string>
#include <vector>

/// One of each message and more, with values at the ends of their types; owns what the messages' views look at.
class MessageSamples final {
public:
    struct Sample {
        const char* name;
        weir::protocol::Message message;
    };

    MessageSamples()
    {
        using namespace weir;
        using namespace weir::protocol;
        constexpr std::uint64_t all = ~std::uint64_t{0};
        constexpr std::int64_t least = std::numeric_limits<std::int64_t>::min();
        constexpr std::uint32_t most = ~std::uint32_t{0};
        const std::string odd = "q\"uo\\te / \b\f\n\r\t\x01\x1f\x7f \xc3\xa4 \xe2\x82\xac \xf0\x9f\x8c\x8a </script>";

        add("hello", Hello{.version = 1, .client = odd, .maxMessageBytes = most, .maxStagedBytes = all, .grant = {all, 1}, .epoch = all, .lastApplied = all - 1,
                           .policy = {PolicyKind::Latest, 60'000, 0}, .token = odd, .zstd = true, .keepsParts = true});
        add("token", Token{odd});
        add("empty token", Token{});
        add("hello of zeros", Hello{.version = 0, .client = {}, .maxMessageBytes = 0, .maxStagedBytes = 0, .grant = {}});
        add("credit", Credit{.grant = {12, 1U << 30}, .epoch = 0xfedc'ba98'7654'3210U, .lastApplied = 77});
        add("credit with all bits", Credit{.grant = {all, all}, .epoch = all, .lastApplied = all});
        add("steer nothing", Steer{});
        add("steer to falsehood and zero", Steer{.source = "", .rate = 0.0, .running = false});
        add("steer", Steer{.source = "synthetic:nodes=10,rate=0.5", .rate = 1.7976931348623157e308, .running = true});
        add("resync", Resync{odd});
        add("welcome", Welcome{.version = 1, .server = odd, .epoch = 1ULL << 63, .tick = all, .timeUs = least, .tickIntervalUs = most,
                               .steerable = true, .limits = {1, 2, 3, 4, 5, 6, all, 8, all, most, most - 1, most - 2, 13, 14, most}, .source = {"proc", true, 5e-324},
                               .resumedFrom = all, .resumedTotal = all - 1, .heartbeatMs = most, .deadAfterMs = 1, .packsFromBytes = most});
        for (const SourceState state : {SourceState::Unknown, SourceState::Reading, SourceState::Live, SourceState::Finished, SourceState::Ended, SourceState::Failed})
            add("feed of a state", Feed{.spec = odd, .running = true, .rate = 1, .state = state, .progress = 0.1F, .reason = odd});
        add("feed that has read nothing", Feed{.spec = "debian", .running = true, .rate = 0.0, .state = SourceState::Reading, .progress = 0.0F});
        add("feed", Feed{.spec = "events:-", .running = false, .rate = 0.25});
        add("head", Head{.epoch = 1, .tick = 2, .changedTick = 3, .digest = {0xffff'ffff'ffff'fffe, 5}, .timeUs = -6, .nodes = 7, .edges = 8,
                         .changesTotal = 9, .sentTotal = all});
        add("head of an empty graph", Head{});
        add("manifest", Manifest{.epoch = 9, .tick = 8, .schema = schema(odd),
                                 .parts = {{{ElementKind::Node, 0, 4096}, 1, {2, 3}}, {{ElementKind::Edge, most, most}, most, {all, all}}, {}},
                                 .nodes = all, .edges = 11, .changesTotal = all, .partial = true, .waits = most});
        add("manifest of nothing", Manifest{});
        add("part of nodes", Part{.kind = ElementKind::Node, .firstSlot = 4096, .tick = 12, .changes = manyNodes().view()});
        add("part of edges", Part{.kind = ElementKind::Edge, .firstSlot = most, .tick = all, .changes = manyEdges().view()});
        add("empty part", Part{});
        for (const DeltaKind kind : {DeltaKind::Whole, DeltaKind::Scan, DeltaKind::ScanEnd, DeltaKind::Staged})
            add("delta", Delta{.kind = kind, .from = 5, .to = 6, .oldestTimeUs = least, .covered = 7, .rows = all, .digest = {1, 2},
                               .part = 3, .parts = 4, .changes = everything(odd).view(), .changesTotal = all, .sampled = 5, .lanes = 7});
        add("delta of numbers", deltaOf(extremeNumbers()));
        add("delta that moves one node", deltaOf(oneMotion()));
        add("empty delta", Delta{});
        add("audit", Audit{});
        add("fetch", Fetch{.nodes = {0, most}, .edges = {7}});
        add("fetch of nothing", Fetch{});
        add("need", Need{.manifest = most, .parts = {0, 255, 128}});
        add("need of nothing", Need{});
        add("digests", Digests{.epoch = all, .tick = 3, .nodes = {{1, 2}, {all, all - 1}}, .edges = {{}}, .lanes = 3});
        add("packed", Packed{.rawBytes = most, .epoch = all, .changesTotal = all - 1, .zstd = std::string_view("\0\xff zstd \x80", 9)});
        add("packed nothing", Packed{});
        add("policy", Policy{.kind = PolicyKind::Sample, .intervalMs = most, .lanes = 15});
        add("policy of every tick", Policy{});
        add("notice", Notice{odd});
        add("ping", Ping{.id = most, .timeUs = least});
        add("pong", Pong{.id = 1, .echoUs = 2, .timeUs = std::numeric_limits<std::int64_t>::max()});
        add("bye", Bye{.code = 4006, .text = odd, .reconnect = true, .retryAfterMs = most});
        add("hello that takes growth", Hello{.version = 1, .client = {}, .maxMessageBytes = 1, .maxStagedBytes = 1, .grant = {}, .lists = graph::SchemaLengths{most, 0}});
        add("hello that takes growth and holds nothing", Hello{.version = 1, .client = {}, .maxMessageBytes = 1, .maxStagedBytes = 1, .grant = {}, .lists = graph::SchemaLengths{}});
        add("growth", Growth{.epoch = all, .nodeCategories = {60'000, {odd, "", "b"}}, .edgeCategories = {0, {"e"}}});
        add("growth of one list", Growth{.epoch = 1, .nodeCategories = {}, .edgeCategories = {65'535, {""}}});
        add("growth of nothing", Growth{});
        using graph::AttributeKind;
        const std::vector<graph::AttributeColumn> columns{{odd, AttributeKind::Number}, {"t", AttributeKind::Text}, {"f", AttributeKind::Flag}, {"d", AttributeKind::Time}};
        add("growth of attributes", Growth{.epoch = 2, .nodeAttributes = {most, columns, {{255, most, {odd, ""}}, {1, 0, {"b"}}}},
                                           .edgeAttributes = {0, {}, {{0, 7, {"e"}}}}});
        add("growth of columns alone", Growth{.epoch = 2, .edgeAttributes = {3, {{"e", AttributeKind::Flag}}, {}}});
        add("hello that takes attributes", Hello{.grant = {}, .lists = graph::SchemaLengths{1, 2}, .attributes = Hello::Attributes::NotHeld});
        add("hello that holds attributes", Hello{.grant = {}, .lists = graph::SchemaLengths{1, 2, {{0, 65'536}}, {}}, .attributes = Hello::Attributes::Held});
        add("head with attributes", Head{.epoch = 1, .digest = {1, 2, all}});
        add("manifest with attributes", Manifest{.epoch = 9, .schema = {.title = "t", .nodeValues = {}, .edgeValues = {}, .nodeCategories = {}, .edgeCategories = {},
                                                                         .nodeAttributes = columns, .edgeAttributes = {{"e", AttributeKind::Time}}},
                                                 .parts = {{{ElementKind::Node, 0, 4096, graph::Facet::Attributes}, 5, {0, 0, all}},
                                                           {{ElementKind::Edge, 4096, 1, graph::Facet::Attributes}, 0, {}}}});
        add("part of attributes of nodes", Part{.kind = ElementKind::Node, .firstSlot = 1, .tick = 2, .changes = attributes(odd).view(), .facet = graph::Facet::Attributes});
        add("part of attributes of edges", Part{.kind = ElementKind::Edge, .firstSlot = 1, .tick = 2, .changes = {}, .facet = graph::Facet::Attributes});
        add("delta of attributes", Delta{.digest = {1, 2, all - 3}, .changes = attributes(odd).view()});
        add("fetch of attributes", Fetch{.nodeAttributes = {0, most}, .edgeAttributes = {7}});
        add("digests with attributes", Digests{.epoch = 1, .tick = 3, .nodes = {{1, 2, all}, {3, 4, 0}}, .edges = {{5, 6, 7}}});
    }

    [[nodiscard]] const std::vector<Sample>& all() const { return m_samples; }

    /// A whole delta from tick 1 to 2; a view of `set`.
    [[nodiscard]] static weir::protocol::Delta deltaOf(weir::graph::ChangeSet& set)
    {
        weir::protocol::Delta delta;
        delta.from = 1;
        delta.to = 2;
        delta.changes = set.view();
        return delta;
    }

    [[nodiscard]] static weir::protocol::Manifest manifestOf(weir::graph::Schema schema)
    {
        weir::protocol::Manifest manifest;
        manifest.schema = std::move(schema);
        return manifest;
    }

    /// 40 nodes whose labels are nothing but control characters: the worst case of JSON.
    [[nodiscard]] static weir::graph::ChangeSet controlCharacters()
    {
        weir::graph::ChangeSet set;
        for (weir::Slot slot = 0; slot < 40; ++slot)
            set.setNodeIdentity(slot, 1, std::string(100, '\x01'), std::string(4096, '\x7f'), 65535, 0xffff'ffff);
        return set;
    }

    [[nodiscard]] static weir::graph::ChangeSet longestNumbers()
    {
        weir::graph::ChangeSet set;
        set.setValueColumns(weir::graph::maxValueColumns, weir::graph::maxValueColumns);
        const std::vector<float> values(weir::graph::maxValueColumns, -1.17549435e-38F);
        for (weir::Slot slot = 4'294'000'000; slot < 4'294'000'100; ++slot) {
            set.removeEdge(slot);
            set.removeNode(slot);
            set.setNodeIdentity(slot, 0xffff'ffff, "\x01", "", 65535, 0xffff'ffff);
            set.setNodeMotion(slot, {-1.17549435e-38F, -3.40282347e+38F, slot % 2 == 0, 1.23456789e-33F}, values);
            set.setEdgeIdentity(slot, 0xffff'ffff, 0xffff'ffff, 0xffff'ffff, 65535, true);
            set.setEdgeMotion(slot, -1.17549435e-38F, values);
        }
        return set;
    }

private:
    /// Values of all kinds, at the ends of their types, of both kinds of element.
    weir::graph::ChangeSet& attributes(const std::string& odd)
    {
        using weir::ElementKind;
        weir::graph::ChangeSet& set = newSet();
        for (const ElementKind kind : {ElementKind::Node, ElementKind::Edge}) {
            weir::graph::AttributeSet& rows = set.attributes(kind);
            rows.empty(0xffff'fffe);
            rows.empty(3);
            rows.setNumber(1, 0, -1.7976931348623157e308);
            rows.setNumber(2, 0, 5e-324);
            rows.setTime(7, 63, {-(std::int64_t{1} << 53)});
            rows.setFlag(1, 2, true);
            rows.setFlag(1, 2, false);
            rows.setEntry(1, 1, 0);
            rows.setOwnText(2, 1, odd);
            rows.setEntry(0xffff'fffe, 1, 65'535);
            rows.setOwnText(4, 1, "");
            rows.setNone(5, 63);
            rows.setNumber(6, 0, 0.1);
        }
        return set;
    }

    void add(const char* name, weir::protocol::Message message) { m_samples.push_back({name, std::move(message)}); }

    weir::graph::ChangeSet& newSet(std::size_t nodeColumns = 0, std::size_t edgeColumns = 0)
    {
        m_sets.emplace_back().setValueColumns(nodeColumns, edgeColumns);
        return m_sets.back();
    }

    static weir::graph::Schema schema(const std::string& odd)
    {
        weir::graph::Schema schema{.title = odd, .nodeValues = {}, .edgeValues = {{"weight", ""}}, .nodeCategories = {"a", "", odd}, .edgeCategories = {"e"}};
        for (std::size_t i = 0; i < weir::graph::maxValueColumns; ++i)
            schema.nodeValues.push_back({"column " + std::to_string(i), odd});
        return schema;
    }

    weir::graph::ChangeSet& manyNodes()
    {
        auto& set = newSet(2, 0);
        std::mt19937 random(1);
        for (weir::Slot slot = 4096; slot < 4096 + 300; ++slot) {
            const auto x = static_cast<float>(random() % 100'000) / 7, y = static_cast<float>(random() % 100'000) / -3;
            set.setNodeIdentity(slot, 2 * slot + 1, "key " + std::to_string(slot), std::string(slot % 50, 'l'), static_cast<weir::graph::Category>(slot));
            set.setNodeMotion(slot, {x, y, true, 0.1F * static_cast<float>(slot)}, std::array{x * y, 1.0F});
        }
        return set;
    }

    weir::graph::ChangeSet& manyEdges()
    {
        auto& set = newSet(0, 1);
        for (weir::Slot slot = 0; slot < 300; ++slot) {
            set.setEdgeIdentity(slot, 1, slot / 3, 5 * slot, static_cast<weir::graph::Category>(slot % 7), slot % 2 == 0);
            set.setEdgeMotion(slot, 1.0F / static_cast<float>(slot + 1), std::array{0.5F});
        }
        return set;
    }

    weir::graph::ChangeSet& everything(const std::string& odd)
    {
        auto& set = newSet(1, 1);
        set.removeEdge(0xffff'fffe);
        set.removeNode(0);
        set.removeNode(1);
        set.setNodeIdentity(2, 0xffff'ffff, odd, odd, 65535, 0xffff'ffff);
        set.setNodeIdentity(3, 1, "b", "", 0);
        set.setNodeMotion(2, {1, 2, true, 3}, std::array{4.0F});
        set.setNodeMotion(3, {}, std::array{5.0F});
        set.setEdgeIdentity(4, 5, 2, 3, 6, true);
        set.setEdgeMotion(4, -7, std::array{8.0F});
        return set;
    }

    weir::graph::ChangeSet& extremeNumbers()
    {
        auto& set = newSet(1, 0);
        std::mt19937 random(2);
        std::vector<float> numbers{0.0F, -0.0F, 1.0F, 0.1F, 1.0F / 3, 16'777'216.0F, 16'777'217.0F, 9'007'199'254'740'993.0F};
        using Limits = std::numeric_limits<float>;
        for (const float one : {Limits::max(), Limits::min(), Limits::denorm_min(), Limits::epsilon()})
            numbers.insert(numbers.end(), {one, -one});
        while (numbers.size() < 2000) {
            const auto any = std::bit_cast<float>(static_cast<std::uint32_t>(random()));
            if (any - any == 0)   // finite
                numbers.push_back(any);
        }
        for (std::size_t i = 0; i + 2 < numbers.size(); ++i)
            set.setNodeMotion(static_cast<weir::Slot>(i), {numbers[i], numbers[i + 1], true, numbers[i + 2]}, std::array{numbers[i]});
        return set;
    }

    weir::graph::ChangeSet& oneMotion()
    {
        auto& set = newSet();
        set.setNodeMotion(9, {.size = 2}, {});
        return set;
    }

    std::deque<weir::graph::ChangeSet> m_sets;
    std::vector<Sample> m_samples;
};
