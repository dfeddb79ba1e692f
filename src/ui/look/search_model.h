#pragma once
#include "pipeline/ask/search_answer.h"
#include "ui/words/known_to_qml.h"
#include <QtCore/QAbstractListModel>

namespace weir::ui {

/// What is looked for and what was found, for the search box. GUI thread.
class SearchModel final : public QAbstractListModel {
    Q_OBJECT
    Q_PROPERTY(QString text READ text WRITE setText NOTIFY textChanged)
    Q_PROPERTY(QString summary READ summary NOTIFY answered)
    Q_PROPERTY(bool faulty READ faulty NOTIFY answered)
    Q_PROPERTY(int count READ count NOTIFY answered)
    Q_PROPERTY(QString more READ more NOTIFY answered)

public:
    enum Role { TitleRole = Qt::UserRole, KeyRole, ValueRole, SlotRole };

    using QAbstractListModel::QAbstractListModel;

    [[nodiscard]] QString text() const { return m_text; }
    /// Asks for it at once; an empty text finds nothing.
    void setText(const QString& text);
    /// Answers for other texts are ignored.
    void setAnswer(const pipeline::SearchAnswer& answer);
    /// Asks again, as after another graph came.
    void refresh();

    [[nodiscard]] QString summary() const { return m_summary; }   ///< how many were found, or what is wrong; may be empty
    [[nodiscard]] QString more() const;                            ///< what was found beyond the rows, in words; empty: nothing
    [[nodiscard]] bool faulty() const { return !m_answer.fault.isEmpty(); }
    [[nodiscard]] int count() const { return static_cast<int>(m_answer.hits.size()); }
    /// Of the scene; -1: there is no such row.
    Q_INVOKABLE [[nodiscard]] double slotAt(int row) const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

Q_SIGNALS:
    void textChanged();
    void answered();
    void wanted(const QString& text);

private:
    void show(pipeline::SearchAnswer answer);

    QString m_text, m_summary;
    pipeline::SearchAnswer m_answer;
};

struct SearchForQml : KnownToQml<SearchModel, SearchForQml> {
    Q_GADGET
    QML_FOREIGN(weir::ui::SearchModel)
    QML_NAMED_ELEMENT(Search)
    QML_SINGLETON
};

} // namespace weir::ui
