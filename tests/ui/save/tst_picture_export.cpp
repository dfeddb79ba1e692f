#include "scene/scene_builder.h"
#include "ui/save/picture_export.h"
#include "support/indexed_scenes.h"
#include "support/test_program.h"
#include <QtGui/QGuiApplication>
#include <QtCore/QDir>
#include <QtCore/QTemporaryDir>
#include <QtQuick/QQuickWindow>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>
#include <cmath>
#include <csignal>
#include <sys/resource.h>

using namespace weir;
using namespace weir::ui;
using scene::SceneBuilder;

class tst_PictureExport : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void aPngOfTheWindowsSizeIsTheRefinedPicture();
    void aPngOfAnySizeIsWritten_data();
    void aPngOfAnySizeIsWritten();
    void namesAreAskedForAndDrawn();
    void namesThatNeverComeAreLeftOut();
    void answersWithoutNamesAreNotAskedForAgain();
    void namesOfAnotherGraphAreNotTaken();
    void anSvgIsWritten();
    void anEndingIsAddedWhereThereIsNone();
    void aPlaceThatCannotBeWrittenIsSaid();
    void aDiskThatIsFullLeavesNoFile();
    void sizesBeyondTheBoundAreRefused();
    void aCancelledPictureLeavesTheOldFile();
    void oneThatWaitsForNamesCanBeCancelled();
    void anEmptyGraphIsGround();
    void beforeThereIsAPictureThereIsNoneToSave();
    void aGraphThatIsReplacedMeanwhileIsSavedAsItWas();
    void aViewThatGoesMeanwhileIsNoHarm();
    void onlyOnePictureAtATime();
    void theFolderIsSuggestedWhileItIsThere();

private:
    void showWheel(int nodes);
    [[nodiscard]] QString path(const QString& name) const { return m_folder->filePath(name); }
    [[nodiscard]] QImage grab() { return m_window->grabWindow().convertToFormat(QImage::Format_RGB32); }
    [[nodiscard]] static QImage read(const QString& path) { return QImage(path).convertToFormat(QImage::Format_RGB32); }
    [[nodiscard]] QStringList files() const { return QDir(m_folder->path()).entryList(QDir::Files | QDir::Hidden); }
    void answerNames();
    [[nodiscard]] static std::vector<lens::LabelWorker::Text> namesOf(const std::vector<Slot>& nodes);

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<QQuickWindow> m_window;
    GraphView* m_view = nullptr;
    std::unique_ptr<PictureExport> m_export;
    SceneBuilder m_builder;
    test::IndexedScenes m_indexed;
};

namespace {

/// The largest difference of a colour's 8 bits.
int difference(const QImage& a, const QImage& b)
{
    int most = a.size() == b.size() && !a.isNull() ? 0 : 255;
    for (int y = 0; most < 255 && y < a.height(); ++y) {
        for (int x = 0; x < a.width(); ++x) {
            const QRgb p = a.pixel(x, y), q = b.pixel(x, y);
            most = std::max({most, std::abs(qRed(p) - qRed(q)), std::abs(qGreen(p) - qGreen(q)), std::abs(qBlue(p) - qBlue(q))});
        }
    }
    return most;
}

} // namespace

void tst_PictureExport::init()
{
    m_builder = {};
    m_indexed = {};
    m_folder = std::make_unique<QTemporaryDir>();
    m_window = std::make_unique<QQuickWindow>();
    m_window->resize(400, 300);
    m_view = new GraphView(m_window->contentItem());
    m_view->setSize({400, 300});
    m_view->setShowLabels(false);
    m_export = std::make_unique<PictureExport>();
    m_export->setView(m_view);
    m_window->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
}

void tst_PictureExport::cleanup()
{
    m_export.reset();
    m_view = nullptr;
    m_window.reset();
}

/// Around a hub.
void tst_PictureExport::showWheel(int nodes)
{
    const Slot hub = m_builder.node(0, 0, 3, 1);
    for (int i = 0; i < nodes; ++i) {
        const double angle = 2 * 3.14159265358979 * i / nodes;
        const Slot node = m_builder.node(static_cast<float>(std::cos(angle)), static_cast<float>(std::sin(angle)), 1, static_cast<std::uint16_t>(i % 3));
        m_builder.edge(hub, node, true);
        if (i > 4)
            m_builder.edge(node, node - 5);
    }
    m_view->takeUpdate(m_indexed.next({m_builder.scene(), {}}));
    QTRY_VERIFY(m_view->pictureIsCurrent() && !m_view->refining());
}

void tst_PictureExport::answerNames()
{
    connect(m_view, &GraphView::labelsWanted, m_view, [this](std::uint64_t epochVersion, const std::vector<Slot>& nodes) {
        QMetaObject::invokeMethod(m_view, [this, epochVersion, nodes] { m_view->takeLabelTexts(epochVersion, namesOf(nodes)); }, Qt::QueuedConnection);
    });
}

std::vector<lens::LabelWorker::Text> tst_PictureExport::namesOf(const std::vector<Slot>& nodes)
{
    std::vector<lens::LabelWorker::Text> texts;
    for (const Slot node : nodes)
        texts.push_back({node, 0, QStringLiteral("node %1").arg(node)});
    return texts;
}

void tst_PictureExport::aPngOfTheWindowsSizeIsTheRefinedPicture()
{
    answerNames();
    m_view->setShowLabels(true);
    showWheel(60);
    m_view->selectNode(7);
    QTRY_COMPARE(m_view->shownLabels(), 1);   // nothing is named behind what is selected
    QSignalSpy saved(m_export.get(), &PictureExport::saved);
    const QSize size = m_export->shownSize();
    // The names that the window has may still be on their way to the screen, and neighbours to the selection.
    int most = 255;
    const auto sameAsTheWindow = [&] {
        m_export->save(path(QStringLiteral("a.png")), size.width(), size.height(), false);
        if (!saved.wait(20'000))
            return false;
        most = difference(read(path(QStringLiteral("a.png"))), grab());
        return most <= 3;
    };
    QTRY_VERIFY2_WITH_TIMEOUT(sameAsTheWindow(), qPrintable(QStringLiteral("differs by %1; %2").arg(most).arg(m_export->problem())), 20'000);
}

void tst_PictureExport::aPngOfAnySizeIsWritten_data()
{
    QTest::addColumn<QSize>("size");
    QTest::addColumn<bool>("finer");
    QTest::newRow("small") << QSize(16, 16) << false;
    QTest::newRow("narrow") << QSize(16, 3000) << true;
    QTest::newRow("more than a tile each way") << QSize(2500, 1100) << false;
    QTest::newRow("finer") << QSize(1025, 1023) << true;
    QTest::newRow("as wide as can be") << QSize(PictureExport::mostSide, 20) << false;
}

void tst_PictureExport::aPngOfAnySizeIsWritten()
{
    QFETCH(QSize, size);
    QFETCH(bool, finer);
    showWheel(60);
    QSignalSpy saved(m_export.get(), &PictureExport::saved);
    QSignalSpy progress(m_export.get(), &PictureExport::progressChanged);
    m_export->save(path(QStringLiteral("a.png")), size.width(), size.height(), finer);
    QVERIFY(m_export->running());
    QVERIFY2(saved.wait(30'000), qPrintable(m_export->problem()));
    QVERIFY(!m_export->running());
    QCOMPARE(m_export->progress(), 1.0);
    QVERIFY(progress.count() >= 2);
    QCOMPARE(saved.first().first().toString(), path(QStringLiteral("a.png")));
    const QImage picture = read(path(QStringLiteral("a.png")));
    QCOMPARE(picture.size(), size);
    const QColor middle = picture.pixelColor(size.width() / 2, size.height() / 2);
    QVERIFY(size.width() < 100 || middle != m_view->groundColor());   // the hub
    QCOMPARE(picture.pixelColor(0, 0), m_view->groundColor());
    QCOMPARE(files(), QStringList{QStringLiteral("a.png")});
}

void tst_PictureExport::namesAreAskedForAndDrawn()
{
    showWheel(12);
    QSignalSpy saved(m_export.get(), &PictureExport::saved);
    m_export->save(path(QStringLiteral("without.png")), 800, 600, true);
    QVERIFY(saved.wait(20'000));
    answerNames();
    // The view has not placed any yet: the export asks for those it needs itself.
    m_view->setShowLabels(true);
    m_export->save(path(QStringLiteral("with.png")), 800, 600, true);
    QVERIFY(saved.wait(20'000));
    QVERIFY(difference(read(path(QStringLiteral("without.png"))), read(path(QStringLiteral("with.png")))) > 100);
}

void tst_PictureExport::namesThatNeverComeAreLeftOut()
{
    m_view->setShowLabels(true);
    showWheel(12);
    QSignalSpy saved(m_export.get(), &PictureExport::saved);
    m_export->save(path(QStringLiteral("a.png")), 400, 300, false);
    QVERIFY2(saved.wait(20'000), qPrintable(m_export->problem()));
    QVERIFY(difference(read(path(QStringLiteral("a.png"))), grab()) <= 3);
}

void tst_PictureExport::answersWithoutNamesAreNotAskedForAgain()
{
    showWheel(12);
    int asked = 0;
    connect(m_view, &GraphView::labelsWanted, m_view, [this, &asked](std::uint64_t epochVersion) {
        ++asked;
        QMetaObject::invokeMethod(m_view, [this, epochVersion] { m_view->takeLabelTexts(epochVersion, {}); }, Qt::QueuedConnection);
    });
    QSignalSpy saved(m_export.get(), &PictureExport::saved);
    // The window has placed its labels, and so asked, before.
    m_view->setShowLabels(true);
    QTRY_VERIFY(asked > 0);
    m_export->save(path(QStringLiteral("a.png")), 400, 300, false);
    QVERIFY2(saved.wait(20'000), qPrintable(m_export->problem()));
}

void tst_PictureExport::namesOfAnotherGraphAreNotTaken()
{
    showWheel(12);
    QSignalSpy saved(m_export.get(), &PictureExport::saved);
    m_export->save(path(QStringLiteral("without.png")), 800, 600, false);
    QVERIFY(saved.wait(20'000));
    m_view->setShowLabels(true);
    m_export->save(path(QStringLiteral("meanwhile.png")), 800, 600, false);
    std::vector<Slot> slots;
    SceneBuilder other;
    for (int i = 0; i < 13; ++i)
        slots.push_back(other.node(100.0F + static_cast<float>(i), 100));
    m_view->takeUpdate(m_indexed.next({other.scene(2), {}}));
    m_view->takeLabelTexts(2, namesOf(slots));
    QVERIFY2(saved.wait(20'000), qPrintable(m_export->problem()));
    QCOMPARE(difference(read(path(QStringLiteral("without.png"))), read(path(QStringLiteral("meanwhile.png")))), 0);
}

void tst_PictureExport::anSvgIsWritten()
{
    showWheel(12);
    QSignalSpy saved(m_export.get(), &PictureExport::saved);
    m_export->save(path(QStringLiteral("a.SVG")), 0, 0, false);
    QVERIFY2(saved.wait(20'000), qPrintable(m_export->problem()));
    QFile file(path(QStringLiteral("a.SVG")));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray svg = file.readAll();
    QCOMPARE(svg.count("<circle"), 13);
    QVERIFY(svg.contains("viewBox=\"0 0 400 300\""));
}

void tst_PictureExport::anEndingIsAddedWhereThereIsNone()
{
    showWheel(3);
    QSignalSpy saved(m_export.get(), &PictureExport::saved);
    m_export->save(path(QStringLiteral("no ending")), 40, 30, false);
    QVERIFY(saved.wait(20'000));
    QCOMPARE(files(), QStringList{QStringLiteral("no ending.png")});
    QCOMPARE(PictureExport::withEnding(QStringLiteral("/a/b.PNG"), QStringLiteral("svg")), QStringLiteral("/a/b.svg"));
    QCOMPARE(PictureExport::withEnding(QStringLiteral("/a/b.1"), QStringLiteral("png")), QStringLiteral("/a/b.1.png"));
    QCOMPARE(PictureExport::folderOf(QStringLiteral("/a/b.png")), QStringLiteral("/a"));
}

void tst_PictureExport::aPlaceThatCannotBeWrittenIsSaid()
{
    showWheel(3);
    QFile file(path(QStringLiteral("file")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    for (const QString& name : {QStringLiteral("nowhere/a.png"), QStringLiteral("file/a.png"), QStringLiteral("nowhere/a.svg")}) {
        m_export->save(path(name), 40, 30, false);
        QTRY_VERIFY(!m_export->problem().isEmpty());
        QVERIFY2(m_export->problem().startsWith(QStringLiteral("The picture could not be saved as ") + path(name)), qPrintable(m_export->problem()));
        QVERIFY(!m_export->running());
        m_export->dismissProblem();
        QVERIFY(m_export->problem().isEmpty());
    }
    QCOMPARE(files(), QStringList{QStringLiteral("file")});
}

void tst_PictureExport::aDiskThatIsFullLeavesNoFile()
{
    showWheel(60);
    rlimit before{};
    QCOMPARE(getrlimit(RLIMIT_FSIZE, &before), 0);
    std::signal(SIGXFSZ, SIG_IGN);   // so that writing fails, as it does on a disk that is full
    rlimit small = before;
    small.rlim_cur = 4096;
    QCOMPARE(setrlimit(RLIMIT_FSIZE, &small), 0);
    m_export->save(path(QStringLiteral("a.png")), 900, 900, false);
    const bool ended = QTest::qWaitFor([this] { return !m_export->running(); }, 20'000);
    QCOMPARE(setrlimit(RLIMIT_FSIZE, &before), 0);
    QVERIFY(ended);
    QVERIFY2(m_export->problem().startsWith(QStringLiteral("The picture could not be saved as ") + path(QStringLiteral("a.png"))),
             qPrintable(m_export->problem()));
    QCOMPARE(files(), QStringList());
}

void tst_PictureExport::sizesBeyondTheBoundAreRefused()
{
    showWheel(3);
    for (const QSize size : {QSize(PictureExport::mostSide + 1, 100), QSize(100, 15), QSize(-5, 100), QSize(0, 0)}) {
        m_export->dismissProblem();
        m_export->save(path(QStringLiteral("a.png")), size.width(), size.height(), false);
        QCOMPARE(m_export->problem(), QStringLiteral("A picture has 16 to 16384 pixels each way."));
        QVERIFY(!m_export->running());
    }
    QCOMPARE(files(), QStringList());
}

void tst_PictureExport::aCancelledPictureLeavesTheOldFile()
{
    showWheel(60);
    QFile file(path(QStringLiteral("a.png")));
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write("old") == 3);
    file.close();
    QSignalSpy cancelled(m_export.get(), &PictureExport::cancelled);
    m_export->cancel();   // nothing runs
    m_export->save(path(QStringLiteral("a.png")), PictureExport::mostSide, PictureExport::mostSide, false);
    QTRY_VERIFY(m_export->progress() > 0);
    m_export->cancel();
    QVERIFY(cancelled.wait(20'000));
    QCOMPARE(cancelled.count(), 1);
    QVERIFY(m_export->problem().isEmpty());
    QCOMPARE(files(), QStringList{QStringLiteral("a.png")});
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), QByteArray("old"));
}

void tst_PictureExport::oneThatWaitsForNamesCanBeCancelled()
{
    m_view->setShowLabels(true);
    showWheel(12);
    QSignalSpy cancelled(m_export.get(), &PictureExport::cancelled);
    m_export->save(path(QStringLiteral("a.png")), 400, 300, false);
    m_export->cancel();
    QCOMPARE(cancelled.count(), 1);
    QVERIFY(!m_export->running());
    QCOMPARE(files(), QStringList());
}

void tst_PictureExport::anEmptyGraphIsGround()
{
    m_view->takeUpdate(m_indexed.next({m_builder.scene(), {}}));
    QTRY_VERIFY(m_view->viewPicture().has_value());
    QSignalSpy saved(m_export.get(), &PictureExport::saved);
    m_export->save(path(QStringLiteral("a.png")), 40, 30, true);
    QVERIFY2(saved.wait(20'000), qPrintable(m_export->problem()));
    QImage ground(40, 30, QImage::Format_RGB32);
    ground.fill(m_view->groundColor());
    QCOMPARE(difference(read(path(QStringLiteral("a.png"))), ground), 0);
}

void tst_PictureExport::beforeThereIsAPictureThereIsNoneToSave()
{
    m_export->save(path(QStringLiteral("a.png")), 40, 30, false);
    QCOMPARE(m_export->problem(), QStringLiteral("There is no picture yet that could be saved."));
    QCOMPARE(m_export->shownSize(), QSize());
    m_export->setView(nullptr);
    m_export->save(path(QStringLiteral("a.svg")), 40, 30, false);
    QVERIFY(!m_export->running());
}

void tst_PictureExport::aGraphThatIsReplacedMeanwhileIsSavedAsItWas()
{
    showWheel(60);
    QSignalSpy saved(m_export.get(), &PictureExport::saved);
    m_export->save(path(QStringLiteral("before.png")), 1500, 1100, false);
    QVERIFY(saved.wait(20'000));
    m_export->save(path(QStringLiteral("meanwhile.png")), 1500, 1100, false);
    SceneBuilder other;
    other.node(100, 100);
    other.node(102, 100);
    m_view->takeUpdate(m_indexed.next({other.scene(2), {}}));
    QVERIFY(saved.wait(20'000));
    QCOMPARE(difference(read(path(QStringLiteral("before.png"))), read(path(QStringLiteral("meanwhile.png")))), 0);
}

void tst_PictureExport::aViewThatGoesMeanwhileIsNoHarm()
{
    showWheel(60);
    QSignalSpy saved(m_export.get(), &PictureExport::saved);
    m_export->save(path(QStringLiteral("a.png")), 1500, 1100, false);
    delete m_view;
    m_window.reset();
    QVERIFY2(saved.wait(20'000), qPrintable(m_export->problem()));
    QCOMPARE(read(path(QStringLiteral("a.png"))).size(), QSize(1500, 1100));
    m_export->save(path(QStringLiteral("b.png")), 40, 30, false);
    QCOMPARE(m_export->problem(), QStringLiteral("There is no picture yet that could be saved."));
}

void tst_PictureExport::onlyOnePictureAtATime()
{
    showWheel(60);
    QSignalSpy saved(m_export.get(), &PictureExport::saved);
    m_export->save(path(QStringLiteral("a.png")), 400, 300, false);
    m_export->save(path(QStringLiteral("b.png")), 400, 300, false);
    QVERIFY(saved.wait(20'000));
    QVERIFY(!m_export->running());
    QCOMPARE(files(), QStringList{QStringLiteral("a.png")});
    // One that nobody waits for ends with its object.
    m_export->save(path(QStringLiteral("c.png")), PictureExport::mostSide, PictureExport::mostSide, false);
    m_export.reset();
    QCOMPARE(files(), QStringList{QStringLiteral("a.png")});
}

void tst_PictureExport::theFolderIsSuggestedWhileItIsThere()
{
    QVERIFY(PictureExport::suggestedPath(m_folder->path(), QStringLiteral("png")).startsWith(m_folder->path() + QStringLiteral("/weir-")));
    QVERIFY(PictureExport::suggestedPath(m_folder->path(), QStringLiteral("svg")).endsWith(QStringLiteral(".svg")));
    const QString elsewhere = PictureExport::suggestedPath(path(QStringLiteral("gone")), QStringLiteral("png"));
    QVERIFY(!elsewhere.startsWith(m_folder->path()));
    QCOMPARE(PictureExport::folderOf(elsewhere), PictureExport::folderOf(PictureExport::suggestedPath({}, QStringLiteral("png"))));
    QCOMPARE(PictureExport::folderOf(QStringLiteral("~/graphs/a.png")), QDir::homePath() + QStringLiteral("/graphs"));
    QCOMPARE(PictureExport::folderOf(QStringLiteral("a.png")), PictureExport::folderOf(elsewhere));
    QVERIFY(PictureExport::exists(QStringLiteral("~/.")));
    QVERIFY(PictureExport::exists(m_folder->path()));
    QVERIFY(!PictureExport::exists(elsewhere));
}

WEIR_TEST_IN(QGuiApplication, tst_PictureExport)
#include "tst_picture_export.moc"
