#pragma once
#include "base/error.h"
#include "render/device/draw_budget.h"
#include "render/picture/preview.h"
#include "render/window/graph_frame.h"
#include "render/window/window_pass.h"
#include <expected>
#include <memory>

namespace weir::render {

/// The graphics device of a window, all that the graph has on it, and how much a frame of it may draw. What is on the device is made
/// when it is needed and given up with it; what was learned and counted stays. Render thread.
class GraphDevice final {
public:
    GraphDevice(QQuickWindow* window, std::shared_ptr<FrameClock> clock, RenderConfig config)
        : m_window(window), m_clock(std::move(clock)), m_config(std::move(config))
    {
    }

    /// Makes all of it; else words for the user, and there is nothing to draw with until release().
    [[nodiscard]] std::expected<void, Error> create();
    void release();
    [[nodiscard]] bool isThere() const { return m_rhi != nullptr; }

    [[nodiscard]] const RenderConfig& config() const { return m_config; }
    [[nodiscard]] const DeviceAbilities& abilities() const { return m_abilities; }
    [[nodiscard]] bool splats() const { return m_splats; }   ///< edges and small nodes are drawn by threads of the CPU

    // While it is there.
    [[nodiscard]] QRhi* rhi() const { return m_rhi; }
    [[nodiscard]] PicturePasses& passes() const { return *m_passes; }
    [[nodiscard]] Preview& preview() const { return *m_preview; }
    [[nodiscard]] SceneUpload& upload() const { return *m_upload; }
    [[nodiscard]] WindowPass& windowPass() const { return *m_windowPass; }
    [[nodiscard]] PictureSplatter* splatter() const { return m_splatter.get(); }   ///< nullptr: it does not splat
    [[nodiscard]] DrawBudget& budget() const { return *m_budget; }
    [[nodiscard]] SplatPace& pace() { return m_pace; }

    /// Another frame is drawn: learns from how long the one before took.
    void beginFrame();
    /// What this frame draws, to be counted by whoever draws it.
    [[nodiscard]] DrawBudget::Work& work() { return m_work; }

    /// Uploads about as much as a frame may of what is outstanding; true: all of it is there. An error is words for the user.
    [[nodiscard]] std::expected<bool, Error> advanceUpload(QRhiCommandBuffer* cb);
    /// Into the layers of the picture that was begun.
    void takeImage(QRhiCommandBuffer* cb, const PictureSplatter::Job& job);

    /// What it has, what it drew and what was uploaded, also on devices that were given up.
    void addTo(PictureReport& report) const;

private:
    QQuickWindow* m_window;
    std::shared_ptr<FrameClock> m_clock;
    RenderConfig m_config;
    QRhi* m_rhi = nullptr;
    DeviceAbilities m_abilities;
    bool m_splats = false;
    std::unique_ptr<PicturePasses> m_passes;
    std::unique_ptr<Preview> m_preview;
    std::unique_ptr<SceneUpload> m_upload;
    std::unique_ptr<WindowPass> m_windowPass;
    std::unique_ptr<PictureSplatter> m_splatter;
    std::unique_ptr<DrawBudget> m_budget;
    SplatPace m_pace;
    DrawBudget::Work m_work;
    std::uint64_t m_workFrame = 0;
    std::uint64_t m_passesBefore = 0, m_pageBytesBefore = 0;   // of devices given up since
    std::uint64_t m_uploadedBefore = 0;                        // bytes, when last nothing was outstanding
    std::uint64_t m_imageBytes = 0;
};

/// What to say where a window draws without a device.
[[nodiscard]] Error noGraphicsInterface();

} // namespace weir::render
