#pragma once
#include <cstdint>
#include <istream>
#include <memory>
#include <span>
#include <string>
#include <vector>

struct z_stream_s;

namespace weir::format {

/// What is packed with gzip, unpacked as it goes: one part or several behind each other. However much comes out of few bytes, memory stays
/// what it is: 64 KiB and zlib's window. Not thread-safe.
class Gunzip final {
public:
    /// `input` stands at its beginning and outlives this.
    explicit Gunzip(std::istream& input);
    ~Gunzip();
    Gunzip(const Gunzip&) = delete;
    Gunzip& operator=(const Gunzip&) = delete;

    [[nodiscard]] static bool isPacked(std::string_view bytes) { return bytes.starts_with("\x1f\x8b\x08"); }

    /// Fills `to`; how many bytes of it. Fewer: nothing comes any more, because all came or because of the fault().
    [[nodiscard]] std::size_t read(std::span<char> to);
    /// From the first byte again.
    void restart();

    /// What is wrong with the packed bytes; "": nothing so far.
    [[nodiscard]] const std::string& fault() const { return m_fault; }
    /// Behind the last part there are bytes that are none, and are not read.
    [[nodiscard]] bool hasMoreBehind() const { return m_moreBehind; }

private:
    [[nodiscard]] bool readPiece();
    void endPart();
    void fail(const std::string& cause);

    std::istream& m_input;
    std::unique_ptr<z_stream_s> m_stream;
    std::vector<char> m_piece;
    std::uint64_t m_packed = 0;   // bytes that were read
    std::string m_fault;
    bool m_ended = false, m_moreBehind = false;
};

} // namespace weir::format
