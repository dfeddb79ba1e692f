#include "server/session/data_outlet.h"
#include <algorithm>

namespace weir::server {

std::size_t DataOutlet::maxBinaryBytes() const
{
    return m_encoder.encoding() == protocol::Encoding::Binary ? m_maxMessageBytes
                                                              : m_maxMessageBytes / protocol::jsonExpansion;
}

bool DataOutlet::hasRoom(std::uint64_t bytes)
{
    return m_gate.mayTake(std::max(bytes, m_refusedBytes), m_port.backlog());
}

bool DataOutlet::maySend(std::size_t bytes)
{
    const bool may = m_gate.mayTake(bytes, m_port.backlog()) && bytes <= m_gate.sendableBytes();
    m_refusedBytes = may ? 0 : bytes;
    return may;
}

void DataOutlet::passOn(std::string_view frame, std::size_t rawBytes)
{
    m_port.send(frame);
    m_gate.onSent(rawBytes);   // what is packed costs what it takes when it is unpacked
    m_sentInTurn += rawBytes;
    m_figures.savedBytes += rawBytes - frame.size();
}

bool DataOutlet::send(std::string_view frame)
{
    if (!maySend(frame.size()))
        return false;
    const std::string packed = packs(frame.size()) ? m_host.compressor().pack(frame) : std::string();
    passOn(packed.empty() ? frame : packed, frame.size());
    return true;
}

bool DataOutlet::sendPart(const SharedFramePtr& part)
{
    const std::string_view raw = m_host.partIn(m_encoder.encoding(), part);
    if (!maySend(raw.size()))
        return false;
    passOn(packs(raw.size()) ? m_host.packedPart(part) : raw, raw.size());
    return true;
}

bool DataOutlet::send(const SharedFrame& frame)
{
    const std::string_view raw = frame.in(m_encoder.encoding());
    if (!maySend(raw.size()))
        return false;
    passOn(packs(raw.size()) ? frame.packed(m_host.compressor()) : raw, raw.size());
    return true;
}

bool DataOutlet::sendBoth(const SharedFrame& first, std::string_view second)
{
    const std::uint64_t both = sizeOf(first) + second.size();
    if (m_gate.creditsMessages() < 2 || !m_gate.mayTake(both, m_port.backlog()) || m_gate.creditsBytes() < both
        || !send(first))
        return false;
    passOn(second, second.size());
    return true;
}

void DataOutlet::beginTurn(TimePoint now)
{
    if (m_starvedSince)
        m_figures.starved += now - *m_starvedSince;
    m_sentInTurn = 0;
}

}   // namespace weir::server
