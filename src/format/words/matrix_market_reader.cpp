#include "format/words/matrix_market_reader.h"
#include "format/text_check.h"

namespace weir::format {

std::expected<void, Error> MatrixMarketReader::read()
{
    if (const auto header = takeHeader(); !header)
        return header;
    if (const auto size = takeSize(); !size)
        return size;
    const bool isSquare = m_rows == m_columns;
    if (!isSquare) {
        m_directed = false;
        m_graph.report().note("the matrix is not square: its rows and columns are nodes of two kinds");
    }
    NumberedNodes rows(m_graph, isSquare ? "" : "row "), columns(m_graph, isSquare ? "" : "column ");
    rows.promise(m_rows);
    columns.promise(m_columns);
    while (m_lines.next()) {
        if (const std::string_view line = trimmed(m_lines.text()); !line.empty() && !line.starts_with('%'))
            takeEntry(rows, columns);
    }
    noteCount(m_graph, "entry", m_entries, m_seen);
    rows.bearTheRest(isSquare ? m_graph.nodeCount() : m_rowsBorn);
    if (!isSquare)
        columns.bearTheRest(m_columnsBorn);
    m_lines.finish();
    return {};
}

/// %%MatrixMarket matrix coordinate real general
std::expected<void, Error> MatrixMarketReader::takeHeader()
{
    if (!m_lines.next())
        return std::unexpected(m_lines.error("the file is empty"));
    LineWords words(m_lines.text());
    const std::string mark = lowered(words.next()), object = lowered(words.next()), form = lowered(words.next()),
                      field = lowered(words.next()), symmetry = lowered(words.next());
    const auto wrong = [this](const std::string& cause) { return std::unexpected(m_lines.error(cause)); };
    if (mark != "%%matrixmarket")
        return wrong("the file is none of Matrix Market: it begins with " + quoted(m_lines.text()) + ", not with %%MatrixMarket");
    if (object != "matrix")
        return wrong("the file is a " + (object == "vector" ? object : quoted(object)) + " of Matrix Market, not a matrix");
    if (form == "array")
        return wrong("the matrix is an array, with a value in every cell; as a graph it has to be in coordinates, an entry a line");
    if (form != "coordinate")
        return wrong("a matrix is in coordinates or an array, not " + quoted(form));
    m_pattern = field == "pattern";
    m_complex = field == "complex";
    if (!m_pattern && !m_complex && field != "real" && field != "double" && field != "integer")
        return wrong("the values of a matrix are real, integer, complex or pattern, not " + quoted(field));
    if (symmetry != "general" && symmetry != "symmetric" && symmetry != "skew-symmetric" && symmetry != "hermitian")
        return wrong("a matrix is general, symmetric, skew-symmetric or hermitian, not " + quoted(symmetry));
    m_directed = symmetry == "general" || symmetry == "skew-symmetric";   // the sign of the latter is that of a direction
    return {};
}

/// ROWS COLUMNS ENTRIES
std::expected<void, Error> MatrixMarketReader::takeSize()
{
    while (m_lines.next()) {
        const std::string_view line = trimmed(m_lines.text());
        if (line.empty() || line.starts_with('%'))
            continue;
        LineWords words(line);
        const auto rows = NumberedNodes::numberIn(words.next()), columns = NumberedNodes::numberIn(words.next()),
                   entries = NumberedNodes::numberIn(words.next());
        if (!rows || !columns || !entries || !words.empty())
            return std::unexpected(m_lines.error("a line with the numbers of rows, columns and entries is due, not " + quoted(line)));
        m_rows = *rows;
        m_columns = *columns;
        m_entries = *entries;
        return {};
    }
    return std::unexpected(m_lines.error("the line with the numbers of rows, columns and entries is missing"));
}

std::optional<Slot> MatrixMarketReader::node(NumberedNodes& nodes, std::uint64_t number, std::uint64_t& born, double mode)
{
    const std::uint64_t before = m_graph.nodeCount();
    const auto slot = nodes.node(number);
    if (slot && m_graph.nodeCount() != before) {
        ++born;
        if (m_rows != m_columns)
            m_columnsOfNodes.set(*slot, "mode", mode);
    }
    return slot;
}

void MatrixMarketReader::takeEntry(NumberedNodes& rows, NumberedNodes& columns)
{
    LineWords words(m_lines.text());
    const std::string_view row = words.next(), column = words.next();
    ++m_seen;
    for (const std::string& wrong : {rows.wrongIn(row), columns.wrongIn(column)}) {
        if (!wrong.empty())
            return m_lines.leaveOut("entry", wrong);
    }
    GraphSink::Edge edge;
    edge.directed = m_directed;
    if (!m_pattern) {
        if (words.empty())
            return m_lines.leaveOut("entry", "it has no value");
        edge.weight = m_graph.report().figure("weight", words.next(), m_lines.number()).value_or(1);
    }
    const auto source = node(rows, *NumberedNodes::numberIn(row), m_rowsBorn, 1),
               target = node(columns, *NumberedNodes::numberIn(column), m_columnsBorn, 2);
    if (!source || !target)
        return m_lines.leaveOut("entry", "the graph is full");
    edge.source = *source;
    edge.target = *target;
    const Slot slot = m_graph.addEdge(edge);
    if (m_complex && !words.empty())
        m_columnsOfEdges.set(slot, "imaginary", words.next());
}

} // namespace weir::format
