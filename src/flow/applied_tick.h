#pragma once
#include "base/error.h"
#include "base/ids.h"
#include <expected>
#include <string>

namespace weir::flow {

/// The client says that it applied `applied`; `sent` is the newest tick sent to it. An error (close the connection): it cannot have
/// applied what it was never sent.
[[nodiscard]] inline std::expected<void, Error> checkApplied(Tick applied, Tick sent)
{
    if (applied > sent)
        return std::unexpected(Error{"The client says it applied tick " + std::to_string(applied) + ", but only "
                                     + std::to_string(sent) + " was sent to it."});
    return {};
}

} // namespace weir::flow
