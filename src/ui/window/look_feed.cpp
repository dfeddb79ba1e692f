#include "ui/window/look_feed.h"
#include "pipeline/live_graph.h"
#include "ui/look/filter_model.h"
#include "ui/look/legend_model.h"
#include "ui/look/look_model.h"
#include "ui/look/search_model.h"
#include "ui/settings/window_settings.h"
#include <chrono>
#include <utility>

namespace weir::ui {

using namespace std::chrono_literals;
using pipeline::LiveGraph;

LookFeed::LookFeed(const Models& models, WindowSettings& settings, LiveGraph& graph) : m_models(models), m_graph(graph)
{
    connect(&graph, &LiveGraph::serverFactsChanged, this, &LookFeed::onServerFacts);
    connect(&graph, &LiveGraph::lookAnswered, this, &LookFeed::onAnswer);
    connect(&models.search, &SearchModel::wanted, this, [this](const QString& text) { m_graph.search(text); });
    connect(&graph, &LiveGraph::searchAnswered, &models.search, &SearchModel::setAnswer);

    connect(&models.filter, &FilterModel::changed, this, &LookFeed::choose);
    connect(&models.filter, &FilterModel::wishesChanged, this, &LookFeed::countColumns, Qt::QueuedConnection);   // once for many
    connect(&graph, &LiveGraph::columnsCounted, this, &LookFeed::onColumns);
    connect(&models.look, &LookModel::changed, this, &LookFeed::choose);
    connect(&models.legend, &LegendModel::paletteNumbersChanged, this, &LookFeed::choose);
    rememberChoices(settings);

    connect(&m_countTimer, &QTimer::timeout, this, &LookFeed::count);
    connect(&m_countTimer, &QTimer::timeout, this, &LookFeed::countColumns);
    connect(&m_countTimer, &QTimer::timeout, this, &LookFeed::dropMissing);
    m_countTimer.start(1s);
}

void LookFeed::rememberChoices(WindowSettings& settings)
{
    static constexpr std::pair<LookModel::Part, const char*> names[] = {
        {LookModel::NodeSize, "nodeSizes"},
        {LookModel::NodeColour, "nodeColours"},
        {LookModel::NodeLabel, "nodeLabels"},
        {LookModel::EdgeWidth, "edgeWidths"},
        {LookModel::EdgeColour, "edgeColours"},
        {LookModel::EdgeLabel, "edgeLabels"},
    };
    LookModel& look = m_models.look;
    for (const auto& [part, name] : names)
        look.setWish(part, settings.look(QLatin1StringView(name)));
    connect(&look, &LookModel::wishChanged, &settings, [&look, &settings] {
        for (const auto& [part, name] : names)
            settings.setLook(QLatin1StringView(name), look.wish(part));
    });
}

void LookFeed::onServerFacts()
{
    const std::shared_ptr<const graph::Schema>& schema = m_graph.serverFacts().schema;
    m_models.legend.setSchema(schema);
    m_models.filter.setSchema(schema);
    m_models.look.setSchema(schema);
    m_models.search.refresh();
}

void LookFeed::onAnswer()
{
    m_models.filter.setAnswer(m_graph.lookAnswer());
    m_models.look.setAnswer(m_graph.lookAnswer());
}

void LookFeed::countColumns()
{
    constexpr std::int64_t longestPatience = 5000;   // ms: an answer may be lost with its graph
    Counted now{m_models.filter.wishes(), m_graph.stats().changesApplied + m_graph.stats().snapshotsApplied};
    if (now.wishes.empty()) {
        m_counted = {};
        m_asked = false;
        return;
    }
    if (now.wishes == m_counted.wishes) {
        const std::int64_t since = m_sinceAsked.elapsed();
        const bool answered = !m_asked || since > longestPatience + m_columnPause;
        if (!answered || now.changes == m_counted.changes || since < m_columnPause)
            return;
    }
    m_counted = now;
    m_asked = true;
    m_sinceAsked.start();
    m_graph.requestColumns(++m_question, std::move(now.wishes));
}

void LookFeed::onColumns(const pipeline::ColumnAnswer& answer)
{
    if (answer.question != m_question)
        return;
    constexpr int share = 8;   // counting takes at most one part in so many of the time
    m_asked = false;
    m_columnPause = share * m_sinceAsked.elapsed();
    m_models.filter.setColumns(answer);
}

/// What a filter is for may come while the graph does.
void LookFeed::dropMissing()
{
    const stream::StreamStats& stats = m_graph.stats();
    const bool whole = stats.state == stream::StreamState::Live && stats.sourceState != stream::SourceState::Reading && stats.sourceApplied;
    if (std::exchange(m_settled, whole) && whole && m_models.filter.waitsForColumns())
        m_models.filter.dropMissing();
}

void LookFeed::choose()
{
    pipeline::LookSettings settings;
    m_models.filter.applyTo(settings);
    m_models.look.applyTo(settings);
    settings.paletteNumbers = m_models.legend.paletteNumbers();
    m_graph.setLook(settings);
}

void LookFeed::count()
{
    if (!m_uncounted)
        return;
    m_models.legend.setScene(*std::exchange(m_uncounted, nullptr));
    m_models.filter.setCounts(m_models.legend.counts());
}

}   // namespace weir::ui
