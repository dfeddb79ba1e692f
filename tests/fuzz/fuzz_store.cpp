#include "fuzz_input.h"
#include "graph/attributes/attribute_walk.h"
#include "graph/graph_model.h"
#include <array>
#include <optional>

using namespace weir;
using namespace weir::graph;

namespace {

constexpr std::size_t nodeColumns = 1, edgeColumns = 1;

/// Columns and texts as they were appended, which rows name by number.
struct Lists {
    std::vector<AttributeKind> columns;
    std::vector<std::vector<std::string>> texts;   // by column

    void grow(const AttributeGrowth& growth)
    {
        for (const AttributeColumn& column : growth.columns)
            columns.push_back(column.kind);
        texts.resize(columns.size());
        for (const TextGrowth& more : growth.texts)
            texts[more.column].insert(texts[more.column].end(), more.texts.begin(), more.texts.end());
    }
};

struct Model {
    GraphModel graph;
    Lists nodes, edges;
};

GraphModel::Value owned(const AttributeValue& value)
{
    if (const auto* const text = std::get_if<std::string_view>(&value))
        return std::string(*text);
    if (const auto* const number = std::get_if<double>(&value))
        return *number;
    if (const auto* const flag = std::get_if<bool>(&value))
        return *flag;
    return std::get<Time>(value);
}

/// Of elements that are there; rows of others are left out.
template <typename Elements>
void applyAttributes(Elements& elements, const Lists& lists, const AttributeRows& rows)
{
    for (const Slot slot : rows.emptied) {
        if (const auto found = elements.find(slot); found != elements.end())
            found->second.attributes.clear();
    }
    const auto kindOf = [&](AttributeNumber column) { return lists.columns[column]; };
    const auto textOf = [&](AttributeNumber column, std::uint32_t entry) { return AttributeValue(std::string_view(lists.texts[column][entry])); };
    forEachRow(rows, kindOf, textOf, [&](const AttributeRow& row) {
        const auto found = elements.find(row.slot);
        if (found == elements.end())
            return;
        if (hasValue(row.value))
            found->second.attributes.insert_or_assign(row.column, owned(row.value));
        else
            found->second.attributes.erase(row.column);
    });
}

void applyAttributes(Model& model, const ChangeView& changes)
{
    model.nodes.grow(changes.growth.nodeAttributes);
    model.edges.grow(changes.growth.edgeAttributes);
    applyAttributes(model.graph.nodes, model.nodes, changes.nodeAttributes);
    applyAttributes(model.graph.edges, model.edges, changes.edgeAttributes);
}

void cascade(GraphModel& model, Slot node)
{
    std::erase_if(model.edges, [node](const auto& entry) { return entry.second.source == node || entry.second.target == node; });
}

/// The rules of ChangeView, one after the other, on a model without any cleverness. `changes` was found valid.
void applyNaively(GraphModel& model, const ChangeView& changes, DanglingEdges dangling)
{
    for (const Slot edge : changes.edgeTombstones)
        model.edges.erase(edge);
    for (const Slot node : changes.nodeTombstones) {
        cascade(model, node);
        model.nodes.erase(node);
    }
    const auto& nodes = changes.nodeIdentities;
    for (std::size_t i = 0; i < nodes.slots.size(); ++i) {
        const auto found = model.nodes.find(nodes.slots[i]);
        if (found == model.nodes.end() || found->second.generation != nodes.generations[i]) {
            cascade(model, nodes.slots[i]);
            model.nodes[nodes.slots[i]] = GraphModel::Node{};
            model.nodes[nodes.slots[i]].values.resize(nodeColumns);
        }
        GraphModel::Node& node = model.nodes[nodes.slots[i]];
        node.generation = nodes.generations[i];
        node.key = nodes.keys[i];
        node.label = nodes.labels[i];
        node.category = nodes.categories[i];
        node.colour = nodes.colours.empty() ? 0 : nodes.colours[i];
    }
    const auto& moved = changes.nodeMotions;
    for (std::size_t i = 0; i < moved.slots.size(); ++i) {
        GraphModel::Node& node = model.nodes.at(moved.slots[i]);
        const bool positioned = !moved.x.empty() && (moved.positioned.empty() || moved.positioned[i] != 0);
        node.motion = {positioned ? moved.x[i] : 0, positioned ? moved.y[i] : 0, positioned, moved.sizes[i]};
        node.values = {moved.values[i]};
    }
    const auto& edges = changes.edgeIdentities;
    for (std::size_t i = 0; i < edges.slots.size(); ++i) {
        const Slot slot = edges.slots[i];
        if (!model.nodes.contains(edges.sources[i]) || !model.nodes.contains(edges.targets[i])) {
            mustHold(dangling == DanglingEdges::LeaveOut, "an edge without its ends is only taken where it is left out");
            model.edges.erase(slot);
            continue;
        }
        const auto found = model.edges.find(slot);
        if (found != model.edges.end() && found->second.generation != edges.generations[i])
            model.edges[slot] = GraphModel::Edge{};
        GraphModel::Edge& edge = model.edges[slot];
        edge.values.resize(edgeColumns);
        edge.generation = edges.generations[i];
        edge.source = edges.sources[i];
        edge.target = edges.targets[i];
        edge.category = edges.categories[i];
        edge.directed = edges.directed[i] != 0;
    }
    const auto& weighed = changes.edgeMotions;
    for (std::size_t i = 0; i < weighed.slots.size(); ++i) {
        if (const auto found = model.edges.find(weighed.slots[i]); found != model.edges.end()) {
            found->second.weight = weighed.weights[i];
            found->second.values = {weighed.values[i]};
        }
    }
}

/// Empties the range, then fills it.
void replaceNaively(Model& all, ElementRange range, const ChangeView& changes)
{
    GraphModel& model = all.graph;
    if (range.facet == Facet::Attributes) {
        for (Slot slot = range.first; slot < range.first + range.count; ++slot) {
            if (range.kind == ElementKind::Node && model.nodes.contains(slot))
                model.nodes[slot].attributes.clear();
            else if (range.kind == ElementKind::Edge && model.edges.contains(slot))
                model.edges[slot].attributes.clear();
        }
        return applyAttributes(all, changes);
    }
    const auto kept = range.kind == ElementKind::Node ? changes.nodeIdentities.slots : changes.edgeIdentities.slots;
    for (Slot slot = range.first; slot < range.first + range.count; ++slot) {
        if (std::ranges::find(kept, slot) != kept.end())
            continue;
        if (range.kind == ElementKind::Node) {
            cascade(model, slot);
            model.nodes.erase(slot);
        } else {
            model.edges.erase(slot);
        }
    }
    applyNaively(model, changes, DanglingEdges::LeaveOut);
}

/// Few slots, so that they meet; now and then one in another chunk.
Slot slotFrom(FuzzInput& input)
{
    const std::uint8_t byte = input.take();
    return byte < 240 ? byte % 24 : byte < 250 ? 4090 + byte % 12 : static_cast<Slot>(input.take<std::uint16_t>());
}

float numberFrom(FuzzInput& input)
{
    const std::uint8_t byte = input.take();
    return byte == 255 ? input.take<float>() : static_cast<float>(byte) / 4 - 8;
}

/// Columns of each kind of value, four texts a column of texts, and now and then a number beyond them.
void addAttribute(ChangeSet& set, FuzzInput& input)
{
    const auto kind = static_cast<ElementKind>(input.take() % 2);
    AttributeSet& rows = set.attributes(kind);
    const Slot slot = slotFrom(input);
    const std::uint8_t choice = input.take();
    const auto column = static_cast<AttributeNumber>(choice == 255 ? input.take() : choice % 4);
    switch (choice / 4 % 8) {
    case 0: return rows.empty(slot);
    case 1: return rows.setNone(slot, column);
    case 2: return rows.setOwnText(slot, column == 255 ? column : 1, input.takeBytes(input.take() % 6));
    default: break;
    }
    switch (column) {
    case 0: return rows.setNumber(slot, column, input.take() == 255 ? input.take<double>() : numberFrom(input));
    case 1: return rows.setEntry(slot, column, input.take() % 5);
    case 2: return rows.setFlag(slot, column, input.take() % 2 == 0);
    case 3: return rows.setTime(slot, column, {choice == 251 ? input.take<std::int64_t>() : input.take()});
    default: return rows.setNumber(slot, column, 1);
    }
}

/// What most sets of an execution need first.
void declareAttributes(ChangeSet& set)
{
    for (const ElementKind kind : {ElementKind::Node, ElementKind::Edge}) {
        for (const auto& [name, of] : {std::pair{"number", AttributeKind::Number}, {"text", AttributeKind::Text}, {"flag", AttributeKind::Flag},
                                       {"time", AttributeKind::Time}})
            set.appendAttribute(kind, {name, of});
        for (const char* const text : {"red", "green", "blue", ""})
            set.appendText(kind, 1, text);
    }
}

void addGrowth(ChangeSet& set, FuzzInput& input)
{
    const auto kind = static_cast<ElementKind>(input.take() % 2);
    if (const std::uint8_t choice = input.take(); choice % 3 == 0)
        set.appendAttribute(kind, {std::string(input.takeBytes(choice % 4)), static_cast<AttributeKind>(choice / 4 % 5)});
    else
        set.appendText(kind, choice == 255 ? input.take() : 1, input.takeBytes(choice / 8));
}

void addRow(ChangeSet& set, FuzzInput& input)
{
    switch (input.take() % 8) {
    case 6: addAttribute(set, input); break;
    case 7: addAttribute(set, input); break;
    case 0: set.removeEdge(slotFrom(input)); break;
    case 1: set.removeNode(slotFrom(input)); break;
    case 2: {
        const Slot slot = slotFrom(input);
        const std::uint8_t choice = input.take();
        const Generation generation = choice == 255 ? input.take<std::uint32_t>() : 1 + 2 * (choice % 3);
        std::string key = "k" + std::to_string(slot) + '.' + std::to_string(generation);
        if (choice > 250)
            key = input.takeBytes(input.take() % 8);
        set.setNodeIdentity(slot, generation, key, input.takeBytes(input.take() % 4), input.take(), input.take() % 4 == 0 ? 0xff00ff00U : 0);
        break;
    }
    case 3: {
        const Slot slot = slotFrom(input);
        const std::uint8_t choice = input.take();
        set.setNodeMotion(slot, {numberFrom(input), numberFrom(input), choice % 3 != 0, std::abs(numberFrom(input))}, std::array{numberFrom(input)});
        break;
    }
    case 4: {
        const Slot slot = slotFrom(input);
        const Slot source = slotFrom(input), target = slotFrom(input);
        const std::uint8_t choice = input.take();
        set.setEdgeIdentity(slot, 1 + 2 * (choice % 3), source, target, choice / 8, choice % 2 == 0);
        break;
    }
    default: {
        const Slot slot = slotFrom(input);
        set.setEdgeMotion(slot, numberFrom(input), std::array{numberFrom(input)});
    }
    }
}

/// One store for many executions, since its chunks take longer to make than an execution takes; emptied after each.
struct LongLivedStore {
    LongLivedStore() { store.reset(schemaWithColumns(nodeColumns, edgeColumns)); }

    void empty(const GraphModel& model)
    {
        ChangeSet all;
        all.setValueColumns(nodeColumns, edgeColumns);
        for (const auto& [slot, edge] : model.edges)
            all.removeEdge(slot);
        for (const auto& [slot, node] : model.nodes)
            all.removeNode(slot);
        mustHold(store.apply(all.view(), ++stamp).has_value(), "everything can be removed");
        store.forgetAttributes(++stamp);   // the next execution has columns of its own
        mustHold(store.digest() == Digest{} && store.nodeCount() == 0 && store.edgeCount() == 0, "and nothing is left");
        if (stamp > 1U << 30) {   // stamps have 32 bits
            store.reset(schemaWithColumns(nodeColumns, edgeColumns));
            stamp = 0;
        }
    }

    GraphStore store;
    Tick stamp = 0;
};

} // namespace

/// Any operations on a store: refused and nothing changed, or what a naive model says.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    static LongLivedStore kept;
    FuzzInput input(data, size);
    GraphStore& store = kept.store;
    Model all;
    GraphModel& model = all.graph;
    ChangeSet set;
    set.setValueColumns(nodeColumns, edgeColumns);
    for (int steps = 0; !input.empty() && steps < 60; ++steps) {
        const Tick stamp = ++kept.stamp;
        set.clear();
        const std::uint8_t how = input.take();
        const bool replaces = how >= 200;   // by what a snapshot has, which brings no growth
        if (!replaces && how % 16 == 3 && all.nodes.columns.empty())
            declareAttributes(set);
        else if (!replaces && how % 16 == 5)
            addGrowth(set, input);
        for (std::size_t rows = input.take() % 16; rows > 0; --rows)
            addRow(set, input);
        const auto dangling = how % 2 == 0 ? DanglingEdges::Reject : DanglingEdges::LeaveOut;
        const std::uint64_t changesBefore = store.changesTotal();
        bool taken = false;
        if (replaces) {
            const ElementRange range{how % 2 == 0 ? ElementKind::Node : ElementKind::Edge, input.take() % 20U, input.take() % 24U,
                                     how >= 230 ? Facet::Attributes : Facet::Elements};
            taken = store.replace(range, set.view(), stamp).has_value();
            if (taken)
                replaceNaively(all, range, set.view());
        } else {
            const bool valid = store.check(set.view(), dangling).has_value();
            taken = store.apply(set.view(), stamp, dangling).has_value();
            // What is appended to the lists is looked at when it is applied, first of all.
            mustHold(taken ? valid : !valid || !set.view().growth.empty(), "check() says what apply() does");
            if (taken) {
                applyNaively(model, set.view(), dangling);
                applyAttributes(all, set.view());
            }
        }
        mustHold(taken || store.changesTotal() == changesBefore, "what is refused changes nothing");
        mustHold(store.digest() == model.digest(), "the store is what the model says");
        mustHold(store.nodeCount() == model.nodes.size() && store.edgeCount() == model.edges.size(), "as many elements");
    }
    if (size != 0 && data[0] % 64 == 0)   // it takes as long as all the rest of ten executions
        mustHold(store.scrub() == store.digest(), "the digest is that of the columns");
    for (const auto& [slot, node] : model.nodes) {
        std::multiset<std::pair<Slot, Slot>> edges;
        store.forEachEdgeOf(slot, [&](Slot edge, Slot other) { edges.emplace(edge, other); });
        mustHold(edges == model.edgesOf(slot), "the edges at each node");
    }
    kept.empty(model);
    return 0;
}
