#pragma once
#include <string>
#include <string_view>

namespace weir::format {

/// `text` with the characters that it names: &amp; &lt; &gt; &quot; &apos;, those of ISO 8859-1 (&auml;) and numbers (&#228; &#xe4;). What
/// names none stays as it is.
[[nodiscard]] std::string withoutEntities(std::string_view text);

/// Texts of formats that are older than UTF-8: what is not UTF-8 is read as Windows-1252, which has ISO 8859-1 in it. Not thread-safe.
class ForeignText final {
public:
    /// `text`, or what it is read as, which is valid until the next call.
    [[nodiscard]] std::string_view legible(std::string_view text)
    {
        for (const char c : text) {
            if (static_cast<unsigned char>(c) >= 0x80)
                return decoded(text);
        }
        return text;
    }
    /// Something was not UTF-8.
    [[nodiscard]] bool met() const { return m_met; }
    static constexpr std::string_view note = "texts that are not UTF-8 are read as Windows-1252";

private:
    [[nodiscard]] std::string_view decoded(std::string_view text);

    std::string m_text;
    bool m_met = false;
};

} // namespace weir::format
