#pragma once
#include "graph/attributes/attribute.h"
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace weir::source {

enum class RelationKind : std::uint8_t { Depends, PreDepends, Recommends };

/// One alternative of one relation: every name of "a | b" is a relation of its own.
struct Relation {
    RelationKind kind;
    std::string target;         ///< package name without version and architecture
    std::string version{};      ///< what is asked of it, e.g. ">= 2.36"; empty: any will do
    bool alternative = false;   ///< another one would do as well

    bool operator==(const Relation&) const = default;
};

/// What is empty, the archive or the status file does not say.
struct Package {
    std::string name;
    std::string section, version, priority, architecture;
    std::string source;        ///< package that it is built from
    std::string maintainer, homepage;
    std::string description;   ///< its first line
    bool essential = false;
    double installedBytes = 0, downloadBytes = 0;
    std::optional<graph::Time> unpacked;   ///< of what is installed: when its files came onto the machine
    std::vector<Relation> relations;
    std::vector<std::string> provides;     ///< names of virtual packages
};

} // namespace weir::source
