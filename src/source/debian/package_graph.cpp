#include "source/debian/package_graph.h"
#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

namespace weir::source {

namespace {

enum Category : graph::Category { Installed, Virtual, Missing, Libraries, Development, Languages, Documents, Programs };

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
    const Package* package = nullptr;   // nullptr: virtual or missing
    bool installed = false, provided = false;
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
        role.installed = true;
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
    };
    std::vector<Wanted> wanted;
    std::unordered_set<std::string_view> named;
    for (const Package* package : packages) {
        for (const RelationKind kind : {RelationKind::Depends, RelationKind::PreDepends, RelationKind::Recommends}) {
            named.clear();
            for (const Relation& relation : package->relations) {
                if (relation.kind == kind && named.insert(relation.target).second) {
                    wanted.push_back({package, &relation});
                    ++roles[relation.target].dependents;
                }
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
        if (const auto node = feed.setNode(name, stateOf(name, *role)))
            slotOf.emplace(name, *node);
    }
    for (const Wanted& edge : wanted) {
        const auto source = slotOf.find(edge.source->name), target = slotOf.find(edge.relation->target);
        if (source == slotOf.end() || target == slotOf.end())
            continue;
        const RelationKind kind = edge.relation->kind;
        feed.setEdge(edgeKey(source->second, target->second, kind),
                     {source->second, target->second, static_cast<graph::Category>(kind), true, 1.0F});
    }
    feed.endScan();
}

} // namespace weir::source
