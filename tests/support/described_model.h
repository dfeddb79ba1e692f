#pragma once
#include "graph/attributes/attribute_set.h"
#include "support/followed_model.h"
#include <functional>

namespace weir::pipeline {

// Columns of attributes that attributed() gives each kind of element.
inline constexpr graph::AttributeNumber ageColumn = 0, cityColumn = 1, freeColumn = 2, sinceColumn = 3;

inline const std::vector<std::string> cities{"Rome", "Oslo", "Bern", "Kyiv", "Riga", "Lima", "Baku", "Doha", "Male", "Suva"};

/// The columns above of elements of this kind, and the names of the first `texts` cities.
inline graph::ChangeSet columnsOf(ElementKind kind, std::size_t texts)
{
    auto set = empty();
    set.appendAttribute(kind, {"age", graph::AttributeKind::Number});
    set.appendAttribute(kind, {"city", graph::AttributeKind::Text});
    set.appendAttribute(kind, {"free", graph::AttributeKind::Flag});
    set.appendAttribute(kind, {"since", graph::AttributeKind::Time});
    for (std::size_t text = 0; text < texts; ++text)
        set.appendText(kind, cityColumn, cities[text]);
    return set;
}

/// A change of attributes alone.
inline graph::ChangeSet attributes(ElementKind kind, const std::function<void(graph::AttributeSet&)>& fill)
{
    auto set = empty();
    fill(set.attributes(kind));
    return set;
}

} // namespace weir::pipeline
