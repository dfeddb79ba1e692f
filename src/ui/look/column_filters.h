#pragma once
#include "ui/look/column_choice.h"
#include <QtCore/QAbstractListModel>
#include <QtCore/QVariantList>
#include <QtQml/qqmlregistration.h>
#include <memory>
#include <vector>

namespace weir::ui {

/// The columns of one kind of element by which may be filtered, one a row. In another graph what was chosen stays for columns of the same
/// name and kind, as soon as they are there; of the others, and of categories, which are each graph's own, it is told. GUI thread.
class ColumnFilters final : public QAbstractListModel {
    Q_OBJECT
    QML_ANONYMOUS
    Q_PROPERTY(int count READ count NOTIFY countChanged)

public:
    enum Role { ChoiceRole = Qt::UserRole };

    explicit ColumnFilters(ElementKind element, QObject* parent = nullptr) : QAbstractListModel(parent), m_element(element) {}

    /// Those of the graph. `grew`: the first ones are those that were there.
    void setColumns(std::vector<ElementColumn> columns, bool grew);
    /// All columns that the graph will have are there: what was chosen for others is forgotten. Their names.
    [[nodiscard]] QStringList dropMissing();
    [[nodiscard]] bool waitsForColumns() const { return !m_missing.empty(); }

    void applyTo(std::vector<pipeline::ColumnFilter>& filters) const;
    /// Of columns that somebody looks at: how they spread among what the other filters here let through, and that is of this age.
    void addWishes(std::vector<pipeline::ColumnWish>& wishes, const pipeline::ValueRange& age, pipeline::AgeOf ageOf) const;
    /// nullptr: there is none.
    [[nodiscard]] ColumnChoice* find(pipeline::Column column) const;
    void setCounts(const pipeline::ColumnCounts& counts);
    void clear();
    void clear(int row);

    [[nodiscard]] int active() const;   ///< how many leave something out
    /// Of those that do: calls `visit(row, choice)`.
    template <typename Visit>
    void forEachActive(Visit&& visit) const
    {
        for (std::size_t row = 0; row < m_rows.size(); ++row) {
            if (m_rows[row]->active())
                visit(static_cast<int>(row), std::as_const(*m_rows[row]));
        }
    }
    [[nodiscard]] int count() const { return static_cast<int>(m_rows.size()); }
    [[nodiscard]] ColumnChoice& choice(int row) { return *m_rows[static_cast<std::size_t>(row)]; }

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override { return parent.isValid() ? 0 : count(); }
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

Q_SIGNALS:
    void changed();
    void wishesChanged();
    void countChanged();

private:
    struct Missing {
        ElementColumn column;
        pipeline::ColumnFilter filter;
    };

    void append(ElementColumn column);

    ElementKind m_element;
    std::vector<std::unique_ptr<ColumnChoice>> m_rows;
    std::vector<Missing> m_missing;   // of a graph before
};

} // namespace weir::ui
