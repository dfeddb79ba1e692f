#pragma once
#include "base/error.h"
#include "render/device/rhi_compat.h"
#include <expected>
#include <memory>

class QQuickWindow;
class QOffscreenSurface;
class QVulkanInstance;

namespace weir::render {

/// A graphics device of the same interface as a window's, without a window. Made and destroyed on the GUI thread; opened,
/// used and closed on one other.
class OffscreenDevice final {
public:
    /// An error: the window draws by an interface that this cannot.
    [[nodiscard]] static std::expected<std::unique_ptr<OffscreenDevice>, Error> like(const QQuickWindow& window);
    ~OffscreenDevice();

    [[nodiscard]] std::expected<void, Error> open();
    void close() { m_rhi.reset(); }
    [[nodiscard]] QRhi* rhi() const { return m_rhi.get(); }   ///< nullptr: not open

private:
    OffscreenDevice();

    QRhi::Implementation m_interface = QRhi::OpenGLES2;
    std::unique_ptr<QOffscreenSurface> m_surface;   // OpenGL's contexts want one
    QVulkanInstance* m_instance = nullptr;          // the window's
    std::unique_ptr<QRhi> m_rhi;
};

} // namespace weir::render
