#pragma once
#include "base/clock.h"
#include "flow/rate_allowance.h"
#include <QtCore/QString>
#include <functional>
#include <initializer_list>
#include <map>
#include <string_view>

namespace weir::server {

/// What happened, one line an event, as name=value pairs that a program can read: `event=closed peer=[::1]:4711 code=4006 …`.
/// At most linesPerSecond of each event a second, then one line with how many were left out, so that an attack does not
/// fill a disk. Values come from peers, so they are cut, and quoted where they are no plain word; no token is ever one.
/// Lives on one thread; memory: a record for each name of an event.
class EventLog final {
public:
    struct Field {
        const char* name;
        QString value;
    };

    /// `sink` takes each line; without one they go to the category weir.server.
    explicit EventLog(std::function<void(const QString&)> sink = {});

    void write(const char* event, std::initializer_list<Field> fields, TimePoint now);
    /// Writes what was left out in seconds that are over.
    void flush(TimePoint now);

    static constexpr std::uint32_t linesPerSecond = 20;
    static constexpr qsizetype longestValue = 200;

private:
    struct Second {
        flow::RateAllowance allowance{linesPerSecond};
        TimePoint lastLeftOut{};
        std::uint64_t leftOut = 0;
    };
    void tellLeftOut(std::string_view event, Second& second);

    std::function<void(const QString&)> m_sink;
    std::map<std::string_view, Second> m_events;   // names are literals
};

} // namespace weir::server
