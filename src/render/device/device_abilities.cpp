#include "render/device/device_abilities.h"
#include "render/device/rhi_compat.h"
#include <QtCore/qstringlist.h>
#include <QtGui/qopenglcontext.h>

namespace weir::render {

namespace {

constexpr int leastTexture = 2048;   // a small window, and the positions of some million nodes

bool drawsOnCpu(QRhi* rhi)
{
    const QRhiDriverInfo driver = rhi->driverInfo();
    if (driver.deviceType == QRhiDriverInfo::CpuDevice)
        return true;
    // OpenGL does not tell the kind of its device, only a name.
    const QByteArray name = driver.deviceName.toLower();
    return name.contains("llvmpipe") || name.contains("softpipe") || name.contains("swrast") || name.contains("lavapipe")
        || name.contains("swiftshader") || name.contains("basic render");
}

/// The context of OpenGL on small devices, which leaves more out; nullptr: it is another interface.
const QOpenGLContext* embeddedContext(QRhi* rhi)
{
    const QOpenGLContext* const context = rhi->backend() == QRhi::OpenGLES2 ? QOpenGLContext::currentContext() : nullptr;
    return context && context->isOpenGLES() ? context : nullptr;
}

bool sumsFloats(QRhi* rhi)
{
    if (!rhi->isTextureFormatSupported(QRhiTexture::R32F, QRhiTexture::RenderTarget))
        return false;
    // There the format alone says nothing of drawing into it.
    const QOpenGLContext* const embedded = embeddedContext(rhi);
    return !embedded || (embedded->hasExtension("GL_EXT_color_buffer_float") && embedded->hasExtension("GL_EXT_float_blend"));
}

bool readsBuffers(QRhi* rhi)
{
    // Direct3D binds what a shader only reads as if it wrote it, which its vertex shaders cannot; small devices may have storage
    // buffers for other shaders only.
    const bool fitting = rhi->backend() == QRhi::Vulkan || rhi->backend() == QRhi::Metal || (rhi->backend() == QRhi::OpenGLES2 && !embeddedContext(rhi));
    return fitting && rhi->isFeatureSupported(QRhi::Compute);
}

} // namespace

DeviceAbilities DeviceAbilities::of(QRhi* rhi)
{
    DeviceAbilities device;
    device.name = QStringLiteral("%1, %2").arg(QString::fromLatin1(rhi->backendName()), QString::fromLocal8Bit(rhi->driverInfo().deviceName));
    device.isCpu = drawsOnCpu(rhi);
    device.instances = rhi->isFeatureSupported(QRhi::Instancing);
    device.integerAttributes = rhi->isFeatureSupported(QRhi::IntAttributes);
    device.texelFetch = rhi->isFeatureSupported(QRhi::TexelFetch);
    device.floatTextures = rhi->isTextureFormatSupported(QRhiTexture::RGBA32F) && rhi->isTextureFormatSupported(QRhiTexture::R32F);
    device.floatSums = sumsFloats(rhi);
    device.storageBuffers = readsBuffers(rhi);
    device.largestTexture = rhi->resourceLimit(QRhi::TextureSizeMax);
    return device;
}

std::expected<void, Error> suffices(const DeviceAbilities& device)
{
    QStringList lacking;
    if (!device.instances)
        lacking << QStringLiteral("draw instances");
    if (!device.integerAttributes)
        lacking << QStringLiteral("take integers for vertices");
    if (!device.texelFetch)
        lacking << QStringLiteral("read single texels");
    if (!device.floatTextures)
        lacking << QStringLiteral("use textures of 32-bit floats");
    if (device.largestTexture < leastTexture)
        lacking << QStringLiteral("use textures of %1 pixels").arg(leastTexture);
    if (lacking.isEmpty())
        return {};
    const QString last = lacking.takeLast();
    return std::unexpected(lackOf(device, lacking.isEmpty() ? last : lacking.join(QStringLiteral(", ")) + QStringLiteral(" or ") + last));
}

Error lackOf(const DeviceAbilities& device, const QString& what)
{
    return {QStringLiteral("This graphics driver (%1) cannot %2. Try the other one with QSG_RHI_BACKEND=vulkan or QSG_RHI_BACKEND=opengl, or draw in "
                           "software with LIBGL_ALWAYS_SOFTWARE=1.")
                .arg(device.name, what)
                .toStdString()};
}

} // namespace weir::render
