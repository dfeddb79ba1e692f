#pragma once
#include "format/table/column_attributes.h"
#include "format/table/csv_reader.h"
#include "format/text_input.h"
#include "format/graph_sink.h"
#include <array>
#include <optional>

namespace weir::format {

/// Reads a table of nodes into a sink: Id, Label, x, y, size, color or r, g and b, category, by the names of its columns; without
/// such names the first column is the id and the second the label. A row that is wrong costs itself. Not thread-safe.
class NodeTableReader final {
public:
    /// No line of `input` was taken yet; it outlives this.
    NodeTableReader(TextInput& input, GraphSink& graph) : m_input(input), m_graph(graph), m_attributes(ElementKind::Node, graph) {}

    void read();

private:
    using Cells = std::vector<std::string_view>;
    enum Column { Id,
                  Label,
                  X,
                  Y,
                  Size,
                  Colour,
                  Red,
                  Green,
                  Blue,
                  Category,
                  columns };

    void findColumns(const TableHead& head);
    void take(const Cells& cells);
    [[nodiscard]] std::string_view cell(const Cells& cells, Column column) const;
    [[nodiscard]] std::optional<float> figure(const Cells& cells, Column column, std::string_view what);
    [[nodiscard]] std::uint32_t colourOf(const Cells& cells);

    TextInput& m_input;
    GraphSink& m_graph;
    std::array<std::optional<std::size_t>, columns> m_columns;
    ColumnAttributes m_attributes;
    bool m_headed = false;
    DecimalSign m_decimal = DecimalSign::Point;
    std::uint64_t m_line = 0;
};

} // namespace weir::format
