#include "ui/window/look_feed.h"
#include "pipeline/live_graph.h"
#include "ui/look/filter_model.h"
#include "ui/look/legend_model.h"
#include "ui/look/look_model.h"
#include "ui/look/search_model.h"
#include "ui/settings/window_settings.h"
#include <algorithm>
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

    m_againTimer.setSingleShot(true);
    connect(&m_againTimer, &QTimer::timeout, this, &LookFeed::countColumns);
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

namespace {

/// Whether somebody waits for other columns, or for other texts, and not only for other numbers of the same.
bool looksElsewhere(const std::vector<pipeline::ColumnWish>& now, const std::vector<pipeline::ColumnWish>& before)
{
    return !std::ranges::equal(now, before, [](const pipeline::ColumnWish& a, const pipeline::ColumnWish& b) {
        return a.element == b.element && a.column == b.column && a.find == b.find;
    });
}

} // namespace

/// A new filter, as with every move of a handle, waits for the answer that is under way: else none would come while the hand moves.
void LookFeed::countColumns()
{
    constexpr std::int64_t longestPatience = 5000;   // ms: an answer may be lost with its graph
    constexpr int shareOfChanges = 8, shareOfFilters = 2;   // counting takes at most one part in so many of the time
    Counted now{m_models.filter.wishes(), m_graph.stats().changesApplied + m_graph.stats().snapshotsApplied};
    if (now.wishes.empty()) {
        m_counted = {};
        m_asked = false;
        return;
    }
    if (!looksElsewhere(now.wishes, m_counted.wishes)) {
        const std::int64_t since = m_sinceAsked.elapsed();
        if (m_asked && since < longestPatience + shareOfChanges * m_counting)
            return;
        const bool otherFilters = now.wishes != m_counted.wishes;
        const bool agesGoOn = std::ranges::any_of(now.wishes, [](const pipeline::ColumnWish& wish) { return !wish.age.everything(); });
        if (!otherFilters && !agesGoOn && now.changes == m_counted.changes)
            return;
        if (const std::int64_t rest = (otherFilters ? shareOfFilters : shareOfChanges) * m_counting - since; rest > 0) {
            if (otherFilters && !m_againTimer.isActive())
                m_againTimer.start(static_cast<int>(rest));
            return;
        }
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
    m_asked = false;
    m_counting = m_sinceAsked.elapsed();
    m_models.filter.setColumns(answer);
    if (m_models.filter.wishes() != m_counted.wishes)
        countColumns();   // what was chosen meanwhile
}

/// What a filter is for may come while the graph does.
void LookFeed::dropMissing()
{
    const stream::StreamStats& stats = m_graph.stats();
    const bool whole = stats.state == stream::StreamState::Live && stats.hasFirstGraph();
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
}

}   // namespace weir::ui
