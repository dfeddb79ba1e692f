#pragma once
#include "pipeline/look/look_answer.h"
#include "pipeline/look/look_settings.h"
#include "ui/look/age_range.h"
#include "ui/look/column_filters.h"
#include "ui/words/known_to_qml.h"
#include <QtCore/QVariantList>
#include <memory>
#include <vector>

namespace weir::ui {

/// Which nodes and edges stand out, as a person chooses it: columns of both, among them what all have, and the age of nodes; and how many
/// pass. What is chosen stands here alone: panel, chips and legend show it and choose by it. GUI thread.
class FilterModel final : public QObject {
    Q_OBJECT
    Q_PROPERTY(weir::ui::AgeRange* age READ age CONSTANT)
    Q_PROPERTY(weir::ui::ColumnFilters* nodeColumns READ nodeColumns CONSTANT)
    Q_PROPERTY(weir::ui::ColumnFilters* edgeColumns READ edgeColumns CONSTANT)
    Q_PROPERTY(QVariantList chips READ chips NOTIFY changed)
    Q_PROPERTY(bool hides READ hides WRITE setHides NOTIFY changed)
    Q_PROPERTY(bool fromBirth READ fromBirth WRITE setFromBirth NOTIFY changed)
    Q_PROPERTY(int active READ active NOTIFY changed)
    Q_PROPERTY(QString nodesCounted READ nodesCounted NOTIFY changed)
    Q_PROPERTY(QString edgesCounted READ edgesCounted NOTIFY changed)
    Q_PROPERTY(QString summary READ summary NOTIFY summaryChanged)

public:
    explicit FilterModel(QObject* parent = nullptr);

    /// Of another graph: nothing is filtered any more but by columns that are there again, see ColumnFilters. Where this one has grown,
    /// what was chosen stays.
    void setSchema(std::shared_ptr<const graph::Schema> schema);
    void setAnswer(const pipeline::LookAnswer& answer);
    /// How columns that somebody looks at spread among what all other filters let through.
    [[nodiscard]] std::vector<pipeline::ColumnWish> wishes() const;
    void setColumns(const pipeline::ColumnAnswer& answer);
    /// Some filters are of columns that may still come.
    [[nodiscard]] bool waitsForColumns() const { return m_nodeColumns.waitsForColumns() || m_edgeColumns.waitsForColumns(); }
    /// They will not.
    void dropMissing();
    /// Adds what is chosen here.
    void applyTo(pipeline::LookSettings& settings) const;

    [[nodiscard]] AgeRange* age() { return &m_age; }
    [[nodiscard]] ColumnFilters* nodeColumns() { return &m_nodeColumns; }
    [[nodiscard]] ColumnFilters* edgeColumns() { return &m_edgeColumns; }
    /// By what a legend's column is filtered, see LookLegend::column; nullptr: by nothing.
    Q_INVOKABLE [[nodiscard]] weir::ui::ColumnChoice* ofNodes(const QVariant& column) const;
    Q_INVOKABLE [[nodiscard]] weir::ui::ColumnChoice* ofEdges(const QVariant& column) const;
    /// What leaves something out, one each: [{id, text}].
    [[nodiscard]] QVariantList chips() const;
    Q_INVOKABLE void clearChip(const QString& id);
    [[nodiscard]] bool hides() const { return m_hides; }           ///< what does not pass is not drawn, instead of dimmed
    void setHides(bool hides);
    [[nodiscard]] bool fromBirth() const { return m_fromBirth; }   ///< ages count from the birth, instead of the last change
    void setFromBirth(bool fromBirth);
    [[nodiscard]] int active() const;                              ///< how many filters leave something out
    [[nodiscard]] QString nodesCounted() const;                    ///< what the numbers of the columns count
    [[nodiscard]] QString edgesCounted() const;
    [[nodiscard]] QString summary() const;                         ///< "1,204 of 63,440 nodes pass", or edges

    /// All pass again.
    Q_INVOKABLE void clear();

Q_SIGNALS:
    void changed();          ///< something was chosen
    void summaryChanged();
    void wishesChanged();                   ///< other columns are looked at, or other elements count
    void dropped(const QString& words);     ///< filters, with the graph they were for

private:
    [[nodiscard]] pipeline::AgeOf ageOf() const { return m_fromBirth ? pipeline::AgeOf::Birth : pipeline::AgeOf::Change; }
    void onChosen();
    void takeColumns(bool grew);
    void tellDropped(const QStringList& names);

    AgeRange m_age;
    ColumnFilters m_nodeColumns{ElementKind::Node}, m_edgeColumns{ElementKind::Edge};
    std::shared_ptr<const graph::Schema> m_schema;
    bool m_hides = false, m_fromBirth = false;
    std::uint64_t m_nodes = 0, m_passing = 0, m_edges = 0, m_passingEdges = 0;
};

struct FilterForQml : KnownToQml<FilterModel, FilterForQml> {
    Q_GADGET
    QML_FOREIGN(weir::ui::FilterModel)
    QML_NAMED_ELEMENT(Filter)
    QML_SINGLETON
};

} // namespace weir::ui
