#pragma once
#include "graph/node_search.h"
#include "pipeline/ask/long_question.h"
#include "pipeline/ask/search_answer.h"
#include "pipeline/shown_model.h"
#include <optional>

namespace weir::pipeline {

/// Nodes that a text asks for, see graph::SearchQuery. Begins again where another graph comes meanwhile. Lives on the stream thread.
class SearchQuestion final : public LongQuestion {
    Q_OBJECT

public:
    explicit SearchQuestion(const ShownModel& model) : m_model(model) {}

    /// Answered by answered(), once, unless another text is asked for before.
    void ask(const QString& text);

Q_SIGNALS:
    void answered(const weir::pipeline::SearchAnswer& answer);

private:
    [[nodiscard]] bool advance() override;
    void answer() override;

    const ShownModel& m_model;
    QString m_text;
    std::optional<graph::NodeSearch> m_search;
    std::uint64_t m_graph = 0;   // that is searched
};

} // namespace weir::pipeline
