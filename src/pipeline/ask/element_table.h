#pragma once
#include "graph/graph_store.h"
#include "graph/page_numbering.h"
#include "scene/element_set.h"
#include <QtCore/QByteArray>
#include <QtCore/QMetaType>
#include <memory>

namespace weir::pipeline {

enum class TableFormat : std::uint8_t { Csv, Json };

/// Elements of a scene as text, for whoever asked under this number. A plain value.
struct TableAnswer {
    std::uint64_t question = 0;
    TableFormat format = TableFormat::Csv;
    QByteArray text;               ///< UTF-8
    std::uint64_t rows = 0;        ///< elements in it
    std::uint64_t wanted = 0;      ///< elements that were asked for
    bool cut = false;              ///< a bound was reached
    bool graphReplaced = false;    ///< by another meanwhile; there is no text
};

/// Writes elements with all that is known of them as a table, a piece at a time, so that whoever owns the store can go on in
/// between: nodes first, then edges, each in the order given; what is gone meanwhile is left out. At most mostRows and, but for
/// the last row, mostBytes. Not thread-safe, as the store.
///
/// CSV is RFC 4180: one header, which fits the kinds of elements in it. With both kinds a first column tells them apart and the
/// cells that one does not have are empty; so do attributes, each a column, as far as there are such when it begins. JSON is an object with "nodes", "edges" and whether that is "complete". Numbers have
/// the fewest digits that read back as the same float.
class ElementTable final {
public:
    static constexpr std::uint64_t mostRows = 100'000;
    static constexpr qsizetype mostBytes = 16 << 20;

    ElementTable(std::uint64_t question, TableFormat format, std::shared_ptr<const scene::ElementSet> elements, const graph::Schema& schema);

    /// Writes up to `rows` more; false: there are none left. `nodes` and `edges` say which slot of the store is meant.
    bool advance(const graph::GraphStore& store, const graph::PageNumbering& nodes, const graph::PageNumbering& edges, std::size_t rows);
    /// After advance() has said false.
    [[nodiscard]] TableAnswer take();

private:
    class Row;

    void begin(const graph::Schema& schema);
    void addNode(const graph::GraphStore& store, Slot node);
    void addEdge(const graph::GraphStore& store, Slot edge);
    [[nodiscard]] std::vector<QByteArray> attributesOf(const graph::GraphStore& store, ElementKind kind, Slot slot) const;
    void addRow(const QByteArray& row);
    void beginEdges();

    TableAnswer m_answer;
    std::shared_ptr<const scene::ElementSet> m_elements;
    bool m_hasNodes = false, m_hasEdges = false;
    std::vector<std::size_t> m_edgeColumns;     // of CSV: where the values of edges stand
    std::size_t m_valueColumns = 0;             // of CSV
    std::vector<std::size_t> m_nodeAttributes, m_edgeAttributes;   // of CSV: where those of nodes and of edges stand, behind the values
    std::size_t m_attributeColumns = 0;         // of CSV
    std::size_t m_nextNode = 0, m_nextEdge = 0;
    bool m_inEdges = false, m_firstRow = true;
};

} // namespace weir::pipeline

Q_DECLARE_METATYPE(weir::pipeline::TableAnswer)
