#include "pipeline/ask/table_question.h"

namespace weir::pipeline {

namespace {

constexpr std::size_t rowsAtOnce = 64;

} // namespace

void TableQuestion::ask(std::uint64_t question, std::uint64_t epochVersion, TableFormat format, std::shared_ptr<const scene::ElementSet> elements)
{
    m_table.emplace(question, format, std::move(elements), m_model.store().schema());
    m_epochVersion = epochVersion;
    begin();
}

bool TableQuestion::advance()
{
    return m_model.isOf(m_epochVersion)
        && m_table->advance(m_model.store(), m_model.numbers(ElementKind::Node), m_model.numbers(ElementKind::Edge), rowsAtOnce);
}

void TableQuestion::answer()
{
    TableAnswer answer = m_table->take();
    m_table.reset();
    answer.graphReplaced = !m_model.isOf(m_epochVersion);
    if (answer.graphReplaced)
        answer.text.clear();
    Q_EMIT answered(answer);
}

} // namespace weir::pipeline
