#pragma once
#include "ui/look/column_filters.h"
#include "ui/look/range_model.h"
#include "ui/words/known_to_qml.h"
#include <QtCore/QVariantList>
#include <memory>
#include <vector>

namespace weir::ui {

/// Which nodes and edges stand out, as a person chooses it: the categories of nodes, one a row, ranges, and columns of both; and how many
/// pass. Up to eight categories
/// stand in their own order, more of them by name; rows are those whose name has what is looked for. GUI thread.
class FilterModel final : public QAbstractListModel {
    Q_OBJECT
    Q_PROPERTY(weir::ui::RangeModel* ranges READ ranges CONSTANT)
    Q_PROPERTY(weir::ui::ColumnFilters* nodeColumns READ nodeColumns CONSTANT)
    Q_PROPERTY(weir::ui::ColumnFilters* edgeColumns READ edgeColumns CONSTANT)
    Q_PROPERTY(QVariantList chips READ chips NOTIFY changed)
    Q_PROPERTY(int categories READ categories NOTIFY categoriesChanged)
    Q_PROPERTY(QString find READ find WRITE setFind NOTIFY findChanged)
    Q_PROPERTY(bool hides READ hides WRITE setHides NOTIFY changed)
    Q_PROPERTY(bool fromBirth READ fromBirth WRITE setFromBirth NOTIFY changed)
    Q_PROPERTY(int active READ active NOTIFY changed)
    Q_PROPERTY(bool byCategory READ byCategory NOTIFY changed)
    Q_PROPERTY(QString summary READ summary NOTIFY summaryChanged)

public:
    enum Role { NameRole = Qt::UserRole, NodesRole, PassesRole, CategoryRole };

    explicit FilterModel(QObject* parent = nullptr);

    /// Of another graph: nothing is filtered any more but by columns that are there again, see ColumnFilters. Where this one's categories
    /// have grown, what was chosen stays; what is new passes where most do.
    void setSchema(std::shared_ptr<const graph::Schema> schema);
    /// Nodes by category number.
    void setCounts(const std::vector<std::uint64_t>& counts);
    void setAnswer(const pipeline::LookAnswer& answer);
    /// How columns spread that somebody looks at.
    [[nodiscard]] std::vector<pipeline::ColumnWish> wishes() const;
    void setColumns(const pipeline::ColumnAnswer& answer);
    /// Some filters are of columns that may still come.
    [[nodiscard]] bool waitsForColumns() const { return m_nodeColumns.waitsForColumns() || m_edgeColumns.waitsForColumns(); }
    /// They will not.
    void dropMissing();
    /// Adds what is chosen here.
    void applyTo(pipeline::LookSettings& settings) const;

    [[nodiscard]] RangeModel* ranges() { return &m_ranges; }
    [[nodiscard]] ColumnFilters* nodeColumns() { return &m_nodeColumns; }
    [[nodiscard]] ColumnFilters* edgeColumns() { return &m_edgeColumns; }
    /// What leaves something out, one each: [{id, text}].
    [[nodiscard]] QVariantList chips() const;
    Q_INVOKABLE void clearChip(const QString& id);
    /// In all, whatever is looked for; not counted is the one of nodes without a category, where there are none.
    [[nodiscard]] int categories() const;
    [[nodiscard]] QString find() const { return m_find; }
    void setFind(const QString& text);
    [[nodiscard]] bool hides() const { return m_hides; }           ///< what does not pass is not drawn, instead of dimmed
    void setHides(bool hides);
    [[nodiscard]] bool fromBirth() const { return m_fromBirth; }   ///< ages count from the birth, instead of the last change
    void setFromBirth(bool fromBirth);
    [[nodiscard]] int active() const;                              ///< how many filters leave something out
    [[nodiscard]] bool byCategory() const { return m_byCategory; }
    [[nodiscard]] QString summary() const;                         ///< "1,204 of 63,440 nodes pass", or edges

    /// All pass again.
    Q_INVOKABLE void clear();
    /// Where all pass, only these do from now on; otherwise those of them that pass no longer do, or all of them do again.
    Q_INVOKABLE void toggle(const QVariantList& categories);
    /// This one alone in or out, whatever the others are.
    Q_INVOKABLE void setPasses(int category, bool passes);
    /// All rows.
    Q_INVOKABLE void setAllPass(bool passes);
    /// Whether any of these does.
    Q_INVOKABLE [[nodiscard]] bool passes(const QVariantList& categories) const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

Q_SIGNALS:
    void categoriesChanged();
    void findChanged();
    void changed();          ///< something was chosen
    void summaryChanged();
    void wishesChanged();                   ///< other columns are looked at
    void dropped(const QString& words);     ///< filters, with the graph they were for

private:
    struct Row {
        QString name;
        bool named = true;         // false: it is that of nodes without a category
        std::uint64_t nodes = 0;
        bool passes = true;
    };

    void onChosen();
    void sort(std::size_t from);
    void arrange();
    void takeColumns(bool grew);
    void tellDropped(const QStringList& names);
    [[nodiscard]] QStringList builtIn() const;
    [[nodiscard]] QString categoryWords() const;

    RangeModel m_ranges;
    ColumnFilters m_nodeColumns{ElementKind::Node}, m_edgeColumns{ElementKind::Edge};
    std::shared_ptr<const graph::Schema> m_schema;
    std::vector<Row> m_rows;       // by category number
    std::vector<int> m_sorted;     // categories in the order of their rows
    std::vector<int> m_shown;      // those that are looked for, by row
    std::vector<int> m_rowOf;      // by category; -1: it has none
    QString m_find;
    bool m_byCategory = false;     // some row does not pass
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
