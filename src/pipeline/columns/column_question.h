#pragma once
#include "pipeline/ask/long_question.h"
#include "pipeline/columns/column_counting.h"
#include "pipeline/shown_model.h"
#include <functional>
#include <optional>
#include <utility>

namespace weir::pipeline {

/// How the values of columns spread, each among what the filters of all others let through, see ColumnCounting; one column after the other.
/// Lives on the stream thread.
class ColumnQuestion final : public LongQuestion {
    Q_OBJECT

public:
    using Ages = std::function<AgeTest(ValueRange, AgeOf)>;

    /// `ages` says which nodes are of an age now.
    ColumnQuestion(const ShownModel& model, Ages ages) : m_model(model), m_ages(std::move(ages)) {}

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
    Ages m_ages;
    ColumnAnswer m_answer;
    std::vector<ColumnWish> m_wishes;     // the last one first
    std::optional<ColumnCounting> m_counting;
    std::uint64_t m_graph = 0;            // that is counted
    struct Scale {
        ElementKind element;
        Column column;
        BinScale scale;
    };
    std::vector<Scale> m_scales;          // of the answer before
};

} // namespace weir::pipeline
