#pragma once
#include <QtCore/QMetaType>
#include <cstdint>
#include <string>
#include <vector>

namespace weir::ui {

/// A part of the values of a column, as a row of a legend stands for it; a plain value, which QML hands on as it is.
struct ColumnPart {
    enum class Of : std::uint8_t { Texts,        ///< of these
                                   OtherTexts,   ///< of all but these
                                   Yes,
                                   No,
                                   Without };    ///< what has no value
    Of of = Of::Texts;
    std::vector<std::string> texts{};            ///< sorted
    bool without = false;                        ///< of OtherTexts: and what has no value

    bool operator==(const ColumnPart&) const = default;
};

} // namespace weir::ui

Q_DECLARE_METATYPE(weir::ui::ColumnPart)
