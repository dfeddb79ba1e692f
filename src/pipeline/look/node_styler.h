#pragma once
#include "pipeline/look/age_test.h"
#include "pipeline/look/component_colours.h"
#include "pipeline/look/look_answer.h"
#include "pipeline/look/node_look.h"
#include "graph/page_numbering.h"
#include <functional>
#include <optional>

namespace weir::pipeline {

/// When it is, for whoever knows no clock. What comes while catching up has no age: it may have been there for long.
struct Moment {
    TimePoint now{};
    bool catchingUp = false;
};

/// Keeps the look of all nodes as the settings want it: says how a node looks, and which nodes must be looked at again because
/// the settings, the usual values, their component or their age changed. Another look of a million nodes is taken in slices, and
/// time touches the nodes whose look it changes. Lives on the stream thread with its SceneBuilder.
class NodeStyler final {
public:
    void setSettings(LookSettings settings);
    /// Those of another epoch than the scene's are ignored.
    void setComponents(std::shared_ptr<const ComponentColours> components);
    [[nodiscard]] bool wantsComponents() const { return m_wanted.colourBy == ColourBy::Component; }

    /// Another model: no node was seen yet. The settings stay.
    void startOver();
    /// Before changes of the model are taken. True: it was time to look anew at what is usual.
    bool begin(const graph::GraphStore& store, Moment moment);

    /// `node` of the scene, live, with what the model says of it.
    void style(const graph::GraphStore& store, Slot storeSlot, Slot node, scene::NodeStyle& style)
    {
        if (!m_plain || !m_look.takesSizesAsTheyAre())
            restyle(store, storeSlot, node, style);
    }
    /// Whether a node's edges matter for its look.
    [[nodiscard]] bool usesDegree() const { return m_look.usesDegree(); }
    /// After each change of a style.
    void count(const scene::NodeStyle& before, const scene::NodeStyle& after)
    {
        m_nodes += after.live ? 1 : 0;
        m_nodes -= before.live ? 1 : 0;
        m_passing += passes(after) ? 1 : 0;
        m_passing -= passes(before) ? 1 : 0;
        m_shades[before.shade] -= before.live ? 1 : 0;
        m_shades[after.shade] += after.live ? 1 : 0;
    }

    /// Whether visitDue() would do something, at the moment of begin().
    [[nodiscard]] bool due(TimePoint now) const { return m_allStale || m_staleCount != 0 || m_nextAge <= now; }
    /// Calls `visit` for nodes of the scene that must be styled anew, a bounded number of pages at once.
    void visitDue(const scene::Scene& scene, const graph::GraphStore& store, const graph::PageNumbering& numbers, const std::function<void(Slot)>& visit);
    /// All nodes look as the settings want it; what only grew older may be due.
    [[nodiscard]] bool settled() const { return !m_allStale && m_staleCount == 0; }
    /// When visitDue() has something to do, if nothing changes before; nothing: never.
    [[nodiscard]] std::optional<TimePoint> nextDue() const;

    [[nodiscard]] LookAnswer answer() const;
    /// Which nodes are of such an age now, whatever the settings want.
    [[nodiscard]] AgeTest ageTest(ValueRange age, AgeOf of, TimePoint now) const { return {age, of, m_times, now}; }

    static constexpr std::size_t stalePagesAtOnce = 48;    // two or three milliseconds
    static constexpr std::size_t agePagesAtOnce = 128;     // some 1 ms
    static constexpr std::chrono::milliseconds agePause{200};   // between two looks at the ages of a page

private:
    [[nodiscard]] static bool passes(const scene::NodeStyle& style) { return style.live && style.standing == scene::Standing::Shown; }
    void restyle(const graph::GraphStore& store, Slot storeSlot, Slot node, scene::NodeStyle& style);
    [[nodiscard]] Tick stampOf(const graph::GraphStore& store, Slot storeSlot) const;
    [[nodiscard]] std::uint8_t takeAge(const graph::GraphStore& store, Slot storeSlot, Slot node);
    void visitAges(std::size_t page, const scene::Scene& scene, const graph::GraphStore& store, Slot firstStoreSlot, const std::function<void(Slot)>& visit);
    void measure(const graph::GraphStore& store);
    void makeStale(std::size_t page);

    LookSettings m_wanted;
    NodeLook m_look;
    bool m_plain = true;                   // nodes look as the model says, but for their sizes
    bool m_adopted = true;                 // m_look has the settings that are wanted
    bool m_allStale = false;
    std::vector<std::uint8_t> m_stale;     // by page
    std::size_t m_staleCount = 0, m_staleNext = 0;

    TimePoint m_now{};
    StampTimes m_times;
    bool m_caughtUp = false;               // at the moment before this one
    AgeSteps m_ages;
    std::vector<std::uint8_t> m_steps;     // by node, where ages matter
    std::vector<TimePoint> m_agePages;     // by page: when the next of its nodes takes a step; max(): never
    TimePoint m_nextAge = TimePoint::max();
    std::size_t m_agePageNext = 0;

    std::shared_ptr<const ComponentColours> m_components;
    std::uint64_t m_nodes = 0, m_passing = 0;
    std::array<std::uint64_t, scene::NodeStyle::mostShade + 1> m_shades{};   // nodes, by NodeStyle::shade

    TimePoint m_measured{};
    Tick m_measuredStamp = 0, m_newestStamp = 0;
    std::size_t m_measuredNodes = 0;
};

} // namespace weir::pipeline
