#include "ui/graph/graph_view.h"
#include "ui/graph/named_selection.h"
#include "ui/words/figures.h"
#include "ui/words/theme.h"
#include <QtGui/QClipboard>
#include <QtGui/QGuiApplication>
#include <QtQuick/QQuickItemGrabResult>
#include <QtQuick/QQuickWindow>
#include <algorithm>

namespace weir::ui {

GraphView::GraphView(QQuickItem* parent)
    // Without its parent at first: entering the scene is a virtual call that would miss this class.
    : m_hand(*this, {m_camera, m_pins, m_selection, [this] { return scene(); }, [this](QPointF position) { return elementAt(position); }})
{
    joinParts();
    setParent(parent);
    setParentItem(parent);
    setFlag(ItemHasContents);
    setAcceptedMouseButtons(Qt::LeftButton | Qt::BackButton | Qt::ForwardButton);
    setAcceptHoverEvents(true);
    setActiveFocusOnTab(true);
    setDark(true);
    setCategoryColors({});
}

void GraphView::joinParts()
{
    connect(&m_camera, &ViewCamera::changed, this, &GraphView::cameraChanged);
    connect(&m_camera, &ViewCamera::changed, this, &QQuickItem::update);
    connect(&m_camera, &ViewCamera::changed, &m_labels, &ViewLabels::schedule);
    connect(&m_camera, &ViewCamera::boundsChanged, this, &GraphView::boundsChanged);
    connect(&m_camera, &ViewCamera::spacingChanged, this, &QQuickItem::update);

    connect(&m_pins, &Pins::putThere, this, &GraphView::pinWanted);
    connect(&m_pins, &Pins::wasLetGo, this, &GraphView::unpinWanted);
    connect(&m_pins, &Pins::changed, this, &QQuickItem::update);   // they bear badges
    connect(&m_pins, &Pins::changed, this, &GraphView::pinnedChanged);

    connect(&m_selection, &Selection::setChanged, this, &QQuickItem::update);
    connect(&m_selection, &Selection::setChanged, this, &GraphView::selectedSetChanged);
    connect(&m_selection, &Selection::setChanged, &m_labels, &ViewLabels::schedule);
    connect(&m_selection, &Selection::elementChanged, this, &QQuickItem::update);
    connect(&m_selection, &Selection::elementChanged, this, &GraphView::selectedElementChanged);
    connect(&m_selection, &Selection::elementChanged, this, &GraphView::pinnedChanged);
    connect(&m_selection, &Selection::elementChanged, &m_labels, &ViewLabels::schedule);
    connect(&m_selection, &Selection::neighboursChanged, this, &QQuickItem::update);
    connect(&m_selection, &Selection::neighboursChanged, &m_labels, &ViewLabels::schedule);

    connect(&m_lookout, &Lookout::due, this, &GraphView::look);
    connect(&m_lookout, &Lookout::bounded, this, [this](const scene::Bounds& bounds) {
        m_camera.takeBounds(bounds);
        m_pictures.setPlaceKnown(true);
    });
    connect(&m_lookout, &Lookout::indexChanged, &m_hand, &Hand::lookAgain);
    connect(&m_lookout, &Lookout::found, this, [this](const lens::PickWorker::Found& found) {
        if (scene() && found.scene->epochVersion == scene()->epochVersion)
            m_selection.selectSet(found.set, found.scene);
    });
    connect(&m_lookout, &Lookout::kept, this, [this](const lens::PickWorker::Kept& kept) {
        m_selection.keepSet(kept.before, kept.now.set, kept.now.scene);
    });

    connect(&m_pictures, &PictureRequests::frameWanted, this, &QQuickItem::update);
    connect(&m_pictures, &PictureRequests::errorChanged, this, &GraphView::errorTextChanged);
    connect(&m_pictures, &PictureRequests::changed, this, &GraphView::pictureChanged);

    connect(&m_labels, &ViewLabels::due, this, &GraphView::lookForLabels);
    connect(&m_labels, &ViewLabels::changed, this, &QQuickItem::update);
    connect(&m_labels, &ViewLabels::wanted, this, &GraphView::labelsWanted);
    connect(&m_labels, &ViewLabels::fontAdviceChanged, this, &GraphView::fontAdviceChanged);

    connect(&m_hand, &Hand::pointed, this, &QQuickItem::update);
    connect(&m_hand, &Hand::pointed, this, &GraphView::hovered);
    connect(&m_hand, &Hand::pointerMoved, this, &GraphView::hoverChanged);
    connect(&m_hand, &Hand::pointerMoved, &m_labels, &ViewLabels::schedule);
    connect(&m_hand, &Hand::outlineChanged, this, &GraphView::regionOutlineChanged);
    connect(&m_hand, &Hand::regionDrawn, this, &GraphView::selectInside);
}

// Scenes and pictures ------------------------------------------------------------------------------------------------

void GraphView::takeUpdate(scene::IndexedUpdate update)
{
    const bool otherGraph = !scene() || scene()->epochVersion != update.update.scene->epochVersion;
    m_pictures.take(std::move(update));
    if (otherGraph) {
        m_pictures.setPlaceKnown(false);
        m_lookout.forgetGraph();
        m_hand.forgetGraph();
        m_selection.forget();
        m_pins.forget();
        m_camera.forgetGraph();
    }
    m_pins.takeScene(*scene());
    m_pictures.schedule();
    m_labels.schedule();
    m_lookout.want();   // what is under the pointer is found with the index
}

void GraphView::look()
{
    if (!scene())
        return;
    m_lookout.look(m_pictures.indexed());
    if (m_selection.set() && m_selection.setScene() && m_selection.setScene()->structureVersion != scene()->structureVersion)
        m_lookout.keep(m_selection.set(), m_selection.setScene(), scene());
}

QSGNode* GraphView::updatePaintNode(QSGNode* old, UpdatePaintNodeData*)
{
    render::GraphFrame frame;
    frame.camera = camera();
    frame.style = m_style;
    frame.highlight = highlight();
    frame.labels = m_labels.set();
    frame.showChanges = m_showChanges;
    frame.pixelRatio = window()->effectiveDevicePixelRatio();
    frame.spacing = m_camera.spacing();
    return m_pictures.synchronized(old, window(), std::move(frame));
}

void GraphView::itemChange(ItemChange change, const ItemChangeData& data)
{
    if (change == ItemSceneChange && data.window)
        m_pictures.join(data.window);
    else if (change == ItemSceneChange && window())
        m_pictures.leave(window());
    else if (change == ItemDevicePixelRatioHasChanged)
        update();
    QQuickItem::itemChange(change, data);
}

void GraphView::geometryChange(const QRectF& now, const QRectF& before)
{
    QQuickItem::geometryChange(now, before);
    if (now.size() != before.size())
        m_camera.resize(now.width(), now.height());
}

void GraphView::focusInEvent(QFocusEvent* event)
{
    QQuickItem::focusInEvent(event);
    const Qt::FocusReason reason = event->reason();
    setVisualFocus(reason == Qt::TabFocusReason || reason == Qt::BacktabFocusReason || reason == Qt::ShortcutFocusReason);
}

void GraphView::focusOutEvent(QFocusEvent* event)
{
    QQuickItem::focusOutEvent(event);
    setVisualFocus(false);
}

void GraphView::setVisualFocus(bool visual)
{
    if (std::exchange(m_visualFocus, visual) != visual)
        Q_EMIT visualFocusChanged();
}

render::Highlight GraphView::highlight() const
{
    const Element& hovered = m_hand.pointedAt();
    const Element& selected = m_selection.element();
    render::Highlight highlight;
    (hovered.isNode() ? highlight.hoveredNode : highlight.hoveredEdge) = hovered.slot;
    (selected.isNode() ? highlight.selectedNode : highlight.selectedEdge) = selected.slot;
    if (!m_selection.set())   // a set says itself what belongs to it
        highlight.around = m_selection.around();
    highlight.selectedSet = m_selection.set();
    highlight.pinned = m_pins.nodes().list();
    return highlight;
}

std::optional<ViewPicture> GraphView::viewPicture() const
{
    const scene::IndexedUpdate& indexed = m_pictures.indexed();
    if (!indexed.index || !m_camera.boundsKnown() || !window() || width() <= 0 || height() <= 0)
        return std::nullopt;
    ViewPicture picture{indexed.update.scene, indexed.index, camera(), window()->effectiveDevicePixelRatio(), m_camera.spacing(), m_style,
                        highlight(), {}, {}, {}, m_labels.shown(), m_labels.ofEdges(), m_pictures.config()};
    picture.highlight.hoveredNode = picture.highlight.hoveredEdge = noSlot;
    if (m_labels.set() && m_labels.set()->epochVersion == picture.scene->epochVersion) {
        picture.labels = m_labels.set();
        picture.texts = m_labels.texts();
        picture.edgeTexts = m_labels.edgeTexts();
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

// Labels -------------------------------------------------------------------------------------------------------------

void GraphView::lookForLabels()
{
    const scene::IndexedUpdate& indexed = m_pictures.indexed();
    if (!indexed.index || !m_camera.boundsKnown() || width() <= 0 || height() <= 0)
        return;
    lens::LabelWorker::Subject subject{indexed.update.scene, indexed.index, {camera(), m_camera.nodeRadius(), {}}, {}};
    subject.edges = m_labels.ofEdges();
    subject.curved = m_style.curvedEdges;
    nameSelected(subject, highlight());
    m_labels.look(std::move(subject));
}

void GraphView::takeLabelTexts(std::uint64_t epochVersion, std::vector<lens::LabelWorker::Text> texts, std::vector<lens::LabelWorker::EdgeText> edges)
{
    Q_EMIT labelTextsCame(epochVersion, texts, edges);
    m_labels.setTexts(epochVersion, std::move(texts), std::move(edges));
}

void GraphView::renewLabels(bool ofEdges)
{
    m_labels.setOfEdges(ofEdges);
    m_labels.forgetTexts();
}

// What is meant ------------------------------------------------------------------------------------------------------

Element GraphView::elementAt(QPointF position) const
{
    // Where too many edges are in view they are lines, however close it is.
    const double radius = m_camera.nodeRadius();
    const double closeness = m_pictures.report().strokes ? scene::closenessFor(radius) : 0;
    return m_lookout.elementAt(m_camera.worldAt(position), {camera().scale(), radius, {closeness, m_style.curvedEdges}});
}

bool GraphView::selectedPinned() const
{
    return m_selection.element().isNode() && m_pins.nodes().contains(m_selection.element().slot);
}

QString GraphView::selectedSetText() const
{
    if (!selectedSet())
        return {};
    return tr("%1 and %2 selected").arg(nodesText(selectedSet()->nodes.size()), edgesText(selectedSet()->edges.size()));
}

void GraphView::selectInside(const QPolygonF& outline)
{
    std::vector<scene::Point> corners;
    for (const QPointF& corner : outline) {
        const scene::WorldPoint world = m_camera.worldAt(corner);
        corners.push_back({static_cast<float>(world.x), static_cast<float>(world.y)});
    }
    m_lookout.find(m_pictures.indexed(), std::move(corners));
}

void GraphView::selectAllInView() { selectInside(QPolygonF({{0, 0}, {width(), 0}, {width(), height()}, {0, height()}})); }

void GraphView::selectNode(double slot)
{
    if (slot >= 0)
        m_hand.selectNode(static_cast<Slot>(slot));
}

void GraphView::unpinSelected()
{
    if (selectedPinned())
        m_pins.letGo(m_selection.element().slot);
}

void GraphView::centerOn(double slot)
{
    const auto node = static_cast<Slot>(slot);
    if (!scene() || slot < 0 || !scene()->drawn(node))
        return;
    const scene::Point at = scene()->position(node);
    m_camera.lookAt({at.x, at.y}, CameraHistory::Move::Jump);
}

void GraphView::flyTo(double slot)
{
    const auto node = static_cast<Slot>(slot);
    if (!scene() || slot < 0 || !scene()->drawn(node))
        return;
    const scene::Point at = scene()->position(node);
    m_camera.flyTo({at.x, at.y});
    selectNode(slot);
}

QVariantList GraphView::covers() const
{
    QVariantList covers;
    for (const QRectF& cover : m_camera.covers())
        covers.append(cover);
    return covers;
}

void GraphView::setCovers(const QVariantList& covers)
{
    QList<QRectF> rectangles;
    for (const QVariant& cover : covers)
        rectangles.append(cover.toRectF());
    if (rectangles == m_camera.covers())
        return;
    m_camera.setCovers(rectangles);
    Q_EMIT coversChanged();
}

// Colours ------------------------------------------------------------------------------------------------------------

void GraphView::setDark(bool dark)
{
    const ThemeColours& theme = themeColours(dark ? Ground::Dark : Ground::Light);
    m_dark = dark;
    m_style.ground = theme.ground;
    m_style.edge = theme.edge;
    m_style.mark = theme.mark;
    m_style.label = theme.label;
    m_style.edgeShare = dark ? 0.55 : 0.65;
    update();
    Q_EMIT styleChanged();
}

void GraphView::setShowLabels(bool show)
{
    if (!m_labels.setShown(show))
        return;
    update();
    Q_EMIT styleChanged();
}

void GraphView::setCurvedEdges(bool curved)
{
    if (curved == m_style.curvedEdges)
        return;
    m_style.curvedEdges = curved;
    update();
    Q_EMIT styleChanged();
}

void GraphView::setShowChanges(bool show)
{
    if (show == m_showChanges)
        return;
    m_showChanges = show;
    update();
    Q_EMIT styleChanged();
}

QVariantList GraphView::categoryColors() const
{
    QVariantList colours;
    for (const QColor& colour : m_style.categories)
        colours.append(colour);
    return colours;
}

void GraphView::setCategoryColors(const QVariantList& colours)
{
    std::vector<QColor> categories;
    for (const QVariant& colour : colours.isEmpty() ? themeColours(m_dark ? Ground::Dark : Ground::Light).categories : colours)
        categories.push_back(colour.value<QColor>());
    m_style.categories = std::move(categories);
    update();
    Q_EMIT styleChanged();
}

} // namespace weir::ui
