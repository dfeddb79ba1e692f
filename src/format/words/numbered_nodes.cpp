#include "format/words/numbered_nodes.h"
#include "format/text_check.h"
#include <array>
#include <charconv>

namespace weir::format {

std::optional<std::uint64_t> NumberedNodes::numberIn(std::string_view text)
{
    std::uint64_t number = 0;
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
    return fault == std::errc{} && end == text.data() + text.size() ? std::optional(number) : std::nullopt;
}

std::string NumberedNodes::wrongIn(std::string_view text) const
{
    const auto number = numberIn(text);
    if (!number)
        return text.empty() ? std::string("a node's number is missing") : quoted(text) + " is no node's number";
    if (*number == 0)
        return "nodes are numbered from 1";
    if (m_promised && *number > *m_promised)
        return "there is no node " + std::to_string(*number) + ": the file says that there are " + std::to_string(*m_promised);
    return {};
}

std::string_view NumberedNodes::key(std::uint64_t number)
{
    std::array<char, 20> digits{};
    char* const end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
    m_key.resize(m_prefixBytes);
    m_key += std::string_view(digits.data(), end);
    return m_key;
}

std::optional<Slot> NumberedNodes::node(std::uint64_t number)
{
    const auto slot = m_graph.nodeOf(key(number));
    return slot ? std::optional(*slot) : std::nullopt;
}

void NumberedNodes::bearTheRest(std::uint64_t already)
{
    if (!m_promised || *m_promised <= already)
        return;
    if (*m_promised - already > mostUnnamed + mostUnnamedAnElement * (m_graph.nodeCount() + m_graph.edgeCount()))
        return noteCount(m_graph, "node", *m_promised, already);
    for (std::uint64_t number = 1; number <= *m_promised && !m_graph.stopped(); ++number)
        static_cast<void>(node(number));
}

void noteCount(GraphSink& graph, std::string_view what, std::uint64_t promised, std::uint64_t there)
{
    if (promised != there)
        graph.report().note("the file says that it has " + ReadingReport::counted(promised, what) + ", and has "
                            + ReadingReport::counted(there, what));
}

} // namespace weir::format
