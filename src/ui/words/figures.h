#pragma once
#include <QtCore/QString>
#include <cstdint>

/// Figures as people read them. Thousands are set apart by commas and decimals by a point in every locale, so that a
/// figure on the screen can be compared with one in a log. Pure functions; any thread.
namespace weir::ui {

/// "63,440".
[[nodiscard]] QString countText(std::uint64_t count);

/// At most four digits and a prefix for narrow places: "512", "4,203", "63.4 k", "1.21 M".
[[nodiscard]] QString shortCountText(double count);

/// Binary prefixes: "512 B", "12.3 KiB", "1.05 GiB".
[[nodiscard]] QString bytesText(double bytes);

/// "0 ms", "0.4 ms", "12 ms", "1.2 s"; a negative duration counts as 0.
[[nodiscard]] QString millisecondsText(double milliseconds);

/// In the coarsest unit that still tells: "0.4 s", "24 s", "3 min 5 s", "2 h 10 min".
[[nodiscard]] QString durationText(double seconds);

/// Whole per cents, never rounded up to 100 nor down to 0: "99 %", "1 %".
[[nodiscard]] QString shareText(double share);

/// A declared value with its unit: "3.25 MiB", "1,204".
[[nodiscard]] QString valueText(double value, const QString& unit);

/// "1 node", "63,440 nodes".
[[nodiscard]] QString countedText(std::uint64_t count, const QString& singular, const QString& plural);

} // namespace weir::ui
