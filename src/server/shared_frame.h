#pragma once
#include "protocol/codec.h"
#include <memory>
#include <string>

namespace weir::server {

/// A message that was encoded once and goes to many sessions. The JSON form is made when first asked for.
/// Used on the serving thread only, once it is shared.
class SharedFrame final {
public:
    explicit SharedFrame(std::string binary) : m_binary(std::move(binary)) {}

    [[nodiscard]] std::string_view in(protocol::Encoding encoding) const
    {
        if (encoding == protocol::Encoding::Binary)
            return m_binary;
        if (m_json.empty())
            protocol::appendJson(m_binary, m_json);
        return m_json;
    }

    /// Of the binary form; it never changes, though the JSON form may come later.
    [[nodiscard]] std::size_t bytes() const { return m_binary.size(); }

private:
    std::string m_binary;
    mutable std::string m_json;
};

using SharedFramePtr = std::shared_ptr<const SharedFrame>;

} // namespace weir::server
