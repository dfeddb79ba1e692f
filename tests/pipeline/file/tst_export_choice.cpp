#include "pipeline/file/export_choice.h"
#include "pipeline/file/export_count.h"
#include "scene/scene_builder.h"
#include "support/test_program.h"
#include <QtTest>

using namespace weir;
using namespace weir::pipeline;
using scene::Standing;

/// Which elements go into a file.
class tst_ExportChoice final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    /// Nodes 0 to 4, joined one after the other by edges 0 to 3; 5 is free, and edge 4 is.
    void init()
    {
        m_graph = {};
        for (int i = 0; i < 5; ++i)
            m_graph.node(static_cast<float>(i), 0);
        m_graph.freeNode();
        for (Slot i = 0; i < 4; ++i)
            m_graph.edge(i, i + 1);
        m_graph.ends(m_graph.edge(0, 1)) = {noSlot, noSlot};
    }

    void everythingIsWhatIsThere()
    {
        QCOMPARE(nodes(ExportPart::Everything), (std::vector<Slot>{0, 1, 2, 3, 4}));
        QCOMPARE(edges(ExportPart::Everything), (std::vector<Slot>{0, 1, 2, 3}));
    }

    void theFiltersPartIsNeitherDimmedNorHidden()
    {
        m_graph.style(1).standing = Standing::Dimmed;
        m_graph.edgeStanding(3) = Standing::Hidden;
        QCOMPARE(nodes(ExportPart::Shown), (std::vector<Slot>{0, 2, 3, 4}));
        QCOMPARE(edges(ExportPart::Shown), (std::vector<Slot>{2}));
        m_graph.style(4).standing = Standing::Hidden;
        QCOMPARE(nodes(ExportPart::Shown), (std::vector<Slot>{0, 2, 3}));
    }

    void aSelectionIsItsNodesAndEdgesAndTheEndsOfThese()
    {
        QCOMPARE(nodes(ExportPart::Selection, {{0}, {2}}), (std::vector<Slot>{0, 2, 3}));
        QCOMPARE(edges(ExportPart::Selection, {{0}, {2}}), (std::vector<Slot>{2}));
        // Whatever filters say, and without the edge between two nodes that was not selected.
        m_graph.style(2).standing = Standing::Hidden;
        QCOMPARE(edges(ExportPart::Selection, {{0, 1, 2, 3}, {2}}), (std::vector<Slot>{2}));
        QCOMPARE(nodes(ExportPart::Selection, {{0, 1, 2, 3}, {2}}), (std::vector<Slot>{0, 1, 2, 3}));
    }

    void ofNodesAloneItHasAllEdgesBetweenThem()
    {
        QCOMPARE(edges(ExportPart::Selection, {{0, 1, 3, 4}, {}}), (std::vector<Slot>{0, 3}));
    }

    void whatIsGoneIsCounted()
    {
        const ExportChoice choice(m_graph.scene(), ExportPart::Selection, selection({{0, 5, 77}, {4, 99, 0}}));
        QCOMPARE(choice.gone(), std::uint64_t{4});
        QVERIFY(choice.hasNode(0) && choice.hasNode(1) && !choice.hasNode(5) && !choice.hasNode(77));
        QVERIFY(choice.hasEdge(0) && !choice.hasEdge(4) && !choice.hasEdge(99));
    }

    void aSelectionOfAnotherGraphIsNothing()
    {
        ExportSelection other = selection({{0, 1}, {}});
        other.epochVersion = 2;
        const ExportChoice choice(m_graph.scene(), ExportPart::Selection, other);
        QVERIFY(!choice.hasNode(0));
        QVERIFY(!choice.hasEdge(0));
    }

    void allPartsAreCountedInSlices()
    {
        for (Slot i = 0; i < 10'000; ++i)
            m_graph.edge(m_graph.node(0, 0), i % 2 == 0 ? 0 : 1);
        m_graph.style(1).standing = Standing::Dimmed;
        ExportCount count;
        QSignalSpy answers(&count, &ExportCount::answered);
        count.ask(1, m_graph.scene(), {});
        count.ask(2, m_graph.scene(), selection({{0, 1, 2}, {}}));   // instead
        QTRY_COMPARE(answers.count(), 1);
        const auto counts = answers[0][0].value<ExportCounts>();
        QCOMPARE(counts.question, std::uint64_t{2});
        QVERIFY((counts.everything == ExportCounts::Count{10'005, 10'004}));
        QVERIFY((counts.shown == ExportCounts::Count{10'004, 5'002}));
        QVERIFY((counts.selection == ExportCounts::Count{3, 2}));
    }

private:
    [[nodiscard]] static ExportSelection selection(scene::ElementSet set)
    {
        return {1, std::make_shared<const scene::ElementSet>(std::move(set))};
    }
    [[nodiscard]] std::vector<Slot> nodes(ExportPart part, scene::ElementSet set = {})
    {
        const ExportChoice choice(m_graph.scene(), part, selection(std::move(set)));
        std::vector<Slot> found;
        for (Slot node = 0; node < 10; ++node) {
            if (choice.hasNode(node))
                found.push_back(node);
        }
        return found;
    }
    [[nodiscard]] std::vector<Slot> edges(ExportPart part, scene::ElementSet set = {})
    {
        const ExportChoice choice(m_graph.scene(), part, selection(std::move(set)));
        std::vector<Slot> found;
        for (Slot edge = 0; edge < 10; ++edge) {
            if (choice.hasEdge(edge))
                found.push_back(edge);
        }
        return found;
    }

    scene::SceneBuilder m_graph;
};

WEIR_TEST_IN(QCoreApplication, tst_ExportChoice)
#include "tst_export_choice.moc"
