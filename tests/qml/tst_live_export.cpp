#include "live_window.h"
#include "support/read_back.h"
#include "support/test_program.h"

#include <QtTest/QtTest>
#include <QtWidgets/QApplication>

using namespace weir;
using namespace weir::ui;

namespace {

constexpr int patience = 60'000;   // ms; busy machines are slow

}

/// The whole window with a real stream behind it: what is seen of a graph becomes a file that says the same.
class tst_LiveExport final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(m_live.open()); }
    void init()
    {
        m_live.models().filter.clear();
        m_live.view().clearSelection();
        m_live.view().forceActiveFocus();
    }
    void cleanup()
    {
        m_live.models().graphExport.cancel();
        QTRY_VERIFY_WITH_TIMEOUT(!m_live.models().graphExport.running(), patience);
        m_live.models().graphExport.dismiss();
    }

    void byKeysTheWholeGraphIsWritten();
    void byMouseWhatAFilterShowsIsWritten();
    void whileItIsWrittenTheWindowGoesOnAndItIsGivenUp();
    void theWindowIsClosedWhileItIsWritten();

private:
    void showSource(const QString& spec);
    void openDialog()
    {
        QTest::keyClick(&m_live.window(), Qt::Key_E, Qt::ControlModifier);
        QTRY_VERIFY_WITH_TIMEOUT(dialog()->property("opened").toBool(), patience);
    }
    [[nodiscard]] QObject* dialog() const { return m_live.window().findChild<QObject*>(QStringLiteral("exportDialog")); }
    void typePath(const QString& name)
    {
        QTest::keyClick(&m_live.window(), Qt::Key_A, Qt::ControlModifier);
        for (const QChar letter : path(name))
            QTest::keyClick(&m_live.window(), letter.toLatin1());
    }
    [[nodiscard]] QString path(const QString& name) const { return m_folder.filePath(name); }
    [[nodiscard]] QString said() const { return m_live.part(QStringLiteral("copiedWords"))->property("text").toString(); }
    [[nodiscard]] QStringList files() const { return QDir(m_folder.path()).entryList(QDir::Files | QDir::Hidden); }

    QTemporaryDir m_folder;
    LiveWindow m_live;
};

void tst_LiveExport::showSource(const QString& spec)
{
    const quint64 before = m_live.view().scene() ? m_live.view().scene()->epochVersion : 0;
    QVERIFY(m_live.controller().stream().showSource(spec));
    const auto isThere = [&] {
        const auto scene = m_live.view().scene();
        const auto& stats = m_live.models().stream.stats();
        return scene && scene->epochVersion != before && scene->nodeCount > 0 && stats.inSync == true && scene->nodeCount == stats.nodes
            && stats.sourceState != stream::SourceState::Reading;
    };
    QTRY_VERIFY_WITH_TIMEOUT(isThere() && m_live.view().shownNodes() > 0, patience);
}

void tst_LiveExport::byKeysTheWholeGraphIsWritten()
{
    const QString original = QStringLiteral(WEIR_SOURCE_DIR "/tests/source/files/les_amis.csv");
    showSource(QStringLiteral("file:") + original);
    openDialog();
    QVERIFY(m_live.models().settings.exportFolder().isEmpty());
    typePath(QStringLiteral("amis.gexf.gz"));
    QTest::keyClick(&m_live.window(), Qt::Key_Return);
    const QString words = QStringLiteral("Exported 4 nodes and 4 edges as %1.").arg(path(QStringLiteral("amis.gexf.gz")));
    QTRY_COMPARE_WITH_TIMEOUT(said(), words, patience);
    PlainGraph found = readBack(path(QStringLiteral("amis.gexf.gz")).toStdString());
    QVERIFY(std::ranges::all_of(found.nodes, &PlainGraph::Node::positioned));   // by the layout
    for (PlainGraph::Node& node : found.nodes) {
        node.positioned = false;
        node.x = node.y = 0;
    }
    QCOMPARE(PlainGraph::difference(readBack(original.toStdString()), found), std::string());
    QCOMPARE(m_live.models().settings.exportFolder(), m_folder.path());
}

void tst_LiveExport::byMouseWhatAFilterShowsIsWritten()
{
    showSource(QStringLiteral("synthetic:nodes=300,edges=600,rate=0"));
    QTRY_VERIFY_WITH_TIMEOUT(m_live.part(QStringLiteral("legendRow1")), patience);
    m_live.click(QStringLiteral("legendRow1"));
    QTRY_VERIFY_WITH_TIMEOUT(m_live.view().scene()->dimmedNodes > 0, patience);
    m_live.click(QStringLiteral("tool-export"));
    const auto canBeChosen = [this] {
        const QQuickItem* const shown = m_live.part(QStringLiteral("exportPart1"));
        return shown && shown->isEnabled();
    };
    QTRY_VERIFY_WITH_TIMEOUT(canBeChosen(), patience);
    m_live.click(QStringLiteral("exportPart1"));
    m_live.part(QStringLiteral("exportPath"))->setProperty("text", path(QStringLiteral("shown.graphml")));
    m_live.click(QStringLiteral("exportButton"));
    QTRY_VERIFY_WITH_TIMEOUT(said().contains(QStringLiteral("shown.graphml. The filters left out ")), patience);
    QVERIFY(said().startsWith(QStringLiteral("Exported ")));
    const PlainGraph found = readBack(path(QStringLiteral("shown.graphml")).toStdString());
    QCOMPARE(found.nodes.size(), std::size_t{300 - m_live.view().scene()->dimmedNodes});
    for (const PlainGraph::Node& node : found.nodes)
        QCOMPARE(node.category, found.nodes.front().category);
}

void tst_LiveExport::whileItIsWrittenTheWindowGoesOnAndItIsGivenUp()
{
    showSource(QStringLiteral("synthetic:nodes=100000,edges=200000,rate=1000"));
    openDialog();
    typePath(QStringLiteral("large.graphml"));
    QTest::keyClick(&m_live.window(), Qt::Key_Return);
    auto& model = m_live.models().graphExport;
    QTRY_VERIFY_WITH_TIMEOUT(model.running() && model.progress() > 0, patience);
    QVERIFY(m_live.part(QStringLiteral("exportCard"))->isVisible());
    const double zoom = m_live.view().zoomLevel();
    QTest::keyClick(&m_live.window(), Qt::Key_Plus);
    QVERIFY(m_live.view().zoomLevel() > zoom);
    QVERIFY(model.running());
    QTest::keyClick(&m_live.window(), Qt::Key_E, Qt::ControlModifier);   // to the button
    QTest::keyClick(&m_live.window(), Qt::Key_Space);
    QTRY_COMPARE_WITH_TIMEOUT(said(), QStringLiteral("The graph was not exported."), patience);
    QVERIFY(!files().contains(QStringLiteral("large.graphml")));
    const Tick then = m_live.models().stream.stats().appliedTick;
    QTRY_VERIFY_WITH_TIMEOUT(m_live.models().stream.stats().appliedTick > then && m_live.models().stream.stats().inSync == true, patience);
}

void tst_LiveExport::theWindowIsClosedWhileItIsWritten()
{
    showSource(QStringLiteral("synthetic:nodes=100000,edges=200000,rate=0"));
    openDialog();
    typePath(QStringLiteral("closed.graphml"));
    QTest::keyClick(&m_live.window(), Qt::Key_Return);
    QTRY_VERIFY_WITH_TIMEOUT(m_live.models().graphExport.progress() > 0, patience);
    QTest::keyClick(&m_live.window(), Qt::Key_Q, Qt::ControlModifier);
    QVERIFY(!m_live.window().isVisible());
    // What was begun is ended as it was asked for; that the program may end meanwhile is the pipeline's.
    QTRY_VERIFY_WITH_TIMEOUT(files().contains(QStringLiteral("closed.graphml")), patience);
    QCOMPARE(readBack(path(QStringLiteral("closed.graphml")).toStdString()).nodes.size(), std::size_t{100'000});
}

WEIR_TEST_IN(QApplication, tst_LiveExport)   // QtCharts draws with widgets' means
#include "tst_live_export.moc"
