#include "support/test_program.h"
#include "ui/graph/view_stage.h"
#include <QtGui/QGuiApplication>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>
#include <algorithm>

using namespace weir;
using namespace weir::ui;

/// The names that stand in a view.
class tst_GraphViewLabels : public QObject, private ViewStage {
    Q_OBJECT

private Q_SLOTS:
    void init() { begin(); }
    void cleanup() { end(); }

    void aLabelChangesSidesWhereItWouldLeaveTheView();
    void aNameThatDoesNotComeIsAskedForOnceAScene();
};

void tst_GraphViewLabels::aLabelChangesSidesWhereItWouldLeaveTheView()
{
    connect(m_view, &GraphView::labelsWanted, m_view, [this](std::uint64_t epochVersion, const std::vector<Slot>& nodes) {
        std::vector<lens::LabelWorker::Text> texts;
        for (const Slot node : nodes)
            texts.push_back({node, 0, QStringLiteral("name of %1").arg(node)});
        m_view->takeLabelTexts(epochVersion, std::move(texts));
    });
    m_builder.node(0, -1);
    m_builder.node(0, 1);
    m_view->takeUpdate(m_indexed.next({m_builder.scene(), {}}));
    m_view->setShowLabels(true);
    const auto isBefore = [this](Slot node) {
        const auto texts = m_view->viewPicture()->texts;
        const auto text = std::ranges::find(texts, node, &lens::LabelWorker::Text::node);
        return text != texts.end() && text->before;
    };
    QTRY_VERIFY(m_view->viewPicture() && m_view->shownLabels() == 2);
    QVERIFY(!isBefore(0) && !isBefore(1));
    // They come to the right edge, and the same ones are named all the way.
    m_view->setCamera(m_view->camera().panned(m_view->camera().width() / 2 - 15, 0));
    QTRY_VERIFY(isBefore(0) && isBefore(1));
    QCOMPARE(m_view->shownLabels(), 2);
}

void tst_GraphViewLabels::aNameThatDoesNotComeIsAskedForOnceAScene()
{
    QSignalSpy wanted(m_view, &GraphView::labelsWanted);
    const auto asked = [&wanted](int at) { return wanted[at][1].value<std::vector<Slot>>(); };
    m_builder.node(0, -1);
    m_builder.node(0, 1);
    const auto scene = m_builder.scene();
    m_view->takeUpdate(m_indexed.next({scene, {}}));
    m_view->setShowLabels(true);
    QTRY_COMPARE(wanted.count(), 1);
    QCOMPARE(wanted[0][0].value<std::uint64_t>(), scene->epochVersion);
    QCOMPARE(asked(0).size(), 2U);
    for (const QString& name : {QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("c"), QStringLiteral("d")}) {
        m_view->takeLabelTexts(scene->epochVersion, {{0, 0, name}});
        const auto isShown = [&] { return m_view->viewPicture()->texts.size() == 1 && m_view->viewPicture()->texts.front().text == name; };
        QTRY_VERIFY(isShown());
    }
    QCOMPARE(wanted.count(), 2);
    QCOMPARE(asked(1), std::vector<Slot>{1});
    m_view->takeUpdate(m_indexed.next({m_builder.scene(), {}}));
    QTRY_COMPARE(wanted.count(), 3);
    QCOMPARE(asked(2), std::vector<Slot>{1});
}

WEIR_TEST_IN(QGuiApplication, tst_GraphViewLabels)
#include "tst_graph_view_labels.moc"
