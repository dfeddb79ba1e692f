#pragma once
#include "pipeline/scene_builder.h"
#include "stream/applier.h"

namespace weir::pipeline {

/// The graph as scenes show it: what the stream applied, and which of its elements the slots of a scene mean. All that answers,
/// tables and searches read. Lives on the stream thread, where the store may be read.
class ShownModel final {
public:
    ShownModel(const stream::Applier& applier, const SceneBuilder& builder) : m_applier(applier), m_builder(builder) {}

    [[nodiscard]] const graph::GraphStore& store() const { return m_applier.store(); }
    /// Which graph the store holds: another number is another one, with another schema.
    [[nodiscard]] std::uint64_t graph() const { return m_applier.resets(); }
    /// The store holds the graph of scenes of this epoch (Scene::epochVersion): their slots mean something to it.
    [[nodiscard]] bool isOf(std::uint64_t epochVersion) const { return m_builder.isOf(epochVersion, graph()); }

    [[nodiscard]] const graph::PageNumbering& numbers(ElementKind kind) const { return m_builder.numbers(kind); }
    /// noSlot: it is in no scene yet.
    [[nodiscard]] Slot sceneSlot(ElementKind kind, Slot storeSlot) const { return numbers(kind).dense(storeSlot); }
    [[nodiscard]] Slot storeSlot(ElementKind kind, Slot sceneSlot) const { return numbers(kind).sparse(sceneSlot); }

private:
    const stream::Applier& m_applier;
    const SceneBuilder& m_builder;
};

} // namespace weir::pipeline
