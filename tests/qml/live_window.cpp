#include "live_window.h"

#include "dashboard/qml_module.h"
#include "ui/window/qml_modules.h"

#include <QtQuick/QQuickItemGrabResult>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

LiveWindow::LiveWindow()
{
    m_models.appearance.overrideMode(QStringLiteral("dark"));
    weir::ui::showToQml(m_models);
    weir::dashboard::showToQml(&m_history);
    weir::ui::addWindowModules(m_engine);
}

bool LiveWindow::open()
{
    m_engine.load(QUrl(QStringLiteral("qrc:/Weir/Window/Main.qml")));
    m_window = m_engine.rootObjects().isEmpty() ? nullptr : qobject_cast<QQuickWindow*>(m_engine.rootObjects().front());
    if (!m_window || !m_window->findChild<weir::ui::GraphView*>())
        return false;
    m_controller.setView(&view());
    m_window->show();
    m_window->requestActivate();
    return QTest::qWaitForWindowActive(m_window);
}

QQuickItem* LiveWindow::part(QQuickItem* in, const QString& name)
{
    if (in->objectName() == name)
        return in;
    for (QQuickItem* child : in->childItems()) {
        if (QQuickItem* const found = part(child, name))
            return found;
    }
    return nullptr;
}

void LiveWindow::click(const QString& name)
{
    const QQuickItem* const item = part(name);
    QVERIFY2(item && item->isVisible(), qPrintable(name));
    QTest::mouseClick(m_window, Qt::LeftButton, {}, item->mapToScene({item->width() / 2, item->height() / 2}).toPoint());
}

QPoint LiveWindow::placeOf(weir::Slot node) const
{
    const weir::scene::Point at = view().scene()->position(node);
    const weir::scene::ItemPoint item = view().camera().itemFromWorld({at.x, at.y});
    return view().mapToScene({item.x, item.y}).toPoint();
}

void LiveWindow::clickNode(weir::Slot node) { QTest::mouseClick(m_window, Qt::LeftButton, {}, placeOf(node)); }

QImage LiveWindow::graphShot() const
{
    const QSharedPointer<QQuickItemGrabResult> grabbed = view().grabToImage();
    if (!grabbed)
        return {};
    // Its image is there before the render thread is done with it.
    QSignalSpy ready(grabbed.data(), &QQuickItemGrabResult::ready);
    return ready.wait(20'000) ? grabbed->image() : QImage();
}
