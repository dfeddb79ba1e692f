#pragma once
#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string_view>

/// The bytes of one execution, cut into frames, numbers and choices from their front; where they end, everything is 0
/// and empty.
class FuzzInput final {
public:
    FuzzInput(const std::uint8_t* data, std::size_t size) : m_rest(reinterpret_cast<const char*>(data), size) {}

    [[nodiscard]] bool empty() const { return m_rest.empty(); }

    template <typename Number = std::uint8_t>
    [[nodiscard]] Number take()
    {
        Number number{};
        const std::size_t size = std::min(sizeof number, m_rest.size());
        std::memcpy(&number, m_rest.data(), size);
        m_rest.remove_prefix(size);
        return number;
    }

    /// A frame: two bytes say how long it is.
    [[nodiscard]] std::string_view takeFrame() { return takeBytes(take<std::uint16_t>()); }
    [[nodiscard]] std::string_view takeBytes(std::size_t size)
    {
        const std::string_view frame = m_rest.substr(0, size);
        m_rest.remove_prefix(frame.size());
        return frame;
    }
    [[nodiscard]] std::string_view takeRest() { return takeBytes(m_rest.size()); }

private:
    std::string_view m_rest;
};

/// What must hold whatever the input: a breach ends the program, which is how a fuzzer hears of it.
inline void mustHold(bool holds, const char* what)
{
    if (holds)
        return;
    std::fprintf(stderr, "must hold: %s\n", what);
    std::abort();
}
