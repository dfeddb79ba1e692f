#include "source/debian/dpkg_status.h"
#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <fstream>
#include <iterator>
#include <map>
#include <sstream>
#include <sys/stat.h>

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
    std::ranges::move(relationsIn(field, kind), std::back_inserter(package.relations));
}

/// What stands in the brackets of "name (>= 1.0) [amd64]", with one blank: ">= 1.0".
std::string versionIn(std::string_view alternative)
{
    const std::size_t open = alternative.find('('), close = alternative.find(')');
    if (open == std::string_view::npos || close == std::string_view::npos || close < open)
        return {};
    const std::string_view words = trimmed(alternative.substr(open + 1, close - open - 1));
    const std::size_t sign = std::min(words.find_first_not_of("<>="), words.size());
    const std::string_view version = trimmed(words.substr(sign));
    return version.empty() ? std::string{} : std::string(words.substr(0, sign)) + ' ' + std::string(version);
}

/// Of the list of a package's files, which dpkg writes when it unpacks it.
std::optional<graph::Time> whenUnpacked(const std::string& folder, const Package& package)
{
    for (const std::string& name : {package.name, package.name + ':' + package.architecture}) {
        struct stat status{};
        if (::stat((folder + '/' + name + ".list").c_str(), &status) == 0)
            return graph::Time{std::int64_t{status.st_mtim.tv_sec} * 1'000'000 + status.st_mtim.tv_nsec / 1000};
    }
    return std::nullopt;
}

} // namespace

std::vector<Relation> relationsIn(std::string_view field, RelationKind kind)
{
    std::vector<Relation> relations;
    for (bool afterBar = false; !field.empty();) {
        const std::size_t end = std::min(field.find_first_of(",|"), field.size());
        const bool bar = end < field.size() && field[end] == '|';
        const std::string_view alternative = trimmed(field.substr(0, end));
        field.remove_prefix(std::min(end + 1, field.size()));
        const std::string_view name = alternative.substr(0, alternative.find_first_of(" (:[<"));
        if (!name.empty())
            relations.push_back({kind, std::string(name), versionIn(alternative), bar || afterBar});
        afterBar = bar;
    }
    return relations;
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
        package.version = field(stanza, "Version");
        package.priority = field(stanza, "Priority");
        package.architecture = architecture;
        const std::string_view source = field(stanza, "Source");   // "NAME (VERSION)", or nothing where it has the package's name
        package.source = source.empty() ? name : source.substr(0, source.find(' '));
        package.maintainer = field(stanza, "Maintainer");
        package.homepage = field(stanza, "Homepage");
        const std::string_view description = field(stanza, "Description");
        package.description = trimmed(description.substr(0, description.find('\n')));
        package.essential = field(stanza, "Essential") == "yes";
        const std::string_view kibibytes = field(stanza, "Installed-Size");
        std::uint64_t size = 0;
        std::from_chars(kibibytes.data(), kibibytes.data() + kibibytes.size(), size);
        package.installedBytes = static_cast<double>(size) * 1024;
        addRelations(package, RelationKind::Depends, field(stanza, "Depends"));
        addRelations(package, RelationKind::PreDepends, field(stanza, "Pre-Depends"));
        addRelations(package, RelationKind::Recommends, field(stanza, "Recommends"));
        for (Relation& provided : relationsIn(field(stanza, "Provides"), RelationKind::Depends))
            package.provides.push_back(std::move(provided.target));
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
    std::vector<Package> packages = installedPackages(text.view(), native);
    const std::string folder = path.substr(0, path.find_last_of('/') + 1) + "info";
    for (Package& package : packages)
        package.unpacked = whenUnpacked(folder, package);
    return packages;
}

} // namespace weir::source
