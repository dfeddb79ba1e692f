#pragma once
#include "base/error.h"
#include <QtCore/QString>
#include <QtCore/QUrl>
#include <expected>

namespace weir::ui {

/// The address a person typed: "host", "host:port" and "ws://host" are completed to ws://host:8080/stream.
/// An error says what was wrong and shows the form.
[[nodiscard]] std::expected<QUrl, Error> parseStreamAddress(const QString& text);

/// Whether it is the address of a stream, whole, as they are remembered.
[[nodiscard]] bool isStreamAddress(const QString& text);

/// "host:8080" of such an address.
[[nodiscard]] QString hostOf(const QString& address);

} // namespace weir::ui
