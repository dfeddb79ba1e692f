#pragma once
#include "pipeline/columns/column_colours.h"
#include "pipeline/look/look_answer.h"
#include "pipeline/look/look_settings.h"
#include <functional>

namespace weir::pipeline {

/// Keeps the colours and widths of all edges as the settings want them, where they stand for values: says how an edge looks, and which must
/// be looked at again because the settings or the usual values changed. Another look of many edges is taken in slices. Where edges look as
/// their weights say it keeps nothing. Lives on the stream thread with its SceneBuilder.
class EdgeStyler final {
public:
    void setSettings(const LookSettings& settings);
    /// Another model: no edge was seen yet. The settings stay.
    void startOver();
    /// Before changes of the model are taken; `measures`: it is time to look anew at what is usual.
    void begin(const graph::GraphStore& store, bool measures);

    /// Edges have looks of their own, since begin().
    [[nodiscard]] bool styles() const { return m_colouring || m_sizing; }
    [[nodiscard]] bool colours() const { return m_colouring; }
    [[nodiscard]] bool sizes() const { return m_sizing; }

    struct Look {
        std::uint32_t colour = 0;   ///< 0: the picture's
        std::uint8_t width = 0;     ///< as scene::EdgeLookPage has it
    };
    /// `edge` of the scene, where they have looks of their own; of one that is gone what a free slot has.
    [[nodiscard]] Look style(const graph::GraphStore& store, Slot storeSlot, Slot edge, bool live);

    [[nodiscard]] bool due() const { return m_allStale || m_staleNext < m_staleEnd; }
    /// Calls `visit` for edges of the scene, of which there are `edges`, that must be styled anew: a bounded number of pages at once.
    void visitDue(std::uint32_t edges, const std::function<void(Slot)>& visit);

    /// Adds what is known of edges.
    void answer(LookAnswer& answer) const;

    static constexpr std::size_t stalePagesAtOnce = 48;   // two or three milliseconds

private:
    /// The part of the settings that is about edges.
    struct Wanted {
        std::optional<Column> colour;
        std::vector<std::uint32_t> colours;
        std::uint32_t plain = 0;
        EdgeWidthBy widthBy = EdgeWidthBy::Weight;
        Column widthColumn;
        bool operator==(const Wanted&) const = default;
    };

    [[nodiscard]] bool measure(const graph::GraphStore& store);
    void countAs(Slot edge, Bucket bucket);

    Wanted m_wanted;
    bool m_adopted = true;
    bool m_colouring = false, m_sizing = false;
    bool m_allStale = false;
    std::size_t m_staleNext = 0, m_staleEnd = 0;   // pages
    ColumnColours m_colours;
    ValueScale m_widths;
    std::vector<Bucket> m_buckets;                 // by edge, while they are coloured
    std::array<std::uint64_t, noBucket + 1> m_counts{};
};

} // namespace weir::pipeline
