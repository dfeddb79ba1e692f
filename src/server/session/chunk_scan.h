#pragma once
#include "server/graph/graph_host.h"
#include <vector>

namespace weir::server {

/// A walk over all chunks, for a client that one delta would be too large for: what changed since it stood somewhere, as it is when the
/// walk comes by. Lives on the serving thread.
class ChunkScan final {
public:
    /// Beginning at the present tick. `end`: where it leads.
    ChunkScan(Tick began, const GraphHost::Cursor& end, graph::Reads reads) : m_began(began), m_end(end), m_reads(reads) {}

    enum class Found : std::uint8_t { Piece, Nothing, End };
    /// Looks at the next piece or chunk of what changed after `from`, unless a piece waits. The end: there are no more.
    [[nodiscard]] Found advance(GraphHost& host, const GraphHost::Cursor& from);
    /// That was found and not taken.
    [[nodiscard]] const SharedFrame& piece() const { return *m_piece; }
    void takePiece() { m_piece.reset(); }

    [[nodiscard]] const GraphHost::Cursor& end() const { return m_end; }
    /// The message that ends it.
    [[nodiscard]] protocol::Delta lastMessage(const GraphHost::Cursor& from) const;

private:
    Tick m_began;
    GraphHost::Cursor m_end;
    graph::Reads m_reads;
    ElementKind m_kind = ElementKind::Node;
    std::uint32_t m_chunk = 0;
    std::vector<graph::ElementRange> m_todo;   // of one chunk
    SharedFramePtr m_piece;                    // encoded, waiting for credit
};

}   // namespace weir::server
