#pragma once
#include "graph/graph_store.h"
#include "pipeline/look/age_steps.h"
#include "pipeline/columns/column_tests.h"
#include "pipeline/columns/column_colours.h"
#include "pipeline/look/look_settings.h"
#include "pipeline/look/usual_range.h"
#include "pipeline/look/value_scale.h"

namespace weir::pipeline {

/// What becomes of a node of the model under the settings: its radius, its colour, and whether it passes the filter. Lives on
/// the stream thread with its SceneBuilder.
class NodeLook final {
public:
    /// What the model does not say of a node.
    struct Circumstances {
        std::uint8_t ageStep = 0;
        std::uint8_t component = noComponent;   ///< number of its colour
    };
    static constexpr std::uint8_t noComponent = 0xff;

    /// For the model as it is: another model needs them again, and measure().
    void setSettings(LookSettings settings, const graph::GraphStore& store);
    [[nodiscard]] const LookSettings& settings() const { return m_settings; }

    /// Looks anew at which values are usual. True: nodes may look different from now on.
    [[nodiscard]] bool measure(const graph::GraphStore& store);

    /// Sizes of the source's are what its nodes' radii are, in units of the usual one; else they are brought to a range by how they spread.
    [[nodiscard]] bool takesSizesAsTheyAre() const;

    [[nodiscard]] bool usesDegree() const { return m_usesDegree; }
    [[nodiscard]] bool usesComponents() const { return m_settings.colourBy == ColourBy::Component; }

    /// Sets the radius, the colour and the standing of a live node.
    void apply(const graph::GraphStore& store, Slot node, const AgeSteps& ages, Circumstances circumstances, scene::NodeStyle& style) const;

    /// Where colours are of values.
    [[nodiscard]] const ColumnColours& colours() const { return m_colours; }
    [[nodiscard]] const ValueScale& sizeScale() const { return m_sizeScale; }

private:
    [[nodiscard]] float radiusOfSource(float size) const;
    [[nodiscard]] float radius(const graph::GraphStore& store, Slot node, float sourceSize) const;
    void colour(const graph::GraphStore& store, Slot node, const AgeSteps& ages, Circumstances circumstances, scene::NodeStyle& style) const;
    [[nodiscard]] bool measureSizes(const graph::GraphStore& store);

    LookSettings m_settings;
    ColumnTests m_tests;
    bool m_filtering = false, m_usesDegree = false;
    ValueScale m_sizeScale;
    ColumnColours m_colours;
    UsualRange m_sourceSizes;
};

} // namespace weir::pipeline
