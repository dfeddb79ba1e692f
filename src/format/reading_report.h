#pragma once
#include "format/number_text.h"
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace weir::format {

/// What a reader did not take of its input, in few words for the person whose file it is: of each kind how many there were
/// and where the first was. Bounded, however bad the file is. Lives on its reader's thread.
class ReadingReport final {
public:
    /// `kind` in the singular ("row", "weight"), `line` from 1, 0: it has none; `count` of them at once.
    void leaveOut(std::string_view kind, std::uint64_t line, std::string_view cause, std::uint64_t count = 1);

    /// A column or attribute of this name has no place in a graph; named once.
    void passOver(std::string_view name);

    /// Something else that should be known, said once: "the file has two graphs; they are shown as one".
    void note(std::string_view sentence);

    /// What `text` says as the `what` ("weight", "size") of an element in `line`. Nothing where it says nothing, and, with a word here,
    /// where it is no number that a graph can hold.
    [[nodiscard]] std::optional<float> figure(std::string_view what, std::string_view text, std::uint64_t line,
                                              DecimalSign sign = DecimalSign::Point);

    [[nodiscard]] bool empty() const { return m_kinds.empty() && m_passedOver.empty() && m_notes.empty(); }

    /// "2 rows left out (line 17: the target is empty; line 20 …)", what was passed over and the notes; "" when empty().
    [[nodiscard]] std::string text() const;

    /// "5,204 nodes and 18,211 edges", with text() behind it.
    [[nodiscard]] std::string sentence(std::uint64_t nodes, std::uint64_t edges) const;

    /// "5,204 rows", "1 row".
    [[nodiscard]] static std::string counted(std::uint64_t count, std::string_view noun);

private:
    struct Kind {
        std::string name, firstCause;
        std::uint64_t count = 0, firstLine = 0;
    };
    std::vector<Kind> m_kinds;
    std::vector<std::string> m_passedOver, m_notes;
    std::uint64_t m_morePassedOver = 0;
};

} // namespace weir::format
