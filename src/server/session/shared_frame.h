#pragma once
#include "protocol/codec.h"
#include "protocol/compression.h"
#include <memory>
#include <string>

namespace weir::server {

/// A message that was encoded once and goes to many sessions. Its other forms are made when first asked for.
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

    /// The frame that carries it compressed, or the frame itself where that would save nothing. Made when first asked for.
    [[nodiscard]] std::string_view packed(protocol::Compressor& compressor) const
    {
        if (!m_triedToPack) {
            m_triedToPack = true;
            m_packed = compressor.pack(m_binary);
        }
        return m_packed.empty() ? m_binary : m_packed;
    }

    /// Of the binary form; it never changes, though the other forms may come later.
    [[nodiscard]] std::size_t bytes() const { return m_binary.size(); }
    /// Of all forms that were made.
    [[nodiscard]] std::size_t keptBytes() const { return m_binary.size() + m_json.size() + m_packed.size(); }
    /// All but the binary form go, and are made anew when asked for; what was returned of them is no longer valid.
    void dropOtherForms() const
    {
        std::string().swap(m_json);
        std::string().swap(m_packed);
        m_triedToPack = false;
    }

private:
    std::string m_binary;
    mutable std::string m_json, m_packed;
    mutable bool m_triedToPack = false;
};

using SharedFramePtr = std::shared_ptr<const SharedFrame>;

} // namespace weir::server
