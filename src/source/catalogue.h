#pragma once
#include "base/error.h"
#include "source/parameter.h"
#include "source/source.h"
#include "source/spec.h"
#include <expected>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace weir::source {

/// A kind of source there is. Options, help, the window's form and completion follow from it.
struct SourceKind {
    std::string_view name, text;             ///< as in specs, and what it shows in a line
    std::span<const Parameter> parameters;   ///< a Path is the first
    std::expected<std::unique_ptr<Source>, Error> (*make)(const SpecValues& values) = nullptr;

    [[nodiscard]] std::string form() const;        ///< e.g. "proc[:interval=MILLISECONDS]"
    [[nodiscard]] bool takesPath() const { return !parameters.empty() && parameters.front().kind == Parameter::Kind::Path; }
};

/// All there are, in the order in which people are shown them.
[[nodiscard]] std::span<const SourceKind* const> catalogue();
[[nodiscard]] const SourceKind* kindNamed(std::string_view name);   ///< nullptr: there is none

/// Makes the source that `spec` names: NAME[:key=value,...], or NAME:PATH. An error names what was wrong with the spec and what is
/// possible. Opening files and reading systems is left to run(), except where the schema needs it.
[[nodiscard]] std::expected<std::unique_ptr<Source>, Error> makeSource(std::string_view spec);

/// What there is, for --help: two lines a source.
[[nodiscard]] std::string sourceHelp();

/// The specs that begin as `begun` does, up to the next word of each: a name, a key, yes and no. Paths are left to whoever asks.
[[nodiscard]] std::vector<std::string> completions(std::string_view begun);

} // namespace weir::source
