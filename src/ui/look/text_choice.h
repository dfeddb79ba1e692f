#pragma once
#include "pipeline/columns/column_counts.h"
#include "pipeline/columns/column_filter.h"
#include <QtCore/QAbstractListModel>
#include <QtQml/qqmlregistration.h>

namespace weir::ui {

/// Which texts of a column pass: those with the most elements, or those that are looked for, a row each. All pass but some, or some alone:
/// what is new, or too many for the list, passes as the others do. GUI thread.
class TextChoice : public QAbstractListModel {
    Q_OBJECT
    QML_ANONYMOUS
    Q_PROPERTY(int count READ count NOTIFY listed)
    Q_PROPERTY(QString find READ find WRITE setFind NOTIFY findChanged)
    Q_PROPERTY(QString more READ more NOTIFY listed)
    Q_PROPERTY(bool many READ many NOTIFY listed)
    Q_PROPERTY(bool held READ held WRITE setHeld NOTIFY heldChanged)

public:
    enum Role { TextRole = Qt::UserRole,
                NodesRole,
                PassesRole };

    using QAbstractListModel::QAbstractListModel;

    void setCounts(const pipeline::ColumnCounts& counts);
    /// Adds what is looked for, and what is chosen.
    void applyTo(pipeline::ColumnWish& wish) const;

    [[nodiscard]] const std::vector<std::string>& chosen() const { return m_chosen; }   ///< sorted
    [[nodiscard]] bool othersPass() const { return m_othersPass; }
    [[nodiscard]] bool everything() const { return m_othersPass && m_chosen.empty(); }
    /// Chooses what a filter has.
    void choose(std::vector<std::string> chosen, bool othersPass);
    void clear() { choose({}, true); }

    [[nodiscard]] int count() const { return static_cast<int>(m_rows.size()); }
    [[nodiscard]] QString find() const { return m_find; }
    void setFind(const QString& text);
    [[nodiscard]] QString more() const;                  ///< "and 1,204 more"; empty: none
    [[nodiscard]] bool many() const { return m_many; }   ///< more than can be looked through
    /// Rows keep their order while someone has a hand on them.
    [[nodiscard]] bool held() const { return m_held; }
    void setHeld(bool held);

    Q_INVOKABLE void setPasses(int row, bool passes);
    /// This one alone.
    Q_INVOKABLE void only(int row);
    /// All, or all that the list has where something is looked for; as many as it can show.
    Q_INVOKABLE void setAllPass(bool passes);

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override { return parent.isValid() ? 0 : count(); }
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

Q_SIGNALS:
    void chosenChanged();
    void findChanged();
    void listed();
    void heldChanged();

private:
    struct Row {
        std::string text;
        std::uint64_t elements = 0;
    };

    [[nodiscard]] bool passes(const std::string& text) const;
    void put(const std::string& text, bool passes);
    void onChosen();

    std::vector<Row> m_rows;
    std::vector<std::string> m_chosen;   // that pass, or that do not where the others do
    bool m_othersPass = true;
    QString m_find;
    std::uint64_t m_matching = 0, m_different = 0;
    bool m_all = true, m_many = false, m_held = false;
};

} // namespace weir::ui
