#pragma once
#include "ui/look/element_columns.h"
#include <QtCore/QVariantList>
#include <vector>

namespace weir::ui {

/// One thing of how elements look, such as their size, and what may stand for it: what is built in, and columns of the graph. It knows
/// which of them is wanted, in words that hold for other graphs too, and which it is in this one. A plain value.
class LookChoice {
public:
    struct BuiltIn {
        QString wish;   ///< as it is remembered
        QString text;   ///< for people
    };

    /// The first is what is usual. Only columns of these kinds may stand for it.
    LookChoice(std::vector<BuiltIn> builtIn, std::vector<graph::AttributeKind> kinds) : m_builtIn(std::move(builtIn)), m_kinds(std::move(kinds)) {}

    /// The number of what is chosen: first what is built in, then all columns, in their order.
    [[nodiscard]] int current() const { return m_current; }
    [[nodiscard]] int firstColumn() const { return static_cast<int>(m_builtIn.size()); }
    /// nullptr: what is chosen is no column.
    [[nodiscard]] const ElementColumn* column(const std::vector<ElementColumn>& columns) const;
    [[nodiscard]] bool offers(int number, const std::vector<ElementColumn>& columns) const;

    /// [{value, text, group}]: by number; `attributes` is the group of those.
    [[nodiscard]] QVariantList choices(const std::vector<ElementColumn>& columns, const QString& attributes) const;
    [[nodiscard]] QStringList builtInTexts() const;

    [[nodiscard]] QString wish() const { return m_wish; }
    /// In the words of which a number is remembered.
    [[nodiscard]] QString wishOf(int number, const graph::Schema& schema, ElementKind kind, const std::vector<ElementColumn>& columns) const;
    /// Of such words; 0: they say what is usual, or what this graph does not have.
    [[nodiscard]] int numberOf(const QString& wish, const graph::Schema& schema, ElementKind kind, const std::vector<ElementColumn>& columns) const;

    void setWish(const QString& wish) { m_wish = wish; }
    /// True: it was another one.
    [[nodiscard]] bool setCurrent(int number) { return std::exchange(m_current, number) != number; }

private:
    std::vector<BuiltIn> m_builtIn;
    std::vector<graph::AttributeKind> m_kinds;
    int m_current = 0;
    QString m_wish;
};

} // namespace weir::ui
