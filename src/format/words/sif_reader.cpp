#include "format/words/sif_reader.h"
#include "format/text_check.h"
#include <algorithm>

namespace weir::format {

std::expected<void, Error> SifReader::read()
{
    const bool hasTabs = m_lines.head().find('\t') != std::string_view::npos;
    while (m_lines.next()) {
        std::string_view rest = trimmed(m_lines.text());
        const auto next = [&]() -> std::string_view {
            if (!hasTabs) {
                LineWords words(rest);
                const std::string_view word = words.next();
                rest = words.rest();
                return word;
            }
            const std::size_t end = std::min(rest.find('\t'), rest.size());
            const std::string_view word = trimmed(rest.substr(0, end));
            rest.remove_prefix(std::min(end + 1, rest.size()));
            return word;
        };
        if (rest.empty())
            continue;
        const auto source = nodeOf(next());
        if (!source || rest.empty())
            continue;
        const std::string_view kind = next();
        if (rest.empty()) {
            m_lines.leaveOut("edge", "behind " + quoted(kind) + " comes the node that it leads to");
            continue;
        }
        GraphSink::Edge edge;
        edge.source = *source;
        if (const auto category = m_graph.category(ElementKind::Edge, kind))
            edge.category = *category;
        else
            m_lines.leaveOut("edge kind", quoted(kind) + " is longer than a label, or one more than a graph can tell apart");
        while (!rest.empty() && !m_graph.stopped()) {
            const std::string_view word = next();
            if (word.empty())
                continue;
            if (const auto target = nodeOf(word)) {
                edge.target = *target;
                m_graph.addEdge(edge);
            }
        }
    }
    m_lines.finish();
    return {};
}

std::optional<Slot> SifReader::nodeOf(std::string_view key)
{
    const auto slot = m_graph.nodeOf(key);
    if (!slot)
        m_lines.leaveOut("node", key.empty() ? "its name is empty" : slot.error().text);
    return slot ? std::optional(*slot) : std::nullopt;
}

} // namespace weir::format
