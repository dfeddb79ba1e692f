#pragma once
#include <cstdint>
#include <istream>
#include <span>
#include <string>
#include <string_view>

namespace weir::format {

/// The bytes of a file. Its first are read at once, so that what it is can be told from them, and come again with the rest.
/// Not thread-safe.
class FileInput final {
public:
    static constexpr std::size_t headBytes = 64 * 1024;

    /// `input` stands at its beginning, outlives this and is read by nobody else.
    explicit FileInput(std::istream& input);

    /// Fewer than headBytes: it is all.
    [[nodiscard]] std::string_view head() const { return m_head; }

    /// Fills `to`; how many bytes of it. Fewer: the file has ended.
    [[nodiscard]] std::size_t read(std::span<char> to);
    /// How many were read; and reads on from there, where the input can go back.
    [[nodiscard]] std::uint64_t place() const { return m_place; }
    void goTo(std::uint64_t place);

private:
    std::istream& m_input;
    std::string m_head;
    std::uint64_t m_place = 0;
};

}   // namespace weir::format
