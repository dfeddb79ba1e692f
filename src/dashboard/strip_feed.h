#pragma once
#include "dashboard/chart_history.h"
#include "dashboard/chart_scale.h"
#include <QtCharts/QXYSeries>
#include <QtCore/QPointer>
#include <QtCore/QTimer>
#include <QtQml/QQmlParserStatus>
#include <QtQml/qqmlregistration.h>

namespace weir::dashboard {

/// Feeds one chart of two lines from the history, twice a second, each chart at its own turn so that no frame repaints
/// all of them. One `replace` a line and refresh, since every change of a series repaints its whole chart. GUI thread.
/// Not final: QML derives from every type it creates.
class StripFeed : public QObject, public QQmlParserStatus {
    Q_OBJECT
    QML_ELEMENT
    Q_INTERFACES(QQmlParserStatus)
    Q_PROPERTY(weir::dashboard::ChartHistory* history MEMBER m_history)
    Q_PROPERTY(Pair pair MEMBER m_pair)
    Q_PROPERTY(int turn MEMBER m_turn)
    Q_PROPERTY(bool running READ running WRITE setRunning NOTIFY runningChanged)
    Q_PROPERTY(QXYSeries* firstLine MEMBER m_firstLine)
    Q_PROPERTY(QXYSeries* secondLine MEMBER m_secondLine)
    Q_PROPERTY(QXYSeries* gapLine MEMBER m_gapLine)
    Q_PROPERTY(double firstTop READ firstTop NOTIFY refreshed)
    Q_PROPERTY(double secondTop READ secondTop NOTIFY refreshed)
    Q_PROPERTY(double shownSeconds READ shownSeconds NOTIFY refreshed)
    Q_PROPERTY(double firstValue READ firstValue NOTIFY refreshed)
    Q_PROPERTY(double secondValue READ secondValue NOTIFY refreshed)

public:
    /// What the two lines are, and with them whether they share a scale: all but ChangesAndBytes do.
    enum Pair { QueueAndCredits, ChangesAndBytes, Latency, FrameTime };
    Q_ENUM(Pair)

    explicit StripFeed(QObject* parent = nullptr);

    void classBegin() override {}
    void componentComplete() override;

    [[nodiscard]] bool running() const { return m_running; }
    void setRunning(bool running);

    /// Brings the lines up to date, if there is anything new.
    void refresh();

    [[nodiscard]] double firstTop() const { return m_firstScale.top(); }    ///< of the scale, which begins at 0
    [[nodiscard]] double secondTop() const { return m_secondScale.top(); }
    [[nodiscard]] double shownSeconds() const { return m_shownSeconds; }    ///< of the past, up to now
    [[nodiscard]] double firstValue() const { return m_firstValue; }        ///< newest; NaN: there is none
    [[nodiscard]] double secondValue() const { return m_secondValue; }

Q_SIGNALS:
    void runningChanged();
    void refreshed();

private:
    void restart();

    QPointer<ChartHistory> m_history;
    QPointer<QXYSeries> m_firstLine, m_secondLine, m_gapLine;
    Pair m_pair = QueueAndCredits;
    int m_turn = 0;
    bool m_running = true;
    bool m_complete = false;
    QTimer m_timer;
    ChartScale m_firstScale, m_secondScale;
    double m_shownSeconds;
    double m_firstValue, m_secondValue;
    std::uint64_t m_drawnVersion = 0;
};

} // namespace weir::dashboard
