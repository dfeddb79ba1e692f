#include "render/scene_upload.h"
#include "scene/node_size.h"
#include "scene/slot_ranges.h"
#include <algorithm>
#include <cmath>

namespace weir::render {

namespace {

using scene::SlotRange;

// Records between two changes that are cheaper uploaded than left out; scattered changes stay far below 64 bytes each.
constexpr std::uint32_t joinedGap = 2;

InstancePages::Record nodeRecord(const scene::NodeStyle& style)
{
    if (!style.drawn())
        return {0, 0};
    const auto radius = static_cast<std::uint32_t>(std::lround(scene::relativeRadius(style.radius) * 256));
    return {style.colour, radius | std::uint32_t{std::min<std::uint16_t>(style.category, 15)} << 16};
}

InstancePages::Record edgeRecord(const scene::Scene& scene, Slot slot)
{
    const scene::SceneEdge edge = scene.edge(slot);
    if (edge.source >= scene.nodeSlots || edge.target >= scene.nodeSlots)
        return {noSlot, noSlot};
    return {edge.source, edge.target};
}

void cutTo(std::vector<SlotRange>& ranges, std::uint32_t slots)
{
    for (SlotRange& range : ranges) {
        const std::uint32_t first = std::min(range.first, slots);
        range.count = std::min(range.count, slots - first);
    }
}

/// Adds the slots that only `after` has, in case the list of changes leaves them out.
void addNew(std::vector<SlotRange>& ranges, std::uint32_t before, std::uint32_t after)
{
    if (after > before)
        ranges.push_back({before, after - before});
}

/// Takes up to `most` slots off the back of the list, none across a page of the GPU.
SlotRange takePart(std::vector<SlotRange>& ranges, std::uint32_t most)
{
    SlotRange& last = ranges.back();
    const std::uint32_t end = last.first + last.count;
    const std::uint32_t pageStart = (end - 1) / InstancePages::pageRecords * InstancePages::pageRecords;
    const std::uint32_t first = std::max({last.first, pageStart, end - std::min(last.count, most)});
    last.count = first - last.first;
    const SlotRange part{first, end - first};
    if (last.count == 0)
        ranges.pop_back();
    return part;
}

} // namespace

void SceneUpload::begin(const scene::SceneUpdate& update)
{
    const scene::Scene& scene = *update.scene;
    const bool whole = !m_scene || m_scene->epochVersion != scene.epochVersion;
    scene::SceneDirt dirt;
    if (whole) {
        dirt.styles.push_back({0, scene.nodeSlots});
        dirt.edges.push_back({0, scene.edgeSlots});
        m_drawnNodes = 0;
    } else {
        dirt = update.dirt;
        addNew(dirt.styles, m_scene->nodeSlots, scene.nodeSlots);
        addNew(dirt.edges, m_scene->edgeSlots, scene.edgeSlots);
    }
    // Whether a node is drawn shows in its position, too.
    dirt.positions.insert(dirt.positions.end(), dirt.styles.begin(), dirt.styles.end());
    cutTo(dirt.positions, scene.nodeSlots);
    cutTo(dirt.styles, scene.nodeSlots);
    cutTo(dirt.edges, scene.edgeSlots);
    scene::normalize(dirt.styles);
    countDrawn(whole ? nullptr : m_scene.get(), scene, dirt.styles);
    if (m_edgesWhere == Edges::OnCpu)
        dirt.edges.clear();
    const auto append = [](std::vector<SlotRange>& to, const std::vector<SlotRange>& from) {
        to.insert(to.end(), from.begin(), from.end());
        scene::normalize(to, joinedGap);
    };
    append(m_outstanding.positions, dirt.positions);
    append(m_outstanding.styles, dirt.styles);
    append(m_outstanding.edges, dirt.edges);
    cutTo(m_outstanding.positions, scene.nodeSlots);
    cutTo(m_outstanding.styles, scene.nodeSlots);
    cutTo(m_outstanding.edges, scene.edgeSlots);
    scene::normalize(m_outstanding.positions);
    scene::normalize(m_outstanding.styles);
    scene::normalize(m_outstanding.edges);
    m_scene = update.scene;
}

void SceneUpload::countDrawn(const scene::Scene* before, const scene::Scene& after, const std::vector<SlotRange>& ranges)
{
    for (const SlotRange& range : ranges) {
        for (Slot node = range.first; node < range.first + range.count; ++node) {
            m_drawnNodes += after.style(node).drawn() ? 1 : 0;
            m_drawnNodes -= before && node < before->nodeSlots && before->style(node).drawn() ? 1 : 0;
        }
    }
}

SceneUpload::Progress SceneUpload::advance(QRhiResourceUpdateBatch* updates, std::uint32_t budget)
{
    const scene::Scene& scene = *m_scene;
    if (!m_positions.reserve(scene.nodeSlots, updates) || !m_nodes.reserve(scene.nodeSlots)
        || (m_edgesWhere == Edges::OnGpu && !m_edges.reserve(scene.edgeSlots)))
        return Progress::OutOfMemory;

    std::uint32_t bytes = 0;
    const auto most = [&bytes, budget] { return (budget - bytes) / InstancePages::stride + 1; };
    while (!m_outstanding.positions.empty() && bytes < budget)
        bytes += m_positions.add(scene, takePart(m_outstanding.positions, most()));
    m_positions.flush(updates);
    std::vector<InstancePages::Record> records;
    const auto uploadRecords = [&](InstancePages& pages, std::vector<SlotRange>& ranges, auto&& recordOf) {
        while (!ranges.empty() && bytes < budget) {
            const SlotRange part = takePart(ranges, most());
            records.resize(part.count);
            for (std::uint32_t i = 0; i < part.count; ++i)
                records[i] = recordOf(part.first + i);
            pages.upload(updates, part.first, records);
            bytes += part.count * InstancePages::stride;
        }
    };
    uploadRecords(m_nodes, m_outstanding.styles, [&scene](Slot node) { return nodeRecord(scene.style(node)); });
    uploadRecords(m_edges, m_outstanding.edges, [&scene](Slot edge) { return edgeRecord(scene, edge); });
    m_uploadedBytes += bytes;
    const bool done = m_outstanding.positions.empty() && m_outstanding.styles.empty() && m_outstanding.edges.empty();
    return done ? Progress::Done : Progress::Unfinished;
}

} // namespace weir::render
