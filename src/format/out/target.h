#pragma once
#include "format/out/graph_survey.h"
#include "format/out/loss.h"
#include "format/out/text_output.h"
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace weir::format {

class GraphWriter;
class WritingPlan;

/// A way in which a graph is written: what people and programs call it, what it cannot say, and who writes it. A format may have several.
struct Target {
    std::string_view key;    ///< as programs are told it: --to graphml
    std::string_view name;   ///< for people: "GraphML"
    std::span<const std::string_view> endings;   ///< of files' names that are written so
    LossSet losses;
    /// Nodes stand in a file of their own, beside that of the edges.
    bool isPair = false;
    /// Characters are those of XML; others have all but the character 0.
    bool isXml = false;
    GraphSurvey::Keys keys = GraphSurvey::Keys::AsTheyAre;
    GraphSurvey::Order order = GraphSurvey::Order::AsItIs;
    /// Whether who reads a column of this name takes it for something that a graph has a place of its own for, or passes over it.
    bool (*isTaken)(ElementKind kind, std::string_view name, graph::AttributeKind valueKind) = nullptr;
    /// The name as the format can have it. nullptr: it can have any.
    std::string (*fittedName)(std::string_view name) = nullptr;
    /// As what a column of texts is read, which says of none what it is. nullptr: it says so.
    std::optional<graph::AttributeKind> (*kindOfTexts)(const ColumnSurvey& column) = nullptr;
    /// `nodes`: of a pair.
    std::unique_ptr<GraphWriter> (*make)(TextOutput& output, TextOutput* nodes, const WritingPlan& plan);
};

/// What a target makes of the last part of a path: "calls.csv" has its nodes in "calls.nodes.csv".
[[nodiscard]] std::string nodesPathOf(const std::string& path);

} // namespace weir::format
