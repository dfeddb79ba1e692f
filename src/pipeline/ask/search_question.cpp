#include "pipeline/ask/search_question.h"
#include "base/utc_time.h"
#include "pipeline/ask/element_words.h"

namespace weir::pipeline {

namespace {

constexpr std::uint32_t slotsAtOnce = 4096;

/// As an answer shows it beside a node.
QString attributeWords(const graph::AttributeValue& value)
{
    if (const auto* const number = std::get_if<double>(&value))
        return QString::number(*number, 'g', 12);
    if (const auto* const text = std::get_if<std::string_view>(&value))
        return words(*text);
    if (const auto* const flag = std::get_if<bool>(&value))
        return *flag ? QStringLiteral("true") : QStringLiteral("false");
    if (const auto* const time = std::get_if<graph::Time>(&value))
        return QString::fromStdString(writtenUtc(UtcTime(std::chrono::microseconds(time->us))));
    return {};
}

} // namespace

void SearchQuestion::ask(const QString& text)
{
    giveUp();
    m_text = text;
    m_search.reset();
    auto query = graph::SearchQuery::parse(text.toStdString(), m_model.store().schema());
    if (!query) {
        Q_EMIT answered(
            {.text = text, .hits = {}, .found = 0, .valueName = {}, .complete = true, .fault = QString::fromStdString(query.error().text)});
        return;
    }
    m_search.emplace(std::move(*query));
    m_graph = m_model.graph();
    begin();
}

bool SearchQuestion::advance()
{
    if (m_model.graph() != m_graph) {
        ask(QString(m_text));   // another graph, another schema
        return true;
    }
    return m_search->advance(m_model.store(), slotsAtOnce);
}

void SearchQuestion::answer()
{
    SearchAnswer answer{.text = m_text, .hits = {}, .found = m_search->found(), .valueName = {}, .complete = true, .fault = {}};
    const auto* const condition = std::get_if<graph::SearchQuery::Condition>(&m_search->query().wanted);
    const auto& columns = m_model.store().schema().nodeValues;
    const auto attribute = m_search->query().attribute();
    if (attribute)
        answer.valueName = words(m_model.store().schema().nodeAttributes[*attribute].name);
    else if (condition)
        answer.valueName = condition->column < columns.size() ? words(columns[condition->column].name) : QStringLiteral("degree");
    for (const graph::NodeSearch::Hit& hit : m_search->hits()) {
        const Slot node = m_model.sceneSlot(ElementKind::Node, hit.node);
        if (!m_model.store().hasNode(hit.node) || node == noSlot)
            continue;   // gone meanwhile, or not in a scene yet
        const graph::NodeIdentity identity = m_model.store().nodeIdentity(hit.node);
        if (attribute) {
            const auto value = m_model.store().attributes(ElementKind::Node).value(hit.node, *attribute);
            answer.hits.push_back({node, words(labelOf(identity)), words(identity.key), std::nullopt, attributeWords(value)});
            continue;
        }
        const auto value = condition ? graph::SearchQuery::valueOf(m_model.store(), hit.node, *condition) : std::nullopt;
        answer.hits.push_back({node, words(labelOf(identity)), words(identity.key), value});
    }
    m_search.reset();
    Q_EMIT answered(answer);
}

} // namespace weir::pipeline
