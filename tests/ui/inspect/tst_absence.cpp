#include "scene/scene_builder.h"
#include "support/test_program.h"
#include "ui/inspect/absence.h"
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

using namespace weir;
using namespace weir::ui;

/// A pause as the window meets it; the test compares the scenes in the place of a worker.
class tst_Absence : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void whatCameInAPauseIsALine();
    void withoutAChangeNothingIsSaid();
    void itWaitsForTheSceneThatShowsWhatTheServerHadComeTo();
    void whereTheLastTicksChangedNothingTheNewestSceneIsTaken();
    void itStaysUntilTheNextPause();
    void itStaysUntilItIsDismissed();
    void anotherGraphHasNothingToSay();
    void aRowIsNamedByTheNodeOrByBothEnds();
    void whatHasNoRowIsCounted();

private:
    std::shared_ptr<const scene::Scene> show(std::uint64_t epoch = 1)
    {
        const auto scene = m_builder.scene(epoch);
        m_absence->takeScene(scene);
        return scene;
    }
    void pause() { m_absence->setStream(Phase::Paused, 0); }
    /// The server is at the next scene's tick.
    void resume(Tick behind = 1)
    {
        const Tick shown = m_builder.scene()->shownTick;
        m_absence->setStream(Phase::CatchingUp, shown + behind);
        m_absence->setStream(Phase::Live, shown + behind);
    }
    /// Two nodes came, joined to the first; node 1 went with its edge.
    void change()
    {
        for (int i = 0; i < 2; ++i)
            m_builder.edge(m_builder.node(0, 0), 0);
        m_builder.style(1).live = false;
        m_builder.ends(0) = {};
    }
    [[nodiscard]] QString row(int index) const { return m_absence->index(index).data(Absence::TextRole).toString(); }

    std::unique_ptr<Absence> m_absence;
    scene::SceneBuilder m_builder;
    std::vector<pipeline::Link> m_wanted;
    int m_compared = 0;
};

void tst_Absence::init()
{
    m_builder = {};
    m_builder.node(0, 0);
    m_builder.node(1, 0);
    m_builder.edge(0, 1);
    m_compared = 0;
    m_wanted.clear();
    m_absence = std::make_unique<Absence>();
    connect(m_absence.get(), &Absence::differenceWanted, this, [this](const auto& before, const auto& after) {
        ++m_compared;
        m_absence->take(after, std::make_shared<const scene::Difference>(scene::differenceOf(*before, *after)));
    });
    connect(m_absence.get(), &Absence::wanted, this,
            [this](const std::vector<pipeline::Link>& links) { m_wanted = links; });
}

void tst_Absence::whatCameInAPauseIsALine()
{
    show();
    pause();
    show();   // the layout went on
    resume();
    change();
    const auto after = show();
    QCOMPARE(m_absence->words(), QStringLiteral("While you were away: +2 nodes, \u22121, 3 edges changed"));
    QCOMPARE(m_absence->scene(), after);
    QCOMPARE(m_absence->elements(), (scene::ElementSet{{2, 3}, {1, 2}}));
    QVERIFY(!m_absence->listed());
    m_absence->list();
    QVERIFY(m_absence->listed());
}

void tst_Absence::withoutAChangeNothingIsSaid()
{
    show();
    pause();
    resume();
    show();
    QCOMPARE(m_compared, 1);
    QCOMPARE(m_absence->words(), QString());
    m_absence->list();
    QVERIFY(!m_absence->listed());
}

void tst_Absence::itWaitsForTheSceneThatShowsWhatTheServerHadComeTo()
{
    show();
    pause();
    resume(3);
    m_builder.node(0, 0);
    show();
    QCOMPARE(m_compared, 0);
    m_builder.node(0, 0);
    show();
    show();
    QCOMPARE(m_compared, 1);
    QCOMPARE(m_absence->words(), QStringLiteral("While you were away: +2 nodes"));
    // What comes from now on is seen as it comes.
    m_builder.node(0, 0);
    show();
    QCOMPARE(m_compared, 1);
}

void tst_Absence::whereTheLastTicksChangedNothingTheNewestSceneIsTaken()
{
    show();
    pause();
    resume(100);
    m_builder.node(0, 0);
    show();
    QTRY_COMPARE(m_compared, 1);
    QCOMPARE(m_absence->words(), QStringLiteral("While you were away: +1 node"));
}

void tst_Absence::itStaysUntilTheNextPause()
{
    show();
    pause();
    resume();
    change();
    show();
    m_absence->setStream(Phase::Lost, 0);
    m_absence->setStream(Phase::Live, 0);
    QVERIFY(!m_absence->words().isEmpty());
    pause();
    QVERIFY(m_absence->words().isEmpty());
    QCOMPARE(m_absence->count(), 0);
    resume();
    m_builder.ends(1) = {};
    show();
    QCOMPARE(m_absence->words(), QStringLiteral("While you were away: 1 edge changed"));
}

void tst_Absence::itStaysUntilItIsDismissed()
{
    show();
    pause();
    resume();
    change();
    show();
    const QSignalSpy changed(m_absence.get(), &Absence::changed);
    m_absence->dismiss();
    m_absence->dismiss();
    QCOMPARE(changed.count(), 1);
    QVERIFY(m_absence->words().isEmpty() && m_absence->elements().empty() && !m_absence->scene());
}

void tst_Absence::anotherGraphHasNothingToSay()
{
    show();
    pause();
    resume();
    change();
    show(2);
    show(2);
    QCOMPARE(m_compared, 0);
    pause();
    resume();
    change();
    show(2);
    QVERIFY(!m_absence->words().isEmpty());
    show(3);
    QVERIFY(m_absence->words().isEmpty());
}

void tst_Absence::aRowIsNamedByTheNodeOrByBothEnds()
{
    show();
    pause();
    resume();
    change();
    show();
    QCOMPARE(m_absence->count(), 4);
    QCOMPARE(row(0), QStringLiteral("+ \u2026"));
    QCOMPARE(m_wanted.size(), std::size_t{6});
    std::vector<pipeline::LinkLabel> labels;
    for (const pipeline::Link& link : m_wanted)
        labels.push_back({.link = link,
                          .text = link.node == 3 ? QString() : QStringLiteral("node %1").arg(link.node),
                          .category = {}});
    m_absence->setLabels(labels);
    QCOMPARE(row(0), QStringLiteral("+ node 2"));
    QCOMPARE(row(2), QStringLiteral("node 2 \u2013 node 0"));
    QCOMPARE(row(3), QStringLiteral("a node that is gone \u2013 node 0"));
    QCOMPARE(m_absence->index(2).data(Absence::SlotRole).toInt(), 2);
}

void tst_Absence::whatHasNoRowIsCounted()
{
    show();
    pause();
    resume();
    change();
    for (int i = 0; i < 60; ++i)
        m_builder.node(0, 0);
    show();
    QCOMPARE(m_absence->count(), 50);
    QCOMPARE(m_absence->rest(), QStringLiteral("14 more, 1 node gone, 1 edge gone"));
}

WEIR_TEST_IN(QCoreApplication, tst_Absence)
#include "tst_absence.moc"
