#include "source/catalogue.h"
#include "format/format_catalogue.h"
#include "source/debian/debian_source.h"
#include "source/events/events_source.h"
#include "source/file/file_source.h"
#include "source/proc/proc_source.h"
#include "source/synthetic/synthetic_source.h"
#include <algorithm>
#include <array>

namespace weir::source {

namespace {

constexpr std::array kinds{
    &SyntheticSource::kind, &DebianSource::kind, &ProcSource::kind, &FileSource::kind, &EventsSource::kind,
};

} // namespace

std::string SourceKind::form() const
{
    std::string words(name);
    std::span<const Parameter> keys = parameters;
    if (takesPath()) {
        words += ':' + std::string(keys.front().placeholder);
        keys = keys.subspan(1);
    }
    for (const Parameter& key : keys)
        words += (&key == &keys.front() ? "[:" : ",") + std::string(key.key) + '=' + std::string(key.placeholder);
    return keys.empty() ? words : words + ']';
}

std::span<const SourceKind* const> catalogue() { return kinds; }

const SourceKind* kindNamed(std::string_view name)
{
    const auto found = std::ranges::find(kinds, name, &SourceKind::name);
    return found == kinds.end() ? nullptr : *found;
}

std::expected<std::unique_ptr<Source>, Error> makeSource(std::string_view text)
{
    const Spec spec = Spec::split(text);
    if (const SourceKind* const kind = kindNamed(spec.name)) {
        const auto values = SpecValues::parse(spec, kind->parameters);
        if (!values)
            return std::unexpected(values.error());
        return kind->make(*values);
    }
    std::string names;
    for (const SourceKind* const kind : kinds)
        names += (names.empty() ? "" : ", ") + std::string(kind->name);
    const std::string what = spec.name.empty() ? "no source is named" : "there is no source \"" + spec.name + "\"";
    return std::unexpected(Error{what + "; there are " + names});
}

std::string sourceHelp()
{
    std::string text;
    for (const SourceKind* const kind : kinds)
        text += "  " + kind->form() + "\n      " + std::string(kind->text) + '\n';
    text += "\nFiles are read, also packed with gzip, of the formats " + format::formatsRead() + ".\n";
    return text;
}

std::vector<std::string> completions(std::string_view begun)
{
    std::vector<std::string> found;
    const auto offer = [&found, begun](std::string text) {
        if (text.starts_with(begun))
            found.push_back(std::move(text));
    };
    const std::size_t colon = begun.find(':');
    if (colon == std::string_view::npos) {
        for (const SourceKind* const kind : kinds)
            offer(std::string(kind->name) + (kind->takesPath() ? ":" : ""));
        return found;
    }
    const SourceKind* const kind = kindNamed(begun.substr(0, colon));
    if (!kind || kind->takesPath())
        return found;
    // What stands before the last comma is taken as it is.
    const std::size_t comma = begun.find_last_of(",:");
    const std::string before(begun.substr(0, comma + 1));
    for (const Parameter& parameter : kind->parameters) {
        const std::string pair = std::string(parameter.key) + '=';
        if (before.contains(':' + pair) || before.contains(',' + pair))
            continue;
        const std::string_view last = begun.substr(comma + 1);
        if (parameter.kind == Parameter::Kind::YesNo && last.starts_with(pair)) {
            offer(before + pair + "yes");
            offer(before + pair + "no");
        } else {
            offer(before + pair);
        }
    }
    return found;
}

} // namespace weir::source
