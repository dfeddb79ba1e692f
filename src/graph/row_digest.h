#pragma once
#include "base/error.h"
#include "graph/changes/change_view.h"
#include "graph/digest.h"
#include <expected>

namespace weir::graph {

/// The digest of a snapshot part's rows, summed from the rows themselves, so that they can be held against a manifest
/// before they are applied. `changes` has valid shapes: identities and motions of the same elements, in one order;
/// strings within the limits. An error instead: it has not.
[[nodiscard]] std::expected<Digest, Error> rowDigest(const ChangeView& changes, std::size_t nodeColumns, std::size_t edgeColumns);

} // namespace weir::graph
