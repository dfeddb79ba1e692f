#pragma once
#include "format/out/target.h"
#include <string>
#include <vector>

namespace weir::format {

/// A column as it is written.
struct WrittenColumn {
    std::size_t column = 0;   ///< of the cursor
    std::string name;         ///< in the file
    graph::AttributeKind kind = graph::AttributeKind::Number;
    const ColumnSurvey* survey = nullptr;
};

/// How a graph is written by a target: which columns under which names, and what of it is lost. A value; the survey outlives it.
class WritingPlan final {
public:
    WritingPlan(const GraphCursor& cursor, const GraphSurvey& survey, const Target& target);

    [[nodiscard]] const GraphSurvey& survey() const { return m_survey; }
    [[nodiscard]] const std::string& title() const { return m_title; }
    [[nodiscard]] const Losses& losses() const { return m_losses; }
    [[nodiscard]] const std::vector<WrittenColumn>& columns(ElementKind kind) const
    {
        return kind == ElementKind::Node ? m_nodeColumns : m_edgeColumns;
    }
    /// Whether a column of the kind of element has this name, in any case.
    [[nodiscard]] bool hasColumn(ElementKind kind, std::string_view lowerName) const;

    /// Nodes have other numbers than their keys.
    [[nodiscard]] bool keysAreNumbered() const { return m_keysAreNumbered; }
    /// The column that has the keys of nodes with other numbers and a label; "": there is none.
    [[nodiscard]] const std::string& keyColumn() const { return m_keyColumn; }

private:
    void addColumns(const GraphCursor& cursor, const Target& target, ElementKind kind);
    void countTexts(const Target& target, const TextSurvey& texts);

    const GraphSurvey& m_survey;
    std::string m_title, m_keyColumn;
    std::vector<WrittenColumn> m_nodeColumns, m_edgeColumns;
    Losses m_losses;
    bool m_keysAreNumbered = false;
};

} // namespace weir::format
