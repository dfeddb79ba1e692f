#pragma once
#include "graph/schema.h"
#include "ui/look/category_counts.h"
#include "ui/look/column_part.h"
#include "ui/words/known_to_qml.h"
#include <QtCore/QAbstractListModel>
#include <QtCore/QVariantList>

namespace weir::ui {

/// Which colour means which category, and how many nodes each has. Up to eight categories have colours of their own; of more, the
/// seven largest, and the rest is "other", unless that would be a single one. Where no node is without a category, that is none. A category that stays among the seven keeps its colour. While a graph is young, or has
/// doubled, the seven are the largest; later one gives its colour away only to one that has become twice as large. GUI thread.
class LegendModel final : public QAbstractListModel {
    Q_OBJECT
    Q_PROPERTY(QVariantList palette READ palette WRITE setPalette NOTIFY paletteChanged)
    Q_PROPERTY(QVariantList categoryColors READ categoryColors NOTIFY categoryColorsChanged)
    Q_PROPERTY(int count READ count NOTIFY countChanged)
    Q_PROPERTY(QVariantList entries READ entries NOTIFY entriesChanged)
    Q_PROPERTY(QVariantList parts READ parts NOTIFY entriesChanged)

public:
    enum Role { NameRole = Qt::UserRole, ColorRole, CountRole };

    using QAbstractListModel::QAbstractListModel;

    /// Names, of another graph or more of this one's; of another it forgets which categories were largest.
    void setSchema(std::shared_ptr<const graph::Schema> schema);
    void setScene(const scene::Scene& scene);

    /// Eight colours; the last is for "other".
    void setPalette(const QVariantList& palette);
    [[nodiscard]] QVariantList palette() const { return m_palette; }
    /// The palette as the picture wants it: by category number where each category has a colour of its own.
    [[nodiscard]] QVariantList categoryColors() const;
    /// Which of these each category has, by category number; empty: the one of its own number.
    [[nodiscard]] std::vector<std::uint8_t> paletteNumbers() const;

    /// All rows as maps of name, color and nodes, e.g. for a picture that is saved.
    [[nodiscard]] QVariantList entries() const;
    /// ColumnParts of the column of categories: what each row stands for.
    [[nodiscard]] QVariantList parts() const;

    /// By category number.
    [[nodiscard]] const std::vector<std::uint64_t>& counts() const { return m_counts.totals(); }

    [[nodiscard]] int count() const { return static_cast<int>(m_rows.size()); }
    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

Q_SIGNALS:
    void paletteChanged();
    void categoryColorsChanged();
    void paletteNumbersChanged();
    void countChanged();
    void entriesChanged();

private:
    struct Row {
        QString name;
        QString count;
        qsizetype color = 0;   // number in the palette
        ColumnPart part{};

        bool operator==(const Row&) const = default;
    };

    enum class Ranks { Anew, Exact, Settled };

    void rank(Ranks ranks);
    [[nodiscard]] std::vector<std::size_t> bySize() const;
    void refreshRows();
    [[nodiscard]] std::size_t categoryCount() const;
    [[nodiscard]] std::uint64_t nodesIn(std::size_t category) const;
    /// It has a name, or nodes.
    [[nodiscard]] bool isThere(std::size_t category) const;

    QVariantList m_palette;
    std::shared_ptr<const graph::Schema> m_schema;
    CategoryCounts m_counts;
    std::uint64_t m_epochVersion = 0;
    unsigned m_countings = 0;          // of this graph
    std::uint64_t m_rankedNodes = 0;   // it had so many when the ranks were last exact
    std::vector<qsizetype> m_colors;   // palette number by category
    QList<Row> m_rows;
};

struct LegendModelForQml : KnownToQml<LegendModel, LegendModelForQml> {
    Q_GADGET
    QML_FOREIGN(weir::ui::LegendModel)
    QML_NAMED_ELEMENT(LegendModel)
    QML_SINGLETON
};

} // namespace weir::ui
