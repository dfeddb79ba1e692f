#pragma once
#include "format/graph_sink.h"
#include <functional>
#include <string>
#include <string_view>
#include <tsl/robin_map.h>

namespace weir::format {

/// The columns of attributes of one kind of element in a format that declares none: each is of the kind that its first value has. Not
/// thread-safe.
class ElementColumns final {
public:
    /// `graph` outlives this.
    ElementColumns(GraphSink& graph, ElementKind kind) : m_graph(graph), m_kind(kind) {}

    /// `isText`: the file says that the value is a text, even where it looks like a number.
    void set(Slot slot, std::string_view name, std::string_view text, bool isText = false);
    void set(Slot slot, std::string_view name, double number);

private:
    struct Column {
        graph::AttributeNumber number;
        graph::AttributeKind kind;
    };
    struct Hash {
        using is_transparent = void;
        [[nodiscard]] std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
    };
    struct Equal {
        using is_transparent = void;
        [[nodiscard]] bool operator()(std::string_view a, std::string_view b) const { return a == b; }
    };

    [[nodiscard]] std::optional<Column> column(std::string_view name, graph::AttributeKind kind);

    GraphSink& m_graph;
    ElementKind m_kind;
    tsl::robin_map<std::string, Column, Hash, Equal> m_known;
};

} // namespace weir::format
