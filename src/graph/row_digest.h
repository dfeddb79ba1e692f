#pragma once
#include "base/error.h"
#include "graph/changes/change_view.h"
#include "graph/digest.h"
#include <span>
#include <expected>

namespace weir::graph {

/// The digest of a snapshot part's rows, summed from the rows themselves, so that they can be held against a manifest
/// before they are applied. `changes` has valid shapes: identities and motions of the same elements, in one order;
/// strings within the limits. An error instead: it has not.
[[nodiscard]] std::expected<Digest, Error> rowDigest(const ChangeView& changes, std::size_t nodeColumns, std::size_t edgeColumns);

/// The same of a part's attributes, each value of an element in a row of its own. An error: shapes or limits are not kept, or a text is
/// not in its column's dictionary. May be called on another thread than the one that appends to the dictionaries.
[[nodiscard]] std::expected<std::uint64_t, Error> attributeDigest(ElementKind kind, const AttributeRows& rows,
                                                                  std::span<const AttributeColumn> columns);

} // namespace weir::graph
