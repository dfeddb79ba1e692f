#include "format/file_format.h"
#include "format/out/graph_export.h"
#include "format/out/store_cursor.h"
#include "format/table/node_table_reader.h"
#include "format/text_input.h"
#include "fuzz_input.h"
#include "graph/utf8.h"
#include "source/file/file_graph.h"
#include "source/store_sink.h"
#include <cmath>
#include <QtCore/QBuffer>
#include <set>
#include <sstream>
#include <string>
#include <vector>

using namespace weir;
using namespace weir::format;

namespace {

/// A store filled as files fill one.
struct FilledStore {
    graph::Schema schema = source::FileGraph::schema("fuzz");
    source::StoreSink sink{schema};
    source::FileGraph graph{sink, schema};
};

/// A text of the input's, or one of those that formats find hard.
std::string_view takeText(FuzzInput& input)
{
    static constexpr std::string_view hard[]{"\"", "\\", "\r\n", "<&>", "007", "true", "2026-11-30", "NA",
                                             " x ", "a,b", "1,5", "{|}", "#", "\xef\xbf\xbf", "-", "ü"};
    const std::uint8_t choice = input.take();
    const std::string_view text = choice < 128 ? input.takeBytes(choice % 16) : hard[choice % std::size(hard)];
    return graph::isUtf8(text) ? text : std::string_view("?");
}

void fill(source::FileGraph& graph, FuzzInput& input)
{
    static constexpr std::string_view columns[]{"a", "b", "label", "name", "kind", "weight",
                                                "x", "key", "type", "score", "a b", "graphics.x"};
    std::vector<Slot> nodes;
    std::uint64_t edges = 0;
    const auto setValue = [&](ElementKind kind, Slot slot) {
        const std::string_view name = columns[input.take() % std::size(columns)];
        graph::AttributeValue value;
        switch (input.take() % 4) {
        case 0: value = static_cast<double>(input.take<std::int16_t>()) / 8; break;
        case 1: value = (input.take() & 1U) != 0; break;
        case 2: value = graph::Time{input.take<std::int32_t>() * std::int64_t{1'000'000}}; break;
        default: value = takeText(input);
        }
        if (const auto column = graph.attribute(kind, name, graph::kindOf(value)))
            graph.setAttribute(kind, slot, *column, value);
    };
    while (!input.empty() && nodes.size() + edges < 200) {
        switch (input.take() % 4) {
        case 0: {
            GraphSink::Node node;
            const std::string_view key = takeText(input);
            node.label = takeText(input);
            node.category = graph.category(ElementKind::Node, takeText(input)).value_or(0);
            node.colour = input.take() % 3 == 0 ? 0xff000000U | input.take<std::uint16_t>() : 0;
            node.motion = {static_cast<float>(input.take<std::int16_t>()) / 16, 1, (input.take() & 1U) != 0,
                           static_cast<float>(input.take())};
            node.sized = (input.take() & 1U) != 0;
            if (const auto slot = graph.setNode(key, node))
                nodes.push_back(*slot);
            break;
        }
        case 1:
            if (!nodes.empty()) {
                const Slot source = nodes[input.take() % nodes.size()], target = nodes[input.take() % nodes.size()];
                const auto kind = graph.category(ElementKind::Edge, takeText(input)).value_or(0);
                graph.addEdge({source, target, kind, (input.take() & 1U) != 0, static_cast<float>(input.take<std::int16_t>()) / 4});
                ++edges;
            }
            break;
        case 2:
            if (!nodes.empty())
                setValue(ElementKind::Node, nodes[input.take() % nodes.size()]);
            break;
        default:
            if (edges > 0)
                setValue(ElementKind::Edge, static_cast<Slot>(input.take() % edges));
        }
    }
    graph.finish();
}

std::set<std::string> keysOf(const graph::GraphStore& store)
{
    std::set<std::string> keys;
    for (Slot slot = 0; slot < store.nodeSlots(); ++slot)
        keys.emplace(store.nodeIdentity(slot).key);
    return keys;
}

} // namespace

/// Any graph, written in any format: it is read back whole, with as many elements, and with its keys unless the losses tell otherwise.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    FuzzInput input(data, size);
    std::vector<const Target*> targets;
    for (const Format& format : formats()) {
        for (const Target& target : format.targets)
            targets.push_back(&target);
    }
    const Target& target = *targets[input.take() % targets.size()];
    FilledStore filled;
    fill(filled.graph, input);
    QByteArray text, nodesText;
    QBuffer device(&text), nodesDevice(&nodesText);
    mustHold(device.open(QIODevice::WriteOnly) && nodesDevice.open(QIODevice::WriteOnly), "a buffer opens");
    TextOutput output(device), nodes(nodesDevice);
    StoreCursor cursor(filled.sink.store(), StoreCursor::Values::LeftOut);
    const auto exported = exportGraph(cursor, target, output, target.isPair ? &nodes : nullptr);
    mustHold(exported && output.finish() && nodes.finish(), "a graph is written");

    FilledStore back;
    if (target.isPair) {
        std::istringstream stream(nodesText.toStdString());
        FileInput beside(stream);
        TextInput lines(beside);
        NodeTableReader(lines, back.graph).read();
    }
    std::istringstream stream(text.toStdString());
    FileInput file(stream);
    const FileFormat known = recognised(file.head(), "graph." + std::string(target.endings[0]));
    mustHold(known.format != nullptr, "what is written is recognised");
    mustHold(known.format->read(file, back.graph, {}).has_value(), "what is written is read");
    back.graph.finish();
    const graph::GraphStore &before = filled.sink.store(), &after = back.sink.store();
    const bool keysAreKept = exported->losses.count(Loss::Keys) + exported->losses.count(Loss::Characters)
            + exported->losses.count(Loss::Returns) + exported->losses.count(Loss::Backslashes)
        == 0;
    mustHold(!keysAreKept || keysOf(before) == keysOf(after), "keys are kept");
    mustHold(before.edgeCount() == after.edgeCount(), "edges are kept");
    return 0;
}
