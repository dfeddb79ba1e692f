// What is taken out of the window: an SVG, a picture in the clipboard. The rest of GraphView is in graph_view.cpp and its neighbours.
#include "ui/graph_view.h"
#include "ui/svg_picture.h"
#include <QtCore/QDateTime>
#include <QtCore/QDir>
#include <QtCore/QSaveFile>
#include <QtCore/QStandardPaths>
#include <QtGui/QClipboard>
#include <QtGui/QGuiApplication>
#include <QtQuick/QQuickItemGrabResult>

namespace weir::ui {

QString GraphView::saveSvg(const QString& folder)
{
    if (!m_indexed.index || !m_boundsKnown)
        return tr("There is no picture yet that could be saved.");
    const auto svg = svgOf({m_indexed.update.scene, m_indexed.index, m_camera, nodeRadius(), m_style, m_labelTexts, m_pinned.list()});
    if (!svg)
        return QString::fromStdString(svg.error().text);
    const QDir place(folder.isEmpty() ? QStandardPaths::writableLocation(QStandardPaths::PicturesLocation) : folder);
    const QString path = place.filePath(QStringLiteral("weir-%1.svg").arg(QDateTime::currentDateTime().toString(QStringLiteral("yyyyMMdd-HHmmss"))));
    QSaveFile file(path);
    if (!place.mkpath(QStringLiteral(".")) || !file.open(QIODevice::WriteOnly) || file.write(*svg) != svg->size() || !file.commit())
        return tr("The picture could not be saved as %1: %2.").arg(path, file.errorString());
    return tr("Saved as %1.").arg(path);
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
