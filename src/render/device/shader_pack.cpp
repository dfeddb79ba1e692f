#include "render/device/shader_pack.h"
#include <QtCore/qfile.h>

// Resources of a static library are registered by a call from outside any namespace.
static void registerShaders()
{
    Q_INIT_RESOURCE(weir_shaders);
    Q_INIT_RESOURCE(weir_buffer_shaders);
}

namespace weir::render {

QShader shaderOf(const char* name)
{
    static const bool registered = (registerShaders(), true);
    Q_UNUSED(registered)
    QFile file(QStringLiteral(":/weir/%1.qsb").arg(QLatin1StringView(name)));
    const bool opened = file.open(QIODevice::ReadOnly);
    Q_ASSERT(opened);
    return opened ? QShader::fromSerialized(file.readAll()) : QShader();
}

} // namespace weir::render
