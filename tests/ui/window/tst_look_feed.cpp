#include "joined_window.h"
#include "support/test_program.h"
#include <QtGui/QGuiApplication>
#include <QtTest/QtTest>

using namespace weir;
using namespace weir::ui;

/// The room of looks joined to a real stream: what is looked for and filtered.
class tst_LookFeed final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { m_joined = std::make_unique<JoinedWindow>(); }
    void cleanup() { m_joined.reset(); }

    void whatIsTypedIsLookedForInTheGraph();
    void aFilterIsCountedAndGoesWithItsGraph();

private:
    [[nodiscard]] WindowModels& models() { return m_joined->models; }

    std::unique_ptr<JoinedWindow> m_joined;
};

void tst_LookFeed::whatIsTypedIsLookedForInTheGraph()
{
    QVERIFY(m_joined->controller.stream().showSource(QStringLiteral("synthetic:nodes=500,edges=1500,rate=0")));
    QTRY_VERIFY_WITH_TIMEOUT(models().stream.stats().nodes == 500, patience);
    models().search.setText(QStringLiteral("lyra"));
    QTRY_VERIFY_WITH_TIMEOUT(models().search.count() > 0, patience);
    QVERIFY(models().search.data(models().search.index(0), SearchModel::TitleRole).toString().startsWith(QLatin1String("Lyra")));
    QVERIFY(models().search.slotAt(0) >= 0);
    models().search.setText(QStringLiteral("degree >"));
    QTRY_VERIFY_WITH_TIMEOUT(models().search.faulty(), patience);
    models().search.setText(QStringLiteral("degree >= 0"));
    QTRY_COMPARE_WITH_TIMEOUT(models().search.summary(), QStringLiteral("500 nodes, the best 100 of them"), patience);
    models().search.setText(QString());
    QCOMPARE(models().search.count(), 0);
}

void tst_LookFeed::aFilterIsCountedAndGoesWithItsGraph()
{
    m_joined->controller.stream().showSource(QStringLiteral("synthetic:nodes=500,edges=1000,churn=0"));
    QTRY_VERIFY_WITH_TIMEOUT(models().filter.categories() > 1 && models().filter.summary() == QStringLiteral("500 of 500 nodes pass"), patience);
    models().filter.toggle({0});
    QTRY_VERIFY_WITH_TIMEOUT(models().filter.summary() != QStringLiteral("500 of 500 nodes pass"), patience);
    QVERIFY(models().filter.summary().endsWith(QStringLiteral(" of 500 nodes pass")));
    models().look.setPalette({QColor(Qt::red), QColor(Qt::gray)});
    models().look.setColour(LookModel::byComponent);
    QTRY_VERIFY_WITH_TIMEOUT(!models().look.steps().isEmpty(), patience);
    models().look.setColour(LookModel::firstColourColumn);
    QTRY_VERIFY_WITH_TIMEOUT(!models().look.scaleTo().isEmpty(), patience);

    // The source changes while it is on: its categories and columns are others.
    m_joined->controller.stream().showSource(QStringLiteral("proc"));
    QTRY_COMPARE_WITH_TIMEOUT(models().filter.active(), 0, patience);
    QTRY_VERIFY_WITH_TIMEOUT(models().stream.stats().nodes > 0 && models().stream.stats().nodes != 500, patience);
    QCOMPARE(models().look.colour(), LookModel::byCategory);
    models().filter.clear();
}

WEIR_TEST_IN(QGuiApplication, tst_LookFeed)
#include "tst_look_feed.moc"
