#include "pipeline/columns/column_question.h"
#include <algorithm>
#include <utility>

namespace weir::pipeline {

void ColumnQuestion::ask(std::uint64_t question, std::vector<ColumnWish> wishes)
{
    m_answer = {question, {}};
    m_wishes = std::move(wishes);
    std::ranges::reverse(m_wishes);
    m_counting.reset();
    if (std::exchange(m_graph, m_model.graph()) != m_model.graph())
        m_scales.clear();
    begin();
}

const BinScale* ColumnQuestion::scaleBefore(const ColumnWish& wish) const
{
    const auto known = std::ranges::find_if(m_scales, [&wish](const Scale& scale) {
        return scale.element == wish.element && scale.column == wish.column;
    });
    return known == m_scales.end() ? nullptr : &known->scale;
}

bool ColumnQuestion::advance()
{
    if (m_model.graph() != m_graph) {
        m_answer.columns.clear();
        m_wishes.clear();
        m_counting.reset();
        return false;
    }
    const graph::GraphStore& store = m_model.store();
    if (m_counting) {
        if (m_counting->advance(store))
            return true;
        m_answer.columns.push_back(m_counting->take());
        m_counting.reset();
    }
    while (!m_wishes.empty() && !m_counting) {
        ColumnWish wish = std::move(m_wishes.back());
        m_wishes.pop_back();
        if (kindOf(store.schema(), wish.element, wish.column))
            m_counting.emplace(store, wish, scaleBefore(wish), m_ages(wish.age, wish.ageOf));
    }
    return m_counting.has_value();
}

void ColumnQuestion::answer()
{
    m_scales.clear();
    for (const ColumnCounts& counts : m_answer.columns) {
        if (counts.scale.bins() != 0)
            m_scales.push_back({counts.wish.element, counts.wish.column, counts.scale});
    }
    Q_EMIT answered(std::exchange(m_answer, {}));
}

} // namespace weir::pipeline
