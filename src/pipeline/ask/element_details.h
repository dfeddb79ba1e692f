#pragma once
#include "base/ids.h"
#include "base/utc_time.h"
#include <string>
#include <variant>
#include <vector>

namespace weir::pipeline {

/// What a person wants to know of one element, answered by the stream thread from the model. A plain value; slots are the scene's.
struct ElementDetails {
    struct Value {
        std::string name, unit;
        double value = 0;
    };

    struct Attribute {
        std::string name;
        std::variant<double, std::string, bool, UtcTime> value;
    };

    ElementKind kind = ElementKind::Node;
    Slot slot = noSlot;
    bool exists = false;             ///< false: it was removed meanwhile; the rest is empty
    std::string key, label;          ///< of a node; of an edge: empty
    std::string category;            ///< in words; may be empty
    std::uint64_t degree = 0;        ///< of a node, loops count twice
    std::string source, target;      ///< of an edge: labels (or keys) of its ends
    Slot sourceSlot = noSlot, targetSlot = noSlot;
    bool directed = false;           ///< of an edge
    double weight = 0;               ///< of an edge
    double size = 0;                 ///< of a node, relative radius
    std::vector<Value> values;       ///< the declared columns
    std::vector<Attribute> attributes;   ///< that it has, in the order of their columns
};

} // namespace weir::pipeline
