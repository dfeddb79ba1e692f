#include "render/pages/scene_upload.h"
#include "scene/node_size.h"
#include <algorithm>
#include <cmath>

namespace weir::render {

namespace {

using scene::SlotRange;

// Records between two changes that are cheaper uploaded than left out; scattered changes stay far below 64 bytes each.
constexpr std::uint32_t joinedGap = 2;

NodeRecord nodeRecord(const scene::Scene& scene, Slot node)
{
    const scene::NodeStyle& style = scene.style(node);
    const auto radius = static_cast<std::uint32_t>(std::lround(scene::relativeRadius(style.radius) * 256));
    return {node, style.colour, radius | std::uint32_t{std::min<std::uint16_t>(style.paletteNumber(), 15)} << 16};
}

EdgeRecord edgeRecord(const scene::Scene& scene, Slot slot)
{
    const scene::SceneEdge edge = scene.edge(slot);
    const bool dimmed = scene.ownStanding(slot) == scene::Standing::Dimmed;
    return {edge.source, edge.target | (dimmed ? dimmedEdgeBit : 0)};
}

std::uint32_t placesOf(const scene::SpatialOrder& order)
{
    return static_cast<std::uint32_t>(order.blocks.size()) * scene::blockSize;
}

void cutTo(std::vector<SlotRange>& ranges, std::uint32_t end)
{
    for (SlotRange& range : ranges) {
        const std::uint32_t first = std::min(range.first, end);
        range.count = std::min(range.count, end - first);
    }
}

void add(std::vector<SlotRange>& to, const std::vector<SlotRange>& from, std::uint32_t end)
{
    to.insert(to.end(), from.begin(), from.end());
    scene::normalize(to, joinedGap);
    cutTo(to, end);
    scene::normalize(to);
}

/// Takes up to `most` records off the back of the list, none across a page of the GPU.
SlotRange takePart(std::vector<SlotRange>& ranges, std::uint32_t most, std::uint32_t pageRecords)
{
    SlotRange& last = ranges.back();
    const std::uint32_t end = last.first + last.count;
    const std::uint32_t pageStart = (end - 1) / pageRecords * pageRecords;
    const std::uint32_t first = std::max({last.first, pageStart, end - std::min(last.count, most)});
    last.count = first - last.first;
    const SlotRange part{first, end - first};
    if (last.count == 0)
        ranges.pop_back();
    return part;
}

} // namespace

void SceneUpload::begin(const scene::IndexedUpdate& update)
{
    const scene::Scene& scene = *update.update.scene;
    std::vector<SlotRange> positions = update.update.dirt.positions;
    scene::PlaceDirt places = update.places;
    const bool wereColoured = colouredEdges();
    if (!m_scene || m_scene->epochVersion != scene.epochVersion) {
        positions.assign(1, {0, scene.nodeSlots});
        places.nodes.assign(1, {0, placesOf(update.index->nodes)});
        places.edges.assign(1, {0, placesOf(update.index->edges)});
        m_outstanding = {};
        m_outstandingColours.clear();
        m_outstandingPositions.clear();
    } else {
        // Whether a node is drawn shows in its position, too.
        const auto& styles = update.update.dirt.styles;
        positions.insert(positions.end(), styles.begin(), styles.end());
        if (scene.nodeSlots > m_scene->nodeSlots)
            positions.push_back({m_scene->nodeSlots, scene.nodeSlots - m_scene->nodeSlots});
    }
    if (m_edgesWhere == Edges::OnCpu)
        places.edges.clear();
    add(m_outstandingPositions, positions, scene.nodeSlots);
    add(m_outstanding.nodes, places.nodes, placesOf(update.index->nodes));
    add(m_outstanding.edges, places.edges, placesOf(update.index->edges));
    if (!scene.colouredEdges || m_edgesWhere == Edges::OnCpu) {
        m_edgeColours.clear();
        m_outstandingColours.clear();
    } else {
        if (!wereColoured)
            places.edges.assign(1, {0, placesOf(update.index->edges)});
        add(m_outstandingColours, places.edges, placesOf(update.index->edges));
    }
    m_scene = update.update.scene;
    m_index = update.index;
}

bool SceneUpload::outstanding() const
{
    return !m_outstandingPositions.empty() || !m_outstanding.nodes.empty() || !m_outstanding.edges.empty() || !m_outstandingColours.empty();
}

bool SceneUpload::reservePositions(QRhiResourceUpdateBatch* updates)
{
    NodePositions::Room room = m_positions->reserve(m_scene->nodeSlots, updates);
    if (room == NodePositions::Room::None && m_positions->reading() == PositionReading::Buffer) {
        // A texture has room for more.
        m_positions = NodePositions::create(m_rhi, PositionReading::Texture);
        room = m_positions->reserve(m_scene->nodeSlots, updates);
        if (room == NodePositions::Room::Kept)
            room = NodePositions::Room::Emptied;
    }
    if (room == NodePositions::Room::Emptied)
        m_outstandingPositions.assign(1, {0, m_scene->nodeSlots});
    return room != NodePositions::Room::None;
}

SceneUpload::Progress SceneUpload::advance(QRhiResourceUpdateBatch* updates, std::uint32_t budget)
{
    const scene::Scene& scene = *m_scene;
    if (!reservePositions(updates) || !m_nodes.reserve(placesOf(m_index->nodes))
        || (m_edgesWhere == Edges::OnGpu && !m_edges.reserve(placesOf(m_index->edges)))
        || (!m_outstandingColours.empty() && !m_edgeColours.reserve(placesOf(m_index->edges))))
        return Progress::OutOfMemory;

    std::uint32_t bytes = 0;
    const auto most = [&bytes, budget](std::uint32_t stride) { return (budget - bytes) / stride + 1; };
    while (!m_outstandingPositions.empty() && bytes < budget) {
        const SlotRange part = takePart(m_outstandingPositions, most(sizeof(scene::Point)), InstancePages<NodeRecord>::pageRecords);
        bytes += m_positions->add(scene, part);
    }
    m_positions->flush(updates);
    const auto uploadRecords = [&]<typename Record>(InstancePages<Record>& pages, const scene::SpatialOrder& order,
                                                    std::vector<SlotRange>& ranges, auto&& recordOf) {
        Record nothing;
        nothing.fill(noSlot);
        std::vector<Record> records;
        while (!ranges.empty() && bytes < budget) {
            const SlotRange part = takePart(ranges, most(sizeof(Record)), InstancePages<Record>::pageRecords);
            records.clear();
            for (std::uint32_t place = part.first; place < part.first + part.count; ++place) {
                const scene::SpatialBlock& block = *order.blocks[place / scene::blockSize];
                const std::uint32_t i = place % scene::blockSize;
                records.push_back(i < block.count ? recordOf(block.slots[i]) : nothing);
            }
            pages.upload(updates, part.first, records);
            bytes += part.count * static_cast<std::uint32_t>(sizeof(Record));
        }
    };
    uploadRecords(m_nodes, m_index->nodes, m_outstanding.nodes, [&scene](Slot node) { return nodeRecord(scene, node); });
    uploadRecords(m_edges, m_index->edges, m_outstanding.edges, [&scene](Slot edge) { return edgeRecord(scene, edge); });
    const auto edgeColourRecord = [&scene](Slot edge) { return EdgeColourRecord{scene.edgeColour(edge)}; };
    uploadRecords(m_edgeColours, m_index->edges, m_outstandingColours, edgeColourRecord);
    m_uploadedBytes += bytes;
    return outstanding() ? Progress::Unfinished : Progress::Done;
}

} // namespace weir::render
