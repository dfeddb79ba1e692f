#pragma once
#include "scene/element_set.h"
#include "scene/find/incident_edges.h"
#include "scene/find/neighbours.h"
#include "ui/select/element.h"
#include "ui/select/selection_history.h"
#include <memory>
#include <QtCore/QObject>

namespace weir::ui {

/// What is selected: at most one element that is looked at closely, and a set that stands out, beside it or alone. The one truth of it:
/// the view draws it, the hand changes it, panels read it. A set says what it was made by, so whoever keeps one up to date
/// sees for itself whether it is still the one that is shown. GUI thread.
class Selection final : public QObject {
    Q_OBJECT

public:
    enum class Origin : std::uint8_t {
        Hand,    ///< it stays what it is
        Steps,   ///< what lies within some steps of the element; it follows the graph
        Path,    ///< a path; it follows the graph, too
    };
    using Set = std::shared_ptr<const scene::ElementSet>;
    using SharedScene = std::shared_ptr<const scene::Scene>;
    using Edges = std::shared_ptr<const std::vector<scene::IncidentEdge>>;
    using Around = std::shared_ptr<const scene::Neighbourhood>;

    using QObject::QObject;

    [[nodiscard]] const Element& element() const { return m_element; }
    [[nodiscard]] const Set& set() const { return m_set; }     ///< never an empty one; nullptr: none
    [[nodiscard]] Origin origin() const { return m_origin; }   ///< of the set
    [[nodiscard]] bool isNothing() const { return m_element.isNothing() && !m_set; }
    [[nodiscard]] const SharedScene& setScene() const { return m_setScene; }   ///< that the set is of; nullptr: none
    [[nodiscard]] const Edges& edges() const { return m_edges; }      ///< at the node; nullptr: none, or not known yet
    [[nodiscard]] const Around& around() const { return m_around; }   ///< of the node; nullptr: none, or not known yet

    /// It is one of the set, or where there is none the one element.
    [[nodiscard]] bool contains(const Element& element) const;

    /// What a hand does: this element alone (nothing: clears); this set alone; and an element more or less, of the scene as it is
    /// now. Each can be taken back.
    void select(const Element& element);
    void selectSet(Set set, SharedScene scene);
    void add(const Element& element, const SharedScene& scene);
    void toggle(const Element& element, const SharedScene& scene);
    void clear() { select({}); }
    /// Brings back what was selected before, as far as it is still there. False: nothing of what is remembered is.
    bool undo(const SharedScene& scene);

    /// A set beside the element. An empty one is none.
    void showSet(Set set, SharedScene scene, Origin origin);
    /// The set, where it is of this origin.
    void dropSet(Origin origin);
    /// What is left of `before`, in a newer scene; nothing happens where another one was selected meanwhile.
    void keepSet(const Set& before, Set now, SharedScene scene);
    /// The answer to who is near a node, where that is still the element.
    void setNeighbours(Slot node, Edges edges, Around around);
    /// Another graph came: all is forgotten, also what was selected before.
    void forget();

Q_SIGNALS:
    void setChanged();
    void elementChanged();      ///< after setChanged(), where both did
    void neighboursChanged();   ///< they came, or came anew

private:
    [[nodiscard]] SelectionHistory::Moment moment() const { return {m_element, m_set, m_setScene}; }
    [[nodiscard]] scene::ElementSet asSet(const scene::Scene& now) const;
    void selectOf(scene::ElementSet set, const SharedScene& scene);
    void change(const Element& element, Set set, SharedScene scene, Origin origin);

    Element m_element;
    Set m_set;
    SharedScene m_setScene;
    Origin m_origin = Origin::Hand;
    Edges m_edges;
    Around m_around;
    SelectionHistory m_history;
};

}   // namespace weir::ui
