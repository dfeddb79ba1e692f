#pragma once
#include "base/ids.h"
#include "format/xml/late_edges.h"
#include <cstdint>
#include <string>
#include <vector>

namespace weir::format {

/// The nodes and edges of an XML document that are open, one in another: nodes in nodes, at last perhaps an edge. A plain value.
class OpenElements final {
public:
    struct Frame {
        ElementKind kind = ElementKind::Node;
        std::size_t depth = 0;                ///< of elements of XML
        std::uint64_t line = 0, number = 0;   ///< number: from 1 on, in the order in which they are opened
        std::string key, source, target, direction;
        bool directed = true;    ///< where nothing says anything else
        bool taken = false;      ///< as it is by now: it is taken before what lies in it
        bool ignored = false;    ///< wrong, or of another pass
        Slot slot = noSlot;
    };

    /// Valid until the next is opened.
    Frame& open(ElementKind kind, std::size_t depth, std::uint64_t line, LateEdges& late)
    {
        if (m_open == m_frames.size())
            m_frames.emplace_back();
        Frame& frame = m_frames[m_open++];   // with the memory that its texts had
        frame.kind = kind;
        frame.depth = depth;
        frame.line = line;
        frame.number = ++m_opened;
        for (std::string* text : {&frame.key, &frame.source, &frame.target, &frame.direction})
            text->clear();
        frame.directed = true;
        frame.taken = false;
        frame.slot = noSlot;
        if (kind == ElementKind::Edge)
            late.open();
        frame.ignored = late.pass() == LateEdges::Pass::Second && (kind == ElementKind::Node || !late.isReadNow());
        return frame;
    }
    void close() { --m_open; }
    void closeAll() { m_open = 0; }

    [[nodiscard]] Frame* innermost() { return m_open == 0 ? nullptr : &m_frames[m_open - 1]; }
    /// The node in which the innermost lies; nothing where that is `frame` no more, since something in it is open.
    [[nodiscard]] const Frame* nodeAround(const Frame& frame) const
    {
        const bool lies = m_open > 1 && &frame == &m_frames[m_open - 1] && m_frames[m_open - 2].kind == ElementKind::Node;
        return lies ? &m_frames[m_open - 2] : nullptr;
    }

private:
    std::vector<Frame> m_frames;   // of which m_open are open
    std::size_t m_open = 0;
    std::uint64_t m_opened = 0;    // so far
};

} // namespace weir::format
