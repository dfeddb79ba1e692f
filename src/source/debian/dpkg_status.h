#pragma once
#include "base/error.h"
#include "source/debian/package.h"
#include <expected>
#include <string>
#include <string_view>
#include <vector>

namespace weir::source {

/// The packages that the text of a dpkg status file calls installed, wholly or half, of architecture `native` or "all".
/// Pure. A stanza without a name is passed over.
[[nodiscard]] std::vector<Package> installedPackages(std::string_view status, std::string_view native);

/// What a field such as "libc6 (>= 2.36), default-mta | mail-transport-agent, python3:any" asks for.
[[nodiscard]] std::vector<Relation> relationsIn(std::string_view field, RelationKind kind);

/// Reads and parses the file, and looks when each package was unpacked, which dpkg's folder "info" beside it tells. Error: it cannot be
/// read.
[[nodiscard]] std::expected<std::vector<Package>, Error> readDpkgStatus(const std::string& path,
                                                                        std::string_view native);

} // namespace weir::source
