#pragma once
#include <cstdint>

namespace weir::pipeline {

/// Since when an element's age counts.
enum class AgeOf : std::uint8_t { Change,
                                  Birth };

} // namespace weir::pipeline
