#include "pipeline/scene_builder.h"
#include "pipeline/look/sampled_slots.h"
#include "scene/index/slot_ranges.h"
#include <algorithm>
#include <utility>

namespace weir::pipeline {

using scene::pageSize;
using What = scene::SceneChange::What;

namespace {

constexpr std::size_t mostWeighed = 4096;   // edges, to say which weights are usual

void addSlot(std::vector<scene::SlotRange>& ranges, Slot slot)
{
    // Runs of neighbouring slots are common, and one range a run keeps the list short.
    if (!ranges.empty() && slot >= ranges.back().first && slot <= ranges.back().first + ranges.back().count) {
        ranges.back().count = std::max(ranges.back().count, slot - ranges.back().first + 1);
        return;
    }
    ranges.push_back({slot, 1});
}

/// What a page is before it has an element.
template <typename Page>
const std::shared_ptr<const Page>& emptyPage()
{
    static const std::shared_ptr<const Page> page = std::make_shared<const Page>();
    return page;
}

template <typename Page>
std::shared_ptr<const Page> orEmpty(std::shared_ptr<const Page> page)
{
    return page ? std::move(page) : emptyPage<Page>();
}

} // namespace

template <typename Page>
Page& SceneBuilder::writable(std::vector<std::shared_ptr<const Page>>& pages, std::vector<std::uint8_t>& fresh, Slot slot)
{
    const std::size_t page = slot / pageSize;
    if (fresh[page] == 0) {
        pages[page] = std::make_shared<Page>(*pages[page]);
        fresh[page] = 1;
    }
    return const_cast<Page&>(*pages[page]);   // made just now, or in this build: nobody else has it yet
}

void SceneBuilder::makeRoomForNode(Slot node)
{
    m_scene.nodeSlots = std::max(m_scene.nodeSlots, node + 1);
    const std::size_t pages = node / pageSize + std::size_t{1};
    if (m_scene.positions.size() < pages) {
        m_scene.positions.resize(pages, emptyPage<scene::PositionPage>());
        m_scene.styles.resize(pages, emptyPage<scene::NodeStylePage>());
    }
    if (m_freshPositions.size() < pages) {
        m_freshPositions.resize(pages);
        m_freshStyles.resize(pages);
        m_withoutPosition.resize(pages);
    }
}

void SceneBuilder::makeRoomForEdge(Slot edge)
{
    m_scene.edgeSlots = std::max(m_scene.edgeSlots, edge + 1);
    const std::size_t pages = edge / pageSize + std::size_t{1};
    if (m_scene.edges.size() < pages)
        m_scene.edges.resize(pages, emptyPage<scene::EdgePage>());
    if (m_edgeStyler.styles() && m_scene.edgeLooks.size() < pages) {
        m_scene.edgeLooks.resize(pages, emptyPage<scene::EdgeLookPage>());
        m_freshLooks.resize(pages);
    }
}

void SceneBuilder::startOver()
{
    const auto version = m_scene.version;
    const auto structure = m_scene.structureVersion;
    m_scene = {};
    m_scene.version = version;
    m_scene.structureVersion = structure;
    m_scene.epochVersion = m_model.epochVersion();
    m_freshPositions.clear();
    m_freshStyles.clear();
    m_freshStandings.clear();
    m_freshLooks.clear();
    m_withoutPosition.clear();
    m_withoutPositionCount = 0;
    m_seen = 0;
    m_places.reset();
    m_takenPages.clear();
    m_placesChanged = false;
    m_placedBy = PlacedBy::Source;
    m_placedAnew = false;
    m_weights = {};
    m_structureChanged = true;
    m_styler.startOver();
    m_edgeFilter.startOver();
    m_edgeStyler.startOver();
}

void SceneBuilder::setPlaces(std::shared_ptr<const LayoutPlaces> places)
{
    m_places = std::move(places);
    m_placesChanged = true;
}

void SceneBuilder::placeAnew()
{
    m_scene.overruled = false;
    for (Slot node = 0; node < m_scene.nodeSlots; ++node)
        takeNode(m_model.storeSlot(ElementKind::Node, node));
}

void SceneBuilder::setComponents(std::shared_ptr<const ComponentColours> components)
{
    if (components->epochVersion == m_scene.epochVersion)
        m_styler.setComponents(std::move(components));
}

std::optional<scene::SceneUpdate> SceneBuilder::build(Tick shownTick, Moment moment)
{
    if (m_model.catchUp())
        startOver();
    const graph::GraphStore& store = m_model.store();
    const bool changed = store.newestStamp() > m_seen;
    const std::vector<Slot> overlaid = m_model.takeOverlaid();
    bool wanted = changed || m_placesChanged || m_structureChanged || m_placedAnew || !overlaid.empty();
    const bool measures = m_styler.begin(store, moment);
    if (measures && measureWeights())
        wanted = true;
    m_edgeStyler.begin(store, measures);
    if (beginEdgeLooks())
        wanted = true;
    m_edgeFilter.begin(store.schema());
    if (changed)
        takeChanges();
    if (std::exchange(m_placedAnew, false))
        placeAnew();
    for (const Slot node : overlaid)
        takeNode(m_model.storeSlot(ElementKind::Node, node));
    m_seen = store.newestStamp();
    if (m_styler.due(moment.now)) {
        m_styler.visitDue(m_scene, store, m_model.numbers(ElementKind::Node), [&](Slot node) { takeNode(m_model.storeSlot(ElementKind::Node, node)); });
        wanted |= !m_dirt.styles.empty();
    }
    if (m_edgeStyler.due()) {
        m_edgeStyler.visitDue(m_scene.edgeSlots, [&](Slot edge) { takeEdgeLook(m_model.storeSlot(ElementKind::Edge, edge), edge); });
        wanted |= !m_dirt.edges.empty();
    }
    if (m_edgeFilter.due()) {
        filterDueEdges();
        wanted |= !m_dirt.edges.empty();
    }
    if (!wanted) {
        m_scene.shownTick = shownTick;
        return std::nullopt;
    }
    if (std::exchange(m_placesChanged, false))
        takePlaces();
    if (std::exchange(m_structureChanged, false))
        ++m_scene.structureVersion;
    ++m_scene.version;
    m_scene.shownTick = shownTick;
    m_scene.nodeCount = static_cast<std::uint32_t>(store.nodeCount());
    m_scene.edgeCount = static_cast<std::uint32_t>(store.edgeCount());
    m_scene.needsLayout = m_withoutPositionCount != 0;

    scene::SceneUpdate update{std::make_shared<const scene::Scene>(m_scene), std::exchange(m_dirt, {})};
    scene::bound(update.dirt.positions);
    scene::bound(update.dirt.styles);
    scene::bound(update.dirt.edges);
    for (auto* fresh : {&m_freshPositions, &m_freshStyles, &m_freshStandings, &m_freshLooks})
        std::ranges::fill(*fresh, std::uint8_t{0});
    m_takenPositions.clear();
    m_takenEdges.clear();
    return update;
}

bool SceneBuilder::measureWeights()
{
    const graph::GraphStore& store = m_model.store();
    std::vector<double> sample;
    forEachSampled(store, ElementKind::Edge, mostWeighed, [&](Slot edge) { sample.push_back(double{store.edgeWeight(edge)}); });
    if (!m_weights.adopt(std::move(sample)))
        return false;
    m_scene.usualWeights = {static_cast<float>(m_weights.low()), static_cast<float>(m_weights.high())};
    return true;
}

void SceneBuilder::takeChanges()
{
    const graph::GraphStore& store = m_model.store();
    m_changesSeen = 0;
    if (store.journal().countSince(m_seen)) {
        m_telling = m_tellsChanges && m_seen > 0;
        store.journal().forEachSince(m_seen, [&](Tick, graph::Journal::Entry entry) {
            switch (entry.group()) {
            case graph::ChangeGroup::NodeIdentity:
            case graph::ChangeGroup::NodeMotion:
            case graph::ChangeGroup::NodeAttributes:   // it has changed, whatever is drawn of that
                takeNode(entry.slot());
                break;
            case graph::ChangeGroup::EdgeIdentity:
            case graph::ChangeGroup::EdgeMotion:
                takeEdge(entry.slot());
                break;
            case graph::ChangeGroup::EdgeAttributes:   // no change of what is seen of it, but for its look and whether it passes
                if (m_edgeStyler.styles())
                    takeEdgeAttributes(entry.slot());
                if (m_edgeFilter.usesAttributes()) {
                    const bool telling = std::exchange(m_telling, false);
                    takeEdge(entry.slot());
                    m_telling = telling;
                }
                break;
            }
        });
        m_telling = false;
        return;
    }
    for (const ElementKind kind : {ElementKind::Node, ElementKind::Edge}) {
        for (std::uint32_t chunk = 0; chunk < store.chunkCount(kind); ++chunk) {
            if (store.chunkNewest(kind, chunk, graph::Reads::AttributesToo) <= m_seen)
                continue;
            const graph::ElementRange range = store.chunkRange(kind, chunk);
            for (Slot slot = range.first; slot < range.first + range.count; ++slot)
                kind == ElementKind::Node ? takeNode(slot) : takeEdge(slot);
        }
    }
}

void SceneBuilder::takeNode(Slot storeSlot)
{
    const Slot node = m_model.sceneSlot(ElementKind::Node, storeSlot);
    if (node == noSlot)
        return;   // in a chunk with nodes, but in a page without
    makeRoomForNode(node);
    const scene::NodeStyle before = m_scene.style(node);
    scene::NodeStyle style;
    if (before.live && !before.fromSource)
        countWithoutPosition(node, -1);
    const std::optional<ShownModel::Node> taken = m_model.takeNode(storeSlot);
    const scene::Point placeBefore = takePositionPage(storeSlot, node);
    if (taken) {
        const auto& [identity, motion] = *taken;
        const bool placedBySource = isPlacedBySource(motion);
        m_scene.overruled |= motion.positioned && !placedBySource;
        if (!placedBySource)
            countWithoutPosition(node, 1);
        const bool placedByLayout = !placedBySource && m_places && m_places->has(node, identity.generation);
        style = {.radius = motion.size,
                 .category = identity.category,
                 .live = true,
                 .placed = motion.positioned || placedByLayout,
                 .fromSource = placedBySource,
                 .colour = identity.colour,
                 .generation = identity.generation};
        m_styler.style(m_model.store(), storeSlot, node, style);
        if (placedByLayout)
            setPoint(node, placeBefore, m_places->point(node));
        else if (motion.positioned)   // overruled: until the layout has a place
            setPoint(node, placeBefore, {motion.x, motion.y});
    } else {
        style.standing = before.standing;   // its edges, which may go after it, were seen as it was
    }
    if (m_telling) {
        const bool another = style.generation != before.generation;
        const scene::Point place = m_scene.position(node);
        const bool wasShown = before.live && before.standing != scene::Standing::Hidden;
        const bool isShown = style.live && style.standing != scene::Standing::Hidden;
        if (wasShown && (!style.live || another))
            tell({.element = ElementKind::Node, .what = What::Gone, .slot = node, .from = placeBefore, .to = placeBefore, .style = before});
        if (isShown && (!before.live || another))
            tell({.element = ElementKind::Node, .what = What::Came, .slot = node});
        else if (isShown && place.x == placeBefore.x && place.y == placeBefore.y)   // that it moves is seen
            tell({.element = ElementKind::Node, .what = What::Changed, .slot = node});
    }
    if (style == before)
        return;
    m_scene.dimmedNodes += (style.live && style.standing == scene::Standing::Dimmed ? 1U : 0U)
        - (before.live && before.standing == scene::Standing::Dimmed ? 1U : 0U);
    m_styler.count(before, style);
    m_structureChanged |= style.live != before.live || style.generation != before.generation || style.fromSource != before.fromSource;
    writable(m_scene.styles, m_freshStyles, node).styles[node % pageSize] = style;
    addSlot(m_dirt.styles, node);
}

LookAnswer SceneBuilder::lookAnswer() const
{
    LookAnswer answer = m_styler.answer();
    answer.edges = m_scene.edgeCount;
    answer.passingEdges = answer.edges - std::min(answer.edges, m_edgeFilter.leftOut());
    answer.complete &= !m_edgeFilter.due();
    m_edgeStyler.answer(answer);
    return answer;
}

void SceneBuilder::filterDueEdges()
{
    m_edgeFilter.visitDue(m_scene, [this](Slot edge) { takeEdge(m_model.storeSlot(ElementKind::Edge, edge)); });
    if (!m_edgeFilter.due() && m_edgeFilter.plain()) {   // by now none gives way by itself
        m_scene.edgeStandings.clear();
        m_freshStandings.clear();
    }
}

void SceneBuilder::setOwnStanding(Slot edge, scene::Standing before, scene::Standing standing)
{
    m_edgeFilter.count(before, standing);
    m_scene.dimmedEdges += (standing == scene::Standing::Dimmed ? 1U : 0U) - (before == scene::Standing::Dimmed ? 1U : 0U);
    const std::size_t page = edge / pageSize;
    if (page >= m_scene.edgeStandings.size())
        m_scene.edgeStandings.resize(page + 1);
    if (page >= m_freshStandings.size())
        m_freshStandings.resize(page + 1);
    m_scene.edgeStandings[page] = orEmpty(std::move(m_scene.edgeStandings[page]));
    writable(m_scene.edgeStandings, m_freshStandings, edge).standings[edge % pageSize] = standing;
}

void SceneBuilder::tellGone(Slot edge, scene::SceneEdge ends, scene::Standing own)
{
    const scene::Standing standing = std::max({m_scene.style(ends.source).standing, m_scene.style(ends.target).standing, own});
    if (standing == scene::Standing::Hidden)
        return;
    tell({.element = ElementKind::Edge, .what = What::Gone, .slot = edge, .from = m_scene.position(ends.source), .to = m_scene.position(ends.target),
          .style = {.standing = standing}});
}

void SceneBuilder::tell(const scene::SceneChange& change)
{
    auto& told = m_dirt.changes;
    ++m_changesSeen;
    if (told.size() < scene::mostChangesTold) {
        told.push_back(change);
        return;
    }
    // Each of n changes stays with the same chance: Vitter, "Random sampling with a reservoir", algorithm R.
    m_chance ^= m_chance << 13U;
    m_chance ^= m_chance >> 17U;
    m_chance ^= m_chance << 5U;
    const std::uint64_t place = m_chance % m_changesSeen;
    if (place < told.size())
        told[place] = change;
}

void SceneBuilder::setPoint(Slot node, scene::Point before, scene::Point point)
{
    const auto same = [](scene::Point a, scene::Point b) { return a.x == b.x && a.y == b.y; };
    if (!same(m_scene.position(node), point))   // it is already there in a page of the model's
        writable(m_scene.positions, m_freshPositions, node).points[node % pageSize] = point;
    if (!same(before, point))
        addSlot(m_dirt.positions, node);
}

void SceneBuilder::countWithoutPosition(Slot node, int by)
{
    m_withoutPosition[node / pageSize] = static_cast<std::uint16_t>(m_withoutPosition[node / pageSize] + by);
    m_withoutPositionCount += static_cast<std::size_t>(by);
}

scene::Point SceneBuilder::takePositionPage(Slot storeSlot, Slot node)
{
    const std::size_t page = node / pageSize;
    if (m_withoutPosition[page] == 0 && !m_takenPositions.has(page)) {
        m_takenPositions.take(page, m_scene.positions[page], orEmpty(m_model.positionPage(storeSlot)));
        m_freshPositions[page] = 0;
    }
    return m_takenPositions.has(page) ? m_takenPositions.before(page).points[node % pageSize] : m_scene.position(node);
}

const scene::EdgePage& SceneBuilder::takeEdgePage(Slot storeSlot, Slot edge)
{
    const std::size_t page = edge / pageSize;
    if (!m_takenEdges.has(page))
        m_takenEdges.take(page, m_scene.edges[page], orEmpty(m_model.store().edgePage(storeSlot)));
    return m_takenEdges.before(page);
}

void SceneBuilder::takeEdge(Slot storeSlot)
{
    const Slot edge = m_model.numberEdge(storeSlot);
    makeRoomForEdge(edge);
    const std::uint32_t at = edge % pageSize;
    const scene::EdgePage& before = takeEdgePage(storeSlot, edge);
    const scene::EdgePage& now = *m_scene.edges[edge / pageSize];
    const scene::SceneEdge ends = now.edges[at];
    // A page may be read before the page of its nodes is filled: the nodes' pages must at least be there.
    if (ends.source != noSlot)
        makeRoomForNode(std::max(ends.source, ends.target));
    const scene::SceneEdge endsBefore = before.edges[at];
    const bool sameEnds = endsBefore == ends;
    const scene::Standing ownBefore = m_scene.ownStanding(edge);
    const scene::Standing own = ends.source == noSlot ? scene::Standing::Shown : m_edgeFilter.standing(m_model.store(), storeSlot);
    if (own != ownBefore)
        setOwnStanding(edge, ownBefore, own);
    if (m_edgeStyler.styles())
        takeEdgeLook(storeSlot, edge);
    if (m_telling) {
        if (endsBefore.source != noSlot && !sameEnds)
            tellGone(edge, endsBefore, ownBefore);
        if (ends.source != noSlot && m_scene.edgeStanding(edge) != scene::Standing::Hidden)
            tell({.element = ElementKind::Edge, .what = sameEnds ? What::Changed : What::Came, .slot = edge});
    }
    if (sameEnds && before.weight(at) == now.weight(at) && before.directed[at] == now.directed[at] && own == ownBefore)
        return;
    m_structureChanged |= !sameEnds;
    addSlot(m_dirt.edges, edge);
    if (sameEnds || !m_styler.usesDegree())
        return;
    for (const Slot end : {endsBefore.source, endsBefore.target, ends.source, ends.target})
        takeDegree(end);
}

bool SceneBuilder::beginEdgeLooks()
{
    const bool styles = m_edgeStyler.styles();
    const bool same = styles != m_scene.edgeLooks.empty() && m_edgeStyler.sizes() == m_scene.ownEdgeWidths
        && m_edgeStyler.colours() == m_scene.colouredEdges;
    m_scene.colouredEdges = m_edgeStyler.colours();
    m_scene.ownEdgeWidths = m_edgeStyler.sizes();
    m_scene.edgeLooks.resize(styles ? m_scene.edges.size() : 0, emptyPage<scene::EdgeLookPage>());
    m_freshLooks.resize(m_scene.edgeLooks.size());
    return !same && !m_scene.edges.empty();
}

bool SceneBuilder::takeEdgeLook(Slot storeSlot, Slot edge)
{
    const std::uint32_t at = edge % pageSize;
    const EdgeStyler::Look look = m_edgeStyler.style(m_model.store(), storeSlot, edge, m_scene.edge(edge).source != noSlot);
    const scene::EdgeLookPage& before = *m_scene.edgeLooks[edge / pageSize];
    if (before.colours[at] == look.colour && before.widths[at] == look.width)
        return false;
    scene::EdgeLookPage& page = writable(m_scene.edgeLooks, m_freshLooks, edge);
    page.colours[at] = look.colour;
    page.widths[at] = look.width;
    addSlot(m_dirt.edges, edge);
    return true;
}

void SceneBuilder::takeEdgeAttributes(Slot storeSlot)
{
    const Slot edge = m_model.sceneSlot(ElementKind::Edge, storeSlot);
    if (edge >= m_scene.edgeSlots || m_scene.edge(edge).source == noSlot || !takeEdgeLook(storeSlot, edge))
        return;   // one that came with them is taken as an edge, too
    if (m_telling && m_scene.edgeStanding(edge) != scene::Standing::Hidden)
        tell({.element = ElementKind::Edge, .what = What::Changed, .slot = edge});
}

void SceneBuilder::takeDegree(Slot node)
{
    // The model is already as it will be shown, so what it says of a node now holds, in whichever order it is taken.
    if (node == noSlot || !m_scene.style(node).live)
        return;
    const bool telling = std::exchange(m_telling, false);   // how many edges it has is no change of its own
    takeNode(m_model.storeSlot(ElementKind::Node, node));
    m_telling = telling;
}

void SceneBuilder::takePlaces()
{
    const auto known = std::min<std::size_t>(m_scene.nodeSlots, m_places->slots());
    const auto pages = m_places->pages();
    for (std::size_t page = 0; page < pages.size(); ++page) {
        if (page < m_takenPages.size() && m_takenPages[page] == pages[page])
            continue;       // what came since then took its place from there
        const std::size_t end = std::min(known, (page + 1) * pageSize);
        for (std::size_t slot = page * pageSize; slot < end; ++slot) {
            const auto node = static_cast<Slot>(slot);
            const scene::NodeStyle& style = m_scene.style(node);
            if (!style.live || style.fromSource || !m_places->has(node, style.generation))
                continue;
            setPoint(node, m_scene.position(node), m_places->point(node));
            if (!style.placed) {
                writable(m_scene.styles, m_freshStyles, node).styles[node % pageSize].placed = true;
                addSlot(m_dirt.styles, node);
            }
        }
    }
    m_takenPages.assign(pages.begin(), pages.end());
}

} // namespace weir::pipeline
