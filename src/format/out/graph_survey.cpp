#include "format/out/graph_survey.h"
#include "format/graph_sink.h"
#include "format/number_text.h"
#include "format/time_text.h"
#include "format/value_text.h"

namespace weir::format {

using graph::AttributeKind;

namespace {

constexpr std::uint64_t stepsAtOnce = 4096;

/// A whole number as all write it alike, of few enough digits for every program that reads GML.
bool isPlainWhole(std::string_view key)
{
    constexpr std::size_t mostDigits = 9;
    const std::string_view digits = key.starts_with('-') ? key.substr(1) : key;
    return !digits.empty() && digits.size() <= mostDigits && digits.find_first_not_of("0123456789") == std::string_view::npos
        && (digits.front() != '0' || key == "0");
}

void addText(ColumnSurvey& column, std::string_view text)
{
    column.texts.add(text);
    if (!column.veryFirst)
        column.veryFirst = readTime(text) ? AttributeKind::Time : AttributeKind::Text;
    const bool decided = column.first && column.readsAsOther;
    if (decided || trimmed(text).empty())
        return;
    const auto kind = kindOfWritten(text);
    column.readsAsOther |= kind != AttributeKind::Text;
    if (column.first)
        return;
    column.first = kind;
    column.firstIsGrouped = kind == AttributeKind::Number && trimmed(text).find_first_of(",' ") != std::string_view::npos;
    column.noValuesBefore += kind ? 0 : 1;
}

} // namespace

GraphSurvey::GraphSurvey(GraphCursor& cursor, Keys named, Order order, const std::function<bool(std::uint64_t)>& goOn)
    : m_nodeColumns(cursor.columns(ElementKind::Node).size()), m_edgeColumns(cursor.columns(ElementKind::Edge).size())
{
    std::uint64_t steps = 0;
    // Edges first: the size of a node may follow from them.
    for (const bool direction : {true, false}) {
        if (order == Order::AsItIs && !direction)
            break;
        cursor.begin();
        for (EdgeRow edge; cursor.next(edge);) {
            if (order == Order::DirectedFirst && edge.directed != direction)
                continue;
            addEdge(edge);
            addValues(cursor, ElementKind::Edge, edge.slot);
            if (++steps % stepsAtOnce == 0 && !goOn(steps))
                return;
        }
    }
    cursor.begin();
    for (NodeRow node; cursor.next(node);) {
        addNode(node, named);
        addValues(cursor, ElementKind::Node, node.slot);
        if (++steps % stepsAtOnce == 0 && !goOn(steps))
            return;
    }
}

bool GraphSurvey::sizeFollows(const NodeRow& node) const
{
    return node.motion.size == sizeByEdges(m_degrees.hasRoomFor(node.slot) ? m_degrees[node.slot] : 0);
}

void GraphSurvey::addNode(const NodeRow& node, Keys named)
{
    if (named != Keys::AsTheyAre) {
        m_numbers.makeRoomFor(node.slot);
        m_numbers[node.slot] = static_cast<std::uint32_t>(nodes + (named == Keys::FromOne ? 1 : 0));
        keysAreWhole = keysAreWhole && isPlainWhole(node.key);
        const bool other = node.key != NumberWriter(std::uint64_t{m_numbers[node.slot]}).text();
        otherKeys += other ? 1 : 0;
        labelledOtherKeys += other && isLabelled(node) ? 1 : 0;
    }
    ++nodes;
    keys.add(node.key);
    if (isLabelled(node))
        labels.add(node.label);
    else
        keysAsLabels.add(node.key);
    if (!node.category.empty()) {
        firstHasCategory[0] |= nodes == 1;
        nodeCategories.add(node.category);
        numericCategories[0] += readNumber(node.category).kind == NumberText::Kind::Words ? 0 : 1;
    }
    positions += node.motion.positioned ? 1 : 0;
    placesElsewhere += node.motion.positioned && (node.motion.x != 0 || node.motion.y != 0) ? 1 : 0;
    sizes += sizeFollows(node) ? 0 : 1;
    colours += node.colour != 0 ? 1 : 0;
    transparent += node.colour != 0 && node.colour >> 24 != 0xff ? 1 : 0;
}

void GraphSurvey::addEdge(const EdgeRow& edge)
{
    for (const Slot end : {edge.source, edge.target})
        m_degrees.makeRoomFor(end);
    ++m_degrees[edge.source];
    m_degrees[edge.target] += edge.source == edge.target ? 0 : 1;
    ++edges;
    directed += edge.directed ? 1 : 0;
    weights += edge.weight != 1 ? 1 : 0;
    if (edge.category.empty())
        return;
    firstHasCategory[1] |= edges == 1;
    edgeCategories.add(edge.category);
    numericCategories[1] += readNumber(edge.category).kind == NumberText::Kind::Words ? 0 : 1;
}

void GraphSurvey::addValues(const GraphCursor& cursor, ElementKind kind, Slot slot)
{
    std::vector<ColumnSurvey>& columns = kind == ElementKind::Node ? m_nodeColumns : m_edgeColumns;
    for (std::size_t column = 0; column < columns.size(); ++column) {
        const graph::AttributeValue value = cursor.value(kind, slot, column);
        if (!graph::hasValue(value))
            continue;
        ++columns[column].values;
        if (const auto* const text = std::get_if<std::string_view>(&value))
            addText(columns[column], *text);
    }
}

} // namespace weir::format
