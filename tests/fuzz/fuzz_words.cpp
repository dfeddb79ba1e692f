#include "format/text_check.h"
#include "format/words/dgs_reader.h"
#include "format/words/dimacs_reader.h"
#include "format/words/dot/dot_reader.h"
#include "format/words/gml_reader.h"
#include "format/words/matrix_market_reader.h"
#include "format/words/pajek_reader.h"
#include "format/words/sif_reader.h"
#include "fuzz_input.h"
#include "graph/utf8.h"
#include <cmath>
#include <map>
#include <sstream>
#include <string>
#include <vector>

using namespace weir;
using namespace weir::format;

namespace {

/// Holds readers to what a sink may be told, and keeps all of it as a text.
class StrictSink final : public GraphSink {
public:
    [[nodiscard]] std::expected<Slot, Error> setNode(std::string_view key, const Node& node) override
    {
        mustHold(node.label.size() <= mostLabelBytes && graph::isUtf8(node.label), "a label is one");
        const graph::NodeMotion& motion = node.motion;
        mustHold(std::isfinite(motion.x) && std::isfinite(motion.y) && std::isfinite(motion.size) && motion.size >= 0,
                 "figures of a node are finite");
        mustHold(node.category <= m_categories[0].size(), "a node's category was named");
        if (const auto kept = checkKey(key); !kept)
            return std::unexpected(kept.error());
        const auto [found, born] = m_slots.emplace(key, static_cast<Slot>(m_slots.size()));
        m_nodes.resize(m_slots.size());
        m_nodes[found->second] = node;
        tell("node", found->second,
             std::string(key) + '\n' + node.label + '\n' + std::to_string(motion.x) + ' ' + std::to_string(motion.y) + ' '
                 + std::to_string(node.colour));
        return found->second;
    }
    [[nodiscard]] std::optional<Slot> findNode(std::string_view key) const override
    {
        const auto found = m_slots.find(key);
        return found == m_slots.end() ? std::nullopt : std::optional(found->second);
    }
    [[nodiscard]] Node node(Slot slot) const override
    {
        mustHold(slot < m_nodes.size(), "a node that is asked for is there");
        Node node = m_nodes[slot];
        node.label.clear();
        return node;
    }
    Slot addEdge(const Edge& edge) override
    {
        mustHold(edge.source < m_nodes.size() && edge.target < m_nodes.size(), "an edge has its ends");
        mustHold(std::isfinite(edge.weight) && edge.category <= m_categories[1].size(), "an edge has a weight, and its category was named");
        tell("edge", edge.source,
             std::to_string(edge.target) + ' ' + std::to_string(edge.weight) + ' ' + std::to_string(edge.directed) + ' '
                 + std::to_string(edge.category));
        return m_edges++;
    }
    void setEdgeWeight(Slot edge, float weight) override
    {
        mustHold(edge < m_edges && std::isfinite(weight), "an edge that gets a weight is there");
        tell("weight", edge, std::to_string(weight));
    }
    [[nodiscard]] std::optional<graph::Category> category(ElementKind kind, std::string_view name) override
    {
        if (name.empty())
            return 0;
        std::vector<std::string>& names = m_categories[kind == ElementKind::Edge];
        const auto found = std::ranges::find(names, name);
        if (found == names.end() && (names.size() == 20 || name.size() > mostLabelBytes))
            return std::nullopt;
        const auto number = static_cast<graph::Category>(found - names.begin() + 1);
        if (found == names.end())
            names.emplace_back(name);
        return number;
    }
    [[nodiscard]] std::optional<graph::AttributeNumber> attribute(ElementKind kind, std::string_view name,
                                                                  graph::AttributeKind valueKind) override
    {
        auto& columns = m_columns[kind == ElementKind::Edge];
        const auto found = std::ranges::find(columns, name, &graph::AttributeColumn::name);
        if (found == columns.end() && (columns.size() == 64 || name.empty()))
            return std::nullopt;
        const auto number = static_cast<graph::AttributeNumber>(found - columns.begin());
        if (found == columns.end())
            columns.push_back({std::string(name), valueKind});
        return number;
    }
    void setAttribute(ElementKind kind, Slot slot, graph::AttributeNumber column, const graph::AttributeValue& value) override
    {
        takeValue(kind, slot, column);
        tell("value", slot, std::to_string(column) + ' ' + std::to_string(value.index()));
    }
    void setWritten(ElementKind kind, Slot slot, graph::AttributeNumber column, std::string_view text, DecimalSign) override
    {
        takeValue(kind, slot, column);
        tell("written", slot, std::to_string(column) + ' ' + std::string(text));
    }
    [[nodiscard]] std::uint64_t nodeCount() const override { return m_nodes.size(); }
    [[nodiscard]] std::uint64_t edgeCount() const override { return m_edges; }
    [[nodiscard]] bool stopped() const override { return m_nodes.size() + m_edges > mostElements; }

    [[nodiscard]] const std::string& told() const { return m_told; }

private:
    static constexpr std::size_t mostElements = 20'000;

    void takeValue(ElementKind kind, Slot slot, graph::AttributeNumber column) const
    {
        const bool isEdge = kind == ElementKind::Edge;
        mustHold(column < m_columns[isEdge].size() && slot < (isEdge ? m_edges : m_nodes.size()), "a value has a column and an element");
    }
    void tell(const char* what, Slot slot, const std::string& more) { m_told += what + std::to_string(slot) + ' ' + more + '\n'; }

    std::map<std::string, Slot, std::less<>> m_slots;
    std::vector<Node> m_nodes;
    Slot m_edges = 0;
    std::vector<std::string> m_categories[2];
    std::vector<graph::AttributeColumn> m_columns[2];
    std::string m_told;
};

template <typename Reader>
std::string told(const std::string& text)
{
    std::istringstream stream(text);
    FileInput input(stream);
    StrictSink sink;
    const auto read = Reader(input, sink).read();
    if (!read) {
        const std::size_t colon = read.error().text.find(": ");
        mustHold(colon != std::string::npos && colon + 2 < read.error().text.size()
                     && read.error().text.find_first_not_of("0123456789") == colon,
                 "an error has a line and a cause");
    }
    const std::string sentence = sink.report().sentence(sink.nodeCount(), sink.edgeCount());
    mustHold(sentence.size() < 16 * 1024 && graph::isUtf8(sentence), "a report is a sentence");
    return sink.told() + sentence + (read ? std::string() : read.error().text);
}

/// A text is the same wherever the pieces in which it is read end: blanks in front of it move them.
template <typename Reader>
void readInPieces(std::string_view text, std::uint8_t place)
{
    const std::string whole(text);
    const std::string expected = told<Reader>(whole);
    // What says by its first bytes what it is (an encoding, or packed) is another text behind blanks.
    const bool isPlain = whole.find('\0') == std::string::npos && !whole.starts_with('\xff') && !whole.starts_with('\xfe')
        && !whole.starts_with('\xef') && !whole.starts_with("\x1f\x8b");
    if (place < 8 && isPlain)
        mustHold(
            told<Reader>(std::string(FileInput::headBytes - std::min<std::size_t>(whole.size(), 1 + place * whole.size() / 8), ' ') + whole)
                == expected,
            "pieces end anywhere");
}

} // namespace

/// Any bytes as a text of a format of words: an error with a line, or a graph.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    FuzzInput input(data, size);
    const std::uint8_t format = input.take();
    const std::string_view text = input.takeRest();
    switch (format % 8) {
    case 0:
    case 1: readInPieces<DotReader>(text, format / 8); break;
    case 2: readInPieces<GmlReader>(text, format / 8); break;
    case 3: static_cast<void>(told<PajekReader>(std::string(text))); break;
    case 4: static_cast<void>(told<MatrixMarketReader>(std::string(text))); break;
    case 5: static_cast<void>(told<DimacsReader>(std::string(text))); break;
    case 6: static_cast<void>(told<SifReader>(std::string(text))); break;
    default: static_cast<void>(told<DgsReader>(std::string(text)));
    }
    return 0;
}
