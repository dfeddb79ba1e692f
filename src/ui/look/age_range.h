#pragma once
#include "pipeline/look/value_range.h"
#include <QtCore/QObject>
#include <QtQml/qqmlregistration.h>
#include <optional>

namespace weir::ui {

/// From which age to which nodes pass, as a person typed it. It has no histogram: ages go on by themselves. What cannot be understood
/// leaves nothing out, and says so. GUI thread.
class AgeRange : public QObject {
    Q_OBJECT
    QML_ANONYMOUS
    Q_PROPERTY(QString from READ from WRITE setFrom NOTIFY changed)
    Q_PROPERTY(QString to READ to WRITE setTo NOTIFY changed)
    Q_PROPERTY(QString fault READ fault NOTIFY changed)

public:
    using QObject::QObject;

    [[nodiscard]] QString from() const { return m_from; }
    [[nodiscard]] QString to() const { return m_to; }
    void setFrom(const QString& text) { setTexts(text, m_to); }
    void setTo(const QString& text) { setTexts(m_from, text); }
    void clear() { setTexts({}, {}); }
    [[nodiscard]] QString fault() const;

    [[nodiscard]] pipeline::ValueRange range() const;   ///< seconds
    [[nodiscard]] bool active() const { return !range().everything(); }
    /// What passes: "3 s – 2 min", "≥ 3 s"; empty: all.
    [[nodiscard]] QString words() const;

    /// "10", "10 s", "5 min", "2 h", "1 d", in seconds; nothing where it is none, or less than 0.
    [[nodiscard]] static std::optional<double> secondsOf(const QString& text);

Q_SIGNALS:
    void changed();

private:
    void setTexts(const QString& from, const QString& to);

    QString m_from, m_to;
};

} // namespace weir::ui
