#pragma once
#include "base/ids.h"
#include <QtCore/qbytearray.h>
#include <QtCore/qchar.h>
#include <array>
#include <cstdint>
#include <memory>
#include <vector>

namespace weir::render {

/// Distance fields of glyphs, a byte a pixel: 128 at the outline, more inside. Immutable.
struct GlyphImage {
    static constexpr int side = 1024;   ///< pixels
    std::uint64_t version = 0;          ///< another one: other glyphs
    QByteArray pixels;
};

/// A glyph of a label, at its node or edge.
struct LabelGlyph {
    Slot node = noSlot;              ///< or the edge, in the list of those
    std::array<float, 4> rect{};     ///< item pixels from the node's centre, or the middle of the edge's ends: left, top, width, height
    std::array<float, 4> source{};   ///< in the image, as shares of its side: left, top, width, height

    bool operator==(const LabelGlyph&) const = default;
};

/// The labels of a view, ready to be drawn. Immutable; any thread.
struct LabelSet {
    std::uint64_t epochVersion = 0;   ///< of the scene that the nodes belong to
    std::shared_ptr<const GlyphImage> image;
    std::vector<LabelGlyph> glyphs;
    std::vector<Slot> nodes;          ///< that have one, ascending
    std::vector<LabelGlyph> edgeGlyphs;
    std::vector<Slot> edges;          ///< likewise
    /// Of something in these labels that no installed font can draw; Script_Unknown: all of them can be read.
    QChar::Script boxed = QChar::Script_Unknown;
};

} // namespace weir::render
