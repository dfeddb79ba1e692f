#pragma once
#include "pipeline/columns/column_counts.h"
#include "scene/scene.h"
#include <memory>
#include <vector>
#include <QtCore/QElapsedTimer>
#include <QtCore/QObject>
#include <QtCore/QTimer>

namespace weir::pipeline {
class LiveGraph;
}

namespace weir::ui {

class FilterModel;
class LegendModel;
class LookModel;
class SearchModel;
class WindowSettings;

/// Feeds the room of looks: what the graph's categories and columns are, how many nodes are of which and pass, how the values of columns
/// that are looked at spread, about once a second while they change and as soon as filters do, and what was found; and
/// gives the graph what a person chose of colours, sizes and filters and looks for. What is chosen of looks is remembered. GUI thread.
class LookFeed final : public QObject {
    Q_OBJECT

public:
    struct Models {
        LegendModel& legend;
        FilterModel& filter;
        LookModel& look;
        SearchModel& search;
    };

    /// All of them must outlive it.
    LookFeed(const Models& models, WindowSettings& settings, pipeline::LiveGraph& graph);

    /// Its nodes are counted at the next step, once a second.
    void takeScene(std::shared_ptr<const scene::Scene> scene) { m_uncounted = std::move(scene); }

private:
    void rememberChoices(WindowSettings& settings);
    void onServerFacts();
    void onAnswer();
    void onColumns(const pipeline::ColumnAnswer& answer);
    void countColumns();
    void dropMissing();
    void choose();
    void count();

    Models m_models;
    pipeline::LiveGraph& m_graph;
    std::shared_ptr<const scene::Scene> m_uncounted;   // newest
    QTimer m_countTimer, m_againTimer;

    struct Counted {
        std::vector<pipeline::ColumnWish> wishes;
        std::uint64_t changes = 0;   // that the graph had seen then
    };
    Counted m_counted;                    // asked for last
    std::uint64_t m_question = 0;         // its number
    bool m_asked = false;                 // and not answered yet
    QElapsedTimer m_sinceAsked;
    std::int64_t m_counting = 0;          // ms that it took last: what takes long is asked for less often
    bool m_settled = false;               // at the last step all of the graph was there
};

}   // namespace weir::ui
