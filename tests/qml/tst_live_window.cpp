#include "live_window.h"
#include "support/test_program.h"

#include <QtTest/QtTest>
#include <QtWidgets/QApplication>

using namespace weir;
using namespace weir::ui;

namespace {

constexpr int patience = 30'000;   // ms; busy machines are slow

}

/// The whole window with a real stream behind it: what keys and clicks do to what is seen of the graph.
class tst_LiveWindow final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();

    void whileLiveTwoShotsDifferAndWhilePausedTheyAreEqual();
    void aClickOnTheLegendDimsTheRestInThePicture();
    void whatPointsAtANodeIsToldItsKey();
    void whatIsTypedIsFoundAndEnterFliesThere();
    void aDraggedNodeStaysWhileTheLayoutGoesOn();
    void anotherSourceTakesTheSelectionWithItAndLeavesAFilterThatFits();

private:
    void showSource(const char* spec);
    [[nodiscard]] Phase phase() { return m_live.models().stream.phase(); }
    void key(Qt::Key key, Qt::KeyboardModifiers modifiers = {}) { QTest::keyClick(&m_live.window(), key, modifiers); }
    [[nodiscard]] Tick serverTick() { return m_live.models().stream.stats().serverTick; }
    [[nodiscard]] bool rests() { return !m_live.controller().picture().layoutActive && m_live.view().pictureIsCurrent(); }

    [[nodiscard]] bool stands();

    LiveWindow m_live;
    QSignalSpy m_figures{&m_live.controller(), &WindowController::figuresTaken};
    qsizetype m_figuresAtShot = 0;
    QImage m_lastShot;
};

void tst_LiveWindow::initTestCase() { QVERIFY(m_live.open()); }

/// Nothing of the test before it is left.
void tst_LiveWindow::init()
{
    if (phase() == Phase::Paused)
        m_live.models().stream.togglePause();
    m_live.models().filter.clear();
    m_live.view().clearSelection();
    m_live.view().forceActiveFocus();
}

void tst_LiveWindow::showSource(const char* spec)
{
    const quint64 before = m_live.view().scene() ? m_live.view().scene()->epochVersion : 0;
    QVERIFY(m_live.controller().stream().showSource(QString::fromLatin1(spec)));
    QTRY_COMPARE_WITH_TIMEOUT(phase(), Phase::Live, patience);
    // A new graph's first scene may have nothing in it yet, and the picture still be that of the graph before.
    const auto isThere = [&] {
        const auto scene = m_live.view().scene();
        return scene && scene->epochVersion != before && scene->nodeCount > 0 && m_live.models().stream.stats().inSync == true
            && scene->nodeCount == m_live.models().stream.stats().nodes && m_live.view().pictureReport().epochVersion == scene->epochVersion;
    };
    QTRY_VERIFY_WITH_TIMEOUT(isThere() && m_live.view().shownNodes() > 0, patience);
    m_live.view().fit();
}

/// Two shots in a row, with new figures between them, are the same, and nothing is under way that would change the next.
bool tst_LiveWindow::stands()
{
    if (m_figures.count() < m_figuresAtShot + 2)
        return false;
    m_figuresAtShot = m_figures.count();
    const QImage before = std::exchange(m_lastShot, m_live.graphShot());
    return m_lastShot == before && rests();
}

void tst_LiveWindow::whileLiveTwoShotsDifferAndWhilePausedTheyAreEqual()
{
    showSource("synthetic:nodes=300,edges=600,rate=2000,positions=no");
    for (int round = 0; round < 2; ++round) {
        const QImage first = m_live.graphShot();
        QVERIFY(!first.isNull());
        const Tick applied = m_live.models().stream.stats().appliedTick;
        QTRY_VERIFY_WITH_TIMEOUT(m_live.models().stream.stats().appliedTick > applied, patience);
        QTRY_VERIFY_WITH_TIMEOUT(m_live.graphShot() != first, patience);
    }

    key(Qt::Key_Space);
    QTRY_COMPARE_WITH_TIMEOUT(phase(), Phase::Paused, patience);
    // What glowed fades, what the layout had begun it ends.
    QVERIFY(QTest::qWaitFor([this] { return stands(); }, patience));
    const QImage before = m_lastShot;
    const Tick then = serverTick(), applied = m_live.models().stream.stats().appliedTick;
    QTRY_VERIFY_WITH_TIMEOUT(serverTick() > then + 40, patience);   // of a server that goes on
    QCOMPARE(m_live.graphShot(), before);
    QCOMPARE(m_live.models().stream.stats().appliedTick, applied);

    key(Qt::Key_Space);
    QTRY_COMPARE_WITH_TIMEOUT(phase(), Phase::Live, patience);
    QTRY_VERIFY_WITH_TIMEOUT(m_live.graphShot() != before, patience);
    QTRY_VERIFY_WITH_TIMEOUT(m_live.models().stream.stats().appliedTick > then && m_live.models().stream.stats().inSync == true, patience);
}

void tst_LiveWindow::aClickOnTheLegendDimsTheRestInThePicture()
{
    showSource("synthetic:nodes=200,edges=300,rate=0");
    QTRY_VERIFY_WITH_TIMEOUT(rests() && m_live.part(QStringLiteral("legendRow1")), patience);
    const QImage before = m_live.graphShot();
    m_live.click(QStringLiteral("legendRow1"));
    QTRY_VERIFY_WITH_TIMEOUT(m_live.view().scene()->dimmedNodes > 0 && rests(), patience);
    const std::uint32_t dimmed = m_live.view().scene()->dimmedNodes;
    for (Slot node = 0; node < m_live.view().scene()->nodeSlots; ++node) {
        const scene::NodeStyle& style = m_live.view().scene()->style(node);
        QCOMPARE(style.standing == scene::Standing::Dimmed, style.category != 1);
    }
    QTRY_VERIFY_WITH_TIMEOUT(m_live.graphShot() != before, patience);
    QTRY_COMPARE_WITH_TIMEOUT(m_live.part(QStringLiteral("chipSummary"))->property("text").toString(),
                              QStringLiteral("%1 of 200 nodes pass").arg(200 - dimmed), patience);
    m_live.click(QStringLiteral("chipClose0"));
    QTRY_COMPARE_WITH_TIMEOUT(m_live.view().scene()->dimmedNodes, 0U, patience);
}

void tst_LiveWindow::whatPointsAtANodeIsToldItsKey()
{
    showSource("synthetic:nodes=60,edges=90,rate=0");
    QTRY_VERIFY_WITH_TIMEOUT(rests() && m_live.view().pickIndex(), patience);
    QTest::mouseMove(&m_live.window(), {60, 70});
    QTest::mouseMove(&m_live.window(), m_live.placeOf(7));
    QTRY_VERIFY_WITH_TIMEOUT(m_live.models().hover.known(), patience);
    QVERIFY(m_live.part(QStringLiteral("hoverCard"))->isVisible());
    const QString pointedAt = m_live.models().hover.title();
    m_live.clickNode(7);
    QTRY_COMPARE_WITH_TIMEOUT(m_live.models().selection.title(), pointedAt, patience);
    QCOMPARE(m_live.part(QStringLiteral("selectionTitle"))->property("text").toString(), pointedAt);
}

void tst_LiveWindow::whatIsTypedIsFoundAndEnterFliesThere()
{
    showSource("synthetic:nodes=400,edges=600,rate=0");
    QTRY_VERIFY_WITH_TIMEOUT(rests() && m_live.view().pickIndex(), patience);
    m_live.clickNode(0);
    QTRY_VERIFY_WITH_TIMEOUT(m_live.models().selection.known(), patience);
    const QString name = m_live.models().selection.title();
    key(Qt::Key_Escape);
    key(Qt::Key_F, Qt::ControlModifier);
    for (const QChar letter : name)
        QTest::keyClick(&m_live.window(), letter.toLatin1());
    QTRY_VERIFY_WITH_TIMEOUT(m_live.models().search.rowCount() > 0, patience);
    const double slot = m_live.models().search.slotAt(0);
    key(Qt::Key_Return);
    QCOMPARE(m_live.view().selectedSlot(), slot);
    const scene::Point at = m_live.view().scene()->position(static_cast<Slot>(slot));
    QCOMPARE(m_live.view().camera().centre().x, double(at.x));
    QTRY_COMPARE_WITH_TIMEOUT(m_live.models().selection.title(), name, patience);
    key(Qt::Key_Escape);   // the box
    key(Qt::Key_Left, Qt::AltModifier);
    QVERIFY(m_live.view().following());
}

void tst_LiveWindow::aDraggedNodeStaysWhileTheLayoutGoesOn()
{
    showSource("synthetic:nodes=30,edges=40,rate=300,churn=0,positions=no");
    key(Qt::Key_Space);
    QTRY_COMPARE_WITH_TIMEOUT(phase(), Phase::Paused, patience);
    QVERIFY(QTest::qWaitFor([this] { return stands(); }, patience));
    const auto pointsAtIt = [&] {
        QTest::mouseMove(&m_live.window(), {60, 70});
        QTest::mouseMove(&m_live.window(), m_live.placeOf(5));
        return m_live.view().hoveredKind() == GraphView::Node && m_live.view().hoveredSlot() == 5;
    };
    QTRY_VERIFY_WITH_TIMEOUT(pointsAtIt(), patience);
    const QPoint from = m_live.placeOf(5), to = from + QPoint(40, -30);
    QTest::mousePress(&m_live.window(), Qt::LeftButton, {}, from);
    QTest::mouseMove(&m_live.window(), from + QPoint(20, -15));
    QTest::mouseMove(&m_live.window(), to);
    QTest::mouseRelease(&m_live.window(), Qt::LeftButton, {}, to);
    QCOMPARE(m_live.view().pinnedNodes(), 1);
    const auto isThere = [&] { return (m_live.placeOf(5) - to).manhattanLength() <= 2; };
    QTRY_VERIFY_WITH_TIMEOUT(isThere(), patience);
    key(Qt::Key_Space);
    const Tick then = serverTick();
    QTRY_VERIFY_WITH_TIMEOUT(m_live.models().stream.stats().appliedTick > then + 40, patience);
    QVERIFY(isThere());
    key(Qt::Key_U, Qt::ShiftModifier);
    QCOMPARE(m_live.view().pinnedNodes(), 0);
}

void tst_LiveWindow::anotherSourceTakesTheSelectionWithItAndLeavesAFilterThatFits()
{
    showSource("synthetic:nodes=60,edges=90,rate=0");
    QTRY_VERIFY_WITH_TIMEOUT(rests() && m_live.view().pickIndex() && m_live.part(QStringLiteral("legendRow1")), patience);
    m_live.click(QStringLiteral("legendRow1"));
    key(Qt::Key_A, Qt::ControlModifier);
    QTRY_COMPARE_WITH_TIMEOUT(m_live.view().selectedNodes(), 60, patience);
    showSource("synthetic:nodes=80,edges=90,rate=0");
    QTRY_VERIFY_WITH_TIMEOUT(rests(), patience);
    QCOMPARE(m_live.view().selectedNodes(), 0);
    QCOMPARE(m_live.models().filter.active(), 1);   // its categories are those of the graph before
    QTRY_VERIFY_WITH_TIMEOUT(m_live.view().scene()->dimmedNodes > 0, patience);
    m_live.click(QStringLiteral("chipClose0"));
    QTRY_COMPARE_WITH_TIMEOUT(m_live.view().scene()->dimmedNodes, 0U, patience);
}

WEIR_TEST_IN(QApplication, tst_LiveWindow)   // QtCharts draws with widgets' means
#include "tst_live_window.moc"
