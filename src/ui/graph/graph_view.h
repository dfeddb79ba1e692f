#pragma once
#include "ui/graph/hand.h"
#include "ui/graph/lookout.h"
#include "ui/graph/picture_requests.h"
#include "ui/graph/pins.h"
#include "ui/graph/view_camera.h"
#include "ui/graph/view_labels.h"
#include "ui/graph/view_picture.h"
#include "ui/select/selection.h"
#include <QtCore/QVariant>
#include <QtGui/QColor>
#include <QtQml/qqmlregistration.h>
#include <QtQuick/QQuickItem>
#include <optional>

namespace weir::ui {

/// The graph as an item: takes scenes, shows them, and lets a person move, zoom, point and select. Nothing here takes time
/// in proportion to the graph: drawing is the render node's, searching the lookout's worker's. It joins its parts (where it looks is the
/// camera's, what a hand does the hand's, when what is drawn the requests') and is what QML sees of them, elements as a kind and a
/// slot. Lives on the GUI thread.
class GraphView : public QQuickItem {
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(bool dark READ dark WRITE setDark NOTIFY styleChanged)
    Q_PROPERTY(bool showLabels READ showLabels WRITE setShowLabels NOTIFY styleChanged)
    Q_PROPERTY(bool curvedEdges READ curvedEdges WRITE setCurvedEdges NOTIFY styleChanged)
    Q_PROPERTY(bool showChanges READ showChanges WRITE setShowChanges NOTIFY styleChanged)
    Q_PROPERTY(QVariantList categoryColors READ categoryColors WRITE setCategoryColors NOTIFY styleChanged)
    Q_PROPERTY(QString errorText READ errorText NOTIFY errorTextChanged)
    Q_PROPERTY(QString fontAdvice READ fontAdvice NOTIFY fontAdviceChanged)
    Q_PROPERTY(int shownNodes READ shownNodes NOTIFY pictureChanged)
    Q_PROPERTY(int shownEdges READ shownEdges NOTIFY pictureChanged)
    Q_PROPERTY(double drawnShare READ drawnShare NOTIFY pictureChanged)
    Q_PROPERTY(double pictureAgeMs READ pictureAgeMs NOTIFY pictureChanged)
    Q_PROPERTY(bool refining READ refining NOTIFY pictureChanged)
    Q_PROPERTY(double frameMsP50 READ frameMsP50 NOTIFY pictureChanged)
    Q_PROPERTY(double frameMsP95 READ frameMsP95 NOTIFY pictureChanged)
    Q_PROPERTY(double zoomLevel READ zoomLevel NOTIFY cameraChanged)
    Q_PROPERTY(bool following READ following NOTIFY cameraChanged)
    Q_PROPERTY(QVariantList covers READ covers WRITE setCovers NOTIFY coversChanged)
    Q_PROPERTY(int hoveredKind READ hoveredKind NOTIFY hoverChanged)
    Q_PROPERTY(double hoveredSlot READ hoveredSlot NOTIFY hoverChanged)
    Q_PROPERTY(QPointF hoverPosition READ hoverPosition NOTIFY hoverChanged)
    Q_PROPERTY(int selectedKind READ selectedKind NOTIFY selectedElementChanged)
    Q_PROPERTY(double selectedSlot READ selectedSlot NOTIFY selectedElementChanged)
    Q_PROPERTY(int selectedNodes READ selectedNodes NOTIFY selectedSetChanged)
    Q_PROPERTY(int selectedEdges READ selectedEdges NOTIFY selectedSetChanged)
    Q_PROPERTY(QString selectedSetText READ selectedSetText NOTIFY selectedSetChanged)
    Q_PROPERTY(int pinnedNodes READ pinnedNodes NOTIFY pinnedChanged)
    Q_PROPERTY(bool selectedPinned READ selectedPinned NOTIFY pinnedChanged)
    Q_PROPERTY(bool visualFocus READ visualFocus NOTIFY visualFocusChanged)
    Q_PROPERTY(QPolygonF regionOutline READ regionOutline NOTIFY regionOutlineChanged)

public:
    enum Kind { Nothing = 0, Node = 1, Edge = 2 };
    Q_ENUM(Kind)

    explicit GraphView(QQuickItem* parent = nullptr);

    /// The newest scene with its index and what changed since the one handed over before. Cheap: the picture follows when it may.
    void takeUpdate(scene::IndexedUpdate update);
    [[nodiscard]] const std::shared_ptr<const scene::Scene>& scene() const { return m_pictures.scene(); }   ///< newest; nullptr: none yet

    /// What is selected in it; panels read it and change it there.
    [[nodiscard]] Selection& selection() { return m_selection; }
    [[nodiscard]] const Element& hoveredElement() const { return m_hand.pointedAt(); }
    [[nodiscard]] ViewCamera& viewCamera() { return m_camera; }
    [[nodiscard]] const scene::Camera& camera() const { return m_camera.camera(); }
    void setCamera(const scene::Camera& camera) { m_camera.moveTo(camera); }
    /// Brings this place into the middle.
    void lookAt(scene::WorldPoint place, CameraHistory::Move move) { m_camera.lookAt(place, move); }
    [[nodiscard]] const scene::Bounds& bounds() const { return m_camera.bounds(); }   ///< of a scene a moment ago

    /// What nodes are called, in answer to labelsWanted() with the same epoch.
    void takeLabelTexts(std::uint64_t epochVersion, std::vector<lens::LabelWorker::Text> texts, std::vector<lens::LabelWorker::EdgeText> edges = {});
    /// They are called something else from now on, and edges have labels or not.
    void renewLabels(bool ofEdges);
    /// The names of these, too; labelTextsCame() has them once they are there.
    void askForLabels(std::uint64_t epochVersion, const std::vector<Slot>& nodes, const std::vector<Slot>& edges)
    {
        Q_EMIT labelsWanted(epochVersion, nodes, edges);
    }
    [[nodiscard]] int shownEdgeLabels() const { return m_labels.set() ? static_cast<int>(m_labels.set()->edges.size()) : 0; }
    [[nodiscard]] int shownLabels() const { return m_labels.set() ? static_cast<int>(m_labels.set()->nodes.size()) : 0; }

    /// For tests and measurements; before the first picture.
    void setRenderConfig(const render::RenderConfig& config) { m_pictures.setConfig(config); }
    [[nodiscard]] const render::PictureStyle& pictureStyle() const { return m_style; }
    [[nodiscard]] render::PictureReport pictureReport() const { return m_pictures.newestReport(); }   ///< any thread
    /// What is shown now, with all of the newest graph; nothing: there is no picture yet.
    [[nodiscard]] std::optional<ViewPicture> viewPicture() const;
    /// Of the newest scene and this camera, and complete.
    [[nodiscard]] bool pictureIsCurrent() const { return m_pictures.isCurrent(camera()); }
    [[nodiscard]] const std::shared_ptr<const scene::PickIndex>& pickIndex() const { return m_lookout.index(); }

    [[nodiscard]] quint64 shownVersion() const { return m_pictures.report().sceneVersion; }
    [[nodiscard]] Tick shownTick() const { return m_pictures.report().tick; }
    [[nodiscard]] quint64 graphPasses() const { return pictureReport().graphPasses; }
    [[nodiscard]] quint64 uploadedPageBytes() const { return pictureReport().pageBytes; }
    [[nodiscard]] quint64 uploadedImageBytes() const { return pictureReport().imageBytes; }
    [[nodiscard]] QString errorText() const { return m_pictures.report().error; }
    [[nodiscard]] QString fontAdvice() const { return m_labels.fontAdvice(); }
    [[nodiscard]] int shownNodes() const { return static_cast<int>(m_pictures.report().nodes); }
    [[nodiscard]] int shownEdges() const { return static_cast<int>(m_pictures.report().edges); }
    [[nodiscard]] double drawnShare() const { return m_pictures.report().drawnShare; }
    [[nodiscard]] double nodeShare() const { return m_pictures.report().nodeShare; }   ///< of the nodes in view
    [[nodiscard]] double edgeShare() const { return m_pictures.report().edgeShare; }
    /// Since the first scene came that it lacks; 0: it shows the newest.
    [[nodiscard]] double pictureAgeMs() const { return m_pictures.ageMs(); }
    [[nodiscard]] QString device() const { return m_pictures.report().device; }        ///< that draws; empty: not known yet
    [[nodiscard]] bool refining() const { return m_pictures.report().refining; }
    [[nodiscard]] double frameMsP50() const { return m_pictures.clock().percentiles().p50; }
    [[nodiscard]] double frameMsP95() const { return m_pictures.clock().percentiles().p95; }
    /// What the frames since the last call took, of the time that one may take: 1 is all of it, one in twenty may take
    /// longer. Nothing: none was drawn.
    [[nodiscard]] std::optional<double> takeFrameLoad() { return m_pictures.takeFrameLoad(window()); }

    [[nodiscard]] bool visualFocus() const { return m_visualFocus; }   ///< a key brought the focus here
    [[nodiscard]] bool dark() const { return m_dark; }
    [[nodiscard]] QColor groundColor() const { return m_style.ground; }
    [[nodiscard]] bool showLabels() const { return m_labels.shown(); }
    [[nodiscard]] bool curvedEdges() const { return m_style.curvedEdges; }
    [[nodiscard]] bool showChanges() const { return m_showChanges; }
    [[nodiscard]] QVariantList categoryColors() const;
    void setDark(bool dark);
    void setShowLabels(bool show);
    void setCurvedEdges(bool curved);
    void setShowChanges(bool show);
    void setCategoryColors(const QVariantList& colours);

    [[nodiscard]] double zoomLevel() const { return m_camera.zoomLevel(); }      ///< 1: fitted
    [[nodiscard]] bool following() const { return m_camera.following(); }
    /// Rectangles of the item that something else lies over: a fitted graph stands clear of them.
    [[nodiscard]] QVariantList covers() const;
    void setCovers(const QVariantList& covers);
    [[nodiscard]] int hoveredKind() const { return kindOf(m_hand.pointedAt()); }
    [[nodiscard]] double hoveredSlot() const { return slotOf(m_hand.pointedAt()); }
    [[nodiscard]] QPointF hoverPosition() const { return m_hand.pointer(); }
    [[nodiscard]] int selectedKind() const { return kindOf(m_selection.element()); }
    [[nodiscard]] double selectedSlot() const { return slotOf(m_selection.element()); }
    /// What is selected as a set, besides the one element; nullptr: nothing.
    [[nodiscard]] const std::shared_ptr<const scene::ElementSet>& selectedSet() const { return m_selection.set(); }
    [[nodiscard]] int selectedNodes() const { return selectedSet() ? static_cast<int>(selectedSet()->nodes.size()) : 0; }
    [[nodiscard]] int selectedEdges() const { return selectedSet() ? static_cast<int>(selectedSet()->edges.size()) : 0; }
    [[nodiscard]] QString selectedSetText() const;   ///< "1,204 nodes and 3,311 edges selected"; empty where there is no set
    [[nodiscard]] int pinnedNodes() const { return static_cast<int>(m_pins.nodes().size()); }
    [[nodiscard]] bool selectedPinned() const;
    [[nodiscard]] QPolygonF regionOutline() const { return m_hand.outline(); }
    /// Selects every element inside a line of item pixels, also those that the present detail leaves out; soon.
    void selectInside(const QPolygonF& outline);

    /// Puts the picture, as it is on the screen, into the clipboard; pictureCopied says when it is there.
    Q_INVOKABLE void copyPicture();
    Q_INVOKABLE void fit() { m_camera.fit(); }
    /// To where the view looked before, and from there on again.
    Q_INVOKABLE bool goBack() { return m_camera.goBack(); }         ///< false: there is no place before this one
    Q_INVOKABLE bool goForward() { return m_camera.goForward(); }   ///< nor after it
    Q_INVOKABLE void centerOn(double slot);
    /// Selects the node and brings it into the middle, near enough to read what is around it.
    Q_INVOKABLE void flyTo(double slot);
    Q_INVOKABLE void clearSelection() { m_selection.clear(); }
    /// Selects again what was selected before; false: nothing else was that is still there.
    Q_INVOKABLE bool undoSelection() { return m_selection.undo(scene()); }
    Q_INVOKABLE void selectNode(double slot);
    /// What the pointer is on.
    Q_INVOKABLE void selectHovered() { m_selection.select(hoveredElement()); }
    /// It is one of the selected set.
    Q_INVOKABLE [[nodiscard]] bool hoveredIsInSet() const { return selectedSet() && m_selection.contains(hoveredElement()); }
    Q_INVOKABLE void selectAllInView();
    Q_INVOKABLE void unpinSelected();
    Q_INVOKABLE void unpinAll() { m_pins.letAllGo(); }
    Q_INVOKABLE void panBy(double dx, double dy) { m_camera.panBy(dx, dy); }
    void zoomBy(double factor) { m_camera.zoomBy(factor); }
    Q_INVOKABLE void zoomIn() { m_camera.zoomBy(ViewCamera::zoomStep); }
    Q_INVOKABLE void zoomOut() { m_camera.zoomBy(1 / ViewCamera::zoomStep); }
    Q_INVOKABLE void zoomAt(QPointF point, double factor) { m_camera.zoomAt(point, factor); }

Q_SIGNALS:
    void styleChanged();
    void visualFocusChanged();
    void pictureCopied();
    void errorTextChanged();
    void fontAdviceChanged();
    void pictureChanged();    ///< at most four times a second, but at once for the first nodes
    void cameraChanged();
    void boundsChanged();
    void coversChanged();
    void hovered();           ///< another element, or none
    void hoverChanged();      ///< that, or the pointer moved on it
    void selectedElementChanged();
    void selectedSetChanged();
    void regionOutlineChanged();
    void pinnedChanged();
    /// Nodes whose names would be shown if they were known; connect from C++. They are of the graph of this epoch (Scene::epochVersion).
    void labelsWanted(std::uint64_t epochVersion, const std::vector<weir::Slot>& nodes, const std::vector<weir::Slot>& edges);
    void labelTextsCame(std::uint64_t epochVersion, const std::vector<weir::lens::LabelWorker::Text>& texts,
                        const std::vector<weir::lens::LabelWorker::EdgeText>& edges);
    /// A hand holds the node at this place of the world, or lets it go; connect from C++.
    void pinWanted(weir::Slot node, weir::scene::Point place);
    void unpinWanted(weir::Slot node);

protected:
    QSGNode* updatePaintNode(QSGNode* old, UpdatePaintNodeData* data) override;
    void geometryChange(const QRectF& now, const QRectF& before) override;
    void itemChange(ItemChange change, const ItemChangeData& data) override;
    void mousePressEvent(QMouseEvent* event) override { m_hand.press(event); }
    void mouseMoveEvent(QMouseEvent* event) override { m_hand.move(event); }
    void mouseReleaseEvent(QMouseEvent* event) override { m_hand.release(event); }
    void mouseDoubleClickEvent(QMouseEvent* event) override { m_hand.doubleClick(event); }
    void mouseUngrabEvent() override { m_hand.lose(); }
    void hoverEnterEvent(QHoverEvent* event) override { m_hand.enter(event); }
    void hoverMoveEvent(QHoverEvent* event) override { m_hand.hover(event); }
    void hoverLeaveEvent(QHoverEvent* event) override { m_hand.leave(event); }
    void wheelEvent(QWheelEvent* event) override { m_hand.turnWheel(event); }
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override { m_hand.pressKey(event); }

private:
    static int kindOf(const Element& element) { return element.isNothing() ? Nothing : element.isNode() ? Node : Edge; }
    static double slotOf(const Element& element) { return element.isNothing() ? 0 : element.slot; }

    void joinParts();
    void setVisualFocus(bool visual);
    void look();
    void lookForLabels();
    [[nodiscard]] Element elementAt(QPointF position) const;
    [[nodiscard]] render::Highlight highlight() const;

    ViewCamera m_camera;
    Pins m_pins;
    Selection m_selection;
    Lookout m_lookout;
    PictureRequests m_pictures;
    ViewLabels m_labels;
    Hand m_hand;

    render::PictureStyle m_style;
    bool m_visualFocus = false;
    bool m_dark = true;
    bool m_showChanges = true;
};

} // namespace weir::ui
