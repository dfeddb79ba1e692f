#pragma once
#include <cstdint>
#include <QtCore/QString>

namespace weir::stream {

/// What a sentence for people is about, the graver the later.
enum class ReportKind : std::uint8_t {
    News,      ///< nothing is wrong, and nobody has to do anything
    Warning,   ///< something was left out, or was wrong and is mended
    Failure,   ///< what was asked for is not to be had, or it cannot go on
};

/// One sentence for people.
struct Report {
    ReportKind kind = ReportKind::News;
    QString text;
};

}   // namespace weir::stream
