#pragma once
#include "graph/schema.h"
#include "pipeline/look/look_answer.h"
#include "pipeline/look/look_settings.h"
#include "ui/words/known_to_qml.h"
#include <QtCore/QObject>
#include <QtCore/QVariantList>
#include <memory>
#include <span>

namespace weir::ui {

/// What sizes and colours of nodes stand for, as a person chooses it, and what the legend says of it. What of that another graph
/// takes over is what makes sense there: sizes by degree or all the same, and a value column of the same name. Colours by component
/// or by time since a change say something of the graph they were chosen for (another one may be a single component, or a file
/// that never changes): they stay with graphs of its title, and others come in the colours of their categories. Nothing is forgotten
/// by that: whoever comes back to the graph finds it as it was. GUI thread.
class LookModel final : public QObject {
    Q_OBJECT
    Q_PROPERTY(QVariantList sizeChoices READ sizeChoices NOTIFY choicesChanged)
    Q_PROPERTY(QVariantList colourChoices READ colourChoices NOTIFY choicesChanged)
    Q_PROPERTY(int size READ size WRITE setSize NOTIFY changed)
    Q_PROPERTY(int colour READ colour WRITE setColour NOTIFY changed)
    Q_PROPERTY(bool dark READ dark WRITE setDark NOTIFY changed)
    Q_PROPERTY(QVariantList palette READ palette WRITE setPalette NOTIFY changed)
    Q_PROPERTY(Legend legend READ legend NOTIFY changed)
    Q_PROPERTY(QString legendTitle READ legendTitle NOTIFY changed)
    Q_PROPERTY(QVariantList scaleColours READ scaleColours NOTIFY changed)
    Q_PROPERTY(QString scaleFrom READ scaleFrom NOTIFY legendChanged)
    Q_PROPERTY(QString scaleTo READ scaleTo NOTIFY legendChanged)
    Q_PROPERTY(QString scaleNote READ scaleNote NOTIFY legendChanged)
    Q_PROPERTY(QVariantList steps READ steps NOTIFY legendChanged)

public:
    /// Which kind of legend explains the colours.
    enum class Legend { Categories, Scale, Steps };
    Q_ENUM(Legend)

    using QObject::QObject;

    /// Of another graph: what stood for a column of it no longer does, unless there is one of the same name.
    void setSchema(std::shared_ptr<const graph::Schema> schema);
    void setAnswer(const pipeline::LookAnswer& answer);
    /// Adds what is chosen here.
    void applyTo(pipeline::LookSettings& settings) const;

    /// [{value, text}], by the numbers below.
    [[nodiscard]] QVariantList sizeChoices() const;
    [[nodiscard]] QVariantList colourChoices() const;
    [[nodiscard]] int size() const { return m_size; }
    void setSize(int size);                        ///< others than those of the choices do nothing
    [[nodiscard]] int colour() const { return m_colour; }
    void setColour(int colour);

    [[nodiscard]] bool dark() const { return m_dark; }
    void setDark(bool dark);
    [[nodiscard]] QVariantList palette() const { return m_palette; }
    /// Eight colours for things that have no order; the last is for "other".
    void setPalette(const QVariantList& palette);

    [[nodiscard]] Legend legend() const;
    [[nodiscard]] QString legendTitle() const;     ///< what the colours stand for
    [[nodiscard]] QVariantList scaleColours() const;
    [[nodiscard]] QString scaleFrom() const;       ///< what the first colour stands for; empty: nothing is known of it
    [[nodiscard]] QString scaleTo() const;
    [[nodiscard]] QString scaleNote() const;       ///< how it goes from one to the other, where not evenly
    [[nodiscard]] QVariantList steps() const { return m_steps; }   ///< [{name, color, nodes}]

    /// What was chosen, in words that hold for the next start and for other graphs: the name of a column or the title of the one
    /// graph it holds for, where there is one.
    [[nodiscard]] QString sizeWish() const { return m_sizeWish; }
    [[nodiscard]] QString colourWish() const { return m_colourWish; }
    /// Chooses what such words say, as soon as there is a graph that has it; others mean what is usual.
    void wish(const QString& size, const QString& colour);

    static constexpr int bySource = 0, byDegree = 1, fixed = 2, firstSizeColumn = 3;
    static constexpr int byCategory = 0, byComponent = 1, byAge = 2, firstColourColumn = 3;

Q_SIGNALS:
    void choicesChanged();
    void changed();        ///< something was chosen
    void wishChanged();    ///< by hand
    void legendChanged();

private:
    [[nodiscard]] int columns() const { return m_schema ? static_cast<int>(m_schema->nodeValues.size()) : 0; }
    [[nodiscard]] QString columnName(int column) const;
    [[nodiscard]] std::vector<QColor> colours() const;
    [[nodiscard]] QString scaleText(double value) const;
    void setWish(QString& wish, const QString& now);
    [[nodiscard]] int wished(const QString& wish, std::span<const QLatin1StringView> names) const;
    [[nodiscard]] QString wishOf(int choice, std::span<const QLatin1StringView> names) const;
    [[nodiscard]] int wishedColour(const QString& wish) const;
    [[nodiscard]] QString colourWishOf(int choice) const;
    [[nodiscard]] QString title() const { return m_schema ? QString::fromStdString(m_schema->title) : QString(); }
    void refreshSteps();

    std::shared_ptr<const graph::Schema> m_schema;
    pipeline::LookAnswer m_answer;
    int m_size = bySource, m_colour = byCategory;
    QString m_sizeWish, m_colourWish;
    bool m_dark = true;
    QVariantList m_palette;
    QVariantList m_steps;
};

struct LookForQml : KnownToQml<LookModel, LookForQml> {
    Q_GADGET
    QML_FOREIGN(weir::ui::LookModel)
    QML_NAMED_ELEMENT(Look)
    QML_SINGLETON
};

} // namespace weir::ui
