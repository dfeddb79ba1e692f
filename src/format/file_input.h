#pragma once
#include "format/gunzip.h"
#include <cstdint>
#include <istream>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <string_view>

namespace weir::format {

/// The bytes of a file; of one that is packed with gzip those that are in it. Its first are read at once, so that what it is can be told
/// from them, and come again with the rest. Not thread-safe. Memory: the first bytes, and of a packed file what Gunzip has.
class FileInput final {
public:
    static constexpr std::size_t headBytes = 64 * 1024;

    /// `input` stands at its beginning, outlives this and is read by nobody else. Once `stop` is asked for, the file has ended.
    explicit FileInput(std::istream& input, std::stop_token stop = {});

    /// Fewer than headBytes: it is all.
    [[nodiscard]] std::string_view head() const { return m_head; }

    /// Fills `to`; how many bytes of it. Fewer: the file has ended.
    [[nodiscard]] std::size_t read(std::span<char> to);
    /// How many were read; and reads on from there, where the input can go back.
    [[nodiscard]] std::uint64_t place() const { return m_place; }
    void goTo(std::uint64_t place);

    /// Why a packed file ended before its end; "": it did not. Whoever reads takes its end for that of the file.
    [[nodiscard]] std::string_view fault() const { return m_packed ? std::string_view(m_packed->fault()) : std::string_view{}; }
    /// Behind what is packed there are bytes that are not read.
    [[nodiscard]] bool hasMoreBehind() const { return m_packed && m_packed->hasMoreBehind(); }

private:
    [[nodiscard]] std::size_t readOn(std::span<char> to);

    std::istream& m_input;
    std::stop_token m_stop;
    std::optional<Gunzip> m_packed;
    std::string m_head;
    std::uint64_t m_place = 0;
    std::uint64_t m_readTo = 0;   // where readOn() goes on
};

} // namespace weir::format
