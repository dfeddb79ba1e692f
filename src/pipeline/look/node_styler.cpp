#include "pipeline/look/node_styler.h"
#include <cstring>
#include <utility>

namespace weir::pipeline {

using scene::pageSize;

namespace {

constexpr std::chrono::seconds measureInterval{2};

} // namespace

void NodeStyler::setSettings(LookSettings settings)
{
    if (settings == m_wanted)
        return;
    m_wanted = std::move(settings);
    m_adopted = false;
    m_allStale = true;
    if (!wantsComponents())
        m_components.reset();
}

void NodeStyler::startOver()
{
    m_adopted = false;
    m_allStale = false;
    m_stale.clear();
    m_staleCount = m_staleNext = 0;
    m_times = {};
    m_caughtUp = false;
    m_steps.clear();
    m_agePages.clear();
    m_nextAge = TimePoint::max();
    m_components.reset();
    m_nodes = m_passing = 0;
    m_shades = {};
    m_measured = {};
    m_measuredStamp = m_newestStamp = 0;
    m_measuredNodes = 0;
    m_look = {};
}

bool NodeStyler::begin(const graph::GraphStore& store, Moment moment)
{
    m_now = moment.now;
    const bool caughtUp = std::exchange(m_caughtUp, !moment.catchingUp);
    if (moment.catchingUp || !caughtUp)
        m_times.leaveOut(store.newestStamp());
    else
        m_times.note(store.newestStamp(), m_now);

    if (!std::exchange(m_adopted, true)) {
        m_look.setSettings(m_wanted, store);
        m_ages.setBounds(m_wanted);
        m_plain = !m_wanted.filtering() && m_wanted.sizeBy == SizeBy::Source && m_wanted.colourBy == ColourBy::Category
            && m_wanted.paletteNumbers.empty();
        m_steps.clear();
        m_agePages.clear();
        m_nextAge = TimePoint::max();
    }
    m_ages.setNow(m_times, m_now);

    const bool grew = store.nodeCount() > 2 * m_measuredNodes;
    m_newestStamp = store.newestStamp();
    const bool due = m_newestStamp != m_measuredStamp && (grew || m_now - m_measured >= measureInterval);
    if (due)
        measure(store);
    return due;
}

void NodeStyler::measure(const graph::GraphStore& store)
{
    m_measured = m_now;
    m_measuredStamp = store.newestStamp();
    m_measuredNodes = store.nodeCount();
    m_allStale |= m_look.measure(store);
}

void NodeStyler::setComponents(std::shared_ptr<const ComponentColours> components)
{
    if (!wantsComponents())
        return;
    const auto before = std::exchange(m_components, std::move(components));
    if (m_allStale)
        return;
    const std::size_t pages = (m_components->numbers.size() + pageSize - 1) / pageSize;
    for (std::size_t page = 0; page < pages; ++page) {
        const std::size_t first = page * pageSize;
        const std::size_t count = std::min<std::size_t>(pageSize, m_components->numbers.size() - first);
        const bool same = before && before->numbers.size() >= first + count
            && std::memcmp(&before->numbers[first], &m_components->numbers[first], count) == 0;
        if (!same)
            makeStale(page);
    }
}

void NodeStyler::makeStale(std::size_t page)
{
    if (page >= m_stale.size())
        m_stale.resize(page + 1);
    m_staleCount += m_stale[page] == 0 ? 1 : 0;
    m_stale[page] = 1;
}

Tick NodeStyler::stampOf(const graph::GraphStore& store, Slot storeSlot) const
{
    const graph::GraphStore::Age age = store.nodeAge(storeSlot);
    return m_wanted.ageOf == AgeOf::Birth ? age.birth : age.newest;
}

std::uint8_t NodeStyler::takeAge(const graph::GraphStore& store, Slot storeSlot, Slot node)
{
    const std::size_t page = node / pageSize;
    if (m_agePages.size() <= page) {
        m_agePages.resize(page + 1, TimePoint::max());
        m_steps.resize((page + 1) * pageSize);
    }
    const Tick stamp = stampOf(store, storeSlot);
    const std::uint8_t step = m_ages.step(stamp);
    m_steps[node] = step;
    m_agePages[page] = std::min(m_agePages[page], m_ages.nextStep(m_times, stamp, step));
    m_nextAge = std::min(m_nextAge, m_agePages[page]);
    return step;
}

void NodeStyler::restyle(const graph::GraphStore& store, Slot storeSlot, Slot node, scene::NodeStyle& style)
{
    NodeLook::Circumstances circumstances;
    if (m_ages.matter())
        circumstances.ageStep = takeAge(store, storeSlot, node);
    if (m_components && node < m_components->numbers.size())
        circumstances.component = m_components->numbers[node];
    m_look.apply(store, storeSlot, m_ages, circumstances, style);
}

void NodeStyler::visitDue(const scene::Scene& scene, const graph::GraphStore& store, const graph::PageNumbering& numbers, const std::function<void(Slot)>& visit)
{
    if (std::exchange(m_allStale, false)) {
        m_stale.assign(scene.styles.size(), 1);
        m_staleCount = m_stale.size();
    }
    for (std::size_t pages = 0; m_staleCount != 0 && pages < stalePagesAtOnce;) {
        if (m_staleNext >= m_stale.size())
            m_staleNext = 0;
        const std::size_t page = m_staleNext++;
        if (std::exchange(m_stale[page], std::uint8_t{0}) == 0)
            continue;
        --m_staleCount;
        ++pages;
        const Slot end = std::min(scene.nodeSlots, static_cast<Slot>((page + 1) * pageSize));
        for (auto node = static_cast<Slot>(page * pageSize); node < end; ++node) {
            if (scene.style(node).live)
                visit(node);
        }
    }

    if (m_nextAge > m_now)
        return;
    std::size_t looked = 0;
    for (std::size_t i = 0; i < m_agePages.size() && looked < agePagesAtOnce; ++i) {
        m_agePageNext = m_agePageNext + 1 < m_agePages.size() ? m_agePageNext + 1 : 0;
        if (m_agePages[m_agePageNext] > m_now)
            continue;
        ++looked;
        visitAges(m_agePageNext, scene, store, numbers.sparse(static_cast<Slot>(m_agePageNext * pageSize)), visit);
    }
    m_nextAge = m_agePages.empty() ? TimePoint::max() : *std::ranges::min_element(m_agePages);
}

void NodeStyler::visitAges(std::size_t page, const scene::Scene& scene, const graph::GraphStore& store, Slot firstStoreSlot,
                           const std::function<void(Slot)>& visit)
{
    m_agePages[page] = TimePoint::max();
    const auto first = static_cast<Slot>(page * pageSize);
    const Slot count = std::min(pageSize, scene.nodeSlots - first);
    const scene::NodeStylePage& styles = *scene.styles[page];
    // Of each step the oldest takes the next one first.
    std::array<Tick, 8> oldest;
    oldest.fill(std::numeric_limits<Tick>::max());
    std::vector<Slot> flipped;
    for (Slot i = 0; i < count; ++i) {
        if (!styles.styles[i].live)
            continue;
        const Tick stamp = stampOf(store, firstStoreSlot + i);
        const std::uint8_t step = m_ages.step(stamp);
        oldest[step] = std::min(oldest[step], stamp);
        if (step != m_steps[first + i])
            flipped.push_back(first + i);
    }
    for (const Slot node : flipped)
        visit(node);
    TimePoint next = TimePoint::max();
    for (std::uint8_t step = 0; step < oldest.size(); ++step) {
        if (oldest[step] != std::numeric_limits<Tick>::max())
            next = std::min(next, m_ages.nextStep(m_times, oldest[step], step));
    }
    m_agePages[page] = next == TimePoint::max() ? next : std::max(next, m_now + agePause);
}

std::optional<TimePoint> NodeStyler::nextDue() const
{
    if (m_allStale || m_staleCount != 0)
        return m_now;
    // What came since the last look at what is usual may be all that comes.
    const TimePoint next = m_newestStamp == m_measuredStamp ? m_nextAge : std::min(m_nextAge, m_measured + measureInterval);
    return next == TimePoint::max() ? std::nullopt : std::optional(next);
}

LookAnswer NodeStyler::answer() const
{
    LookAnswer answer{.nodes = m_nodes,
                      .passing = m_passing,
                      .complete = !m_allStale && m_staleCount == 0,
                      .colours = {},
                      .sizes = m_look.sizeScale().extent(),
                      .edgeColours = {},
                      .edgeWidths = {},
                      .components = 0,
                      .componentNodes = {}};
    if (m_look.settings().colourBy == ColourBy::Value) {
        answer.colours = m_look.colours().key();
        for (std::size_t bucket = 0; bucket < answer.colours.counts.size(); ++bucket)
            answer.colours.counts[bucket] = m_shades[bucket + 1];
    }
    if (m_components) {
        answer.components = m_components->components;
        answer.componentNodes = m_components->nodes;
    }
    return answer;
}

} // namespace weir::pipeline
