#pragma once
#include "pipeline/ask/element_details.h"
#include "ui/select/element.h"
#include "ui/words/figure_model.h"
#include "ui/words/known_to_qml.h"
#include <QtCore/QObject>
#include <limits>

namespace weir::ui {

/// One element in words, for the card at the pointer and for the selection. GUI thread.
class ElementModel : public QObject {
    Q_OBJECT
    Q_PROPERTY(bool known READ known NOTIFY changed)
    Q_PROPERTY(bool isNode READ isNode NOTIFY changed)
    Q_PROPERTY(QString title READ title NOTIFY changed)
    Q_PROPERTY(QString subtitle READ subtitle NOTIFY changed)
    Q_PROPERTY(QString kind READ kind NOTIFY changed)
    Q_PROPERTY(QString category READ category NOTIFY changed)
    Q_PROPERTY(QString spoken READ spoken NOTIFY changed)
    Q_PROPERTY(weir::ui::FigureModel* values READ values CONSTANT)

public:
    static constexpr std::size_t allAttributes = std::numeric_limits<std::size_t>::max();

    /// Of an element's attributes the first `mostAttributes` are shown, and how many more there are.
    explicit ElementModel(QObject* parent = nullptr, std::size_t mostAttributes = allAttributes);

    /// Which element is looked at from now on; what is shown of another one goes. Answers for others are ignored.
    void expect(const Element& element);
    void expectNothing() { expect({}); }
    void setDetails(const pipeline::ElementDetails& details);

    [[nodiscard]] const Element& expected() const { return m_element; }

    [[nodiscard]] bool known() const { return m_known; }
    [[nodiscard]] bool isNode() const { return m_element.kind == ElementKind::Node; }
    [[nodiscard]] QString title() const { return m_title; }         ///< label, or the key where there is none
    [[nodiscard]] QString subtitle() const { return m_subtitle; }   ///< the key where it differs from the title
    [[nodiscard]] QString kind() const { return isNode() ? tr("Node") : tr("Edge"); }
    [[nodiscard]] QString category() const { return m_category; }
    [[nodiscard]] QString spoken() const;
    [[nodiscard]] FigureModel* values() { return &m_values; }

Q_SIGNALS:
    void changed();

private:
    void clear();

    std::size_t m_mostAttributes;
    Element m_element;
    bool m_known = false;
    QString m_title, m_subtitle, m_category;
    FigureModel m_values;
};

/// The one under the pointer, a type of its own because tools find but one name of QML's for a type.
class HoveredElement final : public weir::ui::ElementModel {   // its whole name, as tools need it
    Q_OBJECT

public:
    explicit HoveredElement(QObject* parent = nullptr) : ElementModel(parent, 3) {}
};

struct HoverForQml : KnownToQml<HoveredElement, HoverForQml> {
    Q_GADGET
    QML_FOREIGN(weir::ui::HoveredElement)
    QML_NAMED_ELEMENT(Hover)
    QML_SINGLETON
};

struct SelectionForQml : KnownToQml<ElementModel, SelectionForQml> {
    Q_GADGET
    QML_FOREIGN(weir::ui::ElementModel)
    QML_NAMED_ELEMENT(Selection)
    QML_SINGLETON
};

} // namespace weir::ui
