#pragma once
#include "pipeline/ask/element_table.h"
#include <QtCore/QObject>

namespace weir::ui {

/// Puts elements on the clipboard as a table that somebody else writes, and says in words how that went. Of several copies the
/// last counts. GUI thread.
class SelectionCopy final : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;

    /// A copy was asked for; which elements follows by give(), now or later.
    void begin(pipeline::TableFormat format);
    void give(std::shared_ptr<const scene::ElementSet> elements);
    void setTable(const pipeline::TableAnswer& answer);
    /// What the words are about is no longer selected.
    void forgetWords() { m_words.clear(); }

    [[nodiscard]] QString words() const { return m_words; }

Q_SIGNALS:
    void changed();
    /// Answered by setTable().
    void tableWanted(quint64 question, weir::pipeline::TableFormat format, const std::shared_ptr<const weir::scene::ElementSet>& elements);

private:
    quint64 m_copies = 0;
    pipeline::TableFormat m_format = pipeline::TableFormat::Csv;
    QString m_words;
};

} // namespace weir::ui
