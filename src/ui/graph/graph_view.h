#pragma once
#include "render/window/graph_frame.h"
#include "ui/graph/camera_history.h"
#include "lens/index_worker.h"
#include "lens/label_worker.h"
#include "lens/pick_worker.h"
#include "ui/graph/pinned_nodes.h"
#include "ui/graph/region_gesture.h"
#include "ui/graph/view_picture.h"
#include <QtCore/QTimer>
#include <QtCore/QVariant>
#include <QtGui/QColor>
#include <QtQuick/QQuickItem>
#include <optional>

namespace weir::ui {

/// The graph as an item: takes scenes, shows them, and lets a person move, zoom, point and select. Nothing here takes time
/// in proportion to the graph: drawing is the render node's, searching the pick worker's.
///
/// The camera follows the graph's bounds until it is moved; F and fit() let it follow again. Lives on the GUI thread.
class GraphView : public QQuickItem {
    Q_OBJECT
    Q_PROPERTY(bool dark READ dark WRITE setDark NOTIFY styleChanged)
    Q_PROPERTY(QColor groundColor READ groundColor WRITE setGroundColor NOTIFY styleChanged)
    Q_PROPERTY(QColor edgeColor READ edgeColor WRITE setEdgeColor NOTIFY styleChanged)
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
    Q_PROPERTY(int hoveredKind READ hoveredKind NOTIFY hoverChanged)
    Q_PROPERTY(double hoveredSlot READ hoveredSlot NOTIFY hoverChanged)
    Q_PROPERTY(QPointF hoverPosition READ hoverPosition NOTIFY hoverChanged)
    Q_PROPERTY(int selectedKind READ selectedKind NOTIFY selectedKindChanged)
    Q_PROPERTY(double selectedSlot READ selectedSlot NOTIFY selectedSlotChanged)
    Q_PROPERTY(int selectedNodes READ selectedNodes NOTIFY selectedSetChanged)
    Q_PROPERTY(int selectedEdges READ selectedEdges NOTIFY selectedSetChanged)
    Q_PROPERTY(QString selectedSetText READ selectedSetText NOTIFY selectedSetChanged)
    Q_PROPERTY(int pinnedNodes READ pinnedNodes NOTIFY pinnedChanged)
    Q_PROPERTY(bool selectedPinned READ selectedPinned NOTIFY pinnedChanged)
    Q_PROPERTY(QPolygonF regionOutline READ regionOutline NOTIFY regionOutlineChanged)

public:
    enum Kind { Nothing = 0, Node = 1, Edge = 2 };
    Q_ENUM(Kind)

    explicit GraphView(QQuickItem* parent = nullptr);
    ~GraphView() override;

    /// The newest scene with what changed since the one handed over before. Cheap: the picture follows when it may.
    void takeUpdate(scene::SceneUpdate update);

    /// What nodes are called, in answer to labelsWanted() with the same epoch.
    void takeLabelTexts(std::uint64_t epochVersion, std::vector<lens::LabelWorker::Text> texts);
    /// The names of these, too; labelTextsCame() has them once they are there.
    void askForLabels(std::uint64_t epochVersion, const std::vector<Slot>& nodes) { Q_EMIT labelsWanted(epochVersion, nodes); }
    [[nodiscard]] int shownLabels() const { return m_labels ? static_cast<int>(m_labels->nodes.size()) : 0; }

    /// For tests and measurements; before the first picture.
    void setRenderConfig(render::RenderConfig config) { m_surface.config = config; }
    void setCamera(const scene::Camera& camera);
    [[nodiscard]] const scene::Camera& camera() const { return m_camera; }
    /// Brings this place into the middle.
    void lookAt(scene::WorldPoint place, CameraHistory::Move move);
    [[nodiscard]] const std::shared_ptr<const scene::Scene>& scene() const { return m_scene; }   ///< newest; nullptr: none yet
    [[nodiscard]] const scene::Bounds& bounds() const { return m_bounds; }   ///< of a scene a moment ago
    [[nodiscard]] const render::PictureStyle& pictureStyle() const { return m_style; }
    [[nodiscard]] render::PictureReport pictureReport() const { return m_surface.link->report(); }   ///< newest; any thread
    /// What is shown now, with all of the newest graph; nothing: there is no picture yet.
    [[nodiscard]] std::optional<ViewPicture> viewPicture() const;
    [[nodiscard]] bool pictureIsCurrent() const;   ///< of the newest scene and this camera, and complete

    [[nodiscard]] quint64 shownVersion() const { return m_report.sceneVersion; }
    [[nodiscard]] Tick shownTick() const { return m_report.tick; }
    [[nodiscard]] quint64 graphPasses() const { return m_surface.link->report().graphPasses; }
    [[nodiscard]] quint64 uploadedPageBytes() const { return m_surface.link->report().pageBytes; }
    [[nodiscard]] quint64 uploadedImageBytes() const { return m_surface.link->report().imageBytes; }
    [[nodiscard]] const std::shared_ptr<const scene::PickIndex>& pickIndex() const { return m_pickIndex; }

    [[nodiscard]] bool dark() const { return m_dark; }
    [[nodiscard]] QColor groundColor() const { return m_style.ground; }
    [[nodiscard]] QColor edgeColor() const { return m_style.edge; }
    [[nodiscard]] bool showLabels() const { return m_showLabels; }
    [[nodiscard]] bool curvedEdges() const { return m_style.curvedEdges; }
    [[nodiscard]] bool showChanges() const { return m_showChanges; }
    [[nodiscard]] QVariantList categoryColors() const;
    [[nodiscard]] QString errorText() const { return m_report.error; }
    /// What to do about labels that no installed font can draw, said of the first such script; empty: all can be read so far.
    [[nodiscard]] QString fontAdvice() const { return m_fontAdvice; }
    [[nodiscard]] int shownNodes() const { return static_cast<int>(m_report.nodes); }
    [[nodiscard]] int shownEdges() const { return static_cast<int>(m_report.edges); }
    [[nodiscard]] double drawnShare() const { return m_report.drawnShare; }
    [[nodiscard]] double nodeShare() const { return m_report.nodeShare; }   ///< of the nodes in view
    [[nodiscard]] double edgeShare() const { return m_report.edgeShare; }
    [[nodiscard]] double pictureAgeMs() const;   ///< since the first scene came that it lacks; 0: it shows the newest
    [[nodiscard]] QString device() const { return m_report.device; }         ///< that draws; empty: not known yet
    [[nodiscard]] bool refining() const { return m_report.refining; }
    [[nodiscard]] double frameMsP50() const { return m_surface.clock->percentiles().p50; }
    [[nodiscard]] double frameMsP95() const { return m_surface.clock->percentiles().p95; }
    /// What the frames since the last call took, of the time that one may take: 1 is all of it, one in twenty may take
    /// longer. Nothing: none was drawn.
    [[nodiscard]] std::optional<double> takeFrameLoad();
    [[nodiscard]] double zoomLevel() const;      ///< 1: fitted
    [[nodiscard]] bool following() const { return m_following; }
    [[nodiscard]] int hoveredKind() const { return m_hovered.kind; }
    [[nodiscard]] double hoveredSlot() const { return m_hovered.slot; }
    [[nodiscard]] QPointF hoverPosition() const { return m_hoverPosition; }
    [[nodiscard]] int selectedKind() const { return m_selected.kind; }
    [[nodiscard]] double selectedSlot() const { return m_selected.slot; }
    /// What is selected as a set, besides the one element; nullptr: nothing.
    [[nodiscard]] const std::shared_ptr<const scene::ElementSet>& selectedSet() const { return m_selectedSet; }
    [[nodiscard]] int selectedNodes() const { return m_selectedSet ? static_cast<int>(m_selectedSet->nodes.size()) : 0; }
    [[nodiscard]] int selectedEdges() const { return m_selectedSet ? static_cast<int>(m_selectedSet->edges.size()) : 0; }
    /// Of the newest scene; they stand out until the next selection, of a set or of one element. An empty one is none.
    void selectSet(std::shared_ptr<const scene::ElementSet> set);
    [[nodiscard]] QString selectedSetText() const;   ///< "1,204 nodes and 3,311 edges selected"; empty where there is no set
    /// Nodes that a hand put somewhere and that nobody let go since.
    [[nodiscard]] int pinnedNodes() const { return static_cast<int>(m_pinned.size()); }
    [[nodiscard]] bool selectedPinned() const { return m_selected.kind == Node && m_pinned.contains(m_selected.slot); }
    /// What is being drawn round the elements that are meant; empty: nothing.
    [[nodiscard]] QPolygonF regionOutline() const { return m_gesture ? m_gesture->outline() : QPolygonF(); }
    /// Selects every element inside a line of item pixels, also those that the present detail leaves out; soon.
    void selectInside(const QPolygonF& outline);

    void setDark(bool dark);
    void setShowLabels(bool show);
    void setCurvedEdges(bool curved);
    void setShowChanges(bool show);
    void setGroundColor(const QColor& colour);
    void setEdgeColor(const QColor& colour);
    void setCategoryColors(const QVariantList& colours);

    /// Puts the picture, as it is on the screen, into the clipboard; pictureCopied says when it is there.
    Q_INVOKABLE void copyPicture();
    Q_INVOKABLE void fit();
    /// To where the view looked before, and from there on again.
    Q_INVOKABLE void goBack();
    Q_INVOKABLE void goForward();
    Q_INVOKABLE void centerOn(double slot);
    /// Selects the node and brings it into the middle, near enough to read what is around it.
    Q_INVOKABLE void flyTo(double slot);
    Q_INVOKABLE void clearSelection();
    Q_INVOKABLE void selectNode(double slot);
    Q_INVOKABLE void selectAllInView();
    Q_INVOKABLE void unpinSelected();
    Q_INVOKABLE void unpinAll();
    Q_INVOKABLE void panBy(double dx, double dy);
    Q_INVOKABLE void zoomBy(double factor);
    Q_INVOKABLE void zoomAt(QPointF point, double factor);

Q_SIGNALS:
    void styleChanged();
    void pictureCopied();
    void errorTextChanged();
    void fontAdviceChanged();
    void pictureChanged();    ///< at most four times a second, but at once for the first nodes
    void cameraChanged();
    void boundsChanged();
    void hoverChanged();
    void selectedKindChanged();
    void selectedSlotChanged();
    void selectedSetChanged();
    void regionOutlineChanged();
    void pinnedChanged();
    void hovered(int kind, double slot, QPointF position);
    void selected(int kind, double slot, QPointF position);
    /// Nodes whose names would be shown if they were known; connect from C++.
    void labelsWanted(std::uint64_t epochVersion, const std::vector<weir::Slot>& nodes);   ///< of the graph of this epoch (Scene::epochVersion)
    void labelTextsCame(std::uint64_t epochVersion, const std::vector<weir::lens::LabelWorker::Text>& texts);
    /// A hand holds the node at this place of the world, or lets it go; connect from C++.
    void pinWanted(weir::Slot node, weir::scene::Point place);
    void unpinWanted(weir::Slot node);

protected:
    QSGNode* updatePaintNode(QSGNode* old, UpdatePaintNodeData* data) override;
    void geometryChange(const QRectF& now, const QRectF& before) override;
    void itemChange(ItemChange change, const ItemChangeData& data) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void mouseUngrabEvent() override;
    void hoverEnterEvent(QHoverEvent* event) override;
    void hoverMoveEvent(QHoverEvent* event) override;
    void hoverLeaveEvent(QHoverEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    struct Element {
        int kind = Nothing;
        Slot slot = 0;
        bool operator==(const Element&) const = default;
    };

    void onWake();
    void onIndexed();
    void scheduleLabels();
    void lookForLabels();
    void onLabels();
    void onReport();
    void onBounds(const lens::PickWorker::Bounds& bounds);
    void schedulePicture();
    void scheduleLook();
    void look();
    void lookAroundSelection();
    void follow();
    void moveCamera(const scene::Camera& camera);
    void jumpTo(const scene::Camera& camera);
    void goTo(const CameraPlace& place);
    [[nodiscard]] double nodeRadius() const;    // of relative radius 1, item pixels
    [[nodiscard]] scene::Camera::Limits limits() const;
    [[nodiscard]] Element elementAt(QPointF position) const;
    void hoverAt(QPointF position);
    void setHovered(Element element, QPointF position);
    void setSelected(Element element, QPointF position);
    void walk(double dx, double dy);
    void endGesture();
    [[nodiscard]] bool movable(Slot node) const;
    void holdNode(QPointF position);
    void dragNode(QPointF position);
    void unpin(Slot node);
    void forgetGonePins();
    void pinsChanged();
    void selectFound(lens::PickWorker::Found found);
    void keepSet();
    void onKept(lens::PickWorker::Kept kept);
    [[nodiscard]] render::Highlight highlight() const;

    render::GraphSurface m_surface;
    lens::PickWorker m_worker;
    lens::IndexWorker m_indexer;
    lens::LabelWorker m_labeller;

    std::shared_ptr<const scene::Scene> m_scene;    // newest
    TimePoint m_sceneCame{};
    std::optional<TimePoint> m_waitingSince;        // when the first one came that the node has not been handed
    scene::IndexedUpdate m_indexed;                 // newest, without what changed
    std::optional<scene::IndexedUpdate> m_waiting;  // not yet handed to the node
    std::uint64_t m_handedVersion = 0;
    TimePoint m_handedSince{};                      // when the first of what was handed last came
    std::uint64_t m_framesTaken = 0;
    render::PictureReport m_report;
    QTimer m_pictureTimer, m_notifyTimer, m_lookTimer, m_labelTimer, m_fadeTimer;
    std::shared_ptr<const render::LabelSet> m_labels;
    std::vector<lens::LabelWorker::Text> m_labelTexts;    // of m_labels
    std::vector<Slot> m_labelsAsked;                // last
    std::uint64_t m_labelsAskedOf = 0;              // version of the scene for which they were
    double m_labelledRadius = 0;                    // of a usual node, for which they were placed
    QString m_fontAdvice;
    bool m_showLabels = true;
    bool m_showChanges = true;

    bool m_dark = true;
    bool m_groundSet = false, m_edgeSet = false;
    render::PictureStyle m_style;

    scene::Camera m_camera;
    bool m_following = true;
    CameraHistory m_places;
    bool m_boundsKnown = false;                     // of this epoch
    scene::Bounds m_bounds;
    double m_spacing = 1;                           // adopted for the size of nodes

    std::shared_ptr<const scene::PickIndex> m_pickIndex;
    bool m_looking = false, m_lookWanted = false;
    double m_lookMs = 0;

    Element m_hovered, m_selected;
    std::shared_ptr<const scene::ElementSet> m_selectedSet;
    std::shared_ptr<const scene::Scene> m_setScene; // that the set is of
    std::optional<RegionGesture> m_gesture;
    PinnedNodes m_pinned;
    Slot m_draggedNode = noSlot;                    // that the hand holds
    QPointF m_heldAside;                            // item pixels from the node's place to the pointer that holds it
    QPointF m_hoverPosition;
    QPointF m_enteredAt;                            // by the pointer, in the window
    bool m_pointerInside = false;                   // and it moved there
    std::shared_ptr<const scene::Neighbourhood> m_around;
    std::uint64_t m_aroundStructure = 0;

    QPointF m_pressedAt, m_draggedTo;
    bool m_pressed = false, m_dragging = false;
};

} // namespace weir::ui
