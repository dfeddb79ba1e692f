#pragma once
#include "graph/digest.h"
#include <QtCore/QString>
#include <string>
#include <string_view>
#include <vector>

namespace weir::pipeline {

/// A text of the store's, for the window.
[[nodiscard]] inline QString words(std::string_view text) { return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())); }

/// What a node is called: its label, or its key where it has none. A view of the store's.
[[nodiscard]] inline std::string_view labelOf(const graph::NodeIdentity& node) { return node.label.empty() ? node.key : node.label; }

/// Empty: the schema has no name for it.
[[nodiscard]] inline std::string_view categoryName(const std::vector<std::string>& names, graph::Category category)
{
    return category < names.size() ? std::string_view(names[category]) : std::string_view();
}

} // namespace weir::pipeline
