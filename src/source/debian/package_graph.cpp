#include "source/debian/package_graph.h"
#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <string_view>
#include <unordered_map>

namespace weir::source {

namespace {

enum Category : graph::Category { Installed, Virtual, Missing, Libraries, Development, Languages, Documents, Programs };

/// As schema() declares them: what says most of a package comes first.
enum NodeAttribute : graph::AttributeNumber { Description, Section, Version, InstalledVersion, Upgradable, Priority, Essential,
                                              Architecture, SourcePackage, Maintainer, Homepage, DownloadBytes, Unpacked };
enum EdgeAttribute : graph::AttributeNumber { WantedVersion, Alternative };

struct SectionGroup {
    Category category;
    std::array<std::string_view, 16> sections;
};

constexpr std::array groups{
    SectionGroup{Libraries, {"libs", "oldlibs", "introspection"}},
    SectionGroup{Development, {"devel", "libdevel", "debug", "kernel", "vcs"}},
    SectionGroup{Languages,
                 {"python", "perl", "ruby", "rust", "javascript", "haskell", "golang", "php", "java", "ocaml", "lisp",
                  "gnu-r", "interpreters", "cli-mono"}},
    SectionGroup{Documents, {"doc", "localization", "fonts", "metapackages", "tasks"}},
};

Category categoryOf(std::string_view section)
{
    section.remove_prefix(section.find_last_of('/') + 1);   // contrib/libs
    for (const SectionGroup& group : groups) {
        if (!section.empty() && std::ranges::find(group.sections, section) != group.sections.end())
            return group.category;
    }
    return Programs;
}

struct Role {
    const Package* package = nullptr;     // nullptr: virtual or missing
    const Package* installed = nullptr;   // as dpkg has it
    bool provided = false;
    std::uint32_t dependents = 0;   // edges that end here
};

using Roles = std::unordered_map<std::string_view, Role>;

KeyedFeed::NodeState stateOf(std::string_view name, const Role& role)
{
    KeyedFeed::NodeState state;
    state.label = name;
    if (role.installed)
        state.category = Installed;
    else if (role.package)
        state.category = categoryOf(role.package->section);
    else
        state.category = role.provided ? Virtual : Missing;
    state.motion.size = 0.7F + 0.3F * std::log2(1.0F + static_cast<float>(role.dependents));
    state.values[0] = role.package ? static_cast<float>(role.package->installedBytes / (1024.0 * 1024.0)) : 0.0F;
    state.values[1] = static_cast<float>(role.dependents);
    return state;
}

graph::AttributeValue textOrNone(std::string_view text) { return text.empty() ? graph::AttributeValue{} : text; }

void setAttributes(KeyedFeed& feed, Slot node, const Role& role)
{
    if (!role.package)
        return feed.setAttributes(ElementKind::Node, node, {});   // of a name alone nothing is known
    const Package& package = *role.package;
    const Package* const installed = role.installed;
    std::array all{
        ColumnValue{Description, textOrNone(package.description)},
        ColumnValue{Section, textOrNone(package.section)},
        ColumnValue{Version, textOrNone(package.version)},
        ColumnValue{InstalledVersion, installed ? textOrNone(installed->version) : graph::AttributeValue{}},
        ColumnValue{Upgradable, installed ? graph::AttributeValue(installed->version != package.version) : graph::AttributeValue{}},
        ColumnValue{Priority, textOrNone(package.priority)},
        ColumnValue{Essential, package.essential},
        ColumnValue{Architecture, textOrNone(package.architecture)},
        ColumnValue{SourcePackage, textOrNone(package.source)},
        ColumnValue{Maintainer, textOrNone(package.maintainer)},
        ColumnValue{Homepage, textOrNone(package.homepage)},
        ColumnValue{DownloadBytes, package.downloadBytes > 0 ? graph::AttributeValue(package.downloadBytes) : graph::AttributeValue{}},
        ColumnValue{Unpacked, installed && installed->unpacked ? graph::AttributeValue(*installed->unpacked) : graph::AttributeValue{}},
    };
    feed.setAttributes(ElementKind::Node, node, all);
}

/// An edge is known by its ends and kind; slots are as good as names and far shorter.
std::string edgeKey(Slot source, Slot target, RelationKind kind)
{
    std::string key(2 * sizeof(Slot) + 1, '\0');
    std::memcpy(key.data(), &source, sizeof source);
    std::memcpy(key.data() + sizeof source, &target, sizeof target);
    key.back() = static_cast<char>(kind);
    return key;
}

} // namespace

graph::Schema PackageGraph::schema()
{
    graph::Schema schema;
    schema.title = "Debian packages";
    schema.nodeValues = {{"installed size", "MiB"}, {"needed by", "packages"}};
    schema.nodeCategories = {"installed",          "virtual", "missing", "libraries", "development", "languages",
                             "documents and data", "programs"};
    schema.edgeCategories = {"Depends", "Pre-Depends", "Recommends"};
    using enum graph::AttributeKind;
    schema.nodeAttributes = {{"description", Text}, {"section", Text}, {"version", Text}, {"installed version", Text}, {"upgradable", Flag},
                             {"priority", Text}, {"essential", Flag}, {"architecture", Text}, {"source package", Text},
                             {"maintainer", Text}, {"homepage", Text}, {"download bytes", Number}, {"unpacked", Time}};
    schema.edgeAttributes = {{"version", Text}, {"alternative", Flag}};
    return schema;
}

void PackageGraph::write(KeyedFeed& feed, std::span<const Package> offered, std::span<const Package> installed)
{
    Roles roles;
    roles.reserve(offered.size() * 5 / 4);
    std::vector<const Package*> packages;
    for (const Package& package : offered) {
        if (Role& role = roles[package.name]; !role.package) {
            role.package = &package;
            packages.push_back(&package);
        }
    }
    for (const Package& package : installed) {
        Role& role = roles[package.name];
        role.installed = &package;
        if (!role.package) {
            role.package = &package;
            packages.push_back(&package);
        }
    }
    for (const Package* package : packages) {
        for (const std::string& name : package->provides)
            roles[name].provided = true;
    }
    // A relation that is named twice, say with a lower and an upper version, is one edge.
    struct Wanted {
        const Package* source;
        const Relation* relation;
        std::string version;   // all that is asked of it
        bool alternative;
    };
    std::vector<Wanted> wanted;
    std::unordered_map<std::string_view, std::size_t> named;   // with its place among those that are wanted
    for (const Package* package : packages) {
        for (const RelationKind kind : {RelationKind::Depends, RelationKind::PreDepends, RelationKind::Recommends}) {
            named.clear();
            for (const Relation& relation : package->relations) {
                if (relation.kind != kind)
                    continue;
                const auto [at, first] = named.emplace(relation.target, wanted.size());
                if (first) {
                    wanted.push_back({package, &relation, relation.version, relation.alternative});
                    ++roles[relation.target].dependents;
                    continue;
                }
                Wanted& before = wanted[at->second];
                before.alternative = before.alternative && relation.alternative;
                if (before.version != relation.version)
                    before.version += (before.version.empty() || relation.version.empty() ? "" : ", ") + relation.version;
            }
        }
    }

    feed.beginScan();
    // Those that most others need come first, so that a picture stands early.
    std::vector<std::pair<std::string_view, const Role*>> order;
    for (const auto& [name, role] : roles) {
        if (role.package || role.dependents > 0)
            order.emplace_back(name, &role);
    }
    std::ranges::sort(order, [](const auto& a, const auto& b) {
        return a.second->dependents != b.second->dependents ? a.second->dependents > b.second->dependents
                                                            : a.first < b.first;
    });
    std::unordered_map<std::string_view, Slot> slotOf;
    slotOf.reserve(order.size());
    for (const auto& [name, role] : order) {
        // A name that is no UTF-8 is in no archive; such a stanza of a damaged list is left out.
        if (const auto node = feed.setNode(name, stateOf(name, *role))) {
            slotOf.emplace(name, *node);
            setAttributes(feed, *node, *role);
        }
    }
    for (const Wanted& edge : wanted) {
        const auto source = slotOf.find(edge.source->name), target = slotOf.find(edge.relation->target);
        if (source == slotOf.end() || target == slotOf.end())
            continue;
        const RelationKind kind = edge.relation->kind;
        const Slot slot = feed.setEdge(edgeKey(source->second, target->second, kind),
                                       {source->second, target->second, static_cast<graph::Category>(kind), true, 1.0F});
        feed.setAttributes(ElementKind::Edge, slot,
                           std::array{ColumnValue{WantedVersion, textOrNone(edge.version)}, ColumnValue{Alternative, edge.alternative}});
    }
    feed.endScan();
}

} // namespace weir::source
