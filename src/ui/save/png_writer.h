#pragma once
#include <QtCore/QIODevice>
#include <QtGui/QImage>
#include <memory>

namespace weir::ui {

/// Writes a PNG some rows at a time, so that a picture is never in memory as a whole. Opaque. Any one thread.
class PngWriter final {
public:
    /// `device` is open and outlives this.
    PngWriter(QIODevice& device, QSize size);
    ~PngWriter();
    PngWriter(const PngWriter&) = delete;
    PngWriter& operator=(const PngWriter&) = delete;

    /// The next rows, as wide as the picture, of Format_RGBX8888. False: the device says why.
    [[nodiscard]] bool write(const QImage& rows);
    /// After the last row.
    [[nodiscard]] bool finish();

private:
    struct State;
    std::unique_ptr<State> m_state;
};

} // namespace weir::ui
