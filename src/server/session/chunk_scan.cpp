#include "server/session/chunk_scan.h"

namespace weir::server {

ChunkScan::Found ChunkScan::advance(GraphHost& host, const GraphHost::Cursor& from)
{
    if (!m_piece)
        m_piece = host.scanPiece(from, m_began, m_todo, m_reads);
    if (m_piece)
        return Found::Piece;
    const graph::GraphStore& store = host.store();
    while (m_chunk < store.chunkCount(m_kind)) {
        const std::uint32_t chunk = m_chunk++;
        if (store.chunkNewest(m_kind, chunk, m_reads) <= from.tick)
            continue;
        m_todo.push_back(store.chunkRange(m_kind, chunk));
        return Found::Nothing;
    }
    if (m_kind == ElementKind::Edge)
        return Found::End;
    m_kind = ElementKind::Edge;
    m_chunk = 0;
    return Found::Nothing;
}

protocol::Delta ChunkScan::lastMessage(const GraphHost::Cursor& from) const
{
    protocol::Delta end;
    end.kind = protocol::DeltaKind::ScanEnd;
    end.from = from.tick;
    end.to = m_began;
    end.oldestTimeUs = from.timeUs;
    end.covered = m_end.changesTotal - from.changesTotal;
    end.changesTotal = m_end.changesTotal;
    return end;
}

}   // namespace weir::server
