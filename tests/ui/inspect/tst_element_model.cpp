#include "ui/inspect/element_model.h"
#include "support/test_program.h"

#include <QtTest/QtTest>

using namespace weir;
using ui::ElementModel;

namespace {

pipeline::ElementDetails node(Slot slot)
{
    pipeline::ElementDetails details;
    details.slot = slot;
    details.exists = true;
    details.key = "libqt6core6:amd64";
    details.label = "libqt6core6";
    details.category = "installed";
    details.degree = 1204;
    details.size = 2.5;
    details.values = {{"Installed size", "MiB", 17.25}};
    return details;
}

} // namespace

class tst_ElementModel final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aNodeShowsLabelKeyCategoryAndValues();
    void anEdgeShowsItsEnds();
    void anAnswerForAnotherElementIsIgnored();
    void anElementThatIsGoneIsNoLongerKnown();
    void lookingElsewhereForgetsAtOnce();
    void aLabelOfManyLinesIsOneLine();
};

void tst_ElementModel::aNodeShowsLabelKeyCategoryAndValues()
{
    ElementModel model;
    model.expect({ElementKind::Node, 7});
    QVERIFY(!model.known());
    model.setDetails(node(7));
    QVERIFY(model.known());
    QCOMPARE(model.title(), QStringLiteral("libqt6core6"));
    QCOMPARE(model.subtitle(), QStringLiteral("libqt6core6:amd64"));
    QCOMPARE(model.category(), QStringLiteral("installed"));
    QCOMPARE(model.values()->figures()[0].value, QStringLiteral("1,204"));
    QCOMPARE(model.values()->figures()[2].value, QStringLiteral("17.3 MiB"));
    QVERIFY(model.spoken().startsWith(QLatin1String("Node libqt6core6, installed, Degree 1,204")));
}

void tst_ElementModel::anEdgeShowsItsEnds()
{
    ElementModel model;
    model.expect({ElementKind::Edge, 3});
    pipeline::ElementDetails details;
    details.kind = ElementKind::Edge;
    details.slot = 3;
    details.exists = true;
    details.source = "a";
    details.target = "b";
    details.directed = true;
    details.weight = 1;
    model.setDetails(details);
    QCOMPARE(model.title(), QStringLiteral("a \u2192 b"));
    QCOMPARE(model.values()->figures().size(), qsizetype{1});   // the usual weight says nothing
    QCOMPARE(model.values()->figures()[0].value, QStringLiteral("directed"));
    details.weight = 2;
    model.setDetails(details);
    QCOMPARE(model.values()->figures()[1].name, QStringLiteral("Weight"));
}

void tst_ElementModel::anAnswerForAnotherElementIsIgnored()
{
    ElementModel model;
    model.setDetails(node(7));
    QVERIFY(!model.known());
    model.expect({ElementKind::Node, 8});
    model.setDetails(node(7));
    QVERIFY(!model.known());
    model.expect({ElementKind::Edge, 7});
    model.setDetails(node(7));
    QVERIFY(!model.known());
}

void tst_ElementModel::anElementThatIsGoneIsNoLongerKnown()
{
    ElementModel model;
    model.expect({ElementKind::Node, 7});
    model.setDetails(node(7));
    pipeline::ElementDetails gone;
    gone.slot = 7;
    model.setDetails(gone);
    QVERIFY(!model.known());
    QCOMPARE(model.values()->count(), 0);
}

void tst_ElementModel::lookingElsewhereForgetsAtOnce()
{
    ElementModel model;
    model.expect({ElementKind::Node, 7});
    model.setDetails(node(7));
    model.expect({ElementKind::Node, 8});
    QVERIFY(!model.known());
    model.setDetails(node(8));
    model.expectNothing();
    QVERIFY(!model.known());
    QVERIFY(model.spoken().isEmpty());
}

void tst_ElementModel::aLabelOfManyLinesIsOneLine()
{
    ElementModel model;
    model.expect({ElementKind::Node, 7});
    pipeline::ElementDetails details = node(7);
    details.label = "one\n\ttwo" + std::string(1000, 'x');
    model.setDetails(details);
    QVERIFY(model.title().startsWith(QLatin1String("one two")));
    QCOMPARE(model.title().size(), 200);
}

WEIR_TEST(tst_ElementModel)
#include "tst_element_model.moc"
