#pragma once
#include "render/window/graph_device.h"
#include <expected>
#include <functional>
#include <memory>
#include <vector>

namespace weir::render {

/// A picture while it is drawn, in parts over some frames, with the scene it was begun with: that is uploaded, what a CPU draws is
/// splatted by threads, and then come nodes and edges. Given up where it is destroyed before it is finished. Render thread.
class PictureInProgress final {
public:
    struct Subject {
        std::shared_ptr<const scene::Scene> scene;
        std::shared_ptr<const scene::SpatialIndex> index;   ///< of that scene
        PicturePasses::Exposure exposure;
        PictureStyle style;
    };

    /// Of the scene that is on the device or on its way there. `onSplatted` is called from any thread once that is waited for.
    PictureInProgress(Subject subject, GraphDevice& device, std::function<void()> onSplatted);
    ~PictureInProgress();
    PictureInProgress(const PictureInProgress&) = delete;
    PictureInProgress& operator=(const PictureInProgress&) = delete;

    /// Brings what is missing of its scene to the device, and begins to draw once it is there. An error is words for the user.
    [[nodiscard]] std::expected<void, Error> upload(QRhiCommandBuffer* cb);
    enum class Next : std::uint8_t { Frame, Splat, Done };   ///< goes on with the next frame, or once it is splatted, or is finished
    /// Draws as much as this frame may.
    [[nodiscard]] Next draw(QRhiCommandBuffer* cb);

    [[nodiscard]] double share() const;          ///< of it that is drawn
    [[nodiscard]] bool nearlyDone() const;       ///< this frame can end it
    [[nodiscard]] const Subject& subject() const { return m_subject; }
    [[nodiscard]] TimePoint begun() const { return m_begun; }
    // Of a finished one.
    [[nodiscard]] bool stroked() const { return m_stroked; }                       ///< its edges have their shapes; else they are lines
    [[nodiscard]] std::vector<EdgeLane> takeLanes() { return std::move(m_strokes.lanes); }

private:
    void drawPart(QRhiCommandBuffer* cb);
    void takeSplat(QRhiCommandBuffer* cb);
    [[nodiscard]] bool isDrawn() const { return m_splatted && m_nodeRuns.left() == 0 && m_edgeRuns.left() == 0; }

    Subject m_subject;
    GraphDevice& m_device;
    TimePoint m_begun;
    PlaceRuns m_nodeRuns, m_edgeRuns;               // that the GPU draws
    std::shared_ptr<PictureSplatter::Job> m_splat;  // what the CPU draws
    double m_splatElements = 0;                     // of that
    EdgeStrokes m_strokes;                          // of a close view; drawn by the GPU where it draws edges
    bool m_stroked = false;
    bool m_splatted = false;                        // and it is in the layers, or there is nothing of the kind
    bool m_uploaded = false;
};

} // namespace weir::render
