#include "pipeline/look/edge_styler.h"
#include "pipeline/columns/column_sample.h"
#include "scene/scene.h"

namespace weir::pipeline {

using graph::AttributeKind;
using scene::pageSize;

namespace {

constexpr Bucket uncounted = 0xff;

} // namespace

void EdgeStyler::setSettings(const LookSettings& settings)
{
    Wanted wanted{settings.edgeColour, settings.edgeColours, settings.plainEdgeColour, settings.edgeWidthBy, settings.edgeWidthColumn};
    if (wanted == m_wanted)
        return;
    m_wanted = std::move(wanted);
    m_adopted = false;
}

void EdgeStyler::startOver()
{
    m_adopted = m_wanted == Wanted{};
    m_colouring = m_sizing = m_allStale = false;
    m_staleNext = m_staleEnd = 0;
    m_colours = {};
    m_widths = {};
    m_buckets.clear();
    m_counts = {};
}

void EdgeStyler::begin(const graph::GraphStore& store, bool measures)
{
    if (std::exchange(m_adopted, true)) {
        m_allStale |= measures && styles() && measure(store);
        return;
    }
    const auto kindOf = [&store](Column column) { return pipeline::kindOf(store.schema(), ElementKind::Edge, column); };
    m_colouring = m_wanted.colour && kindOf(*m_wanted.colour) && !m_wanted.colours.empty();
    const auto kind = kindOf(m_wanted.widthColumn);
    m_sizing = m_wanted.widthBy == EdgeWidthBy::Fixed || (m_wanted.widthBy == EdgeWidthBy::Value && kind && *kind != AttributeKind::Text);
    m_allStale = styles();
    m_staleNext = m_staleEnd = 0;
    m_widths = {};
    if (m_colouring) {
        m_colours.set(store, ElementKind::Edge, *m_wanted.colour, m_wanted.colours, m_wanted.plain);
    } else {
        m_buckets = {};
        m_counts = {};
    }
    if (m_sizing)
        static_cast<void>(measure(store));
}

bool EdgeStyler::measure(const graph::GraphStore& store)
{
    bool another = m_colouring && m_colours.measure(store);
    if (m_sizing && m_wanted.widthBy == EdgeWidthBy::Value) {
        const bool times = kindOf(store.schema(), ElementKind::Edge, m_wanted.widthColumn) == AttributeKind::Time;
        another |= m_widths.adopt(sampledNumbers(store, ElementKind::Edge, m_wanted.widthColumn),
                                  times ? ValueScale::Steps::Even : ValueScale::Steps::AsTheyFit);
    }
    return another;
}

EdgeStyler::Look EdgeStyler::style(const graph::GraphStore& store, Slot storeSlot, Slot edge, bool live)
{
    Look look;
    if (m_colouring) {
        Bucket bucket = uncounted;
        if (live) {
            const ColumnColours::Shown shown = m_colours.of(store, storeSlot);
            look.colour = shown.colour;
            bucket = shown.bucket;
        }
        countAs(edge, bucket);
    }
    if (m_sizing && live && m_widths.known()) {
        const double number = numberIn(store, ElementKind::Edge, storeSlot, m_wanted.widthColumn);
        if (std::isfinite(number))
            look.width = static_cast<std::uint8_t>(std::lround(m_widths.place(number) * scene::EdgeLookPage::widest));
    }
    return look;
}

void EdgeStyler::countAs(Slot edge, Bucket bucket)
{
    if (edge >= m_buckets.size())
        m_buckets.resize((edge / pageSize + std::size_t{1}) * pageSize, uncounted);
    const Bucket before = std::exchange(m_buckets[edge], bucket);
    if (before != uncounted)
        --m_counts[before];
    if (bucket != uncounted)
        ++m_counts[bucket];
}

void EdgeStyler::visitDue(std::uint32_t edges, const std::function<void(Slot)>& visit)
{
    const std::size_t pages = (edges + pageSize - std::size_t{1}) / pageSize;
    if (std::exchange(m_allStale, false)) {
        m_staleNext = 0;
        m_staleEnd = pages;
    }
    m_staleEnd = std::min(m_staleEnd, pages);
    for (std::size_t looked = 0; m_staleNext < m_staleEnd && looked < stalePagesAtOnce; ++looked, ++m_staleNext) {
        const Slot end = std::min(edges, static_cast<Slot>((m_staleNext + 1) * pageSize));
        for (auto edge = static_cast<Slot>(m_staleNext * pageSize); edge < end; ++edge)
            visit(edge);
    }
}

void EdgeStyler::answer(LookAnswer& answer) const
{
    answer.complete &= !due();
    if (m_colouring) {
        answer.edgeColours = m_colours.key();
        answer.edgeColours.counts = m_counts;
    }
    answer.edgeWidths = m_widths.extent();
}

} // namespace weir::pipeline
