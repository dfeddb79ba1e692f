#pragma once
// Where the scene graph's graphics interface is private before Qt 6.6: the only place that knows.
#include <QtCore/qglobal.h>
#include <QtQuick/qsgrendernode.h>
#if QT_VERSION >= QT_VERSION_CHECK(6, 6, 0)
#include <rhi/qrhi.h>
#else
#include <QtGui/private/qrhi_p.h>
#include <QtQuick/private/qsgrendernode_p.h>
#endif

namespace weir::render {

[[nodiscard]] inline QRhiCommandBuffer* commandBufferOf(QSGRenderNode* node)
{
#if QT_VERSION >= QT_VERSION_CHECK(6, 6, 0)
    return node->commandBuffer();
#else
    return QSGRenderNodePrivate::get(node)->m_rt.cb;
#endif
}

[[nodiscard]] inline QRhiRenderTarget* renderTargetOf(QSGRenderNode* node)
{
#if QT_VERSION >= QT_VERSION_CHECK(6, 6, 0)
    return node->renderTarget();
#else
    return QSGRenderNodePrivate::get(node)->m_rt.rt;
#endif
}

} // namespace weir::render
