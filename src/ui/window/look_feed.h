#pragma once
#include "scene/scene.h"
#include <memory>
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

/// Feeds the room of looks: what the graph's categories and columns are, how many nodes are of which and pass, and what was found; and
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
    void choose();
    void count();

    Models m_models;
    pipeline::LiveGraph& m_graph;
    std::shared_ptr<const scene::Scene> m_uncounted;   // newest
    QTimer m_countTimer;
};

}   // namespace weir::ui
