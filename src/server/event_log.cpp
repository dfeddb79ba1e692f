#include "server/event_log.h"
#include "base/log.h"
#include <algorithm>

namespace weir::server {

namespace {

QString written(QString value)
{
    if (value.size() > EventLog::longestValue) {
        value.truncate(EventLog::longestValue);
        value += QChar(0x2026);
    }
    const bool isWord = !value.isEmpty() && std::ranges::all_of(value, [](QChar c) {
        return c.unicode() > 0x20 && c.unicode() < 0x7f && c != u'"' && c != u'=' && c != u'\\';
    });
    if (isWord)
        return value;
    QString quoted(u'"');
    for (const QChar c : std::as_const(value)) {
        if (c == u'"' || c == u'\\')
            quoted += u'\\';
        const bool breaksLine = c.category() == QChar::Separator_Line || c.category() == QChar::Separator_Paragraph;
        quoted += c.isPrint() && !breaksLine ? c : QChar(u' ');   // else it would forge a line of its own
    }
    return quoted + u'"';
}

} // namespace

EventLog::EventLog(std::function<void(const QString&)> sink) : m_sink(std::move(sink))
{
    if (!m_sink)
        m_sink = [](const QString& line) { qCInfo(logServer).noquote() << line; };
}

void EventLog::write(const char* event, std::initializer_list<Field> fields, TimePoint now)
{
    Second& second = m_events[event];
    if (!second.allowance.take(now)) {
        ++second.leftOut;
        second.lastLeftOut = now;
        return;
    }
    tellLeftOut(event, second);
    QString line = QStringLiteral("event=%1").arg(QLatin1String(event));
    for (const Field& field : fields)
        line += QStringLiteral(" %1=%2").arg(QLatin1String(field.name), written(field.value));
    m_sink(line);
}

void EventLog::flush(TimePoint now)
{
    for (auto& [event, second] : m_events) {
        if (now - second.lastLeftOut >= std::chrono::seconds(1))
            tellLeftOut(event, second);
    }
}

void EventLog::tellLeftOut(std::string_view event, Second& second)
{
    if (second.leftOut > 0)
        m_sink(QStringLiteral("event=%1 left_out=%2").arg(QLatin1String(event.data(), static_cast<qsizetype>(event.size()))).arg(std::exchange(second.leftOut, 0)));
}

} // namespace weir::server
