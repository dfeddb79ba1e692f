#pragma once
#include "pipeline/ask/long_question.h"
#include "pipeline/file/export_choice.h"
#include <optional>

namespace weir::pipeline {

/// How many nodes and edges of a scene each part of the graph has; three million edges take some ten milliseconds. Lives on the stream
/// thread.
class ExportCount final : public LongQuestion {
    Q_OBJECT

public:
    /// Answered by answered(), once, unless another is asked for before.
    void ask(std::uint64_t question, std::shared_ptr<const scene::Scene> scene, const ExportSelection& selection);

Q_SIGNALS:
    void answered(const weir::pipeline::ExportCounts& counts);

private:
    [[nodiscard]] bool advance() override;
    void answer() override;

    ExportCounts m_counts;
    std::optional<ExportChoice> m_everything, m_shown, m_selection;   // all of one scene
    Slot m_node = 0, m_edge = 0;                                      // that comes next
};

} // namespace weir::pipeline
