#include "ui/save/png_writer.h"
#include "support/test_program.h"
#include <QtCore/QBuffer>
#include <QtTest/QTest>

using namespace weir::ui;

class tst_PngWriter : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatIsWrittenInRowsIsReadAsOnePicture();
    void aDeviceThatIsFullIsSaid();
    void aPictureWithoutItsRowsIsNone();
};

namespace {

QImage colourful(QSize size)
{
    QImage image(size, QImage::Format_RGBX8888);
    for (int y = 0; y < size.height(); ++y) {
        for (int x = 0; x < size.width(); ++x)
            image.setPixelColor(x, y, QColor((x * 7 + y) & 255, (y * 5) & 255, (x * y) & 255));
    }
    return image;
}

/// Takes no more than so many bytes.
class SmallDisk final : public QIODevice {
public:
    explicit SmallDisk(qint64 room) : m_room(room) { open(WriteOnly | Unbuffered); }

protected:
    qint64 readData(char*, qint64) override { return -1; }
    qint64 writeData(const char*, qint64 bytes) override
    {
        const qint64 taken = std::min(bytes, m_room);
        m_room -= taken;
        return taken < bytes ? -1 : taken;
    }

private:
    qint64 m_room;
};

} // namespace

void tst_PngWriter::whatIsWrittenInRowsIsReadAsOnePicture()
{
    const QImage picture = colourful({301, 97});
    QBuffer file;
    QVERIFY(file.open(QIODevice::WriteOnly));
    {
        PngWriter png(file, picture.size());
        for (const auto& [top, height] : {std::pair(0, 40), std::pair(40, 1), std::pair(41, 56)})
            QVERIFY(png.write(picture.copy(0, top, picture.width(), height)));
        QVERIFY(png.finish());
    }
    const QImage read = QImage::fromData(file.data(), "PNG");
    QCOMPARE(read.convertToFormat(QImage::Format_RGBX8888), picture);
    QVERIFY(!read.hasAlphaChannel());
}

void tst_PngWriter::aDeviceThatIsFullIsSaid()
{
    SmallDisk disk(500);
    const QImage picture = colourful({400, 300});
    PngWriter png(disk, picture.size());
    const bool written = png.write(picture) && png.finish();
    QVERIFY(!written);
    QVERIFY(!png.write(picture));
    QVERIFY(!png.finish());
}

void tst_PngWriter::aPictureWithoutItsRowsIsNone()
{
    QBuffer file;
    QVERIFY(file.open(QIODevice::WriteOnly));
    PngWriter png(file, {20, 20});
    QVERIFY(png.write(colourful({20, 7})));
    QVERIFY(!png.finish());
}

WEIR_TEST_IN(QCoreApplication, tst_PngWriter)
#include "tst_png_writer.moc"
