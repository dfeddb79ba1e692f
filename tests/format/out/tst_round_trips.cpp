#include "plain_graph.h"
#include "format/file_format.h"
#include "format/number_text.h"
#include "format/out/graph_export.h"
#include "format/out/store_cursor.h"
#include "format/out/text_survey.h"
#include "format/out/writing_plan.h"
#include "format/table/node_table_reader.h"
#include "format/text_input.h"
#include "format/time_text.h"
#include "support/test_program.h"
#include <QtCore/QBuffer>
#include <QtTest/QTest>
#include <limits>
#include <sstream>

using namespace weir;
using namespace weir::format;
using graph::AttributeKind;
using graph::AttributeValue;

namespace {

std::vector<const Target*> allTargets()
{
    std::vector<const Target*> all;
    for (const Format& format : formats()) {
        for (const Target& target : format.targets)
            all.push_back(&target);
    }
    return all;
}

const Format& formatOf(const Target& wanted)
{
    for (const Format& format : formats()) {
        for (const Target& target : format.targets) {
            if (&target == &wanted)
                return format;
        }
    }
    qFatal("a target of no format");
}

/// A file, or two, in memory.
struct Written {
    QByteArray text, nodes;
    Exported exported;
    std::string error;
};

Written writtenBy(const Target& target, const graph::GraphStore& store, TextOutput::Packing packing = TextOutput::Packing::None)
{
    Written written;
    QBuffer device(&written.text), beside(&written.nodes);
    if (!device.open(QIODevice::WriteOnly) || !beside.open(QIODevice::WriteOnly))
        qFatal("a buffer does not open");
    TextOutput output(device, packing), nodes(beside, packing);
    StoreCursor cursor(store, StoreCursor::Values::LeftOut);
    auto exported = exportGraph(cursor, target, output, target.isPair ? &nodes : nullptr);
    if (!exported)
        written.error = exported.error().text;
    else
        written.exported = std::move(*exported);
    if (!output.finish() || !nodes.finish())
        written.error = "a write failed";
    return written;
}

/// "": it is read whole, and nothing is left out.
std::string readInto(source::FileGraph& graph, const Target& target, const Written& written)
{
    if (target.isPair) {
        std::istringstream stream(written.nodes.toStdString());
        FileInput input(stream);
        TextInput text(input);
        NodeTableReader(text, graph).read();
    }
    std::istringstream stream(written.text.toStdString());
    FileInput input(stream);
    const FileFormat known = recognised(input.head(), "file." + std::string(target.endings[0]));
    if (known.format != &formatOf(target))
        return "it is taken for " + (known.format != nullptr ? std::string(known.format->name) : known.words);
    if (const auto read = known.format->read(input, graph, {}); !read)
        return read.error().text;
    return graph.report().text();
}

/// What the plan says of a graph that is written.
struct Plan {
    StoreCursor cursor;
    GraphSurvey survey;
    WritingPlan plan;

    Plan(const graph::GraphStore& store, const Target& target)
        : cursor(store, StoreCursor::Values::LeftOut),
          survey(cursor, target.keys, target.order, [](std::uint64_t) { return true; }),
          plan(cursor, survey, target)
    {}
    [[nodiscard]] std::string nameOf(ElementKind kind, const std::string& column) const
    {
        for (const WrittenColumn& written : plan.columns(kind)) {
            if (cursor.columns(kind)[written.column].name == column)
                return written.name;
        }
        return column;
    }
    [[nodiscard]] bool isUntold(ElementKind kind, const std::string& writtenName, const Target& target) const
    {
        for (const WrittenColumn& written : plan.columns(kind)) {
            if (written.name == writtenName && written.kind == AttributeKind::Text && target.kindOfTexts != nullptr)
                return target.kindOfTexts(*written.survey).value_or(AttributeKind::Text) != AttributeKind::Text;
        }
        return false;
    }
};

bool isNoValue(const std::string& text) { return !kindOfWritten(text); }

/// A text as what it looks like, or "" where that is no value.
std::string asRead(const std::string& text)
{
    const auto kind = kindOfWritten(text);
    if (!kind)
        return {};
    if (const auto flag = readFlag(trimmed(text)))   // 1 and 0 are numbers as well
        return *flag ? "true" : "false";
    switch (*kind) {
    case AttributeKind::Number: return std::string(NumberWriter(readNumber(text).value).text());
    case AttributeKind::Flag:
    case AttributeKind::Time: return writtenValue(*readTime(trimmed(text)));
    case AttributeKind::Text: break;
    }
    return text;
}

/// Columns of texts that are read as another kind: all their values as texts, those that are no value left out, those beside them joined.
void joinUntold(PlainGraph& graph, const Plan& plan, const Target& target)
{
    const auto join = [&](ElementKind kind, PlainGraph::Values& values) {
        PlainGraph::Values joined;
        for (auto& [name, value] : values) {
            std::string base = name;
            if (base.ends_with(" (text)") && plan.isUntold(kind, base.substr(0, base.size() - 7), target))
                base.resize(base.size() - 7);
            if (!plan.isUntold(kind, base, target))
                joined[name] = value;
            else if (const std::string text = asRead(value.text); !text.empty())
                joined[base] = {AttributeKind::Text, text};
        }
        values = std::move(joined);
    };
    for (PlainGraph::Node& node : graph.nodes)
        join(ElementKind::Node, node.values);
    for (PlainGraph::Edge& edge : graph.edges)
        join(ElementKind::Edge, edge.values);
}

/// `graph` as the target's losses say that it is read back. Each is made as its words say, counted, and held against the list: what is not
/// on it is not changed, what is on it is. What a wrong count is about goes to `wrong`.
PlainGraph withLosses(const PlainGraph& original, const Plan& plan, const Target& target, const Losses& losses, std::string& wrong)
{
    PlainGraph graph = original;
    std::array<std::uint64_t, lossKinds> made{};
    const auto count = [&](Loss loss) -> std::uint64_t& { return made[static_cast<std::size_t>(loss)]; };
    const bool numbered = target.keys != GraphSurvey::Keys::AsTheyAre && losses.count(Loss::Keys) > 0;

    // Names of columns.
    const auto rename = [&](ElementKind kind, PlainGraph::Values& values) {
        PlainGraph::Values renamed;
        for (auto& [name, value] : values)
            renamed[plan.nameOf(kind, name)] = value;
        values = std::move(renamed);
    };
    for (PlainGraph::Node& node : graph.nodes)
        rename(ElementKind::Node, node.values);
    for (PlainGraph::Edge& edge : graph.edges)
        rename(ElementKind::Edge, edge.values);

    // Signs in texts.
    const auto changeTexts = [&](Loss loss, const std::function<std::string(const std::string&)>& change) {
        if (!target.losses.has(loss))
            return;
        const auto one = [&](std::string& text) {
            std::string other = change(text);
            count(loss) += other != text ? 1 : 0;
            text = std::move(other);
        };
        graph.forEachText(one);
        std::map<std::string, std::string> keys;
        for (PlainGraph::Node& node : graph.nodes) {
            const std::string before = node.key;
            one(node.key);
            keys[before] = node.key;
        }
        for (PlainGraph::Edge& edge : graph.edges) {
            for (std::string* const end : {&edge.source, &edge.target})
                *end = keys[*end];
        }
    };
    const auto replaced = [](std::string text, std::string_view from, std::string_view to) {
        for (std::size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size())
            text.replace(at, from.size(), to);
        return text;
    };
    std::uint64_t texts = 0;   // of attributes that are left out
    const auto dropTexts = [&](const std::function<bool(ElementKind, const std::string&, const PlainGraph::Value&)>& isLost) {
        const auto drop = [&](ElementKind kind, PlainGraph::Values& values) {
            texts += std::erase_if(values, [&](const auto& one) { return isLost(kind, one.first, one.second); });
        };
        for (PlainGraph::Node& node : graph.nodes)
            drop(ElementKind::Node, node.values);
        for (PlainGraph::Edge& edge : graph.edges)
            drop(ElementKind::Edge, edge.values);
    };
    if (target.losses.has(Loss::BlankTexts)) {
        dropTexts([](ElementKind, const std::string&, const PlainGraph::Value& value) {
            return value.kind == AttributeKind::Text && trimmed(value.text).empty();
        });
        count(Loss::BlankTexts) = texts;
    }
    if (target.losses.has(Loss::NoValues)) {
        texts = 0;
        std::map<std::pair<ElementKind, std::string>, bool> begun;
        const auto isLost = [&](ElementKind kind, const std::string& name, const PlainGraph::Value& value) {
            if (value.kind != AttributeKind::Text)
                return false;
            bool& has = begun[{kind, name}];
            has = has || !isNoValue(value.text);
            return !has;
        };
        // In the order in which edges are written.
        std::ranges::stable_partition(
            graph.edges, [&](const PlainGraph::Edge& edge) { return target.order == GraphSurvey::Order::AsItIs || edge.directed; });
        dropTexts(isLost);
        count(Loss::NoValues) = texts;
    }
    changeTexts(Loss::Characters, [&](const std::string& text) {
        if (!target.isXml)
            return replaced(text, std::string_view("\0", 1), "\xef\xbf\xbd");
        std::string other;
        for (std::size_t i = 0; i < text.size(); ++i) {
            const std::size_t bytes = notOfXml(std::string_view(text).substr(i));
            other += bytes > 0 ? "\xef\xbf\xbd" : std::string(1, text[i]);
            i += bytes > 0 ? bytes - 1 : 0;
        }
        return other;
    });
    changeTexts(Loss::LineEnds, [&](const std::string& text) { return replaced(replaced(text, "\r", " "), "\n", " "); });
    changeTexts(Loss::Returns, [&](const std::string& text) { return replaced(replaced(text, "\r\n", "\n"), "\r", "\n"); });
    changeTexts(Loss::Quotes, [&](const std::string& text) { return replaced(text, "\"", "'"); });
    if (target.losses.has(Loss::Backslashes)) {
        const auto change = [](const std::string& text) {
            std::string other;
            for (std::size_t i = 0; i < text.size(); ++i) {
                other += text[i];
                if (text[i] != '\\')
                    continue;
                std::size_t run = 1;
                while (run <= i && text[i - run] == '\\')
                    ++run;
                const bool closes = i + 1 == text.size() || text[i + 1] == '"' || text[i + 1] == '\n' || text[i + 1] == '\r';
                if (closes && run % 2 == 1)
                    other += '\\';
            }
            return other;
        };
        // Labels have their own way to say it.
        std::vector<std::string> labels;
        for (PlainGraph::Node& node : graph.nodes)
            labels.push_back(std::exchange(node.label, {}));
        std::vector<std::string> edgeLabels;
        for (PlainGraph::Edge& edge : graph.edges) {
            const auto label = edge.values.find("label");
            edgeLabels.push_back(label == edge.values.end() ? std::string() : std::exchange(label->second.text, {}));
        }
        changeTexts(Loss::Backslashes, change);
        for (std::size_t i = 0; i < labels.size(); ++i)
            graph.nodes[i].label = labels[i];
        for (std::size_t i = 0; i < edgeLabels.size(); ++i) {
            if (const auto label = graph.edges[i].values.find("label"); label != graph.edges[i].values.end())
                label->second.text = edgeLabels[i];
        }
    }

    // Nodes that are numbers.
    if (numbered) {
        std::map<std::string, std::string> numbers;
        for (std::size_t i = 0; i < graph.nodes.size(); ++i) {
            PlainGraph::Node& node = graph.nodes[i];
            const std::string number = std::to_string(i + (target.keys == GraphSurvey::Keys::FromOne ? 1 : 0));
            numbers[node.key] = number;
            count(Loss::Keys) += node.key != number ? 1 : 0;
            const std::string key = std::exchange(node.key, number);
            if (node.label.empty())
                node.label = key == number ? "" : key;
            else if (key != number)
                node.values[plan.plan.keyColumn()] = {AttributeKind::Text, key};
        }
        for (PlainGraph::Edge& edge : graph.edges) {
            edge.source = numbers[edge.source];
            edge.target = numbers[edge.target];
        }
    }
    if (target.losses.has(Loss::EndBlanks)) {
        const auto cut = [&](std::string& text) {
            const std::string inner(trimmed(text));
            count(Loss::EndBlanks) += inner != text ? 1 : 0;
            text = inner;
        };
        for (PlainGraph::Node& node : graph.nodes) {
            cut(node.label);
            cut(node.category);
        }
        for (PlainGraph::Edge& edge : graph.edges)
            cut(edge.category);
    }
    for (PlainGraph::Node& node : graph.nodes) {
        if (node.label == node.key)
            node.label.clear();
        if (node.colour != 0 && node.colour >> 24 != 0xff) {
            ++count(Loss::Transparency);
            node.colour |= 0xff000000U;
        }
    }
    const bool elsewhere = std::ranges::any_of(graph.nodes, [](const PlainGraph::Node& node) { return node.x != 0 || node.y != 0; });
    for (PlainGraph::Node& node : graph.nodes) {
        if (!target.losses.has(Loss::Places) || elsewhere || !node.positioned)
            continue;
        ++count(Loss::Places);
        node.positioned = false;
    }
    // The plan itself says these.
    for (const Loss loss : {Loss::ColumnNames, Loss::EmptyColumns, Loss::TextColumns, Loss::Motion})
        count(loss) = losses.count(loss);
    for (std::size_t i = 0; i < lossKinds; ++i) {
        const auto loss = static_cast<Loss>(i);
        if (count(loss) != losses.count(loss))
            wrong += "loss " + std::to_string(i) + ": " + std::to_string(count(loss)) + " were made, " + std::to_string(losses.count(loss))
                + " are told; ";
        if (losses.count(loss) > 0 && !target.losses.has(loss))
            wrong += "loss " + std::to_string(i) + " is not on the list; ";
    }
    return graph;
}

/// Writes and reads back; "": it is the same but for what is told.
std::string roundTrip(const graph::GraphStore& store, const Target& target, FilledStore& back,
                      TextOutput::Packing packing = TextOutput::Packing::None)
{
    const Written written = writtenBy(target, store, packing);
    if (!written.error.empty())
        return written.error;
    if (const std::string left = readInto(back.graph(), target, written); !left.empty()) {
        const bool isTold =
            left.find("not of their column's kind") != std::string::npos || left.find("which are no numbers") != std::string::npos;
        if (!isTold)
            return "the reader says: " + left + "\n" + written.text.left(2000).toStdString();
    }
    const Plan plan(store, target);
    std::string wrong;
    PlainGraph expected = withLosses(PlainGraph::of(store), plan, target, written.exported.losses, wrong);
    PlainGraph found = PlainGraph::of(back.finished());
    joinUntold(expected, plan, target);
    joinUntold(found, plan, target);
    // A key is a text, however it looks.
    for (PlainGraph* const one : {&expected, &found}) {
        for (PlainGraph::Node& node : one->nodes) {
            if (!plan.plan.keyColumn().empty())
                std::erase_if(node.values, [&](const auto& value) { return value.first.starts_with(plan.plan.keyColumn()); });
        }
    }
    if (!wrong.empty())
        return wrong + written.exported.losses.sentence(target.name);
    const std::string differs = PlainGraph::difference(expected, found);
    return differs.empty() ? differs
                           : differs + "\n" + written.exported.losses.sentence(target.name) + "\n" + written.nodes.left(1500).toStdString()
            + written.text.left(3000).toStdString();
}

// The graphs.

using Fill = void (*)(source::FileGraph&);

struct Look {
    std::string_view label{}, category{};
    std::uint32_t colour = 0;
    std::optional<std::array<float, 2>> place{};
    std::optional<float> size{};
};

Slot node(source::FileGraph& graph, std::string_view key, const Look& look = {})
{
    GraphSink::Node state;
    state.label = look.label;
    state.category = graph.category(ElementKind::Node, look.category).value();
    state.colour = look.colour;
    if (look.place)
        state.motion = {(*look.place)[0], (*look.place)[1], true};
    state.motion.size = look.size.value_or(1);
    state.sized = look.size.has_value();
    return graph.setNode(key, state).value();
}
Slot edge(source::FileGraph& graph, Slot source, Slot target, bool directed = true, float weight = 1, std::string_view kind = {})
{
    return graph.addEdge({source, target, graph.category(ElementKind::Edge, kind).value(), directed, weight});
}
void set(source::FileGraph& graph, ElementKind kind, Slot slot, std::string_view column, const AttributeValue& value)
{
    graph.setAttribute(kind, slot, graph.attribute(kind, column, graph::kindOf(value)).value(), value);
}

void empty(source::FileGraph&) {}

void isolated(source::FileGraph& graph)
{
    node(graph, "alone");
    node(graph, "and another");
}

void shapes(source::FileGraph& graph)
{
    const Slot a = node(graph, "a"), b = node(graph, "b"), c = node(graph, "c");
    node(graph, "isolated");
    edge(graph, a, b);
    edge(graph, a, b);   // parallel
    edge(graph, b, a);
    edge(graph, c, c);   // a loop
    edge(graph, c, c, false);
    edge(graph, a, c, false);
}

void undirected(source::FileGraph& graph)
{
    const Slot a = node(graph, "a"), b = node(graph, "b"), c = node(graph, "c");
    edge(graph, a, b, false, 0.1F);
    edge(graph, b, c, false, -2);
    edge(graph, c, b, false, std::numeric_limits<float>::max());
    edge(graph, a, a, false, std::numeric_limits<float>::denorm_min());
    edge(graph, a, c, false, 0);
}

void looks(source::FileGraph& graph)
{
    const Slot a = node(graph, "a", {.label = "Alice", .category = "person", .colour = 0xff3366cc, .place = {{1.5F, -2.25F}}, .size = 4});
    const Slot b = node(graph, "b", {.label = "b", .colour = 0xff000001, .place = {{0, 0}}, .size = 0});
    const Slot c = node(graph, "c", {.category = "place, or \"so\"", .place = {{3e30F, 1e-30F}}});
    node(graph, "d", {.colour = 0x80ffffff});
    edge(graph, a, b, true, 2.5F, "knows");
    edge(graph, b, c, true, 1, "is & was");
    edge(graph, b, c);
}

void numericCategories(source::FileGraph& graph)
{
    const Slot a = node(graph, "a"), b = node(graph, "b", {.category = "1"}), c = node(graph, "c", {.category = "2"});
    edge(graph, a, b);
    edge(graph, a, c, true, 1, "7");
    edge(graph, a, c, true, 1, "8");
    edge(graph, a, c, true, 1, "directed");
}

void blankEnds(source::FileGraph& graph)
{
    const Slot a = node(graph, "a", {.label = " padded ", .category = " c "}), b = node(graph, "b", {.label = "line\nend\n"});
    node(graph, "c", {.label = "  "});
    edge(graph, a, b, true, 1, " k");
    set(graph, ElementKind::Node, a, "text", " padded ");
    set(graph, ElementKind::Node, b, "text", "\tx\n");
}

void kinds(source::FileGraph& graph)
{
    const std::vector<double> numbers{
        0, -5, 0.1, 1e300, -1e-300, 5e-324, 9007199254740992.0, 12345678901234567.0, -1e17, 1e15, 123456789012345680000.0, 1.0 / 3, 17};
    const std::vector<graph::Time> times{
        {0}, {1}, {-1}, {1'764'460'800'000'000}, {1'764'460'812'345'678}, {-9'000'000'000'000'000}, {9'000'000'000'000'000}};
    Slot last = 0;
    for (std::size_t i = 0; i < numbers.size(); ++i) {
        const Slot slot = node(graph, "n" + std::to_string(i));
        const Slot link = edge(graph, last, slot);
        last = slot;
        for (const auto& [kind, of] : {std::pair(ElementKind::Node, slot), std::pair(ElementKind::Edge, link)}) {
            set(graph, kind, of, "number", numbers[i]);
            if (i < times.size())
                set(graph, kind, of, "when", times[i]);
            if (i > 2)   // sparse
                set(graph, kind, of, "yes or no", i % 2 == 0);
            if (i % 3 == 0)
                set(graph, kind, of, "words", "some words");
        }
    }
}

const std::vector<std::string>& nastyTexts()
{
    static const std::vector<std::string> texts{
        "plain",
        "Žluťoučký 工作 🙂 \u202eright",
        "\"quoted\" and 'so'",
        "\"",
        "a\\b",
        "ends in \\",
        "two \\\\",
        "\\\" both",
        "<b>&amp; ]]> --></b>",
        "&#65; &auml; %20",
        "line\nline",
        "line\r\nline\rline",
        "\\\nx",
        "tab\tand\vmore",
        "a,b;c|d",
        "1,5",
        "12,345",
        "{a | b} <p>",
        " {x}",
        "# comment",
        "% comment",
        "// x /* y */",
        "[1,2]",
        "*Vertices 3",
        "node [ id 1 ]",
        "a -> b; c=\"d\"",
        "-",
        "null and NaN",
        "\xc2\xa0no-break\xc2\xa0",
        "\x01\x1f control",
        std::string("zero \0 sign", 11),
        "last \xef\xbf\xbf of a plane",
        std::string(3000, 'x') + "ü",
        "sep=;",
        "=1+1",
        "\x7f",
    };
    return texts;
}

void texts(source::FileGraph& graph)
{
    Slot last = node(graph, "first");
    for (const std::string& text : nastyTexts()) {
        const Slot slot = node(graph, "n" + std::to_string(last), {.label = text, .category = text});
        const Slot link = edge(graph, last, slot, true, 1, text);
        set(graph, ElementKind::Node, slot, "note", std::string_view(text));
        set(graph, ElementKind::Edge, link, "note", std::string_view(text));
        set(graph, ElementKind::Edge, link, "label", std::string_view(text));
        last = slot;
    }
    set(graph, ElementKind::Node, last, "amount", 1.5);
    set(graph, ElementKind::Node, last, "blank", "");
    set(graph, ElementKind::Node, last, "note", "   ");
}

void keys(source::FileGraph& graph)
{
    Slot last = node(graph, "first", {.label = "The first"});
    for (const std::string& text : nastyTexts()) {
        if (text.size() > 1000)
            continue;
        const Slot slot = node(graph, text, {.place = {{static_cast<float>(last) + 0.5F, 1}}});
        edge(graph, last, slot, true, 0.5F);
        last = slot;
    }
    for (const char* const key : {"007", "7", "node", "Digraph", "-1", "1.0", "true", "NA", " blank ", "source", "Id"})
        edge(graph, last, node(graph, key));
}

void wholeKeys(source::FileGraph& graph)
{
    const Slot a = node(graph, "12", {.label = "twelve"}), b = node(graph, "-3"), c = node(graph, "0", {.label = "7"});
    edge(graph, a, b);
    edge(graph, b, c);
}

void countedKeys(source::FileGraph& graph)
{
    const Slot a = node(graph, "1", {.label = "one"}), b = node(graph, "2"), c = node(graph, "3");
    edge(graph, a, b);
    edge(graph, c, b, false);
}

/// Columns named as what graphs have a place of their own for, somewhere.
void names(source::FileGraph& graph)
{
    const Slot a = node(graph, "a", {.label = "A", .category = "person"}), b = node(graph, "b");
    const Slot one = edge(graph, a, b, true, 2, "knows"), two = edge(graph, b, a);
    const std::vector<std::string> all{"id", "key", "label", "name", "x", "y", "size", "color", "r", "g",
                                       "b", "weight", "Weight", "value", "score", "type", "kind", "category", "relation", "directed",
                                       "source", "target", "from", "to", "dir", "pos", "start", "end", "graphics.x", "graphics.type",
                                       "a b", "größe", "\"q\"", "since:int", "x:IGNORE", "a.b", "1st", "shape", "fillcolor", "s_size",
                                       "ic", "_draw_", "time", "mode", "group", "parent", "data", "position", "Label", "edgetype"};
    for (const std::string& name : all) {
        set(graph, ElementKind::Node, a, name, "some words");
        set(graph, ElementKind::Node, b, name, "other words");
        set(graph, ElementKind::Edge, one, name, "some words");
        set(graph, ElementKind::Edge, two, name, "other words");
    }
}

/// The same, of another kind.
void namesOf(source::FileGraph& graph, const std::array<AttributeValue, 4>& values)
{
    const Slot a = node(graph, "a", {.label = "A", .category = "c", .colour = 0xff123456, .place = {{1, 2}}, .size = 3}),
               b = node(graph, "b");
    const Slot one = edge(graph, a, b, true, 2, "knows"), two = edge(graph, b, a);
    for (const char* const name :
         {"label", "name", "x", "y", "size", "color", "r", "g", "b", "weight", "value", "score", "count",
          "type", "kind", "directed", "key", "id", "category", "graphics.w", "pos", "z", "thickness", "5", "s_size"}) {
        set(graph, ElementKind::Node, a, name, values[0]);
        set(graph, ElementKind::Node, b, name, values[1]);
        set(graph, ElementKind::Edge, one, name, values[2]);
        set(graph, ElementKind::Edge, two, name, values[3]);
    }
}
void namesOfNumbers(source::FileGraph& graph) { namesOf(graph, {5.5, -1.0, 7.25, 0.0}); }
void namesOfFlags(source::FileGraph& graph) { namesOf(graph, {true, false, false, true}); }
void namesOfTimes(source::FileGraph& graph)
{
    const AttributeValue time = graph::Time{1'764'460'812'345'678};
    namesOf(graph, {time, time, time, time});
}

/// Texts that look like something else.
void alike(source::FileGraph& graph)
{
    const std::vector<std::vector<std::string>> columns{
        {"007", "5", "1.5"},
        {"true", "no", "1"},
        {"2026-11-30", "words", "5"},
        {"NA", "null", "words"},
        {"words", "5", "true"},
        {"5", "words", "NA"},
        {"-", "-", "-"},
        {"1,5", "2,5", "3"},
        {"1,500", "x", "2"},
        {"2026-11-30T10:00", "2026-11-30 10:00+02:00", "2026-11-29"},
    };
    std::vector<Slot> slots;
    for (const char* const key : {"a", "b", "c"})
        slots.push_back(node(graph, key));
    std::vector<Slot> links;
    for (int i = 0; i < 3; ++i)
        links.push_back(edge(graph, slots[static_cast<std::size_t>(i)], slots[0], i == 1));
    for (std::size_t column = 0; column < columns.size(); ++column) {
        for (std::size_t i = 0; i < 3; ++i) {
            set(graph, ElementKind::Node, slots[i], "column " + std::to_string(column), std::string_view(columns[column][i]));
            set(graph, ElementKind::Edge, links[i], "column " + std::to_string(column), std::string_view(columns[column][i]));
        }
    }
    set(graph, ElementKind::Node, slots[0], "amount", 0.125);
    set(graph, ElementKind::Edge, links[0], "amount", 1.125);
}

/// Decimal commas in most cells, beside numbers.
void commas(source::FileGraph& graph)
{
    Slot last = node(graph, "0,5", {.place = {{0.125F, 3.5F}}, .size = 2.5F});
    for (int i = 1; i < 30; ++i) {
        const Slot slot = node(graph, std::to_string(i) + ",5", {.label = std::to_string(i) + ",25"});
        const Slot link = edge(graph, last, slot, true, 0.125F * static_cast<float>(i));
        set(graph, ElementKind::Node, slot, "amount", 1.25);
        set(graph, ElementKind::Edge, link, "amount", 1.25);
        last = slot;
    }
}

void corner(source::FileGraph& graph)
{
    node(graph, "a", {.place = {{0, 0}}});
    node(graph, "b", {.place = {{0, 0}}});
    node(graph, "c");
}

void records(source::FileGraph& graph)
{
    const Slot a = node(graph, "a", {.label = "{left | <port> right}"}), b = node(graph, "b", {.label = "a|b"});
    set(graph, ElementKind::Node, a, "shape", "record");
    set(graph, ElementKind::Node, b, "shape", "Mrecord");
    edge(graph, a, b);
}

struct Named {
    const char* name;
    Fill fill;
};
constexpr std::array graphs{
    Named{"empty", &empty},
    Named{"isolated nodes", &isolated},
    Named{"loops, parallel and mixed edges", &shapes},
    Named{"no directions, odd weights", &undirected},
    Named{"labels, places, sizes, colours, categories", &looks},
    Named{"categories that look like numbers", &numericCategories},
    Named{"blanks at ends", &blankEnds},
    Named{"values of every kind", &kinds},
    Named{"texts with every sign", &texts},
    Named{"keys with every sign", &keys},
    Named{"keys that are whole numbers", &wholeKeys},
    Named{"keys that count", &countedKeys},
    Named{"columns named like places", &names},
    Named{"columns of numbers named like places", &namesOfNumbers},
    Named{"columns of flags named like places", &namesOfFlags},
    Named{"columns of times named like places", &namesOfTimes},
    Named{"texts that look like others", &alike},
    Named{"decimal commas", &commas},
    Named{"all places at 0, 0", &corner},
    Named{"records of Graphviz", &records},
};

} // namespace

/// What is written is read back the same, but for what the list of losses tells.
class tst_RoundTrips final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyGraphComesBackFromEveryFormat_data()
    {
        QTest::addColumn<QString>("key");
        QTest::addColumn<int>("graph");
        for (const Target* const target : allTargets()) {
            for (std::size_t i = 0; i < graphs.size(); ++i)
                QTest::addRow("%s: %s", target->key.data(), graphs[i].name) << QString::fromUtf8(target->key.data()) << static_cast<int>(i);
        }
    }
    void everyGraphComesBackFromEveryFormat()
    {
        QFETCH(QString, key);
        QFETCH(int, graph);
        FilledStore filled, back;
        graphs[static_cast<std::size_t>(graph)].fill(filled.graph());
        const std::string wrong = roundTrip(filled.finished(), *targetOfKey(key.toStdString()), back);
        QVERIFY2(wrong.empty(), wrong.c_str());
    }

    /// What came from one format goes to any other.
    void everyPairOfFormats_data()
    {
        QTest::addColumn<QString>("from");
        QTest::addColumn<QString>("to");
        for (const Target* const from : allTargets()) {
            for (const Target* const to : allTargets())
                QTest::addRow("%s to %s", from->key.data(), to->key.data())
                    << QString::fromUtf8(from->key.data()) << QString::fromUtf8(to->key.data());
        }
    }
    void everyPairOfFormats()
    {
        QFETCH(QString, from);
        QFETCH(QString, to);
        for (const Named& graph : graphs) {
            FilledStore filled, between, back;
            graph.fill(filled.graph());
            const Target &first = *targetOfKey(from.toStdString()), &second = *targetOfKey(to.toStdString());
            static_cast<void>(readInto(between.graph(), first, writtenBy(first, filled.finished())));
            const std::string wrong = roundTrip(between.finished(), second, back);
            QVERIFY2(wrong.empty(), (std::string(graph.name) + ": " + wrong).c_str());
        }
    }

    void packedWithGzipItIsTheSame()
    {
        for (const Target* const target : allTargets()) {
            FilledStore filled, back;
            texts(filled.graph());
            const std::string wrong = roundTrip(filled.finished(), *target, back, TextOutput::Packing::Gzip);
            QVERIFY2(wrong.empty(), wrong.c_str());
        }
    }
};

WEIR_TEST(tst_RoundTrips)
#include "tst_round_trips.moc"
