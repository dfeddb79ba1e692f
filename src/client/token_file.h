#pragma once
#include "base/error.h"
#include <QtCore/QString>
#include <expected>
#include <optional>
#include <string>

namespace weir::client {

/// A token in a file that somebody renews. The file is small and read again as a whole, since a renewal may replace it as
/// well as write to it. Lives on the stream thread.
class TokenFile final {
public:
    explicit TokenFile(QString path) : m_path(std::move(path)) {}

    /// What stands there now; an error names the file and never its content.
    [[nodiscard]] std::expected<std::string, Error> read();
    /// A token other than the one read last; nothing where it is the same, or the file is being replaced right now.
    [[nodiscard]] std::optional<std::string> readIfChanged();

    static constexpr qint64 longest = 8192;

private:
    QString m_path;
    std::string m_last;
};

} // namespace weir::client
