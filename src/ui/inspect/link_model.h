#pragma once
#include "pipeline/ask/link_label.h"
#include "scene/find/incident_edges.h"
#include <QtCore/QAbstractListModel>
#include <QtCore/QHash>
#include <QtCore/QTimer>
#include <QtQml/qqmlregistration.h>
#include <memory>

namespace weir::ui {

/// Nodes with the edges that lead to them, as a list: the neighbours of one, or the stations of a path. Names are asked for in
/// portions, and only for rows that somebody looks at, or where all fit into one, so that a list of 100,000 is shown as quickly as one of ten.
/// GUI thread.
class LinkModel : public QAbstractListModel {
    Q_OBJECT
    QML_ANONYMOUS
    Q_PROPERTY(int count READ count NOTIFY countChanged)

public:
    enum Role { TitleRole = Qt::UserRole, ArrowRole, WeightRole, CategoryRole, SlotRole, SpokenRole };

    /// Of neighbours the one of the heaviest edge comes first, then by name where they are few enough to ask for all names; while the graph
    /// changes each keeps its place, and new ones come last. Stations stand as they are passed.
    enum class Order : std::uint8_t { AsGiven, HeaviestFirst };
    explicit LinkModel(Order order, QObject* parent = nullptr);

    using Rows = std::vector<scene::IncidentEdge>;
    /// The rows of `subject` from now on, by rising edge slot but for stations.
    void setRows(Slot subject, std::shared_ptr<const Rows> rows);
    void clear();
    void setLabels(const std::vector<pipeline::LinkLabel>& labels);
    /// Asks for the names of what is seen again; until they come the old ones stand.
    void refresh();

    [[nodiscard]] int count() const { return static_cast<int>(m_rows.size()); }
    [[nodiscard]] const Rows& rows() const { return m_rows; }
    /// Of the node of a row; -1: there is no such row.
    Q_INVOKABLE [[nodiscard]] double slotAt(int row) const;
    /// What a node is called, where a row of it was looked at; else empty.
    [[nodiscard]] QString titleOf(pipeline::Link link) const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

    static constexpr std::size_t mostAtOnce = 256;   ///< links of one question

Q_SIGNALS:
    void countChanged();
    void wanted(const std::vector<weir::pipeline::Link>& links);

private:
    using Key = std::uint64_t;
    [[nodiscard]] static Key keyOf(pipeline::Link link) { return std::uint64_t{link.edge} << 32U | link.node; }

    void ask();
    void replaceWhatDiffers(const Rows& rows);
    void followRows(const Rows& rows);
    void removeRowsWithout(const std::vector<bool>& kept);
    void sortByName();
    void readAgain();
    [[nodiscard]] const pipeline::LinkLabel* labelOf(pipeline::Link link) const;
    [[nodiscard]] QString arrowOf(const scene::IncidentEdge& row, const pipeline::LinkLabel* label) const;

    Order m_order;
    bool m_sorted = true;   // by name, or there are too many
    Slot m_subject = noSlot;
    Rows m_rows;
    QHash<Key, pipeline::LinkLabel> m_labels, m_oldLabels;
    mutable std::vector<pipeline::Link> m_wanted;   // read since the last question
    mutable QTimer m_askTimer;
};

} // namespace weir::ui
