#pragma once
#include "graph/schema.h"
#include "pipeline/ask/label_question.h"
#include "pipeline/look/look_answer.h"
#include "pipeline/look/look_settings.h"
#include "ui/look/look_choice.h"
#include "ui/look/look_legend.h"
#include "ui/words/known_to_qml.h"
#include <QtCore/QObject>
#include <QtCore/QVariantList>
#include <array>
#include <memory>

namespace weir::ui {

/// What sizes, colours and labels of nodes and edges stand for, as a person chooses it, and what the legend says of it. What of that another
/// graph takes over is what makes sense there: sizes by degree or all the same, and a column of the same name. Colours by component
/// or by time since a change say something of the graph they were chosen for (another one may be a single component, or a file
/// that never changes): they stay with graphs of its title, and others come in the colours of their categories. Nothing is forgotten
/// by that: whoever comes back to the graph finds it as it was. GUI thread.
class LookModel final : public QObject {
    Q_OBJECT
    Q_PROPERTY(QVariantList sizeChoices READ sizeChoices NOTIFY choicesChanged)
    Q_PROPERTY(QVariantList colourChoices READ colourChoices NOTIFY choicesChanged)
    Q_PROPERTY(QVariantList labelChoices READ labelChoices NOTIFY choicesChanged)
    Q_PROPERTY(QVariantList edgeColourChoices READ edgeColourChoices NOTIFY choicesChanged)
    Q_PROPERTY(QVariantList edgeWidthChoices READ edgeWidthChoices NOTIFY choicesChanged)
    Q_PROPERTY(QVariantList edgeLabelChoices READ edgeLabelChoices NOTIFY choicesChanged)
    Q_PROPERTY(int size READ size WRITE setSize NOTIFY changed)
    Q_PROPERTY(int colour READ colour WRITE setColour NOTIFY changed)
    Q_PROPERTY(int label READ label WRITE setLabel NOTIFY changed)
    Q_PROPERTY(int edgeColour READ edgeColour WRITE setEdgeColour NOTIFY changed)
    Q_PROPERTY(int edgeWidth READ edgeWidth WRITE setEdgeWidth NOTIFY changed)
    Q_PROPERTY(int edgeLabel READ edgeLabel WRITE setEdgeLabel NOTIFY changed)
    Q_PROPERTY(bool dark READ dark WRITE setDark NOTIFY changed)
    Q_PROPERTY(QVariantList palette READ palette WRITE setPalette NOTIFY changed)
    Q_PROPERTY(weir::ui::LookLegend nodeLegend READ nodeLegend NOTIFY legendChanged)
    Q_PROPERTY(weir::ui::LookLegend edgeLegend READ edgeLegend NOTIFY legendChanged)
    Q_PROPERTY(QVariantList sizeNotes READ sizeNotes NOTIFY legendChanged)

public:
    /// Which kind of legend explains the colours.
    enum Legend { Categories = LookLegend::Categories,
                  Scale = LookLegend::Scale,
                  Steps = LookLegend::Steps,
                  Nothing = LookLegend::Nothing };
    Q_ENUM(Legend)

    /// What something may stand for.
    enum Part : std::uint8_t { NodeColour,
                               NodeSize,
                               NodeLabel,
                               EdgeColour,
                               EdgeWidth,
                               EdgeLabel };
    static constexpr std::size_t parts = 6;

    explicit LookModel(QObject* parent = nullptr);

    /// Of another graph, or of this one with more columns: what stood for a column of the other no longer does, unless there is one of the
    /// same name.
    void setSchema(std::shared_ptr<const graph::Schema> schema);
    void setAnswer(const pipeline::LookAnswer& answer);
    /// Adds what is chosen here.
    void applyTo(pipeline::LookSettings& settings) const;

    [[nodiscard]] pipeline::LabelColumns labels() const;

    /// [{value, text, group}], by the numbers below; those of a group stand together under its name.
    [[nodiscard]] QVariantList sizeChoices() const { return choicesOf(NodeSize); }
    [[nodiscard]] QVariantList colourChoices() const { return choicesOf(NodeColour); }
    [[nodiscard]] QVariantList labelChoices() const { return choicesOf(NodeLabel); }
    [[nodiscard]] QVariantList edgeColourChoices() const { return choicesOf(EdgeColour); }
    [[nodiscard]] QVariantList edgeWidthChoices() const { return choicesOf(EdgeWidth); }
    [[nodiscard]] QVariantList edgeLabelChoices() const { return choicesOf(EdgeLabel); }
    [[nodiscard]] int size() const { return m_choices[NodeSize].current(); }
    [[nodiscard]] int colour() const { return m_choices[NodeColour].current(); }
    [[nodiscard]] int label() const { return m_choices[NodeLabel].current(); }
    [[nodiscard]] int edgeColour() const { return m_choices[EdgeColour].current(); }
    [[nodiscard]] int edgeWidth() const { return m_choices[EdgeWidth].current(); }
    [[nodiscard]] int edgeLabel() const { return m_choices[EdgeLabel].current(); }
    // Others than those of the choices do nothing.
    void setSize(int size) { choose(NodeSize, size); }
    void setColour(int colour) { choose(NodeColour, colour); }
    void setLabel(int label) { choose(NodeLabel, label); }
    void setEdgeColour(int colour) { choose(EdgeColour, colour); }
    void setEdgeWidth(int width) { choose(EdgeWidth, width); }
    void setEdgeLabel(int label) { choose(EdgeLabel, label); }

    [[nodiscard]] bool dark() const { return m_dark; }
    void setDark(bool dark);
    [[nodiscard]] QVariantList palette() const { return m_palette; }
    /// Eight colours for things that have no order; the last is for "other".
    void setPalette(const QVariantList& palette);

    [[nodiscard]] const LookLegend& nodeLegend() const { return m_nodeLegend; }
    [[nodiscard]] const LookLegend& edgeLegend() const { return m_edgeLegend; }
    /// What sizes and widths stand for, where that is a column: [{name, text}].
    [[nodiscard]] QVariantList sizeNotes() const { return m_sizeNotes; }

    /// What was chosen, in words that hold for the next start and for other graphs: the name of a column or the title of the one
    /// graph it holds for, where there is one.
    [[nodiscard]] QString wish(Part part) const { return m_choices[part].wish(); }
    /// Chooses what such words say, as soon as there is a graph that has it; others mean what is usual.
    void setWish(Part part, const QString& wish);

    static constexpr int bySource = 0, byDegree = 1, fixed = 2, firstSizeColumn = 3;
    static constexpr int byCategory = 0, byComponent = 1, byAge = 2, firstColourColumn = 3;
    static constexpr int byLabel = 0, firstLabelColumn = 1;
    static constexpr int edgesPlain = 0, byEdgeCategory = 1, byWeight = 2, firstEdgeColourColumn = 3;
    static constexpr int asWeight = 0, fixedWidth = 1, firstEdgeWidthColumn = 2;
    static constexpr int noEdgeLabel = 0, edgeLabelCategory = 1, edgeLabelWeight = 2, firstEdgeLabelColumn = 3;

Q_SIGNALS:
    void choicesChanged();
    void changed();        ///< something was chosen
    void wishChanged();    ///< by hand
    void legendChanged();

private:
    [[nodiscard]] static ElementKind kindOf(Part part) { return part < EdgeColour ? ElementKind::Node : ElementKind::Edge; }
    [[nodiscard]] const std::vector<ElementColumn>& columnsOf(Part part) const { return part < EdgeColour ? m_nodeColumns : m_edgeColumns; }
    [[nodiscard]] QVariantList choicesOf(Part part) const { return m_choices[part].choices(columnsOf(part), tr("Attributes")); }
    [[nodiscard]] const ElementColumn* columnOf(Part part) const { return m_choices[part].column(columnsOf(part)); }
    void choose(Part part, int number);
    /// Finds again what is wished. True: something else is chosen now.
    [[nodiscard]] bool resolve(Part part);
    [[nodiscard]] QString wishOf(Part part, int number) const;
    [[nodiscard]] std::vector<QColor> coloursFor(graph::AttributeKind kind) const;
    [[nodiscard]] std::vector<QColor> nodeColours() const;
    [[nodiscard]] std::optional<ElementColumn> edgeColourColumn() const;
    [[nodiscard]] QString title() const { return m_schema ? QString::fromStdString(m_schema->title) : QString(); }
    void refreshLegends();
    void addAges(LookLegend& legend) const;
    void addComponents(LookLegend& legend) const;

    std::shared_ptr<const graph::Schema> m_schema;
    std::vector<ElementColumn> m_nodeColumns, m_edgeColumns;
    pipeline::LookAnswer m_answer;
    std::array<LookChoice, parts> m_choices;
    bool m_dark = true;
    QVariantList m_palette;
    LookLegend m_nodeLegend, m_edgeLegend;
    QVariantList m_sizeNotes;
};

struct LookForQml : KnownToQml<LookModel, LookForQml> {
    Q_GADGET
    QML_FOREIGN(weir::ui::LookModel)
    QML_NAMED_ELEMENT(Look)
    QML_SINGLETON
};

} // namespace weir::ui
