#include "ui/save/picture_file.h"
#include "ui/save/png_writer.h"
#include <QtCore/QCoreApplication>
#include <QtCore/QSaveFile>
#include <cstring>

namespace weir::ui {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(PictureFile)
};

std::unexpected<Error> failed(const QString& words) { return std::unexpected(Error{words.toStdString()}); }

std::unexpected<Error> unsaved(const QSaveFile& file)
{
    return failed(Words::tr("The picture could not be saved as %1: %2.").arg(file.fileName(), file.errorString()));
}

} // namespace

std::expected<void, Error> savePng(render::PictureTaker& taker, const QString& path, std::span<const CaptionShape> caption, double pixelRatio,
                                   const std::function<void(double)>& progress)
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly))   // before work that would be for nothing
        return unsaved(file);
    if (auto opened = taker.open(); !opened)
        return opened;
    const QSize size = taker.size();
    const int side = taker.side();
    PngWriter png(file, size);
    for (int top = 0; top < size.height(); top += side) {
        const int height = std::min(side, size.height() - top);
        QImage rows(size.width(), height, QImage::Format_RGBX8888);
        if (rows.isNull())
            return failed(Words::tr("There is not enough memory for a picture of this width. Choose a smaller one."));
        for (int left = 0; left < size.width(); left += side) {
            const auto tile = taker.take({left, top});
            if (!tile)
                return std::unexpected(tile.error());
            for (int row = 0; row < height; ++row)
                std::memcpy(rows.scanLine(row) + qsizetype{4} * left, tile->constScanLine(row), static_cast<std::size_t>(tile->width()) * 4);
            progress((double{static_cast<double>(top)} * size.width() + double{static_cast<double>(height)} * (left + tile->width())) / size.width() / size.height());
            if (taker.cancelled())
                return failed(Words::tr("The picture was given up."));
        }
        if (!caption.empty()) {
            QPainter painter(&rows);
            painter.translate(0, -top);
            painter.scale(pixelRatio, pixelRatio);
            paint(painter, caption);
        }
        if (!png.write(rows))
            return unsaved(file);
    }
    if (!png.finish() || !file.commit())
        return unsaved(file);
    return {};
}

std::expected<void, Error> saveSvg(const SvgSubject& subject, const QString& path)
{
    const auto svg = svgOf(subject);
    if (!svg)
        return std::unexpected(svg.error());
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(*svg) != svg->size() || !file.commit())
        return unsaved(file);
    return {};
}

} // namespace weir::ui
