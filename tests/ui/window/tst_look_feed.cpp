#include "joined_window.h"
#include "support/test_program.h"
#include <QtGui/QGuiApplication>
#include <QtTest/QtTest>
#include <algorithm>

using namespace weir;
using namespace weir::ui;

namespace {

/// A graph with attributes in a file of this name.
QString fileOf(const QTemporaryDir& directory, const char* name, const QByteArray& attribute)
{
    QFile file(directory.filePath(QString::fromLatin1(name)));
    [[maybe_unused]] const bool opened = file.open(QIODevice::WriteOnly);
    QByteArray text = "graph [\n";
    for (int node = 0; node < 50; ++node)
        text += "node [ id " + QByteArray::number(node) + " label \"n" + QByteArray::number(node) + "\" " + attribute + ' ' + QByteArray::number(node % 5) + " ]\n";
    for (int node = 1; node < 50; ++node)
        text += "edge [ source " + QByteArray::number(node - 1) + " target " + QByteArray::number(node) + " strength " + QByteArray::number(node) + " ]\n";
    file.write(text + "]\n");
    return QStringLiteral("file:") + file.fileName();
}

ColumnChoice* choiceOf(ColumnFilters& columns, const char* name)
{
    for (int row = 0; row < columns.count(); ++row) {
        if (columns.choice(row).name() == QLatin1String(name))
            return &columns.choice(row);
    }
    return nullptr;
}

} // namespace

/// The room of looks joined to a real stream: what is looked for and filtered.
class tst_LookFeed final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { m_joined = std::make_unique<JoinedWindow>(); }
    void cleanup() { m_joined.reset(); }

    void whatIsTypedIsLookedForInTheGraph();
    void aFilterIsCountedAndGoesWithItsGraph();
    void columnsOfAFileAreCountedAndFilteredByWhileTheyAreLookedAt();
    void aFilterStaysWithAColumnAndGoesWithoutIt();

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
    QTRY_VERIFY_WITH_TIMEOUT(models().legend.count() > 1 && models().filter.summary() == QStringLiteral("500 of 500 nodes pass"), patience);
    ColumnChoice& category = *choiceOf(*models().filter.nodeColumns(), "Category");
    category.pick(models().legend.parts(), 0, false);
    QTRY_VERIFY_WITH_TIMEOUT(models().filter.summary() != QStringLiteral("500 of 500 nodes pass"), patience);
    QVERIFY(models().filter.summary().endsWith(QStringLiteral(" of 500 nodes pass")));
    models().look.setPalette({QColor(Qt::red), QColor(Qt::gray)});
    models().look.setColour(LookModel::byComponent);
    QTRY_VERIFY_WITH_TIMEOUT(!models().look.nodeLegend().steps.isEmpty(), patience);
    models().look.setColour(LookModel::firstColourColumn);
    QTRY_VERIFY_WITH_TIMEOUT(!models().look.nodeLegend().to.isEmpty(), patience);

    // The source changes while it is on: its categories and columns are others.
    m_joined->controller.stream().showSource(QStringLiteral("proc"));
    QTRY_COMPARE_WITH_TIMEOUT(models().filter.active(), 0, patience);
    QTRY_VERIFY_WITH_TIMEOUT(models().stream.stats().nodes > 0 && models().stream.stats().nodes != 500, patience);
    QCOMPARE(models().look.colour(), LookModel::byCategory);
    models().filter.clear();
}

void tst_LookFeed::columnsOfAFileAreCountedAndFilteredByWhileTheyAreLookedAt()
{
    FilterModel& filter = models().filter;
    QVERIFY(m_joined->controller.stream().showSource(fileOf(m_joined->directory, "ages.gml", "age")));
    QTRY_VERIFY_WITH_TIMEOUT(choiceOf(*filter.nodeColumns(), "age") && choiceOf(*filter.edgeColumns(), "strength"), patience);
    ColumnChoice& age = *choiceOf(*filter.nodeColumns(), "age");
    QVERIFY(!age.counted());
    age.setWatched(true);
    QTRY_VERIFY_WITH_TIMEOUT(age.counted() && age.range()->bars().size() == 5, patience);
    QCOMPARE(age.range()->greatest(), QStringLiteral("4"));
    age.range()->stepLow(3);
    QTRY_COMPARE_WITH_TIMEOUT(filter.summary(), QStringLiteral("20 of 50 nodes pass"), patience);
    filter.clear();
    choiceOf(*filter.edgeColumns(), "strength")->range()->setTo(QStringLiteral("9"));
    QTRY_COMPARE_WITH_TIMEOUT(filter.summary(), QStringLiteral("9 of 49 edges pass"), patience);
}

void tst_LookFeed::aFilterStaysWithAColumnAndGoesWithoutIt()
{
    FilterModel& filter = models().filter;
    QVERIFY(m_joined->controller.stream().showSource(fileOf(m_joined->directory, "ages.gml", "age")));
    QTRY_VERIFY_WITH_TIMEOUT(choiceOf(*filter.nodeColumns(), "age"), patience);
    choiceOf(*filter.nodeColumns(), "age")->range()->setFrom(QStringLiteral("4"));
    QTRY_COMPARE_WITH_TIMEOUT(filter.summary(), QStringLiteral("10 of 50 nodes pass"), patience);
    m_joined->controller.stream().showSource(QStringLiteral("synthetic:nodes=70,edges=70,churn=0"));
    QSignalSpy dropped(&filter, &FilterModel::dropped), news(&models().stream, &StreamModel::newsCame);
    QTRY_COMPARE_WITH_TIMEOUT(dropped.count(), 1, patience);
    QVERIFY(dropped[0][0].toString().endsWith(QStringLiteral("age")));
    // The server's own news may come before it.
    QTRY_VERIFY_WITH_TIMEOUT(std::ranges::any_of(news, [&](const QVariantList& one) { return one[0] == dropped[0][0]; }), patience);
    QCOMPARE(filter.active(), 0);
}

WEIR_TEST_IN(QGuiApplication, tst_LookFeed)
#include "tst_look_feed.moc"
