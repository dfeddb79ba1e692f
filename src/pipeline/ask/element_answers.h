#pragma once
#include "pipeline/ask/element_details.h"
#include "pipeline/ask/label_question.h"
#include "pipeline/ask/link_label.h"
#include "pipeline/shown_model.h"

namespace weir::pipeline {

/// Answers what can be said of elements at once. Elements are those of a scene of an epoch (Scene::epochVersion), as their slots there,
/// and so are those in the answers. Lives on the stream thread.
class ElementAnswers final {
public:
    explicit ElementAnswers(const ShownModel& model) : m_model(model) {}

    /// Also of an element that is gone.
    [[nodiscard]] ElementDetails details(std::uint64_t epochVersion, ElementKind kind, Slot slot) const;
    /// Without those that are gone.
    [[nodiscard]] LabelAnswer labels(const LabelQuestion& question) const;
    [[nodiscard]] LinkAnswer links(std::uint64_t question, std::uint64_t epochVersion, const std::vector<Link>& links) const;

private:
    [[nodiscard]] ElementDetails nodeDetails(Slot storeSlot) const;
    [[nodiscard]] ElementDetails edgeDetails(Slot storeSlot) const;

    const ShownModel& m_model;
};

} // namespace weir::pipeline
