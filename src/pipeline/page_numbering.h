#pragma once
#include "graph/page_numbering.h"

namespace weir::pipeline {

using graph::PageNumbering;   ///< a scene's slots: those of nodes are numbered by the store, which shares its pages of edges

} // namespace weir::pipeline
