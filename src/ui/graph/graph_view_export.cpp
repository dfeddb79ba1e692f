// What is taken out of the window: the picture to be saved, or as it is into the clipboard. The rest of GraphView is in graph_view.cpp and its
// neighbours.
#include "ui/graph/graph_view.h"
#include <QtGui/QClipboard>
#include <QtGui/QGuiApplication>
#include <QtQuick/QQuickItemGrabResult>
#include <QtQuick/QQuickWindow>

namespace weir::ui {

std::optional<ViewPicture> GraphView::viewPicture() const
{
    if (!m_indexed.index || !m_boundsKnown || !window() || width() <= 0 || height() <= 0)
        return std::nullopt;
    ViewPicture picture{m_indexed.update.scene, m_indexed.index, m_camera, window()->effectiveDevicePixelRatio(), m_spacing, m_style,
                        highlight(), {}, {}, m_showLabels, m_surface.config};
    picture.highlight.hoveredNode = picture.highlight.hoveredEdge = noSlot;
    if (m_labels && m_labels->epochVersion == picture.scene->epochVersion) {
        picture.labels = m_labels;
        picture.texts = m_labelTexts;
    }
    return picture;
}

void GraphView::copyPicture()
{
    const QSharedPointer<QQuickItemGrabResult> grabbed = grabToImage();
    if (!grabbed)
        return;
    connect(grabbed.data(), &QQuickItemGrabResult::ready, this, [this, grabbed] {
        QGuiApplication::clipboard()->setImage(grabbed->image());
        Q_EMIT pictureCopied();
    }, static_cast<Qt::ConnectionType>(Qt::AutoConnection | Qt::SingleShotConnection));
}

} // namespace weir::ui
