#pragma once
#include "graph/schema.h"
#include "ui/look/category_counts.h"
#include <QtCore/QAbstractListModel>
#include <QtCore/QVariantList>

namespace weir::ui {

/// Which colour means which category, and how many nodes each has. Up to eight categories have colours of their own;
/// of more, the seven largest when the graph was first counted, and the rest is "other", so that colours stay while
/// sizes change. GUI thread.
class LegendModel final : public QAbstractListModel {
    Q_OBJECT
    Q_PROPERTY(QVariantList palette READ palette WRITE setPalette NOTIFY paletteChanged)
    Q_PROPERTY(QVariantList categoryColors READ categoryColors NOTIFY categoryColorsChanged)
    Q_PROPERTY(int count READ count NOTIFY countChanged)

public:
    enum Role { NameRole = Qt::UserRole, ColorRole, CountRole, CategoriesRole };

    using QAbstractListModel::QAbstractListModel;

    /// Names for another graph; forgets which categories were largest.
    void setSchema(std::shared_ptr<const graph::Schema> schema);
    void setScene(const scene::Scene& scene);

    /// Eight colours; the last is for "other".
    void setPalette(const QVariantList& palette);
    [[nodiscard]] QVariantList palette() const { return m_palette; }
    /// By category number, as the picture wants them.
    [[nodiscard]] QVariantList categoryColors() const;

    /// By category number.
    [[nodiscard]] const std::vector<std::uint64_t>& counts() const { return m_counts.totals(); }

    [[nodiscard]] int count() const { return static_cast<int>(m_rows.size()); }
    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

Q_SIGNALS:
    void paletteChanged();
    void categoryColorsChanged();
    void countChanged();

private:
    struct Row {
        QString name;
        QString count;
        qsizetype color = 0;   // number in the palette
        QVariantList categories;

        bool operator==(const Row&) const = default;
    };

    void rank();
    void refreshRows();
    [[nodiscard]] std::size_t categoryCount() const;
    [[nodiscard]] std::uint64_t nodesIn(std::size_t category) const;

    QVariantList m_palette;
    std::shared_ptr<const graph::Schema> m_schema;
    CategoryCounts m_counts;
    std::uint64_t m_epochVersion = 0;
    std::vector<qsizetype> m_colors;   // palette number by category
    QList<Row> m_rows;
};

} // namespace weir::ui
