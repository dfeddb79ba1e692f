#pragma once
#include <cstddef>
#include <vector>

namespace weir::format {

/// Which edges of a document name nodes that come behind them. They are read in a second pass over the document, so that of each nothing
/// but a bit is kept. A plain value.
class LateEdges final {
public:
    enum class Pass { First,
                      Second };

    /// Counts the edges from the first one again.
    void begin(Pass pass)
    {
        m_pass = pass;
        m_number = 0;
    }
    /// Of every edge that the document opens, in its order.
    void open() { ++m_number; }

    /// The edge opened last waits for the second pass. In the first pass.
    void postpone()
    {
        m_late.resize(m_number);
        m_late.back() = true;
    }
    /// Whether the edge opened last is read in this pass.
    [[nodiscard]] bool isReadNow() const { return m_pass == Pass::First || (m_number <= m_late.size() && m_late[m_number - 1]); }
    [[nodiscard]] Pass pass() const { return m_pass; }
    [[nodiscard]] bool any() const { return !m_late.empty(); }

private:
    Pass m_pass = Pass::First;
    std::size_t m_number = 0;
    std::vector<bool> m_late;   // by number
};

} // namespace weir::format
