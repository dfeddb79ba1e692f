#include "base/utc_time.h"
#include <array>
#include <chrono>
#include <cstdio>

namespace weir {

namespace {

using std::chrono::microseconds;

/// Reads from the front of a text.
struct Cursor {
    std::string_view text;

    [[nodiscard]] bool skip(std::string_view any)
    {
        if (text.empty() || any.find(text.front()) == std::string_view::npos)
            return false;
        text.remove_prefix(1);
        return true;
    }
    [[nodiscard]] std::optional<int> digits(std::size_t count)
    {
        if (text.size() < count)
            return std::nullopt;
        int value = 0;
        for (const char c : text.substr(0, count)) {
            if (c < '0' || c > '9')
                return std::nullopt;
            value = 10 * value + (c - '0');
        }
        text.remove_prefix(count);
        return value;
    }
    /// Of a second, as microseconds; further digits are passed over.
    [[nodiscard]] std::optional<std::int64_t> fraction()
    {
        std::int64_t value = 0;
        std::size_t count = 0;
        for (; !text.empty() && text.front() >= '0' && text.front() <= '9'; text.remove_prefix(1), ++count) {
            if (count < 6)
                value = 10 * value + (text.front() - '0');
        }
        if (count == 0)
            return std::nullopt;
        for (; count < 6; ++count)
            value *= 10;
        return value;
    }
};

std::optional<std::chrono::minutes> offset(Cursor& cursor)
{
    if (cursor.text.empty() || cursor.skip("Zz"))
        return std::chrono::minutes(0);
    const bool west = cursor.text.front() == '-';
    if (!cursor.skip("+-"))
        return std::nullopt;
    const auto hours = cursor.digits(2);
    static_cast<void>(cursor.skip(":"));
    const auto minutes = cursor.text.empty() ? std::optional(0) : cursor.digits(2);
    if (!hours || !minutes || *hours > 23 || *minutes > 59)
        return std::nullopt;
    const std::chrono::minutes east(60 * *hours + *minutes);
    return west ? -east : east;
}

} // namespace

std::optional<UtcTime> readUtc(std::string_view text)
{
    Cursor cursor{text};
    const auto year = cursor.digits(4);
    if (!year || !cursor.skip("-"))
        return std::nullopt;
    const auto month = cursor.digits(2);
    if (!month || !cursor.skip("-"))
        return std::nullopt;
    const auto day = cursor.digits(2);
    if (!day)
        return std::nullopt;
    const std::chrono::year_month_day date{std::chrono::year(*year), std::chrono::month(static_cast<unsigned>(*month)),
                                           std::chrono::day(static_cast<unsigned>(*day))};
    if (!date.ok())
        return std::nullopt;
    microseconds time = std::chrono::sys_days(date).time_since_epoch();
    if (!cursor.text.empty()) {
        if (!cursor.skip("Tt "))
            return std::nullopt;
        const auto hour = cursor.digits(2);
        if (!hour || !cursor.skip(":"))
            return std::nullopt;
        const auto minute = cursor.digits(2);
        if (!minute || *hour > 23 || *minute > 59)
            return std::nullopt;
        time += std::chrono::hours(*hour) + std::chrono::minutes(*minute);
        if (cursor.skip(":")) {
            const auto second = cursor.digits(2);
            if (!second || *second > 60)   // 60: a leap second
                return std::nullopt;
            time += std::chrono::seconds(*second);
            if (cursor.skip(".,")) {
                const auto fraction = cursor.fraction();
                if (!fraction)
                    return std::nullopt;
                time += microseconds(*fraction);
            }
        }
        const auto east = offset(cursor);
        if (!east || !cursor.text.empty())
            return std::nullopt;
        time -= *east;
    }
    return UtcTime(time);
}

std::string writtenUtc(UtcTime moment)
{
    const auto day = std::chrono::floor<std::chrono::days>(moment);
    const std::chrono::year_month_day date(day);
    const std::chrono::hh_mm_ss<microseconds> clock(moment - day);
    std::array<char, 64> buffer{};
    int length = std::snprintf(buffer.data(), buffer.size(), "%04d-%02u-%02u", static_cast<int>(date.year()),
                               static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
    std::string text(buffer.data(), static_cast<std::size_t>(length));
    if (moment == day)
        return text;
    length = std::snprintf(buffer.data(), buffer.size(), "T%02d:%02d:%02d", static_cast<int>(clock.hours().count()),
                           static_cast<int>(clock.minutes().count()), static_cast<int>(clock.seconds().count()));
    text.append(buffer.data(), static_cast<std::size_t>(length));
    if (const auto fraction = clock.subseconds().count(); fraction != 0) {
        length = std::snprintf(buffer.data(), buffer.size(), ".%06lld", static_cast<long long>(fraction));
        text.append(buffer.data(), static_cast<std::size_t>(length));
        text.erase(text.find_last_not_of('0') + 1);
    }
    return text + 'Z';
}

} // namespace weir
