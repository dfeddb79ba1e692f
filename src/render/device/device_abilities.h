#pragma once
#include "base/error.h"
#include <QtCore/qstring.h>
#include <expected>

class QRhi;

namespace weir::render {

/// What a graphics device can do of what the picture is drawn with; a plain value.
struct DeviceAbilities {
    QString name;                     ///< of its interface and of the device
    bool isCpu = false;
    bool instances = false;           ///< draws many of a kind at once
    bool integerAttributes = false;   ///< records of elements hold integers
    bool texelFetch = false;          ///< shaders read textures by numbers, also where vertices are placed
    bool floatTextures = false;       ///< of 32 bits
    bool floatSums = false;           ///< draws into such textures so that what is drawn adds up; else edges are splatted by the CPU
    bool storageBuffers = false;      ///< to be read where vertices are placed
    int largestTexture = 0;           ///< pixels, width and height

    [[nodiscard]] static DeviceAbilities of(QRhi* rhi);
};

/// An error: what the device lacks, and what a person can do.
[[nodiscard]] std::expected<void, Error> suffices(const DeviceAbilities& device);

/// The same words for what it turned out to lack later: "draw instances".
[[nodiscard]] Error lackOf(const DeviceAbilities& device, const QString& what);

} // namespace weir::render
