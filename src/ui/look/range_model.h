#pragma once
#include "pipeline/look/look_answer.h"
#include "pipeline/look/look_settings.h"
#include <QtCore/QAbstractListModel>
#include <QtQml/qqmlregistration.h>
#include <optional>

namespace weir::ui {

/// What may be filtered by a range: the degree, the age, and each declared column; with what a person typed.
/// What cannot be understood leaves nothing out, and says so. GUI thread.
class RangeModel : public QAbstractListModel {
    Q_OBJECT
    QML_ANONYMOUS

public:
    enum Role { NameRole = Qt::UserRole, UnitRole, FromRole, ToRole, FromHintRole, ToHintRole, FaultRole };

    using QAbstractListModel::QAbstractListModel;

    /// Forgets what was typed.
    void setSchema(const graph::Schema& schema);
    void setAnswer(const pipeline::LookAnswer& answer);
    void clear();
    void clear(int row);
    void applyTo(pipeline::LookSettings& settings) const;
    [[nodiscard]] int active() const;          ///< how many leave something out
    [[nodiscard]] QString name(int row) const;
    /// What passes: "3 \u2013 20", "\u2265 3 s"; empty: all.
    [[nodiscard]] QString words(int row) const;

    Q_INVOKABLE void setFrom(int row, const QString& text) { setText(row, &Row::from, text); }
    Q_INVOKABLE void setTo(int row, const QString& text) { setText(row, &Row::to, text); }

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

    /// "1,204", "-3.5", "2e6"; nothing where it is no number.
    [[nodiscard]] static std::optional<double> numberOf(const QString& text);
    /// "10", "10 s", "5 min", "2 h", "1 d", in seconds; nothing where it is none, or less than 0.
    [[nodiscard]] static std::optional<double> secondsOf(const QString& text);

Q_SIGNALS:
    void changed();

private:
    struct Row {
        QString name, unit, from, to;
        pipeline::ValueExtent extent;
    };
    static constexpr std::size_t degreeRow = 0, ageRow = 1, firstColumnRow = 2;

    void setText(int row, QString Row::*text, const QString& now);
    [[nodiscard]] std::optional<double> valueOf(std::size_t row, const QString& text) const;
    [[nodiscard]] QString faultOf(std::size_t row) const;
    [[nodiscard]] pipeline::ValueRange rangeOf(std::size_t row) const;

    std::vector<Row> m_rows;
};

} // namespace weir::ui
