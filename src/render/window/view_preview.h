#pragma once
#include "render/window/picture_in_progress.h"
#include "render/window/shown_picture.h"
#include <expected>
#include <memory>
#include <optional>

namespace weir::render {

/// What is seen where the view reaches beyond the shown picture, until the next one is drawn. It is kept from frame to frame while it
/// fits. Render thread.
class ViewPreview final {
public:
    /// For the present view of the newest scene.
    using Wanted = PictureInProgress::Subject;
    struct Outcome {
        enum class Is : std::uint8_t { None, Kept, Drawn } preview = Is::None;   ///< Drawn: in this frame
        std::shared_ptr<const scene::Scene> drawn;                              ///< of which
    };

    /// Draws one where it is wanted and none fits, while `picture` is in progress. An error is words for the user.
    [[nodiscard]] std::expected<Outcome, Error> update(QRhiCommandBuffer* cb, GraphDevice& device, const Wanted& wanted,
                                                       const PictureInProgress& picture, const ShownPicture& shown);
    void hide() { m_isShown = false; }
    [[nodiscard]] bool isShown() const { return m_isShown; }

private:
    bool m_isShown = false;
    std::uint64_t m_epoch = 0;   // of the graph that it is of
    PictureStyle m_style;
};

} // namespace weir::render
