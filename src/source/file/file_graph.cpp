#include "source/file/file_graph.h"
#include "graph/limits.h"
#include "graph/utf8.h"
#include "source/file/csv_reader.h"
#include "source/file/graphml_reader.h"
#include "source/text_check.h"
#include <algorithm>
#include <cmath>

namespace weir::source {

graph::Schema FileGraph::schema(const std::string& title)
{
    graph::Schema schema;
    schema.title = title;
    schema.nodeValues = {{"edges", ""}};
    return schema;
}

std::expected<Slot, Error> FileGraph::setNode(std::string_view key, const KeyedFeed::NodeState& state, bool sized)
{
    const auto slot = m_feed.setNode(key, state);
    if (slot) {
        m_counted.resize(std::max<std::size_t>(m_counted.size(), *slot + 1));
        m_counted[*slot].sized |= sized;
    }
    return slot;
}

std::expected<Slot, Error> FileGraph::nodeOf(std::string_view key)
{
    if (const auto there = m_feed.findNode(key))
        return *there;
    return setNode(key, {}, false);
}

Slot FileGraph::addEdge(const KeyedFeed::EdgeState& edge)
{
    const Slot slot = m_feed.setEdge({}, edge);
    ++m_counted[edge.source].edges;
    m_counted[edge.target].edges += edge.source == edge.target ? 0 : 1;
    return slot;
}

graph::Category FileGraph::kindOf(const std::string& name, std::uint64_t line)
{
    const std::uint64_t before = m_feed.categoriesLeftOut();
    const graph::Category kind = m_feed.edgeCategory(graph::isUtf8(name) ? name : cleaned(name, mostKeyBytes));
    if (m_feed.categoriesLeftOut() != before)
        m_report.leaveOut("edge kind", line, quoted(name) + " is longer than a label, or one more than a graph can tell apart");
    return kind;
}

std::optional<float> FileGraph::figure(std::string_view what, std::string_view text, std::uint64_t line,
                                       DecimalSign sign)
{
    const NumberText number = readNumber(text, sign);
    switch (number.kind) {
        case NumberText::Kind::Empty:
            return std::nullopt;
        case NumberText::Kind::Number:
            if (std::isfinite(number.narrowed()))
                return number.narrowed();
            m_report.leaveOut(what, line, quoted(text) + " is too large for a 32-bit float");
            return std::nullopt;
        case NumberText::Kind::NoValue:
            m_report.leaveOut(what, line, quoted(text) + " is no value");
            return std::nullopt;
        case NumberText::Kind::Infinite:
            m_report.leaveOut(what, line, quoted(text) + " is not a finite number");
            return std::nullopt;
        case NumberText::Kind::Words:
            break;
    }
    m_report.leaveOut(what, line, quoted(text) + " is not a number");
    return std::nullopt;
}

void FileGraph::reportAttributes(ElementKind kind, std::string_view elements)
{
    const AttributeFeed::LeftOut& left = m_feed.attributes(kind).leftOut();
    const auto say = [&](std::uint64_t count, std::string_view what, std::string_view cause) {
        if (count != 0)
            m_report.note(ReadingReport::counted(count, what) + " of " + std::string(elements) + ' ' + std::string(cause));
    };
    say(left.columns, "value", "left out, of columns beyond the " + std::to_string(graph::maxAttributeColumns) + " that a graph can hold");
    say(left.noNumbers, "value", "left out, which are no numbers");
    say(left.tooLong, "text", "left out, longer than " + std::to_string(graph::maxAttributeBytes) + " bytes");
    say(left.misfits, "value", "not of their column's kind: they are in a column of texts, named \"… (text)\"");
}

void FileGraph::finish()
{
    reportAttributes(ElementKind::Node, "nodes");
    reportAttributes(ElementKind::Edge, "edges");
    for (Slot slot = 0; slot < m_counted.size() && !m_feed.stopped(); ++slot) {
        KeyedFeed::NodeState state = m_feed.node(slot);
        const auto edges = static_cast<float>(m_counted[slot].edges);
        state.values[0] = edges;
        if (!m_counted[slot].sized)
            state.motion.size = 0.7F + 0.3F * std::log2(1 + edges);
        [[maybe_unused]] const auto set = m_feed.setNode(std::string(m_feed.keyOf(slot)), state);
    }
    m_feed.flush();
}

} // namespace weir::source
