#include "scene/scene_builder.h"
#include "support/test_program.h"
#include "ui/graph/named_selection.h"
#include <numeric>
#include <QtTest/QTest>

using namespace weir;
using namespace weir::ui;

class tst_NamedSelection : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void withoutASelectionAllMayBeNamed();
    void aNodeIsNamedWithItsNeighbours();
    void anEdgeIsNamedByItsEnds();
    void allOfASmallSetIsNamedFirst();
    void ofALargeSetThereIsWhatFindsRoom();
    void whatIsPointedAtIsNamedBesideIt();

private:
    lens::LabelWorker::Subject m_subject;
};

/// 0 - 1 - 2 - 3
void tst_NamedSelection::init()
{
    scene::SceneBuilder builder;
    for (Slot node = 0; node < 4; ++node) {
        builder.node(0, 0);
        if (node > 0)
            builder.edge(node - 1, node);
    }
    m_subject = {builder.scene(), nullptr, {}, {}};
}

void tst_NamedSelection::withoutASelectionAllMayBeNamed()
{
    nameSelected(m_subject, {});
    QVERIFY(m_subject.always.empty() && !m_subject.among);
}

void tst_NamedSelection::aNodeIsNamedWithItsNeighbours()
{
    render::Highlight highlight;
    highlight.selectedNode = 1;
    nameSelected(m_subject, highlight);   // they are not known yet
    QCOMPARE(m_subject.always, std::vector<Slot>{1});
    QVERIFY(m_subject.among && m_subject.among->nodes.empty());
    highlight.around = std::make_shared<const scene::Neighbourhood>(scene::Neighbourhood{{0, 2}, {0, 1}});
    m_subject.always.clear();
    nameSelected(m_subject, highlight);
    QCOMPARE(m_subject.always, (std::vector<Slot>{1, 0, 2}));
}

void tst_NamedSelection::anEdgeIsNamedByItsEnds()
{
    render::Highlight highlight;
    highlight.selectedEdge = 2;
    nameSelected(m_subject, highlight);
    QCOMPARE(m_subject.always, (std::vector<Slot>{2, 3}));
    QVERIFY(m_subject.among);
}

void tst_NamedSelection::allOfASmallSetIsNamedFirst()
{
    render::Highlight highlight;
    highlight.selectedNode = 2;
    highlight.selectedSet = std::make_shared<const scene::ElementSet>(scene::ElementSet{{3, 2}, {0, 99}});
    nameSelected(m_subject, highlight);
    QCOMPARE(m_subject.always, (std::vector<Slot>{2, 3, 0, 1}));
    QCOMPARE(m_subject.among, highlight.selectedSet);
}

void tst_NamedSelection::ofALargeSetThereIsWhatFindsRoom()
{
    std::vector<Slot> nodes(1'000);
    std::iota(nodes.begin(), nodes.end(), 0U);
    render::Highlight highlight;
    highlight.selectedSet = std::make_shared<const scene::ElementSet>(scene::ElementSet{nodes, nodes});
    nameSelected(m_subject, highlight);
    QVERIFY(m_subject.always.empty());
    QCOMPARE(m_subject.among, highlight.selectedSet);
}

void tst_NamedSelection::whatIsPointedAtIsNamedBesideIt()
{
    render::Highlight highlight;
    highlight.hoveredNode = 3;
    nameSelected(m_subject, highlight);
    QCOMPARE(m_subject.always, std::vector<Slot>{3});
    QVERIFY(!m_subject.among);
}

WEIR_TEST(tst_NamedSelection)
#include "tst_named_selection.moc"
