#pragma once
#include "pipeline/columns/column_counts.h"
#include "pipeline/look/value_range.h"
#include <QtCore/QObject>
#include <QtCore/QVariantList>
#include <QtQml/qqmlregistration.h>
#include <optional>

namespace weir::ui {

/// From where to where numbers or times pass: two handles over a histogram, which stand at edges of its bins, and two fields for what
/// lies between edges. At an end of the histogram there is no bound. What cannot be understood leaves nothing out, and says so. Times are
/// dates: the end of a range is the whole of its day. GUI thread.
class RangeChoice final : public QObject {
    Q_OBJECT
    QML_ANONYMOUS
    Q_PROPERTY(QVariantList bars READ bars NOTIFY counted)
    Q_PROPERTY(bool logarithmic READ logarithmic NOTIFY counted)
    Q_PROPERTY(QString least READ least NOTIFY counted)
    Q_PROPERTY(QString greatest READ greatest NOTIFY counted)
    Q_PROPERTY(double low READ low NOTIFY changed)
    Q_PROPERTY(double high READ high NOTIFY changed)
    Q_PROPERTY(QString from READ from NOTIFY changed)
    Q_PROPERTY(QString to READ to NOTIFY changed)
    Q_PROPERTY(QString fault READ fault NOTIFY changed)

public:
    explicit RangeChoice(bool times, QObject* parent = nullptr) : QObject(parent), m_times(times) {}

    void setCounts(const pipeline::ColumnCounts& counts);
    [[nodiscard]] pipeline::ValueRange range() const;
    /// Chooses what a filter has.
    void choose(const pipeline::ValueRange& range);
    void clear() { choose({}); }
    /// "20 – 40", "≥ 20"; empty: all pass.
    [[nodiscard]] QString words() const;

    /// "1,204", "-3.5", "2e6"; nothing where it is no number.
    [[nodiscard]] static std::optional<double> numberOf(const QString& text);

    [[nodiscard]] QVariantList bars() const;   ///< heights of the bins, 0 to 1
    [[nodiscard]] bool logarithmic() const { return m_scale.logarithmic(); }
    [[nodiscard]] QString least() const;       ///< of all values there are; empty: none
    [[nodiscard]] QString greatest() const;
    [[nodiscard]] double low() const;          ///< where the handles stand, 0 to 1
    [[nodiscard]] double high() const;
    [[nodiscard]] QString from() const { return m_from.text; }
    [[nodiscard]] QString to() const { return m_to.text; }
    [[nodiscard]] QString fault() const;

    /// A handle goes to the edge that is nearest to this place, 0 to 1, at most to the bin before the other handle.
    Q_INVOKABLE void moveLow(double place);
    Q_INVOKABLE void moveHigh(double place);
    /// By so many edges.
    Q_INVOKABLE void stepLow(int by);
    Q_INVOKABLE void stepHigh(int by);
    Q_INVOKABLE void setFrom(const QString& text) { setText(m_from, text); }
    Q_INVOKABLE void setTo(const QString& text) { setText(m_to, text); }
    /// What a bin has: "20 – 24: 1,204"; of none: empty.
    Q_INVOKABLE [[nodiscard]] QString wordsOf(int bin) const;

Q_SIGNALS:
    void changed();   ///< what passes
    void counted();

private:
    /// What was typed, or where a handle was put.
    struct End {
        QString text;
        std::optional<double> value;   // nothing: no bound, or it cannot be understood
    };

    void setText(End& end, const QString& text);
    void setEnd(End& end, std::optional<double> value);
    [[nodiscard]] std::optional<double> valueOf(const QString& text, bool isLast) const;
    [[nodiscard]] QString textOf(double value, bool isLast) const;
    [[nodiscard]] int lowEdge() const;
    [[nodiscard]] int highEdge() const;
    void putLow(int edge);
    void putHigh(int edge);
    [[nodiscard]] int bins() const { return static_cast<int>(m_scale.bins()); }
    [[nodiscard]] double lastBelow(int edge) const;

    bool m_times;
    End m_from, m_to;
    pipeline::BinScale m_scale;
    std::vector<std::uint64_t> m_bins;
    double m_least = 0, m_greatest = 0;
};

} // namespace weir::ui
