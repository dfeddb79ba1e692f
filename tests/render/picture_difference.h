#pragma once
#include <QtCore/QDir>
#include <QtGui/QImage>
#include <cstdlib>

namespace weir::render {

/// How far two pictures are apart, over all pixels and colours; 255 where one is missing.
struct Difference {
    int most = 0;
    double mean = 0;
};

inline Difference difference(const QImage& a, const QImage& b)
{
    if (a.size() != b.size() || a.isNull())
        return {255, 255};
    Difference result;
    double sum = 0;
    for (int y = 0; y < a.height(); ++y) {
        for (int x = 0; x < a.width(); ++x) {
            const QRgb p = a.pixel(x, y);
            const QRgb q = b.pixel(x, y);
            for (const int d : {qRed(p) - qRed(q), qGreen(p) - qGreen(q), qBlue(p) - qBlue(q)}) {
                result.most = std::max(result.most, std::abs(d));
                sum += std::abs(d);
            }
        }
    }
    result.mean = sum / (3.0 * a.width() * a.height());
    return result;
}

inline QByteArray words(const Difference& d) { return QStringLiteral("differs by up to %1, %2 in the mean").arg(d.most).arg(d.mean).toUtf8(); }

/// Rasterisers round the rims of discs differently; a wrong colour or place is far beyond this.
inline bool looksAs(const Difference& fromGolden) { return fromGolden.mean <= 0.5 && fromGolden.most <= 40; }

/// From the picture of that name in golden/; WEIR_WRITE_GOLDEN=1 writes it. What differs too much is kept in the folder for temporary files.
inline Difference differenceFromGolden(const QImage& picture, const QString& name)
{
    const QString path = QStringLiteral(WEIR_TEST_DIR "/golden/%1.png").arg(name);
    if (qEnvironmentVariableIsSet("WEIR_WRITE_GOLDEN") && !picture.save(path))
        return {255, 255};
    const Difference d = difference(picture, QImage(path).convertToFormat(QImage::Format_RGB32));
    if (!looksAs(d))
        picture.save(QDir::temp().filePath(name + QStringLiteral("_actual.png")));
    return d;
}

} // namespace weir::render
