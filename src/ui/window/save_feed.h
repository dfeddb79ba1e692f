#pragma once
#include <QtCore/QObject>

namespace weir::pipeline {
class LiveGraph;
}

namespace weir::ui {

class GraphExport;

/// Feeds the room of files: has the graph written and its parts counted, and brings how that goes. GUI thread.
class SaveFeed final : public QObject {
    Q_OBJECT

public:
    /// Both must outlive it.
    SaveFeed(GraphExport& model, pipeline::LiveGraph& graph);
};

}   // namespace weir::ui
