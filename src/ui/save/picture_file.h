#pragma once
#include "base/error.h"
#include "render/picture/picture_taker.h"
#include "ui/save/picture_caption.h"
#include "ui/save/svg_picture.h"
#include <QtCore/QString>
#include <expected>
#include <functional>
#include <span>

namespace weir::ui {

/// Takes the picture, row of tiles by row of tiles, into a PNG: there is the whole file or none. `progress` is told the share that is
/// done. The caption lies over it, `pixelRatio` pixels a unit of its own. Memory: a row of tiles, at most 64 MiB at the largest size. On
/// the taker's thread.
[[nodiscard]] std::expected<void, Error> savePng(render::PictureTaker& taker, const QString& path, std::span<const CaptionShape> caption, double pixelRatio,
                                                 const std::function<void(double)>& progress);

/// The same of an SVG. Any thread.
[[nodiscard]] std::expected<void, Error> saveSvg(const SvgSubject& subject, const QString& path);

} // namespace weir::ui
