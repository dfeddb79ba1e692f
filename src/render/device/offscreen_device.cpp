#include "render/device/offscreen_device.h"
#include <QtGui/qoffscreensurface.h>
#include <QtQuick/qquickwindow.h>
#if QT_VERSION >= QT_VERSION_CHECK(6, 6, 0)
#include <rhi/qrhi_platform.h>
#else
#include <QtGui/private/qrhigles2_p.h>
#if QT_CONFIG(vulkan)
#include <QtGui/private/qrhivulkan_p.h>
#endif
#endif

namespace weir::render {

OffscreenDevice::OffscreenDevice() = default;

OffscreenDevice::~OffscreenDevice() { Q_ASSERT(!m_rhi); }

std::expected<std::unique_ptr<OffscreenDevice>, Error> OffscreenDevice::like(const QQuickWindow& window)
{
    std::unique_ptr<OffscreenDevice> device(new OffscreenDevice);
    switch (window.rendererInterface()->graphicsApi()) {
    case QSGRendererInterface::OpenGL:
        device->m_surface.reset(QRhiGles2InitParams::newFallbackSurface(window.requestedFormat()));
        return device;
#if QT_CONFIG(vulkan)
    case QSGRendererInterface::Vulkan:
        device->m_interface = QRhi::Vulkan;
        device->m_instance = window.vulkanInstance();
        return device;
#endif
    default:
        return std::unexpected(Error{"The window draws by an interface that makes no pictures of any size. Start the program with "
                                     "QSG_RHI_BACKEND=opengl, or save an SVG."});
    }
}

std::expected<void, Error> OffscreenDevice::open()
{
    if (m_interface == QRhi::OpenGLES2) {
        QRhiGles2InitParams parameters;
        parameters.format = m_surface->requestedFormat();
        parameters.fallbackSurface = m_surface.get();
        m_rhi.reset(QRhi::create(m_interface, &parameters));
    }
#if QT_CONFIG(vulkan)
    if (m_interface == QRhi::Vulkan) {
        QRhiVulkanInitParams parameters;
        parameters.inst = m_instance;
        m_rhi.reset(QRhi::create(m_interface, &parameters));
    }
#endif
    if (!m_rhi)
        return std::unexpected(Error{"The graphics driver gives no second device, which a picture of another size needs. Save an SVG, or "
                                     "copy the picture as it is."});
    return {};
}

} // namespace weir::render
