#include "format/label_text.h"
#include "format/text_check.h"

namespace weir::format {

std::string labelText(std::string_view text, std::uint64_t line, ReadingReport& report)
{
    constexpr std::string_view ellipsis = "…";
    if (text.size() <= mostLabelBytes)
        return std::string(text);
    report.leaveOut("label's end", line,
                    "a label has " + std::to_string(text.size()) + " bytes; at most " + std::to_string(mostLabelBytes) + " are kept");
    std::size_t end = mostLabelBytes - ellipsis.size();
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0U) == 0x80)
        --end;
    return std::string(text.substr(0, end)).append(ellipsis);
}

} // namespace weir::format
