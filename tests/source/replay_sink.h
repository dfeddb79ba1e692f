#pragma once
#include "replay_model.h"
#include "source/source.h"
#include <functional>
#include <optional>

/// Replays what a source pushes, without waiting: the source's waits call `onWait` instead, which may change the
/// world the source watches and says whether it goes on.
class ReplaySink final : public weir::source::ChangeSink {
public:
    explicit ReplaySink(const weir::graph::Schema& schema, std::function<bool(int)> onWait = {})
        : model(schema), m_schema(schema), m_onWait(std::move(onWait))
    {}

    [[nodiscard]] weir::graph::ChangeSet takeEmptySet() override
    {
        weir::graph::ChangeSet set;
        set.setValueColumns(m_schema.nodeValues.size(), m_schema.edgeValues.size());
        return set;
    }

    [[nodiscard]] bool push(weir::graph::ChangeSet changes) override
    {
        if (changes.rows() > mostRows)
            model.breaches << QStringLiteral("a set of %1 rows").arg(changes.rows());
        if (changes.empty())
            model.breaches << QStringLiteral("an empty set");
        const weir::graph::ChangeView view = changes.view();
        attributeRows += view.nodeAttributes.rows() + view.edgeAttributes.rows();
        model.apply(view);
        ++pushes;
        return true;
    }

    [[nodiscard]] bool waitFor(std::chrono::nanoseconds duration) override
    {
        if (duration <= duration.zero())
            model.breaches << QStringLiteral("a wait of nothing");
        return m_onWait && m_onWait(waits++);
    }

    void report(weir::Error fault) override { reports << QString::fromStdString(fault.text); }
    void progress(double share) override
    {
        if (wholeAfter || !(share >= 0 && share <= 1) || (!shares.isEmpty() && share < shares.back()))
            model.breaches << QStringLiteral("progress of %1").arg(share);
        shares << share;
    }
    void whole() override
    {
        if (wholeAfter)
            model.breaches << QStringLiteral("whole twice");
        wholeAfter = pushes;
    }

    ReplayModel model;
    QStringList reports;
    QList<double> shares;             ///< of the first graph that the source said it had read
    std::optional<int> wholeAfter;    ///< how many sets stood for the first graph; none: it did not say
    int pushes = 0, waits = 0;
    std::size_t attributeRows = 0;    ///< that were pushed

    static constexpr std::size_t mostRows = 16'500;

private:
    weir::graph::Schema m_schema;
    std::function<bool(int)> m_onWait;
};
