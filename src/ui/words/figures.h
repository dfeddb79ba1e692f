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

/// For tr(), which chooses a form of the plural by it.
[[nodiscard]] int pluralOf(std::uint64_t count);

/// `words` with the count in them, as tr("%1 node(s)", nullptr, pluralOf(count)) gives them: "1 node", "63,440 nodes". Where no translation
/// has forms of its own, "(s)" is English.
[[nodiscard]] QString countedText(const QString& words, std::uint64_t count);

/// What is counted everywhere: "63,440 nodes", "1 edge".
[[nodiscard]] QString nodesText(std::uint64_t count);
[[nodiscard]] QString edgesText(std::uint64_t count);
[[nodiscard]] QString ticksText(std::uint64_t count);

} // namespace weir::ui
