#include "render/picture_difference.h"
#include "render/picture_graphs.h"
#include "render/picture_window.h"
#include "support/test_program.h"
#include <QtCore/QCommandLineParser>
#include <QtCore/QProcess>
#include <QtGui/QGuiApplication>
#include <cstdio>

using namespace weir;
using namespace weir::render;

/// Drivers that really lack something, by what Mesa is told to leave out. It is told once a process, so each is one of its own.
class tst_OldDriver : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void getsWordsOrAPicture_data();
    void getsWordsOrAPicture();
};

namespace {

constexpr char said[] = "SAID:";   // what comes before is the driver's own

/// What the process with the old driver says: words or that there is a picture, the device, a colour, who drew the edges.
int showOnce()
{
    PictureWindow window({EdgeDrawing::Gpu, 0});
    window.window().setColor(QColor(0x20, 0x40, 0x60));
    window.show({wheel(24).scene(), {}});
    if (!window.exposed() || !QTest::qWaitFor([&window] { return window.link().report().pictures > 0 || !window.link().report().error.isEmpty(); }, 30'000)) {
        std::printf("%snothing", said);
        return 1;
    }
    const PictureReport report = window.link().report();
    const QImage picture = window.grab();
    std::printf("%s%s\n%s\n%s\n%s\n", said, report.error.isEmpty() ? "a picture" : qPrintable(report.error), qPrintable(report.device),
                qPrintable(QColor(picture.pixel(3, 3)).name()), report.imageBytes > 0 ? "edges by the CPU" : "edges by the GPU");
    return 0;
}

} // namespace

void tst_OldDriver::getsWordsOrAPicture_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<bool>("embedded");
    QTest::addColumn<QString>("words");   // empty: it draws
    const QByteArray version = "MESA_GL_VERSION_OVERRIDE", embedded = "MESA_GLES_VERSION_OVERRIDE", without = "MESA_EXTENSION_OVERRIDE";
    QTest::newRow("OpenGL 2.1") << version << QByteArray("2.1") << false << QStringLiteral("cannot ");
    QTest::newRow("OpenGL 3.3") << version << QByteArray("3.3") << false << QString();
    QTest::newRow("OpenGL ES 2.0") << embedded << QByteArray("2.0") << true << QStringLiteral("cannot ");
    QTest::newRow("OpenGL ES 3.1, whose floats do not add up") << without << QByteArray("-GL_EXT_float_blend") << true << QString();
}

void tst_OldDriver::getsWordsOrAPicture()
{
    if (qgetenv("QSG_RHI_BACKEND") != "opengl")
        QSKIP("these are versions of OpenGL");
    QFETCH(QByteArray, name);
    QFETCH(QByteArray, value);
    QFETCH(bool, embedded);
    QFETCH(QString, words);
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QString::fromLatin1(name), QString::fromLatin1(value));
    process.setProcessEnvironment(environment);
    process.start(QCoreApplication::applicationFilePath(), {QStringLiteral("old_driver"), embedded ? QStringLiteral("--show-embedded") : QStringLiteral("--show")});
    QVERIFY(process.waitForFinished(60'000));
    const QString all = QString::fromLocal8Bit(process.readAllStandardOutput());
    const QStringList lines = all.mid(all.indexOf(QLatin1StringView(said)) + qsizetype(qstrlen(said))).split(QLatin1Char('\n'));
    QVERIFY2(process.exitStatus() == QProcess::NormalExit && lines.size() >= 4, process.readAllStandardError().constData());
    if (words.isEmpty()) {
        QCOMPARE(lines[0], QStringLiteral("a picture"));
        QCOMPARE(lines[2], QStringLiteral("#0f1318"));   // the ground of the picture
        QCOMPARE(lines[3], embedded ? QStringLiteral("edges by the CPU") : QStringLiteral("edges by the GPU"));
        QVERIFY2(!embedded || lines[1].contains(QStringLiteral("OpenGL ES")), qPrintable(lines[1]));
    } else {
        QVERIFY2(lines[0].startsWith(QStringLiteral("This graphics driver (")) && lines[0].contains(words), qPrintable(lines[0]));
        QVERIFY(lines[0].contains(QStringLiteral("QSG_RHI_BACKEND=vulkan")));
        QCOMPARE(lines[2], QStringLiteral("#204060"));   // the window, and not black
    }
}

namespace {

int runOldDriver(int argc, char** argv)
{
    const bool embedded = argc == 2 && qstrcmp(argv[1], "--show-embedded") == 0;
    if (embedded) {
        QSurfaceFormat format;
        format.setRenderableType(QSurfaceFormat::OpenGLES);
        format.setVersion(3, 1);
        QSurfaceFormat::setDefaultFormat(format);
    }
    QGuiApplication application(argc, argv);
    if (embedded || (argc == 2 && qstrcmp(argv[1], "--show") == 0))
        return showOnce();
    tst_OldDriver test;
    return QTest::qExec(&test, argc, argv);
}

} // namespace

WEIR_TEST_MAIN(&runOldDriver)
#include "tst_old_driver.moc"
