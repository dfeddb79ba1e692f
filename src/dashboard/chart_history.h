#pragma once
#include "dashboard/history.h"
#include <QtCore/QObject>
#include <QtQml/QJSEngine>
#include <QtQml/qqml.h>

namespace weir::dashboard {

/// The one history that all charts of a window draw: the last three minutes. GUI thread.
class ChartHistory final : public QObject {
    Q_OBJECT

public:
    explicit ChartHistory(QObject* parent = nullptr);

    /// About four times a second; more often than that shortens what is remembered.
    void record(const Sample& sample);

    [[nodiscard]] const History& samples() const { return m_samples; }
    /// Grows with every sample, so that a chart knows whether there is anything new.
    [[nodiscard]] std::uint64_t version() const { return m_version; }

private:
    History m_samples;
    std::uint64_t m_version = 0;
};

/// The one that QML knows as History.
struct HistoryForQml {
    Q_GADGET
    QML_FOREIGN(weir::dashboard::ChartHistory)
    QML_NAMED_ELEMENT(History)
    QML_SINGLETON

public:
    static inline ChartHistory* shown = nullptr;

    static ChartHistory* create(QQmlEngine*, QJSEngine*)
    {
        Q_ASSERT(shown);
        QJSEngine::setObjectOwnership(shown, QJSEngine::CppOwnership);
        return shown;
    }
};

} // namespace weir::dashboard
