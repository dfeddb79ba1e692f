#include "render/device/device_abilities.h"
#include "render/picture_difference.h"
#include "render/picture_graphs.h"
#include "render/picture_window.h"
#include "support/test_program.h"

using namespace weir;
using namespace weir::render;

/// A device that lacks something gets words, or another way of drawing.
class tst_DeviceAbilities : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theDeviceHereSuffices();
    void whatIsLackingIsSaidInWords_data();
    void whatIsLackingIsSaidInWords();
    void allThatIsLackingIsSaidAtOnce();
    void aWindowThatCannotDrawTheGraphIsNotBlack();
    void aLackIsForgottenWithTheDevice();
    void edgesAreSplattedWhereFloatsDoNotAddUp();
    void aPictureLargerThanItsTexturesIsAnErrorInWords();
};

namespace {

DeviceAbilities complete() { return {QStringLiteral("OpenGL, some GPU"), false, true, true, true, true, true, true, 16384}; }

RenderConfig on(const DeviceAbilities& device)
{
    RenderConfig config;
    config.device = device;
    return config;
}

} // namespace

void tst_DeviceAbilities::theDeviceHereSuffices()
{
    PictureWindow window({});
    QVERIFY(window.exposed());
    window.show({wheel(3).scene(), {}});
    QVERIFY(window.finish());
    QCOMPARE(window.link().report().error, QString());
    QVERIFY(!window.link().report().device.isEmpty());
}

void tst_DeviceAbilities::whatIsLackingIsSaidInWords_data()
{
    QTest::addColumn<DeviceAbilities>("device");
    QTest::addColumn<QString>("words");
    DeviceAbilities device = complete();
    device.instances = false;
    QTest::newRow("no instances") << device << QStringLiteral("cannot draw instances.");
    device = complete();
    device.integerAttributes = false;
    QTest::newRow("no integers") << device << QStringLiteral("cannot take integers for vertices.");
    device = complete();
    device.texelFetch = false;
    QTest::newRow("no texel fetch") << device << QStringLiteral("cannot read single texels.");
    device = complete();
    device.floatTextures = false;
    QTest::newRow("no float textures") << device << QStringLiteral("cannot use textures of 32-bit floats.");
    device = complete();
    device.largestTexture = 1024;
    QTest::newRow("small textures") << device << QStringLiteral("cannot use textures of 2048 pixels.");
}

void tst_DeviceAbilities::whatIsLackingIsSaidInWords()
{
    QFETCH(DeviceAbilities, device);
    QFETCH(QString, words);
    PictureWindow window(on(device));
    QVERIFY(window.exposed());
    window.show({wheel(24).scene(), {}});
    QTRY_VERIFY(!window.link().report().error.isEmpty());
    const QString error = window.link().report().error;
    QVERIFY2(error.startsWith(QStringLiteral("This graphics driver (OpenGL, some GPU) ") + words), qPrintable(error));
    QVERIFY2(error.contains(QStringLiteral("QSG_RHI_BACKEND")) && error.contains(QStringLiteral("LIBGL_ALWAYS_SOFTWARE")), "no word of what to do");
    QCOMPARE(window.link().report().pictures, 0U);
}

void tst_DeviceAbilities::allThatIsLackingIsSaidAtOnce()
{
    DeviceAbilities device = complete();
    device.instances = device.texelFetch = device.floatTextures = false;
    const auto enough = suffices(device);
    QVERIFY(!enough);
    QVERIFY(QString::fromStdString(enough.error().text).contains(QStringLiteral("cannot draw instances, read single texels or use textures of 32-bit floats.")));
}

void tst_DeviceAbilities::aWindowThatCannotDrawTheGraphIsNotBlack()
{
    DeviceAbilities device = complete();
    device.instances = false;
    PictureWindow window(on(device));
    window.window().setColor(QColor(0x20, 0x40, 0x60));
    QVERIFY(window.exposed());
    window.show({wheel(24).scene(), {}});
    QTRY_VERIFY(!window.link().report().error.isEmpty());
    QImage below(window.grab().size(), QImage::Format_RGB32);
    below.fill(QColor(0x20, 0x40, 0x60));
    QCOMPARE(window.grab(), below);   // where the window writes the words
    for (int i = 0; i < 3; ++i) {     // and it stays so, whatever comes
        window.show({wheel(20 + i).scene(static_cast<std::uint64_t>(i) + 2), {}});
        window.frame().camera = window.frame().camera.panned(5, 0);
        QCOMPARE(window.grab(), below);
    }
}

void tst_DeviceAbilities::aLackIsForgottenWithTheDevice()
{
    DeviceAbilities device = complete();
    device.texelFetch = false;
    PictureWindow window(on(device));
    QVERIFY(window.exposed());
    const auto scene = wheel(24).scene();
    window.show({scene, {}});
    QTRY_VERIFY(!window.link().report().error.isEmpty());
    // The next one, after the scene graph was lost, has it; a node that is made anew takes the newest configuration.
    window.loseSceneGraph();
    window.setConfig({});
    window.show({scene, {}});
    QVERIFY(window.showAgain());
    QVERIFY(window.finish());
    QCOMPARE(window.link().report().error, QString());
}

void tst_DeviceAbilities::edgesAreSplattedWhereFloatsDoNotAddUp()
{
    DeviceAbilities device = complete();
    device.floatSums = false;
    RenderConfig config = on(device);
    config.edges = EdgeDrawing::Gpu;
    const auto picture = [](RenderConfig with) {
        PictureWindow window(with);
        window.show({wheel(40).scene(), {}});
        return window.exposed() && window.finish() && window.link().report().error.isEmpty() ? window.grab() : QImage();
    };
    const QImage cpu = picture({EdgeDrawing::Cpu});
    const Difference d = difference(picture(config), cpu);
    QVERIFY2(!cpu.isNull() && d.most == 0, words(d));
}

void tst_DeviceAbilities::aPictureLargerThanItsTexturesIsAnErrorInWords()
{
    DeviceAbilities device = complete();
    device.largestTexture = 2048;
    PictureWindow window(on(device));
    QVERIFY(window.exposed());
    window.show({wheel(24).scene(), {}});
    QVERIFY(window.finish());
    window.frame().camera = window.frame().camera.resized(2100, 150);
    window.item().update();
    QTRY_VERIFY(!window.link().report().error.isEmpty());
    QVERIFY(window.link().report().error.contains(QStringLiteral("cannot draw into textures as large as the window")));
}

WEIR_TEST_IN(QGuiApplication, tst_DeviceAbilities)
#include "tst_device_abilities.moc"
