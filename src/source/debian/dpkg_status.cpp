#include "source/debian/dpkg_status.h"
#include <cerrno>
#include <charconv>
#include <cstring>
#include <fstream>
#include <map>
#include <sstream>

namespace weir::source {

namespace {

using Stanza = std::map<std::string_view, std::string_view>;

std::string_view trimmed(std::string_view text)
{
    const std::size_t begin = text.find_first_not_of(" \t\r\n");
    return begin == std::string_view::npos ? std::string_view{}
                                           : text.substr(begin, text.find_last_not_of(" \t\r\n") - begin + 1);
}

/// Takes the next stanza from the front of `rest`. A field's value reaches over its continuation lines.
Stanza takeStanza(std::string_view& rest)
{
    Stanza stanza;
    std::string_view name;
    const char* valueBegin = nullptr;
    while (!rest.empty()) {
        const std::size_t lineBytes = std::min(rest.find('\n'), rest.size());
        const std::string_view line = rest.substr(0, lineBytes);
        rest.remove_prefix(std::min(lineBytes + 1, rest.size()));
        if (trimmed(line).empty())
            break;
        const bool continuation = line[0] == ' ' || line[0] == '\t';
        const std::size_t colon = line.find(':');
        if (continuation && valueBegin) {
            stanza[name] =
                std::string_view(valueBegin, static_cast<std::size_t>(line.data() + line.size() - valueBegin));
        } else if (!continuation && colon != std::string_view::npos) {
            name = line.substr(0, colon);
            valueBegin = line.data() + colon + 1;
            stanza[name] = line.substr(colon + 1);
        }
    }
    return stanza;
}

std::string_view field(const Stanza& stanza, std::string_view name)
{
    const auto found = stanza.find(name);
    return found == stanza.end() ? std::string_view{} : trimmed(found->second);
}

/// dpkg's third word: not-installed and config-files mean that no file of the package is there.
bool countsAsInstalled(std::string_view status)
{
    const std::string_view state = status.substr(status.find_last_of(' ') + 1);
    return !state.empty() && state != "not-installed" && state != "config-files";
}

void addRelations(Package& package, RelationKind kind, std::string_view field)
{
    for (std::string& target : relationNames(field))
        package.relations.push_back({kind, std::move(target)});
}

} // namespace

std::vector<std::string> relationNames(std::string_view field)
{
    std::vector<std::string> names;
    while (!field.empty()) {
        const std::size_t end = std::min(field.find_first_of(",|"), field.size());
        const std::string_view alternative = trimmed(field.substr(0, end));
        field.remove_prefix(std::min(end + 1, field.size()));
        const std::string_view name = alternative.substr(0, alternative.find_first_of(" (:[<"));
        if (!name.empty())
            names.emplace_back(name);
    }
    return names;
}

std::vector<Package> installedPackages(std::string_view status, std::string_view native)
{
    std::vector<Package> packages;
    while (!status.empty()) {
        const Stanza stanza = takeStanza(status);
        const std::string_view name = field(stanza, "Package"), architecture = field(stanza, "Architecture");
        if (name.empty() || !countsAsInstalled(field(stanza, "Status"))
            || (architecture != native && architecture != "all"))
            continue;
        Package& package = packages.emplace_back();
        package.name = name;
        package.section = field(stanza, "Section");
        const std::string_view kibibytes = field(stanza, "Installed-Size");
        std::uint64_t size = 0;
        std::from_chars(kibibytes.data(), kibibytes.data() + kibibytes.size(), size);
        package.installedBytes = static_cast<double>(size) * 1024;
        addRelations(package, RelationKind::Depends, field(stanza, "Depends"));
        addRelations(package, RelationKind::PreDepends, field(stanza, "Pre-Depends"));
        addRelations(package, RelationKind::Recommends, field(stanza, "Recommends"));
        package.provides = relationNames(field(stanza, "Provides"));
    }
    return packages;
}

std::expected<std::vector<Package>, Error> readDpkgStatus(const std::string& path, std::string_view native)
{
    std::ifstream file(path, std::ios::binary);
    std::ostringstream text;
    if (file)
        text << file.rdbuf();
    if (!file)
        return std::unexpected(Error{"debian: " + path + " cannot be read: " + std::strerror(errno)});
    return installedPackages(text.view(), native);
}

} // namespace weir::source
