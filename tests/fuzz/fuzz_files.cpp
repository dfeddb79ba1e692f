#include "format/colour_text.h"
#include "format/file_format.h"
#include "format/json/json_reader.h"
#include "format/table/csv_reader.h"
#include "format/table/edge_list_reader.h"
#include "format/table/node_table_reader.h"
#include "format/xml/gexf_reader.h"
#include "format/xml/graphml_reader.h"
#include "fuzz_input.h"
#include "graph/graph_store.h"
#include "source/events/event_graph.h"
#include "source/events/event_parser.h"
#include "source/events/event_splitter.h"
#include "source/file/file_graph.h"
#include "source/file/recorded_graph.h"
#include <cmath>
#include <sstream>

using namespace weir;
using namespace weir::format;
using namespace weir::source;

namespace {

/// Takes sets as the server does: what a source pushes must be valid. Used again and again, since a store's chunks take
/// longer to make than an execution takes.
class StoreSink final : public ChangeSink {
public:
    explicit StoreSink(graph::Schema schema) { m_store.reset(schema); }

    [[nodiscard]] graph::ChangeSet takeEmptySet() override
    {
        graph::ChangeSet set;
        set.setValueColumns(m_store.schema().nodeValues.size(), m_store.schema().edgeValues.size());
        return set;
    }
    [[nodiscard]] bool push(graph::ChangeSet changes) override
    {
        // The lists of one execution are not the next one's: categories do not go into the store, and attributes are forgotten.
        graph::ChangeView view = changes.view();
        mustHold(checkGrowth(m_store.schema(), m_bytes, view.growth).has_value(), "the lists stay within their limits");
        const graph::ListBytes grown = bytesOf(view.growth);
        m_bytes = {m_bytes.names + grown.names, m_bytes.texts + grown.texts};
        m_lists.nodeCategories += static_cast<std::uint32_t>(std::exchange(view.growth.nodeCategories, {}).size());
        m_lists.edgeCategories += static_cast<std::uint32_t>(std::exchange(view.growth.edgeCategories, {}).size());
        const auto named = [](std::uint32_t length) { return [length](graph::Category category) { return category < std::max(1U, length); }; };
        mustHold(std::ranges::all_of(view.nodeIdentities.categories, named(m_lists.nodeCategories)), "a node's category was named");
        mustHold(std::ranges::all_of(view.edgeIdentities.categories, named(m_lists.edgeCategories)), "an edge's category was named");
        mustHold(m_store.apply(view, ++m_stamp).has_value(), "a source's set is valid");
        return true;
    }
    [[nodiscard]] bool waitFor(std::chrono::nanoseconds) override { return false; }
    void report(Error) override {}

    [[nodiscard]] const graph::GraphStore& store() const { return m_store; }
    [[nodiscard]] const graph::Schema& schema() const { return m_store.schema(); }

    void empty()
    {
        graph::ChangeSet all = takeEmptySet();
        for (Slot edge = 0; edge < m_store.edgeSlots(); ++edge) {
            if (m_store.hasEdge(edge))
                all.removeEdge(edge);
        }
        for (Slot node = 0; node < m_store.nodeSlots(); ++node) {
            if (m_store.hasNode(node))
                all.removeNode(node);
        }
        mustHold(m_store.apply(all.view(), ++m_stamp).has_value(), "everything can be removed");
        m_store.forgetAttributes(++m_stamp);
        m_lists = lengthsOf(m_store.schema());
        m_bytes = {};
        mustHold(m_store.nodeCount() == 0 && m_store.edgeCount() == 0 && m_store.digest() == graph::Digest{}, "and nothing is left");
    }

private:
    graph::GraphStore m_store;
    Tick m_stamp = 0;
    graph::SchemaLengths m_lists;
    graph::ListBytes m_bytes;
};

/// What a file source does with bytes, whatever they are recognised as.
enum class As { Table,
                GraphMl,
                Gexf,
                Json,
                WhatItIs };

void readFile(As as, std::string_view text)
{
    static StoreSink sink(FileGraph::schema("fuzz"));
    FileGraph file(sink, sink.schema());
    std::istringstream stream{std::string(text)};
    FileInput input(stream);
    const FileFormat format = recognised(input.head(), "fuzz.csv");
    mustHold((format.format == nullptr) != format.words.empty(), "what is not read is said in words");
    if (as == As::Table && text.size() % 2 == 1) {
        std::istringstream nodesStream{std::string(text)};
        FileInput nodes(nodesStream);
        TextInput lines(nodes);
        NodeTableReader(lines, file).read();
    }
    switch (as) {
    case As::Table: static_cast<void>(EdgeListReader(input, file).read()); break;
    case As::GraphMl: static_cast<void>(GraphMlReader(input, file).read()); break;
    case As::Gexf: static_cast<void>(GexfReader(input, file).read()); break;
    case As::Json: static_cast<void>(JsonReader(input, file).read()); break;
    case As::WhatItIs:
        if (format.format != nullptr)
            static_cast<void>(format.format->read(input, file, {}));
    }
    file.finish();
    mustHold(sink.store().nodeCount() == file.nodeCount() && sink.store().edgeCount() == file.edgeCount(), "all of it was pushed");
    mustHold(file.report().sentence(file.nodeCount(), file.edgeCount()).size() < 16 * 1024, "a report is a sentence");
    sink.empty();
}

/// As a file that is watched: half of it, and then all. The graph is then that of all, whatever was before.
void readAgain(std::string_view text)
{
    static StoreSink sink(FileGraph::schema("fuzz"));
    KeyedFeed feed(sink, sink.schema());
    for (const std::string_view part : {text.substr(0, text.size() / 2), text}) {
        std::istringstream stream{std::string(part)};
        FileInput input(stream);
        RecordedGraph graph(feed);
        if (const FileFormat format = recognised(input.head(), "fuzz.csv"); format.format != nullptr)
            static_cast<void>(format.format->read(input, graph, {}));
        graph.show();
        mustHold(sink.store().nodeCount() == graph.nodeCount() && sink.store().edgeCount() == graph.edgeCount(), "it is as it was read last");
    }
    sink.empty();
}

void readCells(std::string_view text)
{
    std::istringstream stream{std::string(text)};
    FileInput file(stream);
    TextInput input(file);
    const CsvDialect dialect = tableHead(input.head(), input.headIsAll()).dialect;
    CsvReader reader(input, dialect);
    std::vector<std::string_view> cells;
    for (std::uint64_t last = 0;;) {
        const auto row = reader.next(cells);
        if (row && !*row)
            return;
        mustHold((!row || !cells.empty()) && reader.line() > last, "rows have cells and go forward");
        last = reader.line();
    }
}

void readWords(std::string_view text)
{
    for (const DecimalSign sign : {DecimalSign::Point, DecimalSign::Comma}) {
        const NumberText number = readNumber(text, sign);
        mustHold(number.kind != NumberText::Kind::Number || std::isfinite(number.value), "a number is finite");
    }
    const auto colour = readColour(text);
    mustHold(!colour || *colour >> 24 == 0xff, "a colour is opaque");
}

void readEvents(FuzzInput& input)
{
    static StoreSink sink{graph::Schema{}};
    KeyedFeed feed(sink, sink.schema());
    EventGraph events(feed);
    EventSplitter pieces;
    EventParser parser;
    const std::size_t piece = 1U + input.take();
    std::uint64_t line = 0;
    const auto takeAll = [&] {
        while (const auto text = pieces.next()) {
            mustHold(text->line >= line, "lines go forward");
            line = text->line;
            if (const auto event = parser.parse(text->text))
                static_cast<void>(events.apply(**event));
        }
    };
    while (!input.empty()) {
        pieces.append(input.takeBytes(piece));
        takeAll();
    }
    pieces.finish();
    takeAll();
    static_cast<void>(feed.flush());
    mustHold(sink.store().nodeCount() == feed.nodeCount() && sink.store().edgeCount() == feed.edgeCount(), "all of it was pushed");
    sink.empty();
}

} // namespace

/// Any bytes as a file somebody asks to be shown: an error with words, or a valid graph.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    FuzzInput input(data, size);
    const std::uint8_t kind = input.take();
    switch (kind) {
    case 0xff: readWords(input.takeRest()); return 0;
    case 0xfe: readFile(As::Json, input.takeRest()); return 0;
    case 0xfd: readFile(As::WhatItIs, input.takeRest()); return 0;
    case 0xfc: readFile(As::Gexf, input.takeRest()); return 0;
    case 0xfb: readAgain(input.takeRest()); return 0;
    default: break;
    }
    switch (kind % 4) {
    case 0: readCells(input.takeRest()); break;
    case 1: readFile(As::Table, input.takeRest()); break;
    case 2: readFile(As::GraphMl, input.takeRest()); break;
    default: readEvents(input);
    }
    return 0;
}
