#pragma once
#include "pipeline/ask/element_table.h"
#include "pipeline/ask/long_question.h"
#include "pipeline/shown_model.h"
#include <optional>

namespace weir::pipeline {

/// Elements of a scene as a table, see ElementTable. Lives on the stream thread.
class TableQuestion final : public LongQuestion {
    Q_OBJECT

public:
    explicit TableQuestion(const ShownModel& model) : m_model(model) {}

    /// Answered by answered(), once, unless another is asked for before. `elements` are of a scene of this epoch.
    void ask(std::uint64_t question, std::uint64_t epochVersion, TableFormat format, std::shared_ptr<const scene::ElementSet> elements);

Q_SIGNALS:
    void answered(const weir::pipeline::TableAnswer& answer);

private:
    [[nodiscard]] bool advance() override;
    void answer() override;

    const ShownModel& m_model;
    std::optional<ElementTable> m_table;
    std::uint64_t m_epochVersion = 0;
};

} // namespace weir::pipeline
