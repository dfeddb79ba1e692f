#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace weir::format {

/// How a file writes fractions; the other sign, blanks and apostrophes may group digits by three.
enum class DecimalSign { Point, Comma };

/// What a text says where a number is expected. A plain value.
struct NumberText {
    enum class Kind {
        Number,     ///< `value` is finite
        Empty,      ///< nothing but blanks: no value
        NoValue,    ///< a word for "no value": NaN, NA, null, …
        Infinite,   ///< written as infinite, or beyond 64 bits
        Words       ///< anything else
    };
    Kind kind = Kind::Empty;
    double value = 0;

    /// The value as what a graph holds; beyond its range it is infinite, below it zero.
    [[nodiscard]] float narrowed() const { return static_cast<float>(value); }
};

/// Reads 64-bit numbers as programs write them: with or without a sign, digits before or behind the decimal sign, an
/// exponent, or hexadecimal (0x1.8p+1). What is too small for 64 bits is zero. Depends on no locale.
[[nodiscard]] NumberText readNumber(std::string_view text, DecimalSign sign = DecimalSign::Point);

/// A number in the shortest text that is read back as the same: whole ones with all their digits as far as a 64-bit float has every whole
/// number, larger ones with an exponent, so that nobody takes them for ids. A plain value.
class NumberWriter final {
public:
    explicit NumberWriter(double value);
    explicit NumberWriter(float value);   ///< read as 64 bits and narrowed it is the same
    explicit NumberWriter(std::uint64_t value);

    [[nodiscard]] std::string_view text() const { return {m_digits.data(), m_size}; }

private:
    std::array<char, 32> m_digits;
    std::size_t m_size;
};

/// The 64-bit number that people mean by what a 32-bit one shows: 0.1 and not 0.10000000149011612.
[[nodiscard]] double asWritten(float value);

/// `text` without blanks, tabs, line ends and no-break spaces at its ends.
[[nodiscard]] std::string_view trimmed(std::string_view text);

/// `text` with the letters of ASCII in lower case.
[[nodiscard]] std::string lowered(std::string_view text);

} // namespace weir::format
