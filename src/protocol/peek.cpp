// What is read of a frame before it is decoded: by hand, since nothing of it was verified.
#include "protocol/codec.h"
#include "protocol/weir_generated.h"
#include <algorithm>
#include <charconv>
#include <cstring>
#include <optional>

namespace weir::protocol {

namespace {

template <typename T>
std::optional<T> readAt(std::string_view frame, std::uint64_t at)
{
    if (frame.size() < sizeof(T) || at > frame.size() - sizeof(T))
        return std::nullopt;
    T value;
    std::memcpy(&value, frame.data() + at, sizeof(T));   // frames need not be aligned
    return flatbuffers::EndianScalar(value);
}

/// Where a field of the table at `table` stands; nothing: it is absent, or the table is not within the frame.
std::optional<std::uint64_t> fieldAt(std::string_view frame, std::uint64_t table, flatbuffers::voffset_t field)
{
    const auto back = readAt<flatbuffers::soffset_t>(frame, table);
    if (!back || std::int64_t(table) < *back)
        return std::nullopt;
    const std::uint64_t vtable = table - std::int64_t{*back};
    const auto size = readAt<flatbuffers::voffset_t>(frame, vtable);
    if (!size || *size < field + sizeof(flatbuffers::voffset_t))
        return std::nullopt;
    const auto offset = readAt<flatbuffers::voffset_t>(frame, vtable + field);
    return offset && *offset != 0 ? std::optional(table + *offset) : std::nullopt;
}

/// The table that the offset in a field leads to.
std::optional<std::uint64_t> tableAt(std::string_view frame, std::optional<std::uint64_t> field)
{
    const auto offset = field ? readAt<flatbuffers::uoffset_t>(frame, *field) : std::nullopt;
    return offset ? std::optional(*field + *offset) : std::nullopt;
}

wire::Body typeOf(std::string_view frame)
{
    const auto root = tableAt(frame, 0);
    const auto field = root ? fieldAt(frame, *root, wire::Message::VT_BODY_TYPE) : std::nullopt;
    return static_cast<wire::Body>(field ? readAt<std::uint8_t>(frame, *field).value_or(0) : 0);
}

/// The type stands first in a text that is a message.
wire::Body typeOfText(std::string_view text)
{
    for (const std::string_view token : {"{", "\"body_type\"", ":", "\""}) {
        const std::size_t at = std::min(text.find_first_not_of(" \t\r\n"), text.size());
        if (!text.substr(at).starts_with(token))
            return wire::Body::NONE;
        text.remove_prefix(at + token.size());
    }
    const std::string_view name = text.substr(0, text.find('"'));
    for (const wire::Body type : wire::EnumValuesBody()) {
        if (name == wire::EnumNameBody(type))
            return type;
    }
    return wire::Body::NONE;
}

/// The value of the first member of this name (in its quotes), which stands nowhere within a JSON string: quotes there are
/// escaped. Without the quote of a text.
std::string_view valueOf(std::string_view text, std::string_view name)
{
    const std::size_t at = text.find(name);
    const std::size_t value = at == std::string_view::npos ? at : text.find_first_not_of(" \t\r\n:\"", at + name.size());
    return value == std::string_view::npos ? std::string_view() : text.substr(value);
}

} // namespace

bool looksLikeData(Encoding encoding, std::string_view frame)
{
    const auto type = static_cast<std::size_t>(encoding == Encoding::Json ? typeOfText(frame) : typeOf(frame));
    const auto& costs = OfRows<MessageTable>::costs;
    return type >= 1 && type <= costs.size() && costs[type - 1] == Cost::Data;
}

bool looksPacked(std::string_view frame) { return typeOf(frame) == wire::Body::Packed; }

DataPosition positionOf(Encoding encoding, std::string_view frame)
{
    DataPosition position;
    position.rawBytes = frame.size();
    if (encoding == Encoding::Json) {
        const std::string_view total = valueOf(frame, "\"changes_total\"");
        std::from_chars(total.data(), total.data() + total.size(), position.changesTotal);
        const std::string_view epoch = valueOf(frame, "\"epoch\"");
        if (epoch.starts_with("0x"))
            std::from_chars(epoch.data() + 2, epoch.data() + epoch.size(), position.epoch, 16);
        return position;
    }
    const wire::Body type = typeOf(frame);
    if (type != wire::Body::Manifest && type != wire::Body::Delta && type != wire::Body::Packed)
        return position;
    const auto body = tableAt(frame, fieldAt(frame, *tableAt(frame, 0), wire::Message::VT_BODY));
    const auto number = [&]<typename T>(flatbuffers::voffset_t field, T absent) -> T {
        const auto at = body ? fieldAt(frame, *body, field) : std::nullopt;
        return at ? readAt<T>(frame, *at).value_or(absent) : absent;
    };
    if (type == wire::Body::Manifest)
        return {number(wire::Manifest::VT_EPOCH, Epoch{0}), number(wire::Manifest::VT_CHANGES_TOTAL, std::uint64_t{0}), frame.size()};
    if (type == wire::Body::Delta)
        return {0, number(wire::Delta::VT_CHANGES_TOTAL, std::uint64_t{0}), frame.size()};
    return {number(wire::Packed::VT_EPOCH, Epoch{0}), number(wire::Packed::VT_CHANGES_TOTAL, std::uint64_t{0}), number(wire::Packed::VT_RAW_BYTES, std::uint32_t{0})};
}

} // namespace weir::protocol
