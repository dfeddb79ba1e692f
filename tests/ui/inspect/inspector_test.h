#pragma once
#include "scene/scene_builder.h"
#include "support/indexed_scenes.h"
#include "ui/graph/graph_view.h"
#include "ui/inspect/element_model.h"
#include "ui/inspect/inspector.h"
#include <QtQuick/QQuickWindow>
#include <memory>
#include <vector>

/// The inspector with a view and scenes, and the test in the place of whoever owns the model.
class InspectorTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

protected:
    void show();
    void select(weir::Slot node) { m_view->selectNode(node); }
    void selectSet(weir::ui::Selection::Set set)
    {
        m_view->selection().showSet(std::move(set), m_view->scene(), weir::ui::Selection::Origin::Hand);
    }
    void showChain(std::uint32_t nodes);
    [[nodiscard]] std::vector<weir::Slot> setNodes() const;

    std::unique_ptr<QQuickWindow> m_window;
    weir::ui::GraphView* m_view = nullptr;
    std::unique_ptr<weir::ui::ElementModel> m_selection;
    std::unique_ptr<weir::ui::Inspector> m_inspector;
    weir::scene::SceneBuilder m_builder;
    weir::test::IndexedScenes m_indexed;
    std::uint64_t m_epoch = 1;
    struct Table {
        quint64 question = 0;
        weir::pipeline::TableFormat format = weir::pipeline::TableFormat::Csv;
        std::shared_ptr<const weir::scene::ElementSet> elements;
    };
    std::vector<Table> m_tables;
    std::vector<std::pair<quint64, std::vector<weir::pipeline::Link>>> m_links;
};
