#include "ui/look/element_columns.h"
#include "graph/attributes/dictionary.h"
#include "support/test_program.h"
#include <QtTest/QTest>

using namespace weir;
using graph::AttributeKind;
using pipeline::Column;
using ui::elementColumns;

/// What choosers of looks and filters offer of a graph.
class tst_ElementColumns final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void declaredValuesComeBeforeAttributes();
    void aNameThatIsTakenIsTold();
    void whatGrowsComesLast();
};

namespace {

graph::Schema schema()
{
    graph::Schema schema;
    schema.nodeValues = {{"memory", "MiB"}, {"load", ""}};
    schema.edgeValues = {{"traffic", ""}};
    schema.nodeAttributes = {{"age", AttributeKind::Number}, {"city", AttributeKind::Text, std::make_shared<graph::Dictionary>()}};
    schema.edgeAttributes = {{"since", AttributeKind::Time}};
    return schema;
}

QString namesOf(const std::vector<ui::ElementColumn>& columns)
{
    QStringList names;
    for (const ui::ElementColumn& column : columns)
        names << column.name;
    return names.join(QLatin1Char('|'));
}

} // namespace

void tst_ElementColumns::declaredValuesComeBeforeAttributes()
{
    const auto nodes = elementColumns(schema(), ElementKind::Node, {});
    QCOMPARE(namesOf(nodes), QStringLiteral("memory (MiB)|load|age|city"));
    QVERIFY(nodes[1].column == Column::value(1));
    QVERIFY(nodes[3].column == Column::attribute(1));
    QCOMPARE(nodes[3].kind, AttributeKind::Text);
    QVERIFY(nodes[3].texts && !nodes[2].texts);
    const auto edges = elementColumns(schema(), ElementKind::Edge, {});
    QCOMPARE(namesOf(edges), QStringLiteral("traffic|since"));
    QCOMPARE(edges[1].kind, AttributeKind::Time);
}

void tst_ElementColumns::aNameThatIsTakenIsTold()
{
    graph::Schema schema = ::schema();
    schema.nodeAttributes = {{"Degree", AttributeKind::Number}, {"memory", AttributeKind::Text}, {"free", AttributeKind::Flag}};
    QCOMPARE(namesOf(elementColumns(schema, ElementKind::Node, {QStringLiteral("degree")})), QStringLiteral("memory (MiB)|load|\"Degree\"|\"memory\"|free"));
}

void tst_ElementColumns::whatGrowsComesLast()
{
    graph::Schema schema = ::schema();
    const auto before = elementColumns(schema, ElementKind::Node, {});
    schema.nodeAttributes.push_back({"late", AttributeKind::Flag});
    const auto after = elementColumns(schema, ElementKind::Node, {});
    QCOMPARE(std::vector(after.begin(), after.end() - 1), before);
    QCOMPARE(after.back().name, QStringLiteral("late"));
}

WEIR_TEST(tst_ElementColumns)
#include "tst_element_columns.moc"
