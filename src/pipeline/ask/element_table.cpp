#include "pipeline/ask/element_table.h"
#include "base/utc_time.h"
#include "pipeline/ask/element_words.h"
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>
#include <algorithm>
#include <array>
#include <charconv>

namespace weir::pipeline {

namespace {

QByteArray shortest(float number)
{
    std::array<char, 32> text;
    const auto [end, error] = std::to_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc() ? QByteArray(text.data(), end - text.data()) : QByteArray();
}

/// The double whose shortest text is the float's: 0.1 instead of 0.10000000149.
double shortestDouble(float number) { return shortest(number).toDouble(); }

QByteArray bytes(std::string_view text) { return {text.data(), static_cast<qsizetype>(text.size())}; }

QByteArray heading(const graph::ValueColumn& column)
{
    const QByteArray name = bytes(column.name);
    return column.unit.empty() ? name : name + " (" + bytes(column.unit) + ')';
}

struct AttributeBytes {
    QByteArray operator()(std::monostate) const { return {}; }
    QByteArray operator()(double number) const
    {
        std::array<char, 32> text;
        return {text.data(), std::to_chars(text.data(), text.data() + text.size(), number).ptr - text.data()};
    }
    QByteArray operator()(std::string_view text) const { return bytes(text); }
    QByteArray operator()(bool flag) const { return flag ? "true" : "false"; }
    QByteArray operator()(graph::Time time) const { return QByteArray::fromStdString(writtenUtc(UtcTime(std::chrono::microseconds(time.us)))); }
};

struct AttributeJson {
    QJsonValue operator()(std::monostate) const { return {}; }
    QJsonValue operator()(double number) const { return number; }
    QJsonValue operator()(std::string_view text) const { return words(text); }
    QJsonValue operator()(bool flag) const { return flag; }
    QJsonValue operator()(graph::Time time) const { return QString::fromUtf8(AttributeBytes{}(time)); }
};

QJsonObject jsonOf(const graph::GraphStore& store, ElementKind kind, Slot slot)
{
    const auto& columns = kind == ElementKind::Node ? store.schema().nodeAttributes : store.schema().edgeAttributes;
    QJsonObject attributes;
    store.attributes(kind).forEach(slot, [&](graph::AttributeNumber column, const graph::AttributeValue& value) {
        attributes.insert(words(columns[column].name), std::visit(AttributeJson{}, value));
    });
    return attributes;
}

QByteArray line(const QJsonObject& object) { return QJsonDocument(object).toJson(QJsonDocument::Compact); }

} // namespace

/// A line of CSV while it grows.
class ElementTable::Row final {
public:
    void cell(QByteArray text)
    {
        if (m_cells++ > 0)
            m_line += ',';
        const bool quoted = text.contains(',') || text.contains('"') || text.contains('\n') || text.contains('\r');
        m_line += quoted ? '"' + text.replace("\"", "\"\"") + '"' : text;
    }
    void empty(std::size_t cells)
    {
        while (cells-- > 0)
            cell({});
    }
    [[nodiscard]] QByteArray line() const { return m_line + "\r\n"; }

private:
    QByteArray m_line;
    std::size_t m_cells = 0;
};

ElementTable::ElementTable(std::uint64_t question, TableFormat format, std::shared_ptr<const scene::ElementSet> elements,
                           const graph::Schema& schema)
    : m_elements(std::move(elements)), m_hasNodes(!m_elements->nodes.empty()), m_hasEdges(!m_elements->edges.empty())
{
    m_answer.question = question;
    m_answer.format = format;
    m_answer.wanted = m_elements->nodes.size() + m_elements->edges.size();
    begin(schema);
}

void ElementTable::begin(const graph::Schema& schema)
{
    if (m_answer.format == TableFormat::Json) {
        m_answer.text = "{\"nodes\":[";
        return;
    }
    std::vector<QByteArray> values;
    if (m_hasNodes) {
        for (const graph::ValueColumn& column : schema.nodeValues)
            values.push_back(heading(column));
    }
    for (const graph::ValueColumn& column : schema.edgeValues) {
        if (!m_hasEdges)
            break;
        const auto same = std::ranges::find(values, heading(column));
        m_edgeColumns.push_back(static_cast<std::size_t>(same - values.begin()));
        if (same == values.end())
            values.push_back(heading(column));
    }
    m_valueColumns = values.size();
    Row row;
    if (m_hasNodes && m_hasEdges)
        row.cell("kind");
    if (m_hasNodes) {
        for (const char* const name : {"key", "label", "category", "degree", "size"})
            row.cell(name);
    }
    if (m_hasEdges) {
        for (const char* const name : {"source", "target", "directed", "weight"})
            row.cell(name);
    }
    if (!m_hasNodes)
        row.cell("category");
    for (const QByteArray& value : values)
        row.cell(value);
    std::vector<QByteArray> attributes;
    const auto place = [&attributes](const std::vector<graph::AttributeColumn>& columns, std::vector<std::size_t>& places) {
        for (const graph::AttributeColumn& column : columns) {
            const auto same = std::ranges::find(attributes, bytes(column.name));
            places.push_back(static_cast<std::size_t>(same - attributes.begin()));
            if (same == attributes.end())
                attributes.push_back(bytes(column.name));
        }
    };
    if (m_hasNodes)
        place(schema.nodeAttributes, m_nodeAttributes);
    if (m_hasEdges)
        place(schema.edgeAttributes, m_edgeAttributes);
    m_attributeColumns = attributes.size();
    for (const QByteArray& attribute : attributes)
        row.cell(attribute);
    m_answer.text = row.line();
}

bool ElementTable::advance(const graph::GraphStore& store, const graph::PageNumbering& nodes, const graph::PageNumbering& edges, std::size_t rows)
{
    const auto isFull = [this] { return m_answer.rows >= mostRows || m_answer.text.size() >= mostBytes; };
    const std::vector<Slot>& wantedNodes = m_elements->nodes;
    const std::vector<Slot>& wantedEdges = m_elements->edges;
    for (; rows > 0 && m_nextNode < wantedNodes.size() && !isFull(); --rows) {
        if (const Slot node = nodes.sparse(wantedNodes[m_nextNode++]); store.hasNode(node))
            addNode(store, node);
    }
    if (rows == 0)
        return true;
    beginEdges();
    for (; rows > 0 && m_nextEdge < wantedEdges.size() && !isFull(); --rows) {
        if (const Slot edge = edges.sparse(wantedEdges[m_nextEdge++]); store.hasEdge(edge))
            addEdge(store, edge);
    }
    m_answer.cut = isFull() && (m_nextNode < wantedNodes.size() || m_nextEdge < wantedEdges.size());
    return rows == 0 && !m_answer.cut && m_nextEdge < wantedEdges.size();
}

TableAnswer ElementTable::take()
{
    if (m_answer.format == TableFormat::Json)
        m_answer.text += m_answer.cut ? "],\"complete\":false}\n" : "],\"complete\":true}\n";
    return std::move(m_answer);
}

void ElementTable::beginEdges()
{
    if (m_inEdges)
        return;
    m_inEdges = true;
    m_firstRow = true;
    if (m_answer.format == TableFormat::Json)
        m_answer.text += "],\n\"edges\":[";
}

void ElementTable::addRow(const QByteArray& row)
{
    if (m_answer.format == TableFormat::Json)
        m_answer.text += m_firstRow ? "\n" : ",\n";
    m_firstRow = false;
    m_answer.text += row;
    ++m_answer.rows;
}

void ElementTable::addNode(const graph::GraphStore& store, Slot node)
{
    const graph::Schema& schema = store.schema();
    const graph::NodeIdentity identity = store.nodeIdentity(node);
    const std::string_view category = categoryName(schema.nodeCategories, identity.category);
    const float size = store.nodeMotion(node).size;
    if (m_answer.format == TableFormat::Json) {
        QJsonObject values;
        for (std::size_t c = 0; c < schema.nodeValues.size(); ++c)
            values.insert(words(schema.nodeValues[c].name), shortestDouble(store.nodeValue(node, c)));
        return addRow(line({{QStringLiteral("key"), words(identity.key)},
                            {QStringLiteral("label"), words(identity.label)},
                            {QStringLiteral("category"), words(category)},
                            {QStringLiteral("degree"), static_cast<qint64>(store.degree(node))},
                            {QStringLiteral("size"), shortestDouble(size)},
                            {QStringLiteral("values"), values},
                            {QStringLiteral("attributes"), jsonOf(store, ElementKind::Node, node)}}));
    }
    Row row;
    if (m_hasEdges)
        row.cell("node");
    row.cell(bytes(identity.key));
    row.cell(bytes(identity.label));
    row.cell(bytes(category));
    row.cell(QByteArray::number(store.degree(node)));
    row.cell(shortest(size));
    if (m_hasEdges)
        row.empty(4);   // what edges have
    for (std::size_t c = 0; c < m_valueColumns; ++c)
        row.cell(c < schema.nodeValues.size() ? shortest(store.nodeValue(node, c)) : QByteArray());
    for (const QByteArray& attribute : attributesOf(store, ElementKind::Node, node))
        row.cell(attribute);
    addRow(row.line());
}

void ElementTable::addEdge(const graph::GraphStore& store, Slot edge)
{
    const graph::Schema& schema = store.schema();
    const graph::EdgeIdentity identity = store.edgeIdentity(edge);
    const std::string_view category = categoryName(schema.edgeCategories, identity.category);
    const std::string_view source = store.nodeIdentity(identity.source).key, target = store.nodeIdentity(identity.target).key;
    const float weight = store.edgeWeight(edge);
    if (m_answer.format == TableFormat::Json) {
        QJsonObject values;
        for (std::size_t c = 0; c < schema.edgeValues.size(); ++c)
            values.insert(words(schema.edgeValues[c].name), shortestDouble(store.edgeValue(edge, c)));
        return addRow(line({{QStringLiteral("source"), words(source)},
                            {QStringLiteral("target"), words(target)},
                            {QStringLiteral("directed"), identity.directed},
                            {QStringLiteral("weight"), shortestDouble(weight)},
                            {QStringLiteral("category"), words(category)},
                            {QStringLiteral("values"), values},
                            {QStringLiteral("attributes"), jsonOf(store, ElementKind::Edge, edge)}}));
    }
    Row row;
    if (m_hasNodes) {
        row.cell("edge");
        row.empty(2);   // key and label
        row.cell(bytes(category));
        row.empty(2);   // degree and size
    }
    row.cell(bytes(source));
    row.cell(bytes(target));
    row.cell(identity.directed ? "true" : "false");
    row.cell(shortest(weight));
    if (!m_hasNodes)
        row.cell(bytes(category));
    std::vector<QByteArray> values(m_valueColumns);
    for (std::size_t c = 0; c < m_edgeColumns.size(); ++c)
        values[m_edgeColumns[c]] = shortest(store.edgeValue(edge, c));
    for (const QByteArray& value : values)
        row.cell(value);
    for (const QByteArray& attribute : attributesOf(store, ElementKind::Edge, edge))
        row.cell(attribute);
    addRow(row.line());
}

std::vector<QByteArray> ElementTable::attributesOf(const graph::GraphStore& store, ElementKind kind, Slot slot) const
{
    const std::vector<std::size_t>& places = kind == ElementKind::Node ? m_nodeAttributes : m_edgeAttributes;
    std::vector<QByteArray> cells(m_attributeColumns);
    store.attributes(kind).forEach(slot, [&](graph::AttributeNumber column, const graph::AttributeValue& value) {
        if (column < places.size())   // those that came meanwhile have no column
            cells[places[column]] = std::visit(AttributeBytes{}, value);
    });
    return cells;
}

} // namespace weir::pipeline
