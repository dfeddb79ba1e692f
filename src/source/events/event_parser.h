#pragma once
#include "base/error.h"
#include "format/json/json_value.h"
#include "source/events/event_line.h"
#include <deque>
#include <expected>
#include <string>
#include <string_view>

namespace weir::source {

/// Reads objects of events one after the other. Not thread-safe. Memory: that of the longest.
class EventParser final {
public:
    /// What `json` says, valid until the next call. Error: what is wrong with the object. Members `t` and `id` beside the operations, and
    /// `cg`, are passed over.
    [[nodiscard]] std::expected<const EventLine*, Error> parse(std::string_view json);

private:
    format::JsonParser m_parser;
    std::deque<std::string> m_texts;   // of numbers, and of objects and lists
    EventLine m_line;
};

}   // namespace weir::source
