#pragma once
#include "format/graph_sink.h"
#include "format/table/table_shape.h"
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace weir::format {

/// The columns of a table that have no meaning of their own, which become attributes of one kind of element under their names. What kind of
/// values one has is what its header says (since:int), or what all of its cells in the table's first rows are. Not thread-safe.
class ColumnAttributes final {
public:
    ColumnAttributes(ElementKind element, GraphSink& sink) : m_element(element), m_sink(sink) {}

    /// `names`: of the columns, perhaps none; `rows`: the first ones, of elements of this kind; `taken`: whether a column means something
    /// else.
    void find(std::span<const std::string> names, Rows rows, DecimalSign sign, const std::function<bool(std::size_t)>& taken);

    /// Sets what the cells of a row say of its element.
    void set(Slot slot, std::span<const std::string_view> cells);

    /// Sets a value that has no column of its own, as it is written.
    void setNamed(Slot slot, std::string_view name, std::string_view text);

private:
    struct Column {
        std::size_t place;
        std::string name;
        std::optional<graph::AttributeKind> kind{};   // nothing: what its first value is
        std::optional<graph::AttributeNumber> number{};   // once it has a value
    };

    ElementKind m_element;
    GraphSink& m_sink;
    DecimalSign m_sign = DecimalSign::Point;
    std::vector<Column> m_columns;
};

/// A header's name and the kind it declares, as neo4j-admin writes them: name:string, since:int.
struct TypedName {
    std::string name;
    std::optional<graph::AttributeKind> kind;
    bool ignored = false;   ///< name:IGNORE
};
[[nodiscard]] TypedName typedName(std::string_view header);
/// Whether one of the headers declares numbers: those who do write them with a decimal point.
[[nodiscard]] bool declaresNumbers(std::span<const std::string> headers);

}   // namespace weir::format
