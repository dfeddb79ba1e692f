#include "layout/start/coarsening.h"
#include "layout/graphs.h"
#include "layout/start/hierarchy.h"
#include "support/test_program.h"
#include <QTest>
#include <algorithm>
#include <map>
#include <numeric>

using weir::layout::coarsened;
using weir::layout::CoarserGraph;
using weir::layout::Hierarchy;
using weir::layout::NodeIndex;
using weir::layout::SpringGraph;

namespace {

float totalMass(const SpringGraph& graph) { return std::accumulate(graph.masses().begin(), graph.masses().end(), 0.0F); }

} // namespace

class tst_Coarsening final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void anEmptyGraphStaysEmpty();
    void massIsNeitherWonNorLost();
    void springsBetweenGroupsAddUp();
    void aMeshShrinks();
    void aStarShrinksAsFast();
    void loneNodesStayAlone();
    void theSameSeedGroupsTheSameWay();
    void aHierarchyEndsWithFewNodes();
    void loneNodesDoNotKeepAHierarchyGoing();
};

void tst_Coarsening::anEmptyGraphStaysEmpty()
{
    QCOMPARE(coarsened(SpringGraph(), 1).graph.size(), 0U);
}

void tst_Coarsening::massIsNeitherWonNorLost()
{
    const SpringGraph fine(900, graphs::grid(30), {});
    const CoarserGraph coarse = coarsened(fine, 1);
    QVERIFY(std::abs(totalMass(fine) - totalMass(coarse.graph)) < 0.001F * totalMass(fine));
    std::vector<float> masses(coarse.graph.size());
    for (NodeIndex node = 0; node < fine.size(); ++node)
        masses[coarse.parents[node]] += fine.masses()[node];
    for (NodeIndex group = 0; group < masses.size(); ++group)
        QVERIFY(std::abs(masses[group] - coarse.graph.masses()[group]) < 0.001F * masses[group]);
}

void tst_Coarsening::springsBetweenGroupsAddUp()
{
    const SpringGraph fine(900, graphs::grid(30), {});
    const CoarserGraph coarse = coarsened(fine, 1);
    std::map<std::pair<NodeIndex, NodeIndex>, float> expected;
    for (NodeIndex node = 0; node < fine.size(); ++node) {
        for (const auto& spring : fine.springs(node)) {
            if (coarse.parents[node] != coarse.parents[spring.other])
                expected[{coarse.parents[node], coarse.parents[spring.other]}] += spring.weight;
        }
    }
    QCOMPARE(coarse.graph.springCount(), expected.size());
    for (NodeIndex group = 0; group < coarse.graph.size(); ++group) {
        for (const auto& spring : coarse.graph.springs(group)) {
            const auto found = expected.find({group, spring.other});
            QVERIFY(found != expected.end());
            QVERIFY(std::abs(found->second - spring.weight) < 1e-4F);
        }
    }
}

void tst_Coarsening::aMeshShrinks()
{
    const SpringGraph fine(10'000, graphs::grid(100), {});
    QVERIFY(coarsened(fine, 1).graph.size() < 5'000);
}

void tst_Coarsening::aStarShrinksAsFast()
{
    const SpringGraph fine(20'001, graphs::star(20'000), {});
    QVERIFY(coarsened(fine, 1).graph.size() < 5'000);
}

void tst_Coarsening::loneNodesStayAlone()
{
    const SpringGraph fine(5, graphs::Edges{{0, 1}}, {});
    QCOMPARE(coarsened(fine, 1).graph.size(), 4U);
}

void tst_Coarsening::theSameSeedGroupsTheSameWay()
{
    const SpringGraph fine(900, graphs::grid(30), {});
    QCOMPARE(coarsened(fine, 7).parents, coarsened(fine, 7).parents);
    QVERIFY(coarsened(fine, 7).parents != coarsened(fine, 8).parents);
}

void tst_Coarsening::aHierarchyEndsWithFewNodes()
{
    const SpringGraph graph(10'000, graphs::grid(100), {});
    Hierarchy hierarchy(graph);
    while (hierarchy.addLevel(1)) {}
    const std::size_t top = hierarchy.levels() - 1;
    QVERIFY(hierarchy.graph(top).size() <= 60);
    const std::vector<NodeIndex> ancestors = hierarchy.ancestors(top);
    QCOMPARE(ancestors.size(), 10'000U);
    QVERIFY(*std::max_element(ancestors.begin(), ancestors.end()) < hierarchy.graph(top).size());
}

void tst_Coarsening::loneNodesDoNotKeepAHierarchyGoing()
{
    const SpringGraph graph(1'000, {}, {});
    Hierarchy hierarchy(graph);
    QVERIFY(!hierarchy.addLevel(1));
    QCOMPARE(hierarchy.levels(), 1U);
}

WEIR_TEST(tst_Coarsening)
#include "tst_coarsening.moc"
