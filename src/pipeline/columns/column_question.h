#pragma once
#include "pipeline/ask/long_question.h"
#include "pipeline/columns/column_counting.h"
#include "pipeline/shown_model.h"
#include <optional>

namespace weir::pipeline {

/// How the values of columns spread, see ColumnCounting; one column after the other. Lives on the stream thread.
class ColumnQuestion final : public LongQuestion {
    Q_OBJECT

public:
    explicit ColumnQuestion(const ShownModel& model) : m_model(model) {}

    /// Answered by answered(), once, unless others are asked for before. Columns that the graph does not have are left out, and all of
    /// them where another graph comes meanwhile.
    void ask(std::uint64_t question, std::vector<ColumnWish> wishes);

Q_SIGNALS:
    void answered(const weir::pipeline::ColumnAnswer& answer);

private:
    [[nodiscard]] bool advance() override;
    void answer() override;
    [[nodiscard]] const BinScale* scaleBefore(const ColumnWish& wish) const;

    const ShownModel& m_model;
    ColumnAnswer m_answer;
    std::vector<ColumnWish> m_wishes;     // the last one first
    std::optional<ColumnCounting> m_counting;
    std::uint64_t m_graph = 0;            // that is counted
    std::vector<std::pair<ColumnWish, BinScale>> m_scales;   // of the answer before
};

} // namespace weir::pipeline
