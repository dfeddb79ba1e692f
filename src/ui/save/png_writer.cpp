#include "ui/save/png_writer.h"
#include <csetjmp>
#include <png.h>

namespace weir::ui {

namespace {

// Pictures of graphs are ground for the most part: more effort makes them a few hundredths smaller, in several times the time.
constexpr int effort = 3;

} // namespace

struct PngWriter::State {
    QIODevice& device;
    QSize size;
    png_structp png = nullptr;
    png_infop info = nullptr;
    bool good = true;
};

// libpng leaves its functions by longjmp where it cannot go on, so nothing with a destructor lives between there and here.

PngWriter::PngWriter(QIODevice& device, QSize size) : m_state(std::make_unique<State>(device, size))
{
    State* const state = m_state.get();
    const auto silent = [](png_structp, png_const_charp) {};
    state->png = png_create_write_struct(PNG_LIBPNG_VER_STRING, nullptr, nullptr, silent);
    state->info = state->png ? png_create_info_struct(state->png) : nullptr;
    state->good = state->info != nullptr;
    if (!state->good || setjmp(png_jmpbuf(state->png)) != 0) {
        state->good = false;
        return;
    }
    png_set_write_fn(
        state->png, state,
        [](png_structp png, png_bytep bytes, png_size_t count) {
            auto* const to = static_cast<State*>(png_get_io_ptr(png));
            const auto wanted = static_cast<qint64>(count);
            to->good = to->good && to->device.write(reinterpret_cast<const char*>(bytes), wanted) == wanted;
        },
        [](png_structp) {});
    png_set_IHDR(state->png, state->info, static_cast<png_uint_32>(size.width()), static_cast<png_uint_32>(size.height()), 8, PNG_COLOR_TYPE_RGB,
                 PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
    png_set_compression_level(state->png, effort);
    png_set_filter(state->png, PNG_FILTER_TYPE_BASE, PNG_FILTER_SUB | PNG_FILTER_UP);
    png_write_info(state->png, state->info);
    png_set_filler(state->png, 0, PNG_FILLER_AFTER);
}

PngWriter::~PngWriter()
{
    if (m_state->png)
        png_destroy_write_struct(&m_state->png, &m_state->info);
}

bool PngWriter::write(const QImage& rows)
{
    Q_ASSERT(rows.width() == m_state->size.width() && rows.format() == QImage::Format_RGBX8888);
    State* const state = m_state.get();
    if (!state->good || setjmp(png_jmpbuf(state->png)) != 0)
        return false;
    const QImage* const all = &rows;
    for (int row = 0; row < all->height() && state->good; ++row)
        png_write_row(state->png, all->constScanLine(row));
    return state->good;
}

bool PngWriter::finish()
{
    State* const state = m_state.get();
    if (!state->good || setjmp(png_jmpbuf(state->png)) != 0)
        return false;
    png_write_end(state->png, nullptr);
    return state->good;
}

} // namespace weir::ui
