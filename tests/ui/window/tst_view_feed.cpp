#include "joined_window.h"
#include "ui/graph/graph_view.h"
#include "support/test_program.h"
#include <QtGui/QGuiApplication>
#include <QtQuick/QQuickWindow>
#include <QtTest/QtTest>
#include <cmath>

using namespace weir;
using namespace weir::ui;

/// A view joined to a real stream: where a hand puts nodes, and whether the layout goes on.
class tst_ViewFeed final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { m_joined = std::make_unique<JoinedWindow>(); }
    void cleanup() { m_joined.reset(); }

    void aNodeThatAHandMovesStaysThere();
    void aLayoutThatIsPausedStaysAndGivesNewNodesAPlace();

private:
    [[nodiscard]] WindowModels& models() { return m_joined->models; }

    std::unique_ptr<JoinedWindow> m_joined;
};

void tst_ViewFeed::aNodeThatAHandMovesStaysThere()
{
    QQuickWindow window;
    window.resize(400, 300);
    GraphView view;
    view.setParentItem(window.contentItem());
    view.setSize({400, 300});
    m_joined->controller.setView(&view);
    m_joined->controller.stream().showSource(QStringLiteral("synthetic:nodes=50,edges=100,churn=0,rate=0,positions=no"));
    QTRY_VERIFY_WITH_TIMEOUT(view.pickIndex() && view.pickIndex()->bounds().drawnNodes == 50, patience);
    QTRY_VERIFY_WITH_TIMEOUT(!m_joined->controller.picture().layoutActive, patience);
    const auto place = [&view] { return view.pickIndex()->scene()->position(7); };
    const scene::Point aside{place().x + 40, place().y + 30};
    const auto away = [&] { return std::hypot(place().x - aside.x, place().y - aside.y); };
    Q_EMIT view.pinWanted(7, aside);
    QTRY_VERIFY_WITH_TIMEOUT(away() < 0.01, patience);
    Q_EMIT view.unpinWanted(7);
    QTRY_VERIFY_WITH_TIMEOUT(away() > 1, patience);   // its neighbours draw it back
}

void tst_ViewFeed::aLayoutThatIsPausedStaysAndGivesNewNodesAPlace()
{
    QQuickWindow window;
    GraphView view;
    view.setParentItem(window.contentItem());
    view.setSize({400, 300});
    m_joined->controller.setView(&view);
    m_joined->controller.stream().showSource(QStringLiteral("synthetic:nodes=50,edges=100,churn=1,rate=100,positions=no"));
    QTRY_VERIFY_WITH_TIMEOUT(view.scene() && view.scene()->nodeCount > 45, patience);
    QVERIFY(models().layout.needed());
    QTRY_VERIFY_WITH_TIMEOUT(view.scene()->style(0).drawn(), patience);
    models().layout.togglePause();
    QTRY_VERIFY_WITH_TIMEOUT(m_joined->controller.picture().layoutPaused && !m_joined->controller.picture().layoutActive, patience);
    const auto movedOf = [](const scene::Scene& was, const scene::Scene& is) {
        int moved = 0;
        for (Slot node = 0; node < was.nodeSlots; ++node)
            moved += was.drawn(node) && is.drawn(node) && was.style(node).generation == is.style(node).generation
                && (was.position(node).x != is.position(node).x || was.position(node).y != is.position(node).y);
        return moved;
    };
    // Nodes come and go all the time.
    const auto cameAndDrawnSince = [&](const scene::Scene& then) {
        for (Slot node = 0; node < view.scene()->nodeSlots; ++node) {
            const bool isNew = node >= then.nodeSlots || view.scene()->style(node).generation != then.style(node).generation;
            if (isNew && view.scene()->drawn(node))
                return true;
        }
        return false;
    };
    const auto paused = view.scene();
    QTRY_VERIFY_WITH_TIMEOUT(cameAndDrawnSince(*paused), patience);   // what was on its way when it was paused is here now
    const auto before = view.scene();
    QTRY_VERIFY_WITH_TIMEOUT(cameAndDrawnSince(*before), patience);
    const auto after = view.scene();
    QCOMPARE(movedOf(*before, *after), 0);

    // Anew, although it is paused.
    models().layout.restart();
    QTRY_VERIFY_WITH_TIMEOUT(movedOf(*after, *view.scene()) > 0, patience);
    models().layout.setPaused(false);
    m_joined->controller.stream().showSource(QStringLiteral("synthetic:nodes=50,edges=100,rate=100"));
    QTRY_VERIFY_WITH_TIMEOUT(!models().layout.needed(), patience);
    models().layout.togglePause();
    QVERIFY(!models().layout.paused());   // there is nothing to pause
}

WEIR_TEST_IN(QGuiApplication, tst_ViewFeed)
#include "tst_view_feed.moc"
