#pragma once
#include "render/labels/glyph_atlas.h"
#include <QtCore/qhash.h>
#include <QtGui/qfont.h>
#include <vector>

namespace weir::render {

/// The text as it stands in a label: in one line, and cut with an ellipsis where it is too long for one.
[[nodiscard]] QString labelTextOf(const QString& text);

/// Turns the text of labels into glyphs of the atlas: all scripts that Qt can shape, in the direction they are read. Text too
/// long for a label is cut with an ellipsis; a box stands for what no font can draw. Remembers what it shaped. Not thread-safe; any one thread.
class LabelShaper final {
public:
    struct Shaped {
        std::vector<LabelGlyph> glyphs;   ///< without their node, from the text's left and the middle of its height
        double width = 0, height = 0;     ///< item pixels
        /// Of a character that no installed font can draw and that a box stands for; Script_Unknown: all of the text is drawn.
        QChar::Script boxed = QChar::Script_Unknown;
    };

    explicit LabelShaper(QFont font) : m_font(std::move(font)) {}

    /// Valid until the next call. Where the atlas is full it is cleared, and false says that what was shaped before is void.
    [[nodiscard]] const Shaped& shaped(const QString& text, bool& kept);
    [[nodiscard]] std::shared_ptr<const GlyphImage> image() { return m_atlas.image(); }

private:
    [[nodiscard]] std::optional<Shaped> shape(const QString& text);

    QFont m_font;
    GlyphAtlas m_atlas;
    QHash<QString, Shaped> m_shaped;
};

} // namespace weir::render
