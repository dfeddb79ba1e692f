#include "inspector_test.h"
#include <QtTest/QTest>
#include <algorithm>

using namespace weir;
using namespace weir::ui;
using pipeline::TableFormat;

void InspectorTest::init()
{
    m_builder = {};
    m_indexed = {};
    m_epoch = 1;
    m_tables.clear();
    m_links.clear();
    m_window = std::make_unique<QQuickWindow>();
    m_window->resize(400, 300);
    m_view = new GraphView(m_window->contentItem());
    m_view->setSize({400, 300});
    m_selection = std::make_unique<ElementModel>();
    m_inspector = std::make_unique<Inspector>(m_selection.get());
    m_inspector->setView(m_view);
    connect(m_inspector.get(), &Inspector::tableWanted, this, [this](quint64 question, quint64, TableFormat format, const auto& elements) {
        m_tables.push_back({question, format, elements});
    });
    connect(m_inspector.get(), &Inspector::linksWanted, this,
            [this](quint64 question, quint64, const auto& links) { m_links.emplace_back(question, links); });
    connect(&m_view->selection(), &Selection::elementChanged, m_selection.get(), [this] {
        m_selection->expect(m_view->selection().element());
        if (m_selection->expected().isNothing())
            return;
        pipeline::ElementDetails details;
        details.kind = m_selection->expected().kind;
        details.slot = m_selection->expected().slot;
        details.exists = true;
        details.key = details.label = "node " + std::to_string(details.slot);
        m_selection->setDetails(details);
    });
}

void InspectorTest::cleanup()
{
    m_inspector.reset();
    m_view = nullptr;
    m_window.reset();
}

void InspectorTest::show()
{
    const auto scene = m_builder.scene(m_epoch);
    m_view->takeUpdate(m_indexed.next({scene, {{{0, scene->nodeSlots}}, {{0, scene->nodeSlots}}, {{0, scene->edgeSlots}}}}));
    m_inspector->takeScene(scene);
}

/// 0 - 1 - 2 - ...
void InspectorTest::showChain(std::uint32_t nodes)
{
    for (std::uint32_t i = 0; i < nodes; ++i) {
        m_builder.node(static_cast<float>(i), 0);
        m_builder.style(i).generation = 1;
        if (i > 0)
            m_builder.edge(i - 1, i);
    }
    show();
}

std::vector<Slot> InspectorTest::setNodes() const
{
    if (!m_view->selectedSet())
        return {};
    std::vector<Slot> nodes = m_view->selectedSet()->nodes;
    std::ranges::sort(nodes);
    return nodes;
}
