#pragma once
#include "pipeline/columns/column_counts.h"
#include "pipeline/columns/column_filter.h"
#include "ui/look/column_part.h"
#include "ui/look/element_columns.h"
#include "ui/look/range_choice.h"
#include "ui/look/text_choice.h"
#include <QtCore/QObject>
#include <QtCore/QVariantList>
#include <QtQml/qqmlregistration.h>

namespace weir::ui {

/// Which values of a column pass, as a person chooses it, and how they spread. What has no value passes as long as nothing of those that
/// have one is chosen, unless somebody says otherwise. GUI thread.
class ColumnChoice final : public QObject {
    Q_OBJECT
    QML_ANONYMOUS
    Q_PROPERTY(QString name READ name CONSTANT)
    Q_PROPERTY(Kind kind READ kind CONSTANT)
    Q_PROPERTY(weir::ui::RangeChoice* range READ range CONSTANT)
    Q_PROPERTY(weir::ui::TextChoice* texts READ texts CONSTANT)
    Q_PROPERTY(bool open READ open WRITE setOpen NOTIFY openChanged)
    Q_PROPERTY(bool watched READ watched WRITE setWatched NOTIFY watchedChanged)
    Q_PROPERTY(bool active READ active NOTIFY changed)
    Q_PROPERTY(QString words READ words NOTIFY changed)
    Q_PROPERTY(int flag READ flag WRITE setFlag NOTIFY changed)
    Q_PROPERTY(bool withoutPass READ withoutPass WRITE setWithoutPass NOTIFY changed)
    Q_PROPERTY(bool counted READ counted NOTIFY countsChanged)
    Q_PROPERTY(bool hasValues READ hasValues NOTIFY countsChanged)
    Q_PROPERTY(bool hasOthers READ hasOthers NOTIFY countsChanged)
    Q_PROPERTY(QString without READ without NOTIFY countsChanged)
    Q_PROPERTY(QString yes READ yes NOTIFY countsChanged)
    Q_PROPERTY(QString no READ no NOTIFY countsChanged)

public:
    enum Kind { Number,
                Text,
                Flag,
                Time };
    Q_ENUM(Kind)
    enum FlagChoice { Both,
                      Yes,
                      No };
    Q_ENUM(FlagChoice)

    ColumnChoice(ElementKind element, ElementColumn column, QObject* parent);

    [[nodiscard]] const ElementColumn& column() const { return m_column; }
    /// As it stands; it may leave nothing out.
    [[nodiscard]] pipeline::ColumnFilter filter() const;
    /// Chooses what a filter of a column of the same kind has.
    void choose(const pipeline::ColumnFilter& filter);
    [[nodiscard]] pipeline::ColumnWish wish() const;
    /// Of this column, or they are ignored.
    void setCounts(const pipeline::ColumnCounts& counts);

    [[nodiscard]] QString name() const { return m_column.name; }
    [[nodiscard]] Kind kind() const { return static_cast<Kind>(m_column.kind); }
    [[nodiscard]] RangeChoice* range() { return &m_range; }
    [[nodiscard]] TextChoice* texts() { return &m_texts; }
    [[nodiscard]] bool open() const { return m_open; }                ///< its values are to be chosen from
    void setOpen(bool open);
    [[nodiscard]] bool watched() const { return m_watched; }          ///< somebody sees how they spread
    void setWatched(bool watched);

    [[nodiscard]] bool active() const { return !filter().everything(); }
    [[nodiscard]] QString words() const;                              ///< what passes: "20 – 40"; empty: all
    [[nodiscard]] int flag() const { return m_flag; }
    void setFlag(int flag);
    [[nodiscard]] bool withoutPass() const { return m_without.value_or(m_valuesPass && leavesOthers()); }
    void setWithoutPass(bool pass);
    /// Nothing but what has no value.
    Q_INVOKABLE void onlyWithout();
    /// All pass.
    Q_INVOKABLE void clear();

    // By the rows of a legend, which are ColumnParts:
    /// Some of this part passes.
    Q_INVOKABLE [[nodiscard]] bool passes(const QVariant& part) const;
    /// Nothing but this row of them passes.
    Q_INVOKABLE [[nodiscard]] bool isOnly(const QVariantList& parts, int row) const;
    /// This one alone from now on, or all where it is already. `also`: this one too, or no longer; with the last one out all are in.
    Q_INVOKABLE void pick(const QVariantList& parts, int row, bool also);

    [[nodiscard]] bool counted() const { return m_counted; }
    [[nodiscard]] bool hasValues() const { return m_counts.anyWith; }     ///< some element has one, whatever passes
    [[nodiscard]] bool hasOthers() const { return m_counts.anyWithout; }  ///< likewise: has none
    [[nodiscard]] QString without() const;                                ///< how many of those that count have no value
    [[nodiscard]] QString yes() const;
    [[nodiscard]] QString no() const;

Q_SIGNALS:
    void changed();         ///< what passes
    void wishChanged();     ///< other counts are wanted
    void openChanged();
    void watchedChanged();
    void countsChanged();

private:
    [[nodiscard]] bool choosesNothing() const { return m_range.range().everything() && m_texts.everything() && m_flag == Both; }
    /// Those that are not chosen pass as well.
    [[nodiscard]] bool leavesOthers() const { return m_range.range().everything() && m_texts.othersPass() && m_flag == Both; }
    [[nodiscard]] bool passes(const ColumnPart& part) const;
    [[nodiscard]] pipeline::ColumnFilter only(const ColumnPart& part) const;
    [[nodiscard]] pipeline::ColumnFilter turned(const ColumnPart& part) const;
    void onValues();
    void letValuesPass();

    ElementKind m_element;
    ElementColumn m_column;
    RangeChoice m_range;
    TextChoice m_texts;
    int m_flag = Both;
    bool m_valuesPass = true;
    std::optional<bool> m_without;   // as somebody said
    bool m_open = false, m_watched = false, m_counted = false, m_choosing = false;
    pipeline::ColumnCounts m_counts;
};

} // namespace weir::ui
