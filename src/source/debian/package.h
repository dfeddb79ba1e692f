#pragma once
#include <cstdint>
#include <string>
#include <vector>

namespace weir::source {

enum class RelationKind : std::uint8_t { Depends, PreDepends, Recommends };

/// One alternative of one relation: every name of "a | b" is a relation of its own.
struct Relation {
    RelationKind kind;
    std::string target;   ///< package name without version and architecture
};

struct Package {
    std::string name;
    std::string section;
    double installedBytes = 0;
    std::vector<Relation> relations;
    std::vector<std::string> provides;   ///< names of virtual packages
};

} // namespace weir::source
