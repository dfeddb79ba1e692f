#include "format/out/loss.h"
#include "format/reading_report.h"
#include <algorithm>

namespace weir::format {

namespace {

struct Words {
    std::string_view what, how;   // of one and of many
};

/// In the order of the losses.
constexpr std::array<Words, lossKinds> words{
    Words{"key of nodes", "written as labels, or as the attribute \"key\""},
    Words{"name of columns", "written in another way"},
    Words{"column", "without a value, left out"},
    Words{"column of values in motion", "written as attributes"},
    Words{"column of texts", "of the kind that its first text looks like"},
    Words{"text", "read as no value, since no other is before it"},
    Words{"text", "empty or of blanks, left out"},
    Words{"text of labels and categories", "without the blanks at their ends"},
    Words{"text", "with blanks for ends of lines"},
    Words{"text", "with ends of lines for carriage returns"},
    Words{"text", "with ' for \""},
    Words{"text", "with U+FFFD for characters that it cannot have"},
    Words{"text", "with a backslash more"},
    Words{"place", "left out, since all are at 0, 0"},
    Words{"colour", "without its transparency"},
};

} // namespace

bool Losses::none() const
{
    return std::ranges::all_of(m_counts, [](std::uint64_t count) { return count == 0; });
}

std::string Losses::sentence(std::string_view format) const
{
    std::string all;
    for (std::size_t i = 0; i < lossKinds; ++i) {
        if (m_counts[i] == 0)
            continue;
        all += all.empty() ? std::string(format) + " cannot say: " : "; ";
        all += ReadingReport::counted(m_counts[i], words[i].what) + ", " + std::string(words[i].how);
    }
    return all;
}

} // namespace weir::format
