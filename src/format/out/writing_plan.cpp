#include "format/out/writing_plan.h"
#include "format/number_text.h"
#include <algorithm>

namespace weir::format {

using graph::AttributeKind;

WritingPlan::WritingPlan(const GraphCursor& cursor, const GraphSurvey& survey, const Target& target)
    : m_survey(survey),
      m_title(cursor.title()),
      m_keysAreNumbered(survey.otherKeys > 0
                        && (target.keys == GraphSurvey::Keys::FromOne || (target.keys == GraphSurvey::Keys::Whole && !survey.keysAreWhole)))
{
    addColumns(cursor, target, ElementKind::Node);
    addColumns(cursor, target, ElementKind::Edge);
    countTexts(target, survey.labels);
    countTexts(target, survey.nodeCategories);
    countTexts(target, survey.edgeCategories);
    if (target.losses.has(Loss::EndBlanks)) {
        for (const TextSurvey* const texts : {&survey.labels, &survey.nodeCategories, &survey.edgeCategories})
            m_losses.add(Loss::EndBlanks, texts->blank + texts->endBlanks);
    }
    countTexts(target, survey.keys);
    if (target.losses.has(Loss::Backslashes))
        m_losses.add(Loss::Backslashes,
                     survey.keys.oddBackslashes + survey.nodeCategories.oddBackslashes + survey.edgeCategories.oddBackslashes);
    if (m_keysAreNumbered) {
        m_losses.add(Loss::Keys, survey.otherKeys);
        m_losses.add(Loss::EndBlanks, survey.keysAsLabels.blank + survey.keysAsLabels.endBlanks);
        if (survey.labelledOtherKeys > 0) {
            m_keyColumn = "key";
            while (hasColumn(ElementKind::Node, m_keyColumn))
                m_keyColumn += '_';
        }
    }
    if (target.losses.has(Loss::Places) && survey.placesElsewhere == 0)
        m_losses.add(Loss::Places, survey.positions);
    if (target.losses.has(Loss::Transparency))
        m_losses.add(Loss::Transparency, survey.transparent);
}

/// Of signs in texts.
void WritingPlan::countTexts(const Target& target, const TextSurvey& texts)
{
    const auto add = [&](Loss loss, std::uint64_t count) {
        if (target.losses.has(loss))
            m_losses.add(loss, count);
    };
    add(Loss::LineEnds, texts.lineEnds);
    add(Loss::Returns, texts.returns);
    add(Loss::Quotes, texts.quotes);
    add(Loss::Characters, target.isXml ? texts.notXml : texts.zeros);
}

void WritingPlan::addColumns(const GraphCursor& cursor, const Target& target, ElementKind kind)
{
    std::vector<WrittenColumn>& written = kind == ElementKind::Node ? m_nodeColumns : m_edgeColumns;
    const auto columns = cursor.columns(kind);
    const auto isUsed = [&](const std::string& name) {
        return std::ranges::find(written, name, &WrittenColumn::name) != written.end();
    };
    for (std::size_t i = 0; i < columns.size(); ++i) {
        const CursorColumn& column = columns[i];
        const ColumnSurvey& survey = m_survey.columns(kind)[i];
        if (survey.values == 0) {
            m_losses.add(Loss::EmptyColumns, 1);
            continue;
        }
        std::string name = column.name;
        if (target.isTaken != nullptr && target.isTaken(kind, name, column.kind))
            name += "_attribute";
        if (target.fittedName != nullptr)
            name = target.fittedName(name);
        while (isUsed(name))
            name += '_';
        m_losses.add(Loss::ColumnNames, name == column.name ? 0 : 1);
        m_losses.add(Loss::Motion, column.inMotion ? 1 : 0);
        written.push_back({i, std::move(name), column.kind, &survey});
        if (column.kind != AttributeKind::Text)
            continue;
        if (target.kindOfTexts != nullptr) {
            const auto read = target.kindOfTexts(survey);
            m_losses.add(Loss::TextColumns, read && read != AttributeKind::Text ? 1 : 0);
            if (target.losses.has(Loss::NoValues))
                m_losses.add(Loss::NoValues, survey.noValuesBefore);
        }
        if (target.losses.has(Loss::BlankTexts))
            m_losses.add(Loss::BlankTexts, survey.texts.blank);
        countTexts(target, survey.texts);
        if (target.losses.has(Loss::Backslashes) && !isGraphvizLabel(written.back().name))
            m_losses.add(Loss::Backslashes, survey.texts.oddBackslashes);
    }
}

bool WritingPlan::hasColumn(ElementKind kind, std::string_view lowerName) const
{
    return std::ranges::any_of(columns(kind), [&](const WrittenColumn& column) { return lowered(column.name) == lowerName; });
}

} // namespace weir::format
